"""Schema files, and the presets they stand on, to a set of schemas."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, MutableSet
from hashlib import sha256

from vaultlint.schema.compile import compile_schema
from vaultlint.schema.consistency import check_schema
from vaultlint.schema.inherit import lines_of
from vaultlint.schema.match import SchemaSet
from vaultlint.schema.nearest import did_you_mean
from vaultlint.schema.shape import Schema
from vaultlint.schema.shipped import PREFIX, preset_files, preset_names
from vaultlint.schema.source import Document, Fault, SchemaError, read_document


def load_schemas(
    files: Mapping[str, bytes],
    presets: Iterable[str] = (),
    *,
    checked: MutableSet[str] | None = None,
    explicit: str = "schema",
) -> SchemaSet:
    """The schemas of a vault's own files (by the path shown to people) and of presets.

    A file's schema takes the place of a preset's of the same name; a later preset's that of an
    earlier one's. `checked` holds digests of files that passed before: they are not checked
    against the models again, and what passes now is added. Raises SchemaError with all faults.
    """
    faults: list[Fault] = []
    own = _documents(files, faults, set() if checked is None else checked)
    active: dict[str, Document] = {}
    for preset in presets:
        if preset not in preset_names():
            message = f"no preset `{preset}`{did_you_mean(preset, preset_names())}"
            faults.append(Fault(PREFIX + preset, 1, 1, message))
        active |= _by_name(shipped_documents(preset))
    names = _by_name(own, faults)
    found = build(active | names, frozenset(names) | frozenset(_failed(files, own)), faults)
    if faults:
        raise SchemaError(tuple(sorted(faults)))
    return SchemaSet(found, explicit)


def schemas_from_texts(texts: Iterable[str]) -> SchemaSet:
    """The schemas of texts, for examples and tests. Raises SchemaError."""
    files = {f"schema-{n}.yaml": text.encode() for n, text in enumerate(texts, 1)}
    return load_schemas(files)


def shipped_documents(preset: str) -> list[Document]:
    """The documents of a preset; tests check them against the models, so that runs need not."""
    return [read_document(file, data) for file, data in preset_files(preset).items()]


def build(
    documents: Mapping[str, Document], own: frozenset[str], faults: list[Fault]
) -> list[Schema]:
    """The schemas of documents by name, with what they extend. `own` names those of the vault,
    also the ones that could not be read."""
    known = frozenset(documents) | own
    schemas = []
    for line in lines_of(documents, known, faults):
        schema = compile_schema(line)
        faults += check_schema(schema, line, known)
        schemas.append(schema)
    return schemas


def digest(data: bytes) -> str:
    """What `checked` knows a file by."""
    return sha256(data).hexdigest()


def _documents(
    files: Mapping[str, bytes], faults: list[Fault], checked: MutableSet[str]
) -> list[Document]:
    found: list[Document] = []
    for file, data in sorted(files.items()):
        document: Document | None
        try:
            document = read_document(file, data)
        except SchemaError as error:
            faults += error.faults
            continue
        key = digest(data)
        if key not in checked:
            new = _validated(document)
            faults += new
            if not new:
                checked.add(key)
            elif (document := _what_is_left(document)) is None:
                continue
        found.append(document)
    return found


def _validated(document: Document) -> tuple[Fault, ...]:
    from vaultlint.schema.model import SchemaModel
    from vaultlint.schema.validate import validate

    return validate(document, SchemaModel)


def _what_is_left(document: Document) -> Document | None:
    """A document without what the models refuse: faults that show only once it is put together
    are told at the same time. None where it would mean something else without that."""
    from vaultlint.schema.model import SchemaModel
    from vaultlint.schema.validate import without_faults

    left = without_faults(document, SchemaModel)
    return (
        left
        if left is not None and left.data.keys() >= {"extends"} & document.data.keys()
        else None
    )


def _failed(files: Mapping[str, bytes], read: Iterable[Document]) -> Iterable[str]:
    # a schema that could not be read is still meant by those that extend it or link to it
    done = {document.file for document in read}
    for file, data in files.items():
        if file in done:
            continue
        for line in data[:65536].decode("utf-8", "replace").splitlines():
            if line.startswith("schema:"):
                yield line.partition(":")[2].strip().strip("\"'")
        yield file.rpartition("/")[2].rpartition(".")[0]


def _by_name(
    documents: Iterable[Document], faults: list[Fault] | None = None
) -> dict[str, Document]:
    found: dict[str, Document] = {}
    for document in documents:
        name = str(document.data["schema"])
        if faults is not None and name in found:
            first = found[name]
            message = f"schema `{name}` is defined twice, first in {first.file}"
            faults.append(document.fault(("schema",), message))
            continue
        found[name] = document
    return found
