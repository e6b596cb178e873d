"""The rules as Markdown: the table of the README, and the pages of `docs/rules.md`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import fields
from functools import partial
from itertools import takewhile
from operator import ne
from typing import NamedTuple

from vaultlint.examples import CARETS, FENCE, FILE
from vaultlint.rule import Rule
from vaultlint.rules import all_rules

FAMILIES = {
    "BAS": "Bases",
    "BLK": "Blocks",
    "CHP": "Chapters",
    "CNV": "Canvases",
    "DAT": "Dates",
    "FIL": "Files",
    "LNK": "Links",
    "SCH": "Schemas",
    "STR": "Structure",
    "SUP": "Suppressions",
    "TAG": "Tags",
    "YML": "Front matter",
}

_OPTION = re.compile(r"`(\w+)`: (.*?)(?=\s+`\w+`: |$)", re.DOTALL)
_SAID = {
    "bad": "Bad",
    "good": "Good",
    "fixed": "Fixed",
    "with": "Beside it",
    "schema": "With the schema",
    "options": "With the options",
    "types": "With Obsidian's types",
}


class Part(NamedTuple):
    """A piece of a rule's page: prose as Markdown, or an example. `said` is what the example is,
    empty for prose; `file` its path, where it has one; `fence` and `language` how it was fenced."""

    text: str
    said: str = ""
    file: str = ""
    fence: str = ""
    language: str = ""


class Option(NamedTuple):
    """An option of a rule as YAML names it; its default as YAML."""

    name: str
    default: str
    text: str


def table() -> str:
    """A row a rule: code, slug, severity, whether it can mend what it finds, what it finds."""
    rows = ["| code | slug | severity | fix | finds |", "|---|---|---|---|---|"]
    for rule in all_rules().values():
        fix = "yes" if rule.fixable else ""
        name = f"[{rule.code}](docs/rules.md#{anchor(rule)})"
        rows.append(f"| {name} | {rule.slug} | {severity(rule)} | {fix} | {_cell(rule.summary)} |")
    return "\n".join(rows) + "\n"


def pages() -> str:
    """The pages of all rules, by family."""
    parts = ["# Rules", "", "What `vaultlint explain CODE` prints, for all rules.", ""]
    family = ""
    for rule in all_rules().values():
        if rule.code[:3] != family:
            family = rule.code[:3]
            parts += [f"## {FAMILIES[family]} ({family})", ""]
        parts += [f"### {rule.code} {rule.slug}", "", f"*{severity(rule)}*", "", page(rule), ""]
    return "\n".join(parts)


def anchor(rule: Rule) -> str:
    """The heading's anchor on GitHub."""
    return f"{rule.code.lower()}-{rule.slug}"


def page(rule: Rule) -> str:
    """A rule's page as Markdown, with its fences named in words."""
    made = []
    for part in parts(rule):
        if part.said:
            file = f", `{part.file}`" if part.file else ""
            body = "\n".join([f"{part.fence}{part.language}", *part.text.split("\n"), part.fence])
            made.append(
                f"{part.said}{file}:\n\n{body}" if part.text else f"{part.said}{file}, empty"
            )
        else:
            made.append(part.text)
    chosen = [f"- `{o.name}` (default: `{o.default}`): {o.text}" for o in options(rule)]
    if chosen:
        made.append("\n".join(["Options:", "", *chosen]))
    return "\n\n".join(made)


def parts(rule: Rule) -> Iterator[Part]:
    """A rule's page, piece by piece. Carets stand under the columns that they mean."""
    prose: list[str] = []
    lines = iter(rule.doc.strip().replace("\0", "\\0").split("\n"))
    for line in lines:
        fence = FENCE.match(line)
        word = fence[3].partition(" ")[0] if fence else ""
        if fence is None or word not in _SAID:
            prose.append(line)
            continue
        if "".join(prose).strip():
            yield Part("\n".join(prose).strip("\n"))
        prose = []
        body = list(takewhile(partial(ne, fence[1]), lines))
        file = FILE.search(fence[3])
        text = "\n".join(_aligned(body)) if word == "bad" else "\n".join(body)
        yield Part(text, _SAID[word], file[1] if file else "", fence[1], fence[2])
    if "".join(prose).strip():
        yield Part("\n".join(prose).strip("\n"))


def _aligned(lines: Iterable[str]) -> Iterator[str]:
    """Caret lines count characters; shown, they count the columns that these take."""
    from rich.cells import cell_len

    above = ""
    for line in lines:
        carets = CARETS.match(line)
        if carets is None:
            above = line
            yield line
            continue
        start, end = len(carets[1]), len(carets[1] + carets[2])
        width = max(cell_len(above[start:end]), 1) + max(end - max(len(above), start), 0)
        width = width if above[start:end] else end - start
        yield f"{' ' * cell_len(above[:start])}{'^' * width} {carets[3]}"


def options(rule: Rule) -> Iterator[Option]:
    """The options of a rule, as its page tells of them."""
    told = dict(_OPTION.findall(rule.options.__doc__ or ""))
    for field in fields(rule.options):
        text = " ".join(told[field.name].split()).rstrip(".")
        yield Option(field.name.replace("_", "-"), _yaml(field.default), text)


def _yaml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f"[{', '.join(map(str, value))}]" if isinstance(value, tuple) else str(value)


def severity(rule: Rule) -> str:
    """A rule's severity, and when it is in force."""
    if rule.default:
        return str(rule.severity)
    return f"{rule.severity}, off until {'a schema asks' if 'asked' in rule.parts else 'selected'}"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
