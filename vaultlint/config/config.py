"""A configuration as frozen data, and the rules that it puts in force for a note."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from vaultlint.config.options import make_options
from vaultlint.config.select import codes_named, codes_of
from vaultlint.finding import Severity
from vaultlint.globs import any_match
from vaultlint.rule import Active
from vaultlint.rules import all_rules

if TYPE_CHECKING:
    from vaultlint.schema.source import Fault


class ConfigError(Exception):
    """A configuration that cannot be used; `faults` are all that is wrong with it."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults


class Layer(Struct, frozen=True):
    """What one config file, one of its overrides, or the command line says of rules. `files` is
    None for all notes; `select` is None where it keeps what was selected below."""

    files: tuple[str, ...] | None = None
    select: tuple[str, ...] | None = None
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, str] = {}
    options: Mapping[str, Mapping[str, Any]] = {}

    def covers(self, path: str) -> bool:
        """Whether it speaks of the note at `path`."""
        return self.files is None or any_match(self.files, path)


DEFAULT_RULES = ".vaultlint/rules"
"""The folder of schemas where none is named; it need not be there."""


class Config(Struct, frozen=True):
    """A vault's configuration. `rules` are folders of schemas relative to the vault; `origins`
    tell of each key where it was written (`vaultlint.yaml:3`)."""

    layers: tuple[Layer, ...] = ()
    presets: tuple[str, ...] = ()
    rules: tuple[str, ...] = (DEFAULT_RULES,)
    exclude: tuple[str, ...] = ()
    fail_on: Severity = Severity.WARNING
    baseline: str = ".vaultlint/baseline.json"
    schema_property: str = "schema"
    files: tuple[str, ...] = ()
    origins: Mapping[str, str] = {}

    def select(self, *more: Layer) -> Rules:
        """The rules in force, with what the command line says on top. What the config leaves out
        for some notes it cannot bring back."""
        return Rules(self.layers, more)


class Rules:
    """A Selection: which rules are in force for the note at a path."""

    def __init__(self, layers: tuple[Layer, ...], more: tuple[Layer, ...] = ()) -> None:
        self.layers = (*layers, *more)
        self._more = len(more)
        self._everywhere = all(layer.files is None for layer in self.layers)
        self._found: dict[tuple[int, ...], tuple[Active, ...]] = {}

    def __call__(self, path: str) -> tuple[Active, ...]:
        """The rules in force for the note at `path`, in the order of codes."""
        if self._everywhere:
            key = tuple(range(len(self.layers)))
        else:
            key = tuple(at for at, layer in enumerate(self.layers) if layer.covers(path))
        found = self._found.get(key)
        if found is None:
            layers = [self.layers[at] for at in key]
            its = len(layers) - self._more
            found = self._found[key] = _active(layers, _left_out(layers[:its]))
        return found


def _left_out(layers: list[Layer]) -> frozenset[str]:
    """The codes that overrides among the layers of a config leave out, and no later one takes in
    again."""
    out: frozenset[str] = frozenset()
    for layer in layers:
        out -= codes_of((*(layer.select or ()), *layer.extend_select))
        if layer.files is not None:
            out |= _off(layer)
    return out


def _off(layer: Layer) -> frozenset[str]:
    levels = dict(_by_code(layer.severity))
    return codes_of(layer.ignore) | {code for code, level in levels.items() if level == "off"}


def _active(layers: list[Layer], left_out: frozenset[str]) -> tuple[Active, ...]:
    rules = all_rules()
    chosen = {code for code, rule in rules.items() if rule.default}
    asked = {code for code, rule in rules.items() if "asked" in rule.parts and not rule.default}
    severities: dict[str, Severity] = {}
    options: dict[str, dict[str, Any]] = {}
    for layer in layers:
        if layer.select is not None:
            chosen = set(codes_of(layer.select))
            asked &= chosen
        chosen |= codes_of(layer.extend_select)
        levels = dict(_by_code(layer.severity))
        off = _off(layer)
        severities |= {c: Severity(level) for c, level in levels.items() if level != "off"}
        for code, given in _by_code(layer.options):
            options[code] = {**options.get(code, {}), **given}
        chosen -= off
        asked -= off
    return tuple(
        Active(
            rule,
            severities.get(code, rule.severity),
            make_options(rule, options[code]) if options.get(code) else None,
            code not in chosen,
        )
        for code, rule in rules.items()
        if (code in chosen or code in asked) and code not in left_out
    )


def _by_code(words: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """What each word says, for each of its codes: families before the codes in them, so that the
    word that says more wins."""
    for word, said in sorted(words.items(), key=lambda item: -len(codes_named(item[0]))):
        for code in codes_named(word):
            yield code, said
