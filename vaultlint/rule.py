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


@dataclass(frozen=True, slots=True)
class NoOptions:
    """The options of a rule that has none."""


O = TypeVar("O")  # noqa: E741


@dataclass(frozen=True, slots=True)
class Context(Generic[O]):
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


@dataclass(frozen=True)
class Rule:
    """A rule as the engine knows it.

    `options` is a frozen dataclass with a default for every option. `default` is False for rules
    that are off until selected. `on` names what there must be for the rule to have something to
    say: facts (`links`, `chapters` …; of MARKS, such as `[^`, what stands in the file), or what
    vault and schemas make of them (`unsettled` links, `violations`, `schemas`, `yaml-faults`,
    `legacy` properties, `types` that Obsidian gives properties, `odd-dates` that are not as
    `2025-08-27`, `bounded-dates` that a schema sets limits to). The engine runs it only on notes
    that have one of them. `files` are
    the endings of the files it looks at: notes, unless it says otherwise. `beside` gives the paths
    of the files that are no notes and of which it has something to say; it is asked about them as
    about notes without text. `asked` tells whether a note's schemas ask for a rule that is off by
    default.
    """

    code: str
    slug: str
    severity: Severity
    check: Check
    options: type[Any]
    default: bool
    on: tuple[str, ...]
    doc: str
    files: tuple[str, ...] = (".md",)
    beside: Callable[[Vault], Iterable[str]] | None = None
    asked: Callable[[Shape], bool] | None = None

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
        code, _, slug = check.__module__.rpartition(".")[2].partition("_")
        return Rule(
            code=code.upper(),
            slug=slug.replace("_", "-"),
            severity=severity,
            check=check,
            options=options,
            default=default,
            on=on,
            doc=module.__doc__ or "",
            files=files,
            beside=beside,
            asked=asked,
        )

    return make


class Active(NamedTuple):
    """A rule as it is in force for one note; `if_asked`: only where the note's schemas ask."""

    rule: Rule
    severity: Severity
    options: Any
    if_asked: bool = False


Selection = Callable[[str], tuple[Active, ...]]
"""The rules in force for the note at a path: what a configuration comes down to."""
