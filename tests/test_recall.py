"""300 mutations of a clean vault: each is found in every line that it breaks, and nothing else is.

The vault is made of a plan that says which line of which note links where and in what form, so that
what a mutation breaks is known without resolving a link.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from typing import NamedTuple

from tests.harness import TODAY, default_rules
from vaultlint.engine import check
from vaultlint.vault import Vault

NAMES = [
    "Analytical engine", "Difference engine", "Ada Lovelace", "Charles Babbage", "Jacquard loom",
    "Bernoulli numbers", "Luigi Menabrea", "Royal Society", "杨植麟", "前赤壁赋", "Punched cards",
    "Mill and store", "Mary Somerville", "Augustus De Morgan", "Lord Byron", "Harmonic series",
]  # fmt: skip
FOLDERS = ["People", "Things", "杂记"]
MUTATIONS = 300

FORMS = {
    "property": 'up: "[[{name}]]"',
    "item": '  - "[[{name}|shown]]"',
    "name": "See [[{name}]].",
    "heading": "See [[{name}#Notes|them]].",
    "nested": "See [[{name}#{name}#Notes]].",
    "block": "See [[{name}#^key]].",
    "path": "See [[{folder}/{name}]].",
    "relative": "See [it](../{folder}/{encoded}.md).",
    "markdown": "See [it]({encoded}.md).",
    "markdown heading": "See [it](<{name}.md#Notes>).",
    "reference": "See [it][r].",
    "cell": "| [[{name}\\|it]] | x |",
    "callout": "> [!note] [[{name}]]",
    "field": "about:: [[{name}]]",
    "embed": "![[{name}]]",
    "embed heading": "![[{name}#Notes]]",
    "embed block": "![[{name}#^key]]",
}
BY_PATH = {"path", "relative"}
BY_HEADING = {"heading", "nested", "markdown heading"}
TO_HEADING = {*BY_HEADING, "embed heading"}
TO_BLOCK = {"block", "embed block"}
LAYOUT = """\
---
aliases: [Alias of {number}]
{property}
list:
{item}
---
# {own}

{name}
{heading}
{nested}
{block}
{path}
{relative}
{markdown}
{markdown heading}
{reference}

| a | b |
|---|---|
{cell}

{callout}

{field}

{embed}

{embed heading}

{embed block}

![[plan.png|100]]

```
[[No link]]
```

## Notes

A claim. ^key

[r]: {definition}.md
"""


class Place(NamedTuple):
    """A line that links to `target` in some form."""

    path: str
    line: int
    form: str
    target: str


class Plan(NamedTuple):
    files: dict[str, str]
    places: list[Place]
    canvas: list[str]
    """The notes on the canvas, from its first line on."""

    def of(self, target: str, forms: set[str] | None = None) -> Iterator[Place]:
        return (p for p in self.places if p.target == target and (not forms or p.form in forms))


Broken = set[tuple[str, int, str]]
"""Path, line and code of each finding."""


def folder_of(name: str) -> str:
    return FOLDERS[NAMES.index(name) % len(FOLDERS)]


def path_of(name: str) -> str:
    return f"{folder_of(name)}/{name}.md"


def clean(rng: random.Random) -> Plan:
    files, places = {"media/plan.png": ""}, list[Place]()
    for number, own in enumerate(NAMES):
        chosen = {form: rng.choice([n for n in NAMES if n != own]) for form in FORMS}
        fields = {
            form: FORMS[form].format(
                name=name, folder=folder_of(name), encoded=name.replace(" ", "%20")
            )
            for form, name in chosen.items()
        }
        definition = chosen["reference"].replace(" ", "%20")
        text = LAYOUT.format(number=number, own=own, definition=definition, **fields)
        files[path_of(own)] = text
        lines = text.split("\n")
        places += [Place(path_of(own), lines.index(fields[f]) + 1, f, chosen[f]) for f in FORMS]
    canvas = rng.sample(NAMES, 5)
    nodes = [
        {"id": n, "type": "file", "file": path_of(n), "x": 0, "y": 0, "width": 9, "height": 9}
        for n in canvas
    ]
    rows = ",\n".join(json.dumps(node, ensure_ascii=False) for node in nodes)
    files["Board.canvas"] = f'{{"nodes":[\n{rows}\n],"edges":[]}}'
    return Plan(files, places, canvas)


def findings(files: dict[str, str]) -> Broken:
    rules = default_rules()
    vault = Vault.of(files)
    report = check(vault, lambda _: rules, TODAY)
    assert report.crashes == ()
    return {
        (d.path, vault.notes[d.path].lines.line_of(d.finding.span.start), d.code)
        for d in report.diagnostics
    }


def broken(place: Place, code: str) -> tuple[str, int, str]:
    return place.path, place.line, "LNK004" if place.form.startswith("embed") else code


def on_canvas(plan: Plan, names: set[str]) -> Broken:
    return {("Board.canvas", n, "CNV001") for n, own in enumerate(plan.canvas, 2) if own in names}


def rename_note(plan: Plan, rng: random.Random) -> Broken:
    name = rng.choice(NAMES)
    plan.files[f"{folder_of(name)}/Something of quite another name.md"] = plan.files.pop(
        path_of(name)
    )
    own = {p for p in plan.places if p.path == path_of(name)}
    assert all(p.target != name for p in own)
    return {broken(p, "LNK001") for p in plan.of(name)} | on_canvas(plan, {name})


def delete_note(plan: Plan, rng: random.Random) -> Broken:
    name = rng.choice(NAMES)
    del plan.files[path_of(name)]
    return {broken(p, "LNK001") for p in plan.of(name)} | on_canvas(plan, {name})


def move_note(plan: Plan, rng: random.Random) -> Broken:
    name = rng.choice(NAMES)
    new = f"Archive/2026/{name}.md"
    plan.files[new] = plan.files.pop(path_of(name))
    away = {p._replace(path=new) for p in plan.places if p.path == path_of(name)}
    relative = {broken(p, "LNK006") for p in away if p.form == "relative"}
    return (
        relative | {broken(p, "LNK006") for p in plan.of(name, BY_PATH)} | on_canvas(plan, {name})
    )


def rename_folder(plan: Plan, rng: random.Random) -> Broken:
    folder = rng.choice(FOLDERS)
    for path in [p for p in plan.files if p.startswith(f"{folder}/")]:
        plan.files[path.replace(folder, "Elsewhere")] = plan.files.pop(path)
    within = {n for n in NAMES if folder_of(n) == folder}
    lost = {
        p._replace(path=p.path.replace(f"{folder}/", "Elsewhere/"))
        for name in within
        for p in plan.of(name, BY_PATH)
    }
    return {broken(p, "LNK006") for p in lost} | on_canvas(plan, within)


def rewrite(
    plan: Plan, rng: random.Random, old: str, new: str, forms: set[str], code: str
) -> Broken:
    """Change a text in some note that all links of these forms to the note rest on."""
    name = rng.choice(NAMES)
    plan.files[path_of(name)] = plan.files[path_of(name)].replace(old.format(name=name), new)
    return {broken(p, code) for p in plan.of(name, forms)}


def drop_heading(plan: Plan, rng: random.Random) -> Broken:
    return rewrite(plan, rng, "## Notes\n", "", TO_HEADING, "LNK002")


def reword_heading(plan: Plan, rng: random.Random) -> Broken:
    return rewrite(plan, rng, "## Notes\n", "## Note\n", TO_HEADING, "LNK002")


def quote_heading(plan: Plan, rng: random.Random) -> Broken:
    return rewrite(plan, rng, "## Notes\n", "> ## Notes\n", TO_HEADING, "LNK002")


def drop_title(plan: Plan, rng: random.Random) -> Broken:
    return rewrite(plan, rng, "# {name}\n", "Text\n", {"nested"}, "LNK002")


def drop_block(plan: Plan, rng: random.Random) -> Broken:
    return rewrite(plan, rng, " ^key\n", "\n", TO_BLOCK, "LNK003")


def bury_block(plan: Plan, rng: random.Random) -> Broken:
    return rewrite(plan, rng, " ^key\n", " ^key\nAnd more.\n", TO_BLOCK, "LNK003")


def drop_image(plan: Plan, _: random.Random) -> Broken:
    del plan.files["media/plan.png"]
    lines = {p: t.split("\n") for p, t in plan.files.items() if p.endswith(".md")}
    return {(p, rows.index("![[plan.png|100]]") + 1, "LNK004") for p, rows in lines.items()}


def reline(plan: Plan, place: Place, old: str, new: str) -> None:
    lines = plan.files[place.path].split("\n")
    assert old in lines[place.line - 1]
    lines[place.line - 1] = lines[place.line - 1].replace(old, new, 1)
    plan.files[place.path] = "\n".join(lines)


def encoded(place: Place, name: str) -> str:
    return name.replace(" ", "%20") if place.form in ("relative", "markdown") else name


def written(place: Place) -> str:
    return encoded(place, place.target)


def misspell(plan: Plan, rng: random.Random) -> Broken:
    place = rng.choice([p for p in plan.places if p.form != "reference"])
    name = written(place)
    at = rng.randrange(1, len(place.target.split(" ")[0]))
    slips = [name[:at] + "ß" + name[at:], name[:at] + "ß" + name[at + 1 :], name[:-1]]
    reline(plan, place, name, rng.choice(slips))
    return {broken(place, "LNK001")}


def misspell_definition(plan: Plan, rng: random.Random) -> Broken:
    place = rng.choice([p for p in plan.places if p.form == "reference"])
    text = plan.files[place.path]
    plan.files[place.path] = text.replace("[r]: ", "[r]: ß")
    return {broken(place, "LNK001")}


def misspell_heading(plan: Plan, rng: random.Random) -> Broken:
    place = rng.choice([p for p in plan.places if p.form in TO_HEADING])
    reline(plan, place, "#Notes", "#Nots")
    return {broken(place, "LNK002")}


def misspell_block(plan: Plan, rng: random.Random) -> Broken:
    place = rng.choice([p for p in plan.places if p.form in TO_BLOCK])
    reline(plan, place, "^key", "^kay")
    return {broken(place, "LNK003")}


def wrong_folder(plan: Plan, rng: random.Random) -> Broken:
    place = rng.choice([p for p in plan.places if p.form in BY_PATH])
    reline(plan, place, folder_of(place.target), "Nowhere")
    return {broken(place, "LNK006")}


def folder_for_name(plan: Plan, rng: random.Random) -> Broken:
    place = rng.choice([p for p in plan.places if p.form not in {*BY_PATH, "reference", "nested"}])
    reline(plan, place, written(place), f"Nowhere/{written(place)}")
    return {(place.path, place.line, "LNK006")}


def alias_for_name(plan: Plan, rng: random.Random) -> Broken:
    place = rng.choice([p for p in plan.places if p.form not in {*BY_PATH, "reference", "nested"}])
    alias = f"alias OF {rng.randrange(len(NAMES))}"
    reline(plan, place, written(place), encoded(place, alias))
    return {(place.path, place.line, "LNK007")}


def copy_note(plan: Plan, rng: random.Random) -> Broken:
    name = rng.choice(NAMES)
    plan.files[f"Copies of old notes/{name}.md"] = f"# {name}\n\n## Notes\n\nA claim. ^key\n"
    away = [p for p in plan.of(name) if not p.path.startswith(f"{folder_of(name)}/")]
    return {(p.path, p.line, "LNK005") for p in away if p.form not in BY_PATH}


def unclose(plan: Plan, rng: random.Random) -> Broken:
    place = rng.choice([p for p in plan.places if p.form in ("name", "path", "field")])
    reline(plan, place, "]]", "")
    return {(place.path, place.line, "LNK009")}


def half_close(plan: Plan, rng: random.Random) -> Broken:
    place = rng.choice([p for p in plan.places if p.form in ("name", "path", "field")])
    reline(plan, place, "]]", "]")
    return {(place.path, place.line, "LNK009")}


def empty(plan: Plan, rng: random.Random) -> Broken:
    place = rng.choice([p for p in plan.places if p.form in ("name", "markdown", "callout")])
    reline(plan, place, written(place) + (".md" if place.form == "markdown" else ""), "")
    return {(place.path, place.line, "LNK009")}


def decode(plan: Plan, rng: random.Random) -> Broken:
    place = rng.choice([p for p in plan.places if p.form == "markdown" and " " in p.target])
    reline(plan, place, written(place), place.target)
    return {(place.path, place.line, "LNK009")}


def double_block(plan: Plan, rng: random.Random) -> Broken:
    path = path_of(rng.choice(NAMES))
    plan.files[path] += "\nAgain. ^KEY\n"
    return {(path, plan.files[path].count("\n"), "BLK001")}


def lose_from_canvas(plan: Plan, rng: random.Random) -> Broken:
    name = rng.choice(plan.canvas)
    text = plan.files["Board.canvas"]
    plan.files["Board.canvas"] = text.replace(f"/{name}.md", f"/{name}ß.md")
    return on_canvas(plan, {name})


KINDS: list[Callable[[Plan, random.Random], Broken]] = [
    rename_note, delete_note, move_note, rename_folder, drop_heading, reword_heading,
    quote_heading, drop_title, drop_block, bury_block, drop_image, misspell, misspell_definition,
    misspell_heading, misspell_block, wrong_folder, folder_for_name, alias_for_name, copy_note,
    unclose, half_close, empty, decode, double_block, lose_from_canvas,
]  # fmt: skip


def test_every_mutation_is_found_and_nothing_else() -> None:
    rng = random.Random(2026)
    whole = clean(rng)
    assert findings(whole.files) == set()
    found = 0
    for number in range(MUTATIONS):
        mutate = KINDS[number % len(KINDS)]
        plan = whole._replace(files=dict(whole.files))
        expected = mutate(plan, rng)
        assert findings(plan.files) == expected, f"{number}: {mutate.__name__}"
        found += len(expected)
    assert found > 2 * MUTATIONS
