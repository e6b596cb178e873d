"""What a schema extends, in the order in which definitions give way to one another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from vaultlint.schema.nearest import did_you_mean
from vaultlint.schema.shipped import PREFIX, preset_files, preset_names
from vaultlint.schema.source import Document, Fault, read_document

Line = tuple[Document, ...]


def lines_of(
    documents: Mapping[str, Document], known: frozenset[str], faults: list[Fault]
) -> Iterator[Line]:
    """For each document the documents that it extends, the most general first, and itself last.

    A document that extends something unknown, or itself by a detour, is a fault and gives none;
    `known` also names schemas that could not be read, which are no fault of those that extend
    them.
    """
    ancestry = _Ancestry(documents, known, faults)
    for document in documents.values():
        line = ancestry.line(document, ())
        if line is not None:
            yield line


class _Ancestry:
    def __init__(
        self, documents: Mapping[str, Document], known: frozenset[str], faults: list[Fault]
    ) -> None:
        self._documents = documents
        self._known = known
        self._faults = faults
        self._lines: dict[int, Line | None] = {}
        self._shipped: dict[str, Document] = {}

    def line(self, document: Document, below: Line) -> Line | None:
        """The line of `document`, asked for by the documents `below`; None for a fault in it."""
        if document in below:
            chain = " → ".join(f"`{d.data['schema']}`" for d in (*_from(below, document), document))
            self._fault(below[-1], f"`extends` goes round in a circle: {chain}")
            return None
        if id(document) in self._lines:
            return self._lines[id(document)]
        found: dict[int, Document] = {}
        whole = True
        for name in _extends(document):
            parent = self._parent(document, name)
            line = None if parent is None else self.line(parent, (*below, document))
            whole = whole and line is not None
            for ancestor in line or ():
                found.setdefault(id(ancestor), ancestor)
        result = (*found.values(), document) if whole else None
        if not below:
            self._lines[id(document)] = result
        return result

    def _parent(self, document: Document, name: str) -> Document | None:
        if name.startswith(PREFIX):
            return self._preset(document, name)
        parent = self._documents.get(name)
        if parent is None and document.file.startswith(PREFIX):
            preset = document.file.removeprefix(PREFIX).partition("/")[0]
            return self._preset(document, f"{PREFIX}{preset}/{name}")
        if parent is None and name not in self._known:
            near = did_you_mean(name, self._documents)
            self._fault(document, f"`extends` names no schema: `{name}`{near}")
        return parent

    def _preset(self, document: Document, name: str) -> Document | None:
        if name in self._shipped:
            return self._shipped[name]
        preset, _, schema = name.removeprefix(PREFIX).partition("/")
        files = preset_files(preset)
        if not files:
            near = did_you_mean(preset, preset_names())
            self._fault(document, f"no preset `{preset}`{near}")
            return None
        data = files.get(f"{name}.yaml")
        if data is None:
            names = [f.rpartition("/")[2].removesuffix(".yaml") for f in files]
            near = did_you_mean(schema, names)
            self._fault(document, f"preset `{preset}` has no schema `{schema}`{near}")
            return None
        # one object a file, so that two ways up meet
        active = next((d for d in self._documents.values() if d.file == f"{name}.yaml"), None)
        self._shipped[name] = active or read_document(f"{name}.yaml", data)
        return self._shipped[name]

    def _fault(self, document: Document, message: str) -> None:
        fault = document.fault(("extends",), message)
        if fault not in self._faults:
            self._faults.append(fault)


def _extends(document: Document) -> list[str]:
    written = document.data.get("extends") or []
    return [str(name) for name in written] if isinstance(written, list) else [str(written)]


def _from(line: Line, document: Document) -> Line:
    return line[line.index(document) :]
