"""Nothing but what stands in the vault decides what is found and what is fixed: not the order of its
files, not the number of processes, not what is remembered, not the seed of Python's hashes."""

from __future__ import annotations

import random
import tempfile
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import test_cli
from tests.bad_input.running import make, vaultlint
from tests.fuzz.seeds import seeds
from tests.harness import TODAY
from tests.promises import COMPANY, SCHEMA
from tests.strategies import vaults
from vaultlint.engine import check
from vaultlint.rule import Active, Rule
from vaultlint.rules import all_rules
from vaultlint.schema.load import load_schemas
from vaultlint.vault import Vault

Files = dict[str, bytes]
HARD = ["--select", "ALL", "--output-format", "json"]
RULES = {".vaultlint/rules/s.yaml": SCHEMA}


def in_order(files: Files, seed: int) -> Files:
    """The same files, made in another order."""
    names = sorted(files)
    random.Random(seed).shuffle(names)
    return {name: files[name] for name in names}


def notes_of(root: Path) -> Files:
    held = root.rglob("*")
    found = {p.relative_to(root).as_posix(): p for p in held if p.is_file()}
    return {p: f.read_bytes() for p, f in found.items() if not p.startswith(".vaultlint/undo")}


class Outcome:
    """What a check and a fix say of a vault, and what they leave of it."""

    def __init__(self, files: Files, seed: int, jobs: int, cache: str, *flags: str) -> None:
        with tempfile.TemporaryDirectory() as folder:
            root = make(Path(folder, "vault"), in_order(files, seed))
            memory = ["--no-cache"] if cache == "none" else ["--cache-dir", f"{folder}/cache"]
            options = [*HARD, *memory, "--jobs", f"{jobs}"]
            if cache == "warm":
                vaultlint(*options, cwd=root)
            runs = [vaultlint(*options, cwd=root), vaultlint(*options, *flags, cwd=root)]
            assert {r.code for r in runs} <= {0, 1}, [r.err for r in runs]
            if cache == "warm":  # and once more, with what the fix remembered
                runs[1] = vaultlint(*options, cwd=root)
            self.said = [r.out.replace(folder, "") for r in runs]
            self.left = notes_of(root)


@pytest.fixture
def few_in_a_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small vaults are worth several processes too."""
    monkeypatch.setattr("vaultlint.disk.parallel.BATCH", 2)


@settings(max_examples=8, deadline=None, suppress_health_check=[*HealthCheck])
@given(vaults(), st.integers(0, 9), st.sampled_from(["--fix", "--unsafe-fixes"]))
def test_any_vault_gives_the_same_whatever_order_jobs_and_cache(
    few_in_a_batch: None, files: Files, seed: int, flag: str
) -> None:
    files = {**files, **RULES}
    plain = Outcome(files, 0, 1, "none", flag)
    for order, jobs, cache in ((seed, 2, "cold"), (seed + 1, 4, "warm")):
        other = Outcome(files, order, jobs, cache, flag)
        assert other.left == plain.left
        assert other.said[0] == plain.said[0]
        if cache != "warm":
            assert other.said[1] == plain.said[1]


def hard_vault(copies: int) -> Files:
    """The notes that are hard to read, many times over, among others that they link to."""
    short = sorted({data for data in seeds() if len(data) < 400})
    files = {name: text.encode() for name, text in COMPANY.items()} | RULES
    for number in range(copies):
        files |= {f"{number}/Note {at}.md": data for at, data in enumerate(short)}
    return files


def test_of_notes_that_are_hard_to_read(tmp_path: Path) -> None:
    files = hard_vault(1)
    ways = [(0, "1", "0", "C"), (1, "2", "1", "C.UTF-8"), (2, "4", "4242", "C")]
    found = []
    for seed, jobs, hashes, language in ways:
        root = make(tmp_path / f"{seed}" / "vault", in_order(files, seed))
        environment = {"PYTHONHASHSEED": hashes, "LANG": language}
        said = []
        for options in ([], ["--unsafe-fixes"]):
            done = test_cli.vaultlint(
                *HARD, "--no-cache", "--jobs", jobs, *options, cwd=root, **environment
            )
            assert done.returncode == 1, done.stderr
            said.append(done.stdout.replace(str(root), ""))
        found.append((said, notes_of(root)))
    assert found[0] == found[1] == found[2]
    assert found[0][1] != files


def test_of_rules_that_are_asked_of_all_notes() -> None:
    """What a rule names in `on` is there wherever it has something to say."""
    notes = {path: data for path, data in hard_vault(1).items() if path not in RULES}
    vault = Vault.of(notes, schemas=load_schemas({"s.yaml": SCHEMA}))
    rules = [rule for rule in all_rules().values() if "unreadable" not in rule.on]
    always = [Rule(r.head._replace(on=()), partial(getattr, r, "body")) for r in rules]
    said = []
    for asked in (rules, always):
        chosen = tuple(Active(rule, rule.severity) for rule in asked)
        said.append(check(vault, lambda _, chosen=chosen: chosen, TODAY).diagnostics)
    assert said[0] == said[1]
    assert len({d.code for d in said[0]}) >= 40


def test_of_many_notes_in_several_processes(tmp_path: Path) -> None:
    files = hard_vault(1)
    many = {
        f"{n}/{path}": data for n in range(1_000 // len(files) + 1) for path, data in files.items()
    }
    found = []
    for seed, jobs in ((0, "1"), (1, "2"), (2, "4")):
        root = make(tmp_path / f"{seed}" / "vault", in_order(many, seed))
        done = test_cli.vaultlint(
            *HARD, "--no-cache", "--jobs", jobs, cwd=root, PYTHONHASHSEED=jobs
        )
        assert done.returncode == 1, done.stderr
        found.append(done.stdout.replace(str(root), ""))
    assert found[0] == found[1] == found[2]
