"""Patterns that people, or vaults, bring along: none makes a run hang."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pathspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.hostile.patterns import CATASTROPHIC, HARMLESS
from tests.test_cli import make, vaultlint
from vaultlint.globs import any_match
from vaultlint.schema import pattern as patterns_of_schemas
from vaultlint.schema.glob import matches
from vaultlint.schema.pattern import LIMIT, fits, found_in

_NAMES = st.text("ab*?", min_size=1, max_size=3) | st.sampled_from(["**", "*", "[ab]", "[!a]b"])
_PATTERNS = st.builds(
    lambda root, names, end: root + "/".join(names) + end,
    st.sampled_from(["", "/"]),
    st.lists(_NAMES, min_size=1, max_size=4),
    st.sampled_from(["", "/"]),
)
_PATHS = st.lists(st.text("abc", min_size=1, max_size=3), min_size=1, max_size=4).map("/".join)


@settings(max_examples=1000, deadline=None)
@given(_PATTERNS, _PATHS)
def test_a_pattern_means_what_it_means_in_gitignore(pattern: str, path: str) -> None:
    wanted = pathspec.GitIgnoreSpec.from_lines([pattern]).match_file(path)
    if "[!a]" not in pattern:  # which meets a `/` there, and not in git
        assert any_match([pattern], path) == wanted


@pytest.mark.parametrize(
    ("patterns", "path", "met"),
    [
        (["Archive/**", "!Archive/Keep.md"], "Archive/Keep.md", False),
        (["Archive/**", "!Archive/Keep.md"], "Archive/Other.md", True),
        (["Archive/", "!Archive/Keep.md"], "Archive/Keep.md", False),
        (["*.md", "!Notes/"], "Notes/A.md", True),
        (["# no pattern"], "# no pattern", False),
        (["\\# a name"], "# a name", True),
        (["\\!a"], "!a", True),
        (["a\\*"], "ab", False),
        (["", "/", "!"], "a", False),
        (["["], "a", False),
        (["**"], "a/b", True),
        (["日*"], "x/日记.md", True),
    ],
)
def test_a_pattern_meets_a_path_or_not(patterns: list[str], path: str, met: bool) -> None:
    assert any_match(patterns, path) is met


ENDLESS = [
    "*a" * 12 + "b",
    "*a*a*a*a*a*a*a*a*b",
    "/".join(["a/**"] * 40) + "/b",
    "**/a" * 60 + "/b",
    "**/" * 150 + "b",
    "[!b]*" * 30 + "b",
    "*?" * 90 + "b",
    "/".join(["*a*a"] * 30),
]


@pytest.mark.parametrize("pattern", ENDLESS)
def test_no_glob_takes_long(pattern: str) -> None:
    start = time.process_time()
    for path in ("a" * 255, "a/" * 500 + "a", "/".join(["a" * 100] * 30)):
        any_match([pattern], path)
        matches(pattern, path)
    assert time.process_time() - start < 0.5


def test_an_exclude_that_would_take_for_ever_takes_no_time(tmp_path: Path) -> None:
    config = "exclude:\n" + "".join(f"  - '{pattern}'\n" for pattern in ENDLESS)
    vault = make(tmp_path, {"vaultlint.yaml": config, "a/" * 60 + "a.md": "[[Nowhere at all]]\n"})
    done = vaultlint(cwd=vault)
    assert (done.returncode, "LNK001" in done.stdout) == (1, True)


def test_filters_of_the_app_and_keys_of_toml_have_bounds(tmp_path: Path) -> None:
    name = "a" * 48 + "!.md"
    filters = '{"userIgnoreFilters": ["/(a+)+$/", "/a{99999999}/", "/(/"]}'
    vault = make(tmp_path / "a", {".obsidian/app.json": filters, name: "[[Nowhere at all]]\n"})
    start = time.monotonic()
    assert vaultlint("--no-cache", cwd=vault).returncode == 1
    keys = f"[tool.vaultlint.{'.'.join(['a'] * 100_000)}]\n"
    other = make(tmp_path / "b", {"pyproject.toml": keys, "A.md": "x"})
    assert "nested too deeply" in vaultlint("--no-cache", cwd=other).stderr
    assert time.monotonic() - start < 60


@pytest.fixture
def no_slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """No pattern is known to be slow."""
    monkeypatch.setattr(patterns_of_schemas, "_slow", set())


@pytest.mark.usefixtures("no_slow")
def test_no_pattern_takes_longer_than_the_limit() -> None:
    """Whole texts and parts of them; what was too slow is not tried again."""
    for pattern, text in CATASTROPHIC[::2]:
        start = time.process_time()
        fitting = fits(pattern, text)
        assert fitting is not True, pattern
        assert time.process_time() - start < LIMIT + 0.2, pattern
        if fitting is None:
            start = time.process_time()
            assert fits(pattern, text) is None
            assert not found_in(pattern, text)
            assert time.process_time() - start < 0.05, pattern
    for pattern, text in CATASTROPHIC[1::2]:
        start = time.process_time()
        assert not found_in(pattern, text), pattern
        assert time.process_time() - start < LIMIT + 0.2, pattern


@pytest.mark.usefixtures("no_slow")
@pytest.mark.parametrize(("pattern", "fitting", "other"), HARMLESS)
def test_patterns_of_every_day_are_not_slow(pattern: str, fitting: str, other: str) -> None:
    assert fits(pattern, fitting) is True
    assert fits(pattern, other) is False
    for text in (fitting * 1_000, other * 1_000, fitting[0] * 10_000, f"{fitting} " * 1_000 + "!"):
        assert fits(pattern, text) is not None


def test_slow_patterns_of_schemas_are_named_with_their_lines(tmp_path: Path) -> None:
    slow = [(p, t) for p, t in CATASTROPHIC if p in ("(a|aa)+$", "(.*a){20}b", "(x+x+)+y")]
    schema = "schema: s\nmatch: {has: f0}\nfields:\n" + "".join(
        f"  f{n}: {{type: text, pattern: {json.dumps(p)}}}\n" for n, (p, _) in enumerate(slow)
    )
    note = "".join(f"f{n}: {json.dumps(t)}\n" for n, (_, t) in enumerate(slow))
    files: dict[str, str | bytes] = {f"{n}.md": f"---\n{note}---\n" for n in range(50)}
    vault = make(tmp_path, {".vaultlint/rules/s.yaml": schema, **files})
    start = time.monotonic()
    done = vaultlint("--no-cache", "--jobs", "1", cwd=vault)
    assert time.monotonic() - start < 30  # not 50 times the limit for each
    assert done.returncode == 2
    for line, (pattern, _) in enumerate(slow, 4):
        assert f"s.yaml:{line}" in done.stderr
        assert f"`{pattern}`" in done.stderr
