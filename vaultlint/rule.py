"""What a rule is. A rule is one module of `vaultlint.rules`: its file name gives code and slug,
its docstring is its manual page and its test, its function `check` finds."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from vaultlint.finding import Finding, Severity

if TYPE_CHECKING:
    from vaultlint.examples import Page
    from vaultlint.note import Note
    from vaultlint.parse.facts import Directive
    from vaultlint.schema.shape import Shape
    from vaultlint.vault import Vault


@dataclass(frozen=True)
class NoOptions:
    """The options of a rule that has none."""


O = TypeVar("O")  # noqa: E741


class Context(NamedTuple, Generic[O]):
    """What a rule may look at besides the note: nothing else, so that rules are pure."""

    vault: Vault
    options: O
    today: date
    unused: tuple[Unused, ...] = ()


class Unused(NamedTuple):
    """A code of a suppression that silenced nothing; the engine tells SUP001, after all others.

    `known` is False where the code names no rule at all.
    """

    directive: Directive
    code: str
    known: bool


Check = Callable[["Note", Context[Any]], Iterator[Finding]]


class Head(NamedTuple):
    """What the engine must know of a rule to tell of which notes to ask it: all that
    `rules/index.py` keeps, so that a rule is imported when it is asked.

    `default` is False for rules that are off until selected. `on` names what there must be for the
    rule to have something to say: facts (`links`, `chapters` …; of MARKS, such as `[^`, what stands
    in the file), or what vault and schemas make of them (`unsettled` links, `violations`,
    `schemas`, `yaml-faults`, `legacy` properties, `types` that Obsidian gives properties, `dates`
    in properties, `odd-dates` that are not as `2025-08-27`, `bounded-dates` that a schema sets
    limits to). The engine runs it only on notes that have one of them. `files` are the endings of
    the files it looks at: notes, unless it says otherwise. `parts` are those of `options`, `beside`
    and `asked` that the rule has.
    """

    module: str
    severity: Severity
    default: bool
    on: tuple[str, ...]
    files: tuple[str, ...] = (".md",)
    parts: tuple[str, ...] = ()


class Body(NamedTuple):
    """What only the module of a rule knows.

    `options` is a frozen dataclass with a default for every option. `beside` gives the paths of the
    files that are no notes and of which the rule has something to say; it is asked about them as
    about notes without text. `asked` tells whether a note's schemas ask for a rule that is off by
    default.
    """

    check: Check
    options: type[Any] = NoOptions
    doc: str = ""
    beside: Callable[[Vault], Iterable[str]] | None = None
    asked: Callable[[Shape], bool] | None = None


class Rule:
    """A rule as the engine knows it: a Head, and a Body when it is asked for."""

    def __init__(self, head: Head, load: Callable[[], Body]) -> None:
        code, _, slug = head.module.partition("_")
        self.code = code.upper()
        self.slug = slug.replace("_", "-")
        self.head = head
        _, self.severity, self.default, self.on, self.files, self.parts = head
        self._load = load

    @cached_property
    def body(self) -> Body:
        """What the rule's module knows, which is imported for it."""
        return self._load()

    @property
    def check(self) -> Check:
        """Finds what is wrong with a note."""
        return self.body.check

    @property
    def options(self) -> type[Any]:
        """Makes the rule's options; their defaults without arguments."""
        return self.body.options if "options" in self.parts else NoOptions

    @property
    def doc(self) -> str:
        """The docstring of the rule's module."""
        return self.body.doc

    @cached_property
    def page(self) -> Page:
        """The manual page with its examples, read from the docstring."""
        from vaultlint.examples import read_page

        return read_page(self.doc, f"{self.code} {self.slug}")

    @property
    def fixable(self) -> bool:
        """Whether some example shows the note after a fix."""
        return any(e.fixed is not None for e in self.page.examples)

    @property
    def summary(self) -> str:
        """The docstring's first line."""
        return self.doc.strip().partition("\n")[0]


def rule(
    *,
    severity: Severity = Severity.ERROR,
    options: type[Any] = NoOptions,
    default: bool = True,
    on: tuple[str, ...] = (),
    files: tuple[str, ...] = (".md",),
    beside: Callable[[Vault], Iterable[str]] | None = None,
    asked: Callable[[Shape], bool] | None = None,
) -> Callable[[Check], Rule]:
    """Make `check` of the module `lnk001_broken_link` the rule LNK001 `broken-link`."""

    def make(check: Check) -> Rule:
        module = sys.modules[check.__module__]
        own = {"options": options is not NoOptions, "beside": beside, "asked": asked}
        parts = tuple(name for name, part in own.items() if part)
        name = module.__name__.rpartition(".")[2]
        body = Body(check, options, module.__doc__ or "", beside, asked)
        return Rule(Head(name, severity, default, on, files, parts), lambda: body)

    return make


class Active(NamedTuple):
    """A rule as it is in force for one note; `if_asked`: only where the note's schemas ask. `given`
    are the options, None for those that the rule has where nothing is said."""

    rule: Rule
    severity: Severity
    given: Any = None
    if_asked: bool = False

    @property
    def options(self) -> Any:
        """The rule's options."""
        return self.rule.options() if self.given is None else self.given


Selection = Callable[[str], tuple[Active, ...]]
"""The rules in force for the note at a path: what a configuration comes down to."""
