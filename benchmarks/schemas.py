"""What schemas cost: finding those of a note, merging them, and checking its properties.

    python benchmarks/schemas.py [--notes 10000] [--schemas 20] [--runs 5]

Of ten notes five meet one schema, one meets two, and four none. The floor is one dict of each note's
properties, made from what was parsed. Every figure is a median over runs, each with a new matcher
that knows nothing from before; the bar is 60 µs a note.
"""

from __future__ import annotations

import argparse
import gc
import statistics
import time
from collections.abc import Callable

from vaultlint.note import Note
from vaultlint.schema.load import schemas_from_texts
from vaultlint.schema.match import SchemaSet
from vaultlint.vault import Vault

BAR = 60.0
_FIELDS = """\
fields:
  status: enum(todo, reading, done)!
  rating: {{type: number, min: 0, max: 7}}
  author: link?[]
  created: date!
  finished: {{type: date, min: $created}}
  url: url
  pages_{n}: integer
  note_{n}: {{type: text, pattern: "[A-Z].*"}}
"""
_NOTE = """\
---
{head}
status: {status}
rating: {rating}
author: ["[[Person {n}]]", "[[Someone Else]]"]
created: 2024-03-{day:02}
finished: 2024-04-{day:02}
url: https://example.org/{n}
pages_{kind}: {n}
note_{kind}: A line of text
---
Text of note {n}.
"""


def schema(n: int) -> str:
    """A schema whose notes are told by one of four ways, according to its number."""
    match = (
        f"{{tag: kind-{n}}}",
        f'{{field: {{categories: "[[Kind {n}]]"}}}}',
        f"{{folder: Kind {n}}}",
        f"{{all: [{{has: key_{n}}}, {{not: {{tag: draft}}}}]}}",
    )[n % 4]
    return f"schema: kind-{n}\nmatch: {match}\n{_FIELDS.format(n=n)}"


def note(n: int, schemas: int) -> tuple[str, str]:
    """A note's path and text: of ten, one meets two schemas, five meet one, four none."""
    kind, share = n // 10 % schemas, n % 10
    kinds = ([kind, (kind + 1) % schemas], *([[kind]] * 5), *([[]] * 4))[share]
    tags, head, folder = ["all"], [], "Notes"
    for one in kinds:
        match one % 4:
            case 0:
                tags.append(f"kind-{one}")
            case 1:
                head.append(f'categories: ["[[Kind {one}]]"]')
            case 2:
                folder = f"Kind {one}"
            case _:
                head.append(f"key_{one}: 1")
    head.append(f"tags: [{', '.join(tags)}]")
    status, rating = ("done", "todo", "tood")[n % 3], n % 9  # some of both are wrong
    text = _NOTE.format(
        head="\n".join(head), status=status, rating=rating, n=n, day=n % 28 + 1, kind=kind
    )
    return f"{folder}/Note {n}.md", text


def work(vault: Vault) -> list[int]:
    """All that is asked of a note's schemas: how many notes have 0, 1, 2 of them; violations."""
    matcher, counts = vault.matcher, [0, 0, 0, 0]
    for one in vault.notes.values():
        counts[len(matcher.shape_of(one).schemas)] += 1
        counts[3] += len(matcher.violations_of(one))
        matcher.dates_of(one)
    return counts


def floor(vault: Vault) -> None:
    """The least there is to do: a dict of each note's properties."""
    for one in vault.notes.values():
        block = one.facts.frontmatter
        if block is not None:
            _ = {prop.key: prop for prop in block.properties}


def median(job: Callable[[Vault], object], parsed: Vault, runs: int) -> float:
    """Seconds of CPU that a job takes, each time with notes that were parsed and no more."""
    times = []
    for _ in range(runs):
        notes = {p: Note(p, n.facts, n.data) for p, n in parsed.notes.items()}
        vault = Vault(parsed.files, notes, schemas=SchemaSet(parsed.schemas.schemas))
        start = time.process_time()
        job(vault)
        times.append(time.process_time() - start)
    return statistics.median(times)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--notes", type=int, default=10_000)
    parser.add_argument("--schemas", type=int, default=20)
    parser.add_argument("--runs", type=int, default=5)
    given = parser.parse_args()
    schemas = schemas_from_texts(schema(n) for n in range(given.schemas))
    texts = dict(note(n, given.schemas) for n in range(given.notes))
    vault = Vault.of(texts, schemas=schemas)
    none, one, two, wrong = work(vault)
    print(f"{none:,} notes of no schema, {one:,} of one, {two:,} of two; {wrong:,} violations\n")
    gc.disable()  # as a check does
    least, all_ = (median(job, vault, given.runs) / len(texts) * 1e6 for job in (floor, work))
    print("| job | µs a note | times the floor |\n|---|---|---|")
    print(f"| floor: a dict of the properties | {least:.2f} | 1 |")
    print(f"| match, merge, check, dates (bar: {BAR:.0f}) | {all_:.2f} | {all_ / least:.0f} |")


if __name__ == "__main__":
    main()
