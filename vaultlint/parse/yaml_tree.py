"""YAML to values with spans: libyaml's events, put together without constructors.

No tag is executed, no alias expanded beyond a budget, nothing is recursive over the depth of the
input: the events of a block that is too deep are not even asked for.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import yaml

from vaultlint.parse.facts import Kind, Problem, Property, Style, Value
from vaultlint.parse.yaml_faults import MAX_DEPTH, RETURN, YamlFaultError, explain
from vaultlint.parse.yaml_scalars import kind_of
from vaultlint.parse.yaml_text import STRAY_RETURN, prepared, restored
from vaultlint.patterns import later
from vaultlint.text import BOM

try:
    _Parser: Any = yaml.CSafeLoader
except AttributeError:  # a PyYAML built without libyaml: slower, the same events
    _Parser = yaml.SafeLoader

MAX_ALIASED = 10_000
"""Values that may be reached through aliases."""

_CORE_TAGS = frozenset(
    f"tag:yaml.org,2002:{name}" for name in ("str", "int", "float", "bool", "null", "map", "seq")
)
_STYLES: dict[str, Style] = {'"': "double", "'": "single", "|": "literal", ">": "folded"}
_WIKILINK = later(rb"""(\[)?\[\[(?![^\[\]\n]*(?<=[\[,])\s*["'])[^\[\]\n{}]+\]\](?(1)\])""")
_NUMBERS = later(rb"[\d.]+(?: *, *[\d.]+)+")
_CONTROL = later(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")


class Composed(NamedTuple):
    """A YAML document: its value (None for an empty document, or one that could not be read)."""

    value: Value | None
    problems: tuple[Problem, ...]


class _Known(NamedTuple):
    """An anchored value, how many values are in it and how deep it is."""

    value: Value
    size: int
    height: int


class _Open:
    """A list or an object whose end is not yet read."""

    __slots__ = ("anchor", "end", "flow", "height", "key", "kind", "seen", "size", "start", "values")  # fmt: skip

    def __init__(self, kind: Kind, flow: bool, start: int, anchor: str | None) -> None:
        self.kind = kind
        self.flow = flow
        self.start = self.end = start
        self.anchor = anchor
        self.values: list[Any] = []
        self.key: Value | None = None
        self.seen: dict[str, Value] = {}
        self.size = 1
        self.height = 1


class _Composer:
    """Events of one block to values. Offsets of events count code points of `text`; `data[start:]`
    holds the same text as bytes."""

    def __init__(self, data: bytes, start: int, end: int, text: str) -> None:
        self.data = data
        self.start = start
        self.limit = end
        self.text = text
        self.ascii = len(text) == end - start
        self.last = (0, start)
        self.stack: list[_Open] = []
        self.anchors: dict[str, _Known] = {}
        self.aliased = 0
        self.root: Value | None = None
        self.problems: list[Problem] = []
        self.prepared = prepared(text)

    def at(self, index: int) -> int:
        """The byte offset of code point `index`."""
        index = self.prepared.written(index)
        if self.ascii:
            return self.start + index
        known, offset = self.last
        if index < known:
            known, offset = 0, self.start
        offset += len(self.text[known:index].encode())
        self.last = (index, offset)
        return offset

    def read(self) -> None:
        """Read all events; a YamlFaultError is raised for the first thing that cannot be read."""
        parser = _Parser(self.prepared.text)
        try:
            self._read(parser)
        except yaml.YAMLError as error:
            raise explain(error, self.prepared.text) from error
        finally:
            parser.dispose()

    def _read(self, parser: Any) -> None:
        get = parser.get_event
        documents = 0
        while (event := get()) is not None:
            kind = type(event)
            if kind is yaml.ScalarEvent:
                self._scalar(event)
            elif kind is yaml.MappingStartEvent:
                self._open(event, "object")
            elif kind is yaml.SequenceStartEvent:
                self._open(event, "list")
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                self._close(event)
            elif kind is yaml.AliasEvent:
                self._alias(event)
            elif kind is yaml.DocumentStartEvent:
                documents += 1
                if documents > 1:
                    raise _fault(event, "a second YAML document starts here: remove the line")
            elif kind is yaml.StreamEndEvent:
                return

    def _scalar(self, event: Any) -> None:
        text = event.value
        if self.prepared.is_odd:
            self._look_for_return(event)
            text = restored(text)
        start = self.at(event.start_mark.index)
        mark = _STYLES.get(event.style)
        if mark in ("literal", "folded"):
            end = self._block_end(start, self.at(event.end_mark.index))
        else:
            end = self.at(event.end_mark.index)
        kind: Kind = "text"
        if event.implicit[0]:
            kind = kind_of(text)
        elif event.tag:
            kind = self._tagged(event, text, mark)
        if kind == "null":
            text = ""
        self._add(Value(kind, text, mark or "plain", start, end), event.anchor, end)

    def _look_for_return(self, event: Any) -> None:
        """A `:` before a carriage return ends a name to Obsidian, and is text to libyaml."""
        if not event.style and f":{STRAY_RETURN}" in event.value:
            at = self.prepared.text.index(f":{STRAY_RETURN}", event.start_mark.index) + 1
            raise YamlFaultError(at, at + 1, RETURN)

    def _tagged(self, event: Any, text: str, mark: Style | None) -> Kind:
        if event.tag == "!" or event.tag == "tag:yaml.org,2002:str":
            return "text"
        if event.tag not in _CORE_TAGS:
            raise _fault(event, "a tag (`!…`) is not allowed: quote the value")
        return kind_of(text) if mark is None else "text"

    def _block_end(self, start: int, end: int) -> int:
        """Where the last line of a block scalar ends that is part of its text: libyaml's mark is
        after the blank lines that follow it."""
        written = self.data[start:end]
        header = written.partition(b"\n")[0]
        if b"+" in header.partition(b"#")[0]:
            return start + len(written.removesuffix(b"\n").removesuffix(b"\r"))
        stop = written.find(b"\n", len(written.rstrip()))
        line = written if stop < 0 else written[:stop]
        return start + len(line.removesuffix(b"\r"))

    def _open(self, event: Any, kind: Kind) -> None:
        if event.tag and event.tag not in _CORE_TAGS:
            raise _fault(event, "a tag (`!…`) is not allowed: quote the value")
        if len(self.stack) >= MAX_DEPTH:
            raise _fault(event, f"nested deeper than {MAX_DEPTH} levels")
        start = self.at(event.start_mark.index)
        self.stack.append(_Open(kind, bool(event.flow_style), start, event.anchor))

    def _close(self, event: Any) -> None:
        done = self.stack.pop()
        end = self.at(event.end_mark.index) if done.flow else done.end
        style: Style = "flow" if done.flow else "block"
        values = tuple(done.values)
        if done.kind == "list":
            value = Value("list", "", style, done.start, end, items=values)
            if done.flow:
                self._mark_wikilink(value)
        else:
            value = Value("object", "", style, done.start, end, properties=values)
        self._add(value, done.anchor, end, done.size, done.height)

    def _alias(self, event: Any) -> None:
        known = self.anchors.get(event.anchor)
        if any(o.anchor == event.anchor for o in self.stack):
            raise _fault(event, f"alias `*{event.anchor}` contains itself")
        if known is None:
            raise _fault(event, f"no anchor is named `&{event.anchor}`: quote the value")
        self.aliased += known.size
        if self.aliased > MAX_ALIASED:
            raise _fault(event, f"too many aliases: more than {MAX_ALIASED:,} values")
        if len(self.stack) + known.height > MAX_DEPTH:
            raise _fault(event, f"nested deeper than {MAX_DEPTH} levels")
        self._add(known.value, None, self.at(event.end_mark.index), known.size, known.height)

    def _add(
        self, value: Value, anchor: str | None, end: int, size: int = 1, height: int = 0
    ) -> None:
        """Put a value that was read to its end into what is open. An alias gives the value where
        its anchor stands, so that spans always hold what was written."""
        if anchor:
            self.anchors[anchor] = _Known(value, size, height)
        if not self.stack:
            self.root = value
            return
        into = self.stack[-1]
        into.end = end
        into.size += size
        into.height = max(into.height, height + 1)
        if into.kind == "list":
            into.values.append(value)
        elif into.key is None:
            self._name(into, value)
        else:
            into.values.append(self._property(into, into.key, value, end))
            into.key = None

    def _name(self, into: _Open, key: Value) -> None:
        if key.kind in ("list", "object"):
            raise YamlFaultError(
                key.start, key.end, "a property's name must be text: quote the value", bytes_=True
            )
        if key.kind == "null" and key.end > key.start:
            key = key._replace(text=self.data[key.start : key.end].decode())
        into.key = key

    def _property(self, into: _Open, key: Value, value: Value, end: int) -> Property:
        first = into.seen.setdefault(key.text, key)
        if first is not key:
            line = self.data.count(b"\n", 0, first.start) + 1
            self.problems.append(Problem("duplicate-key", key.start, key.end, str(line)))
        if into.flow:
            return Property(key.text, key.start, key.end, value, key.start, end)
        line_start = max(self.data.rfind(b"\n", 0, key.start) + 1, self.start)
        line_end = self.data.find(b"\n", end, self.limit) + 1 or self.limit
        return Property(key.text, key.start, key.end, value, line_start, line_end)

    def _mark_wikilink(self, value: Value) -> None:
        written = self.data[value.start : value.end]
        if not _WIKILINK.fullmatch(written) or _NUMBERS.fullmatch(written.strip(b"[]")):
            return
        if self.problems and self.problems[-1].start == value.start + 1:
            self.problems.pop()
        self.problems.append(Problem("unquoted-wikilink", *value.span))


def _fault(event: Any, detail: str) -> YamlFaultError:
    start = event.start_mark.index
    return YamlFaultError(start, max(event.end_mark.index, start + 1), detail)


def compose(data: bytes, start: int, end: int) -> Composed:
    """The YAML document `data[start:end]` (valid UTF-8); total.

    Problems are `invalid-yaml` (then the value is None), `duplicate-key` (`detail` is the 1-based
    line of the first) and `unquoted-wikilink`, in the order of the text.
    """
    while data.startswith(BOM, start, end):
        start += len(BOM)  # libyaml drops one here without counting it
    text = data[start:end].decode()
    composer = _Composer(data, start, end, text)
    try:
        control = _CONTROL.search(text)
        if control is not None:
            code = f"U+{ord(control[0]):04X}"
            raise YamlFaultError(
                control.start(), control.end(), f"control character {code}: delete it"
            )
        composer.read()
    except YamlFaultError as fault:
        start, end = fault.span if fault.bytes_ else map(composer.at, fault.span)
        links = (
            p
            for p in composer.problems
            if p.kind == "unquoted-wikilink" and data.find(b"\n", p.end, start) >= 0
        )
        problems = (*links, Problem("invalid-yaml", start, end, fault.detail))
        return Composed(None, tuple(sorted(problems, key=lambda p: p.start)))
    problems = tuple(sorted(composer.problems, key=lambda p: p.start))
    return Composed(composer.root, problems)
