"""`vaultlint.yaml`, and what it extends, to a Config; or every fault with file and line."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping
from typing import Any

from msgspec.structs import replace

from vaultlint.config.config import Config, ConfigError, Layer
from vaultlint.config.options import OptionsError, make_options
from vaultlint.config.pyproject import read_pyproject
from vaultlint.config.select import codes_named
from vaultlint.finding import Severity
from vaultlint.rules import all_rules
from vaultlint.schema.nearest import did_you_mean
from vaultlint.schema.shipped import PREFIX, preset_names
from vaultlint.schema.source import Document, Fault, Loc, SchemaError, read_document

_ABSOLUTE = re.compile(r"^[/~\\]|^[A-Za-z]:|://|^file:|\$")
"""What a path of the vault does not hold: it would lead elsewhere, or name what a shell fills in."""
_OF_OTHERS = re.compile(
    r"(?:^|/)\.(?:git|obsidian|trash)(?:/|$)|\.(?:md|canvas|base|ya?ml|toml)$", re.I
)
"""What is a note, a config or a schema, or belongs to another program."""
MAX_EXTENDS = 10
MAX_FILES = 100
"""Files that a config may stand on, those counted again that are named again."""

Read = Callable[[str], bytes | None]
"""The bytes of a file of the vault by its path in it; None where there is none."""


def load_config(file: str, data: bytes, read: Read) -> Config:
    """The configuration in `data`, which stands in `file` (a path in the vault, or as given on
    the command line). `read` gives what it extends. Raises ConfigError."""
    loader = _Loader(read)
    config = loader.load(file, data, Config(), ())
    if loader.faults:
        raise ConfigError(tuple(sorted(loader.faults)))
    return config


class _Loader:
    def __init__(self, read: Read) -> None:
        self.read = read
        self.faults: list[Fault] = []
        self.files = 0

    def load(self, file: str, data: bytes, below: Config, above: tuple[str, ...]) -> Config:
        document = self._document(file, data)
        if document is None:
            return below
        given = document.data
        for at, name in enumerate(_texts(given.get("extends"))):
            below = self._extend(document, at, name, below, (*above, file))
        return self._merge(document, given, below)

    def _document(self, file: str, data: bytes) -> Document | None:
        from vaultlint.config.model import ConfigModel
        from vaultlint.schema.validate import validate

        try:
            document = (
                read_pyproject(file, data) if file.endswith(".toml") else read_document(file, data)
            )
        except SchemaError as error:
            self.faults += error.faults
            return None
        if document.data is None:
            document = Document(file, {}, document.node)
        if not isinstance(document.data, dict):
            self.faults.append(
                document.fault((), "a config should be a mapping, such as `select:`")
            )
            return None
        faults = validate(document, ConfigModel)
        self.faults += faults
        return None if faults else document

    def _extend(
        self, document: Document, at: int, name: str, below: Config, above: tuple[str, ...]
    ) -> Config:
        def fault(message: str) -> Config:
            self.faults.append(document.fault(("extends", at), message))
            return below

        if name.startswith(PREFIX):
            preset = name.removeprefix(PREFIX)
            if preset not in preset_names():
                known = "; there are " + ", ".join(f"`{p}`" for p in preset_names())
                return fault(f"no preset `{preset}`{did_you_mean(preset, preset_names()) or known}")
            return replace(below, presets=(*below.presets, preset))
        if "\0" in name or _ABSOLUTE.search(name):
            return fault(f"`{name}` is no file relative to this one, nor `preset:NAME`")
        path = posixpath.normpath(posixpath.join(posixpath.dirname(document.file), name))
        if _climbs(path):
            return fault(f"`{name}` lies outside of the vault")
        if path in above:
            return fault(f"`{name}` extends itself: " + " → ".join((*above, path)))
        if len(above) > MAX_EXTENDS:
            return fault(f"configs may extend each other {MAX_EXTENDS} times at most")
        self.files += 1
        if self.files > MAX_FILES:
            many = f"a config may stand on {MAX_FILES} files at most"
            return below if self.files > MAX_FILES + 1 else fault(many)
        data = self.read(path)
        if data is None:
            preset = f"; did you mean `{PREFIX}{name}`?" if name in preset_names() else ""
            return fault(f"there is no file `{path}` in the vault{preset}")
        return self.load(path, data, below, above)

    def _merge(self, document: Document, given: Mapping[str, Any], below: Config) -> Config:
        layers = [self._layer(document, given, ())]
        for at, override in enumerate(given.get("overrides") or ()):
            layers.append(self._layer(document, override, ("overrides", at)))
        origins = dict(below.origins)
        for key in given:
            origins[key] = f"{document.file}:{document.place((key,), key=True)[0]}"
        folder = posixpath.dirname(document.file)
        baseline = given.get("baseline")
        if baseline is not None:
            self._look_at_baseline(document, baseline)
        rules = self._folders(document, _texts(given.get("rules")), folder)
        return replace(
            below,
            layers=(*below.layers, *layers),
            rules=rules if "rules" in given else below.rules,
            exclude=(*below.exclude, *_texts(given.get("exclude"))),
            fail_on=Severity(given["fail-on"]) if given.get("fail-on") else below.fail_on,
            baseline=baseline or below.baseline,
            schema_property=given.get("schema-property") or below.schema_property,
            files=(*below.files, document.file),
            origins=origins,
        )

    def _folders(self, document: Document, names: tuple[str, ...], folder: str) -> tuple[str, ...]:
        found = []
        for at, name in enumerate(names):
            path = posixpath.normpath(posixpath.join(folder, name))
            if name.strip():
                self._keep_inside(document, ("rules", at), name, path)
            else:
                self.faults.append(document.fault(("rules", at), f"`{name}` names no folder"))
            found.append(path)
        return tuple(found)

    def _look_at_baseline(self, document: Document, name: str) -> None:
        loc, path = ("baseline",), posixpath.normpath(name)
        self._keep_inside(document, loc, name, path)
        if not name.strip() or path == "." or _OF_OTHERS.search(path):
            why = f"`{name}` is no place for a baseline: write one such as `{Config().baseline}`"
            self.faults.append(document.fault(loc, why))

    def _keep_inside(self, document: Document, loc: Loc, name: str, path: str) -> None:
        if "\0" in name:
            self.faults.append(document.fault(loc, "a path holds no NUL"))
        elif _climbs(path) or posixpath.isabs(path) or _ABSOLUTE.search(name):
            self.faults.append(document.fault(loc, f"`{name}` lies outside of the vault"))

    def _layer(
        self, document: Document, given: Mapping[str, Any], loc: tuple[str | int, ...]
    ) -> Layer:
        options: Mapping[str, Any] = given.get("options") or {}
        for word, values in options.items():
            for code in sorted(codes_named(word)):
                try:
                    make_options(all_rules()[code], values or {})
                except OptionsError as error:
                    place = (*loc, "options", word, *((error.name,) if error.name else ()))
                    self.faults.append(document.fault(place, str(error), key=True))
        return Layer(
            files=_texts(given["files"]) if "files" in given else None,
            select=_texts(given["select"]) if given.get("select") is not None else None,
            extend_select=_texts(given.get("extend-select")),
            ignore=_texts(given.get("ignore")),
            severity=given.get("severity") or {},
            options={word: values or {} for word, values in options.items()},
        )


def _climbs(path: str) -> bool:
    """Whether a path leads out of the folder that it starts in, on any system."""
    return posixpath.normpath(path.replace("\\", "/")).startswith("..")


def _texts(value: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else tuple(value)
