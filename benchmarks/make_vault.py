"""Write a vault of N notes that is the same on every machine.

    python benchmarks/make_vault.py 10000 /somewhere/vault

Each note has front matter of 15 lines, about 15 links (body and properties, headings, blocks),
five headings, a code block, a table, some Chinese; one link in 300 leads nowhere.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

WORDS = [
    "the",
    "a",
    "of",
    "and",
    "to",
    "in",
    "that",
    "it",
    "with",
    "as",
    "for",
    "on",
    "was",
    "is",
    "by",
    "from",
    "this",
    "which",
    "have",
    "not",
    "but",
    "are",
    "at",
    "vault",
    "note",
    "link",
    "property",
    "heading",
    "folder",
    "morning",
    "river",
    "window",
    "paper",
    "garden",
    "letter",
    "season",
    "engine",
    "pattern",
    "signal",
    "measure",
    "balance",
    "market",
    "history",
    "language",
    "memory",
    "question",
    "answer",
]
HAN = "山水云雨风花雪月春夏秋冬天地人心思想学习工作时间读书写字记忆问题方法世界自然历史语言"
FOLDERS = ("Notes", "Notes/2025", "Notes/2026", "References", "People", "日记", "Projects/Alpha")


def name_of(number: int) -> str:
    """The name of note `number`: every fourth is Chinese."""
    if number % 4 == 3:
        return "".join(HAN[(number * k + k) % len(HAN)] for k in (1, 3, 5, 7)) + str(number)
    return f"{WORDS[number % len(WORDS)].title()} {WORDS[number * 7 % len(WORDS)]} {number}"


def sentence(rng: random.Random) -> str:
    """A sentence of plain words."""
    return " ".join(rng.choices(WORDS, k=rng.randint(8, 18))).capitalize() + "."


def link(rng: random.Random, count: int) -> str:
    """A wikilink in one of the forms that people write."""
    target = name_of(rng.randrange(count))
    match rng.randrange(300):
        case 0:
            return f"[[{target} gone]]"
        case n if n < 30:
            return f"[[{target}#Section 2]]"
        case n if n < 60:
            return f"[[{target}#^b1]]"
        case n if n < 130:
            return f"[[{target}|{rng.choice(WORDS)}]]"
        case _:
            return f"[[{target}]]"


def properties(rng: random.Random, number: int, count: int) -> list[str]:
    """The lines of its front matter."""
    related = [name_of(rng.randrange(count)) for _ in range(3)]
    return [
        "---",
        f"title: {name_of(number)}",
        f"aliases: [alias {number}]",
        "categories:",
        '  - "[[Categories/Notes|Notes]]"',
        "tags:",
        "  - note",
        f"  - topic/{rng.choice(WORDS)}",
        f"created: 2026-{number % 12 + 1:02}-{number % 28 + 1:02}",
        f"published: 2025-{number % 12 + 1:02}-{number % 28 + 1:02}",
        "related:",
        *(f'  - "[[{r}]]"' for r in related),
        f"status: {rng.choice(['todo', 'doing', 'done'])}",
        f"rating: {rng.randint(1, 7)}",
        "---",
    ]


def note(number: int, count: int) -> str:
    """The text of note `number`."""
    rng = random.Random(number)
    lines = [*properties(rng, number, count), f"# {name_of(number)}", ""]
    for section in range(1, 5):
        lines += [f"## Section {section}", ""]
        for _ in range(3):
            body = [sentence(rng), f"See {link(rng, count)}.", sentence(rng)]
            if rng.random() < 0.3:
                body.append("".join(rng.choices(HAN, k=30)) + "。")
            lines += [" ".join(body), ""]
        if section == 1:
            lines[-2] += " ^b1"
        if section == 2:
            lines += ["```python", "x = [[1, 2], [3, 4]]", "print(x)  # [[not a link]]", "```", ""]
        if section == 3:
            lines += ["| a | b |", "|---|---|", f"| {sentence(rng)} | `code` |", ""]
    lines += [f"- {sentence(rng)} #topic/{rng.choice(WORDS)}", f"- {link(rng, count)}", ""]
    return "\n".join(lines)


def make_vault(count: int, root: Path) -> None:
    """Write the vault, unless it is there."""
    stamp = root / ".obsidian" / "app.json"
    if stamp.exists():
        return
    for folder in (*FOLDERS, "Categories", ".obsidian"):
        (root / folder).mkdir(parents=True, exist_ok=True)
    (root / "Categories" / "Notes.md").write_text("---\ntags: [categories]\n---\n")
    for number in range(count):
        folder = FOLDERS[number % len(FOLDERS)]
        path = root / folder / f"{name_of(number)}.md"
        path.write_text(note(number, count), encoding="utf-8", newline="\n")
    stamp.write_text("{}\n")


if __name__ == "__main__":
    if len(sys.argv) != 3 or not sys.argv[1].isdecimal():
        sys.exit(__doc__)
    make_vault(int(sys.argv[1]), Path(sys.argv[2]))
