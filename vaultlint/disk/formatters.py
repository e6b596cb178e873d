"""Formatters of Markdown that are set up where a vault is, and would damage its notes."""

from __future__ import annotations

import json
import os
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from vaultlint.disk.read import UnreadableError, read_bytes
from vaultlint.schema.source import SchemaError, read_document

MAX_SIZE = 1024 * 1024
_MDFORMAT = "mdformat writes `[[Note]]` as `\\[[Note]\\]`: keep it off the vault"
_PRETTIER = (
    "prettier rewrites `[[__init__]]` and `%%` comments with lists: put `*.md` into .prettierignore"
)
_RUMDL = 'rumdl takes `#tag` for a heading: set `flavor = "obsidian"`'
_MARKDOWNLINT = "markdownlint --fix makes a heading of `#tag`: let it not fix, or switch MD018 off"
_BLANKS = "it takes away the two blanks that break a line: add `--markdown-linebreak-ext=md`"
_DPRINT = "dprint's markdown plugin knows no wikilinks and comments: exclude `**/*.md`"


class Harm(NamedTuple):
    """A file that sets up a formatter, as seen from the vault, and what it would do."""

    file: str
    advice: str


def harms(root: Path) -> list[Harm]:
    """What is set up in the vault, and in the folders above it up to the repository that holds
    it. Nothing is run: a config in JavaScript is told of, not read."""
    found = {h: None for folder in _folders(root) for h in _in_folder(folder)}
    return [Harm(Path(os.path.relpath(f, root)).as_posix(), advice) for f, advice in found]


def _folders(root: Path) -> Iterator[Path]:
    root = root.absolute()
    above = [root, *root.parents]
    at = next((n for n, folder in enumerate(above) if (folder / ".git").exists()), 0)
    yield from above[: at + 1]


def _in_folder(folder: Path) -> Iterator[tuple[Path, str]]:
    for name, judge in _CONFIGS.items():
        for file in sorted(folder.glob(name)):
            text = _text(file)
            advice = judge(text, file) if text is not None else None
            for one in advice if isinstance(advice, list) else [advice]:
                if one:
                    yield file, one


def _text(file: Path) -> str | None:
    try:
        return read_bytes(file, MAX_SIZE).decode("utf-8", "replace")
    except UnreadableError:
        return None


def _parsed(text: str, file: Path) -> Any:
    """The data of a JSON (with comments), YAML or TOML file; nothing for one that is broken."""
    try:
        if file.suffix == ".toml":
            return tomllib.loads(text)
        if file.suffix in (".json", ".jsonc"):
            return json.loads(re.sub(r"^\s*//.*$", "", text, flags=re.MULTILINE))
        return read_document(file.name, text.encode()).data
    except (ValueError, SchemaError, RecursionError):
        return None


def _at(data: Any, *keys: str) -> Any:
    for key in keys:
        data = data.get(key) if isinstance(data, Mapping) else None
    return data


def _prettier(_text: str, file: Path) -> str | None:
    return None if _prettier_ignores(file.parent) else _PRETTIER


def _prettier_ignores(folder: Path) -> bool:
    lines = (_text(folder / ".prettierignore") or "").splitlines()
    return any(line.strip() in ("*.md", "**/*.md", "*", "**", "**/*") for line in lines)


def _mdformat(_text: str, _file: Path) -> str:
    return _MDFORMAT


def _rumdl(text: str, file: Path) -> str | None:
    data = _parsed(text, file)
    flavor = _at(data, "global", "flavor") or _at(data, "flavor")
    return None if str(flavor).lower() == "obsidian" else _RUMDL


def _markdownlint(text: str, file: Path) -> str | None:
    data = _parsed(text, file)
    is_off = _at(data, "config", "MD018") is False
    return _MARKDOWNLINT if _at(data, "fix") is True and not is_off else None


def _dprint(text: str, _file: Path) -> str | None:
    return _DPRINT if "plugins/markdown" in text and ".md" not in text else None


def _package(text: str, file: Path) -> list[str]:
    data = _parsed(text, file)
    scripts = _at(data, "scripts")
    commands = " ; ".join(map(str, scripts.values())) if isinstance(scripts, Mapping) else ""
    found = []
    if re.search(r"\bprettier\b.*(?:--write|-w)\b", commands) or _at(data, "prettier") is not None:
        found.append(_PRETTIER if not _prettier_ignores(file.parent) else "")
    if re.search(r"\bmarkdownlint[\w-]*\b.*--fix\b", commands):
        found.append(_MARKDOWNLINT)
    return found


def _pyproject(text: str, file: Path) -> list[str]:
    tools = _at(_parsed(text, file), "tool")
    found = [_MDFORMAT] if _at(tools, "mdformat") is not None else []
    if _at(tools, "rumdl") is not None:
        is_ours = str(_at(tools, "rumdl", "flavor") or _at(tools, "rumdl", "global", "flavor"))
        found += [] if is_ours.lower() == "obsidian" else [_RUMDL]
    return found


def _pre_commit(text: str, file: Path) -> list[str]:
    repos = _at(_parsed(text, file), "repos")
    found: dict[str, None] = {}
    for repo in repos if isinstance(repos, list) else ():
        hooks = _at(repo, "hooks")
        for hook in hooks if isinstance(hooks, list) else ():
            advice = _hook(hook, file.parent)
            if advice:
                found[f"hook `{_at(hook, 'id')}`: {advice}"] = None
    return list(found)


def _hook(hook: Any, folder: Path) -> str:
    name, arguments = str(_at(hook, "id")), " ".join(map(str, _at(hook, "args") or ()))
    more = " ".join(map(str, _at(hook, "additional_dependencies") or ()))
    excluded = str(_at(hook, "exclude") or "")
    if "\\.md" in excluded:
        return ""
    if name == "prettier":
        return "" if _prettier_ignores(folder) else _PRETTIER
    if name == "mdformat":
        return "" if "mdformat-obsidian" in more else _MDFORMAT
    if name in ("rumdl-fmt", "rumdl") and ("fmt" in name or "--fix" in arguments):
        has_flavor = "obsidian" in arguments or any(
            "obsidian" in (_text(folder / config) or "") for config in (".rumdl.toml", "rumdl.toml")
        )
        return "" if has_flavor else _RUMDL
    if name.startswith("markdownlint") and ("fix" in name or "--fix" in arguments):
        return _MARKDOWNLINT
    if name == "trailing-whitespace":
        return "" if "markdown-linebreak-ext" in arguments else _BLANKS
    return ""


_Judge = Callable[[str, Path], str | list[str] | None]
_CONFIGS: dict[str, _Judge] = {
    ".prettierrc*": _prettier,
    "prettier.config.*": _prettier,
    ".mdformat.toml": _mdformat,
    ".rumdl.toml": _rumdl,
    "rumdl.toml": _rumdl,
    ".markdownlint-cli2.*": _markdownlint,
    "dprint.json*": _dprint,
    "package.json": _package,
    "pyproject.toml": _pyproject,
    ".pre-commit-config.y*ml": _pre_commit,
}
"""Names of config files as patterns, and who says of their text what is wrong with it."""
