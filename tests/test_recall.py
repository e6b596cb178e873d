"""300 mutations of a clean vault: each is found, where it was made, and nothing else is."""

from __future__ import annotations

import random
from collections.abc import Callable

from tests.harness import TODAY, default_rules
from vaultlint.engine import check
from vaultlint.vault import Vault

NAMES = [
    "Analytical engine", "Difference engine", "Ada Lovelace", "Charles Babbage", "Jacquard loom",
    "Bernoulli numbers", "Luigi Menabrea", "Royal Society", "杨植麟", "前赤壁赋", "Punched cards",
    "Mill and store", "Mary Somerville", "Augustus De Morgan", "Lord Byron", "Harmonic series",
]  # fmt: skip
MUTATIONS = 300


def clean(rng: random.Random) -> dict[str, str]:
    vault: dict[str, str] = {"media/plan.png": "", "media/portrait.jpg": ""}
    for number, name in enumerate(NAMES):
        folder = ("People", "Things", "")[number % 3]
        others = rng.sample([n for n in NAMES if n != name], 3)
        path = f"{folder}/{name}.md" if folder else f"{name}.md"
        vault[path] = (
            f'---\naliases: [Alias of {number}]\nup: "[[{others[0]}]]"\n---\n'
            f"# {name}\n\nSee [[{others[1]}]] and [[{others[2]}#Notes]].\n"
            f"Also [[{others[0]}#^key|a block]], [x]({others[1].replace(' ', '%20')}.md).\n\n"
            "![[plan.png|100]]\n\n## Notes\n\nA claim. ^key\n\n```\n[[Not a link]]\n```\n"
        )
    return vault


def findings(vault: dict[str, str]) -> list[tuple[str, str]]:
    rules = default_rules()
    report = check(Vault.of(vault), lambda _: rules, TODAY)
    assert report.crashes == ()
    return sorted({(d.path, d.code) for d in report.diagnostics})


def users(vault: dict[str, str], text: str) -> list[str]:
    return [p for p, t in vault.items() if text in t]


Expected = list[tuple[str, str]]


def rename_note(vault: dict[str, str], rng: random.Random) -> Expected:
    path = rng.choice([p for p in vault if p.endswith(".md")])
    name = path.rpartition("/")[2][:-3]
    vault[path.replace(name, f"{name} and much more besides")] = vault.pop(path)
    broken = users(vault, f"[[{name}") + users(vault, f"]({name.replace(' ', '%20')}.md)")
    return sorted({(p, "LNK001") for p in broken})


def drop_heading(vault: dict[str, str], rng: random.Random) -> Expected:
    path = rng.choice([p for p in vault if p.endswith(".md")])
    vault[path] = vault[path].replace("## Notes\n", "")
    name = path.rpartition("/")[2][:-3]
    return sorted({(p, "LNK002") for p in users(vault, f"[[{name}#Notes")})


def drop_block(vault: dict[str, str], rng: random.Random) -> Expected:
    path = rng.choice([p for p in vault if p.endswith(".md")])
    vault[path] = vault[path].replace(" ^key\n", "\n")
    name = path.rpartition("/")[2][:-3]
    return sorted({(p, "LNK003") for p in users(vault, f"[[{name}#^key")})


def drop_image(vault: dict[str, str], _: random.Random) -> Expected:
    del vault["media/plan.png"]
    return sorted((p, "LNK004") for p in users(vault, "![[plan.png"))


def misspell(vault: dict[str, str], rng: random.Random) -> Expected:
    path = rng.choice([p for p in vault if p.endswith(".md")])
    at = vault[path].index("See [[") + len("See [[")
    text = vault[path]
    vault[path] = text[: at + 1] + "ß" + text[at + 1 :]
    return [(path, "LNK001")]


def wrong_folder(vault: dict[str, str], rng: random.Random) -> Expected:
    path = rng.choice([p for p in vault if p.endswith(".md")])
    vault[path] = vault[path].replace("See [[", "See [[Nowhere/", 1)
    return [(path, "LNK006")]


def alias_for_name(vault: dict[str, str], rng: random.Random) -> Expected:
    path = rng.choice([p for p in vault if p.endswith(".md")])
    vault[path] += f"\n[[alias OF {rng.randrange(len(NAMES))}]]\n"
    return [(path, "LNK007")]


def copy_note(vault: dict[str, str], rng: random.Random) -> Expected:
    path = rng.choice([p for p in vault if p.startswith("People/")])
    vault[f"X/{path}"] = "# A copy\n\n## Notes\n\n^key\n"
    name = path.rpartition("/")[2][:-3]
    broken = [
        p
        for p in {*users(vault, f"[[{name}"), *users(vault, f"]({name.replace(' ', '%20')}.md)")}
        if p.rpartition("/")[0] != "People"
    ]
    return sorted((p, "LNK005") for p in broken)


def unclose(vault: dict[str, str], rng: random.Random) -> Expected:
    path = rng.choice([p for p in vault if p.endswith(".md")])
    vault[path] += "\n[[Ada Lovelace\n"
    return [(path, "LNK009")]


def double_block(vault: dict[str, str], rng: random.Random) -> Expected:
    path = rng.choice([p for p in vault if p.endswith(".md")])
    vault[path] += "\nAgain. ^key\n"
    return [(path, "BLK001")]


KINDS: list[Callable[[dict[str, str], random.Random], Expected]] = [
    rename_note, drop_heading, drop_block, drop_image, misspell, wrong_folder, alias_for_name,
    copy_note, unclose, double_block,
]  # fmt: skip


def test_every_mutation_is_found_and_nothing_else() -> None:
    rng = random.Random(2026)
    base = clean(rng)
    assert findings(base) == []
    for number in range(MUTATIONS):
        mutate = KINDS[number % len(KINDS)]
        vault = dict(base)
        expected = mutate(vault, rng)
        assert findings(vault) == expected, f"{number}: {mutate.__name__}"
