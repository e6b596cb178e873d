"""A repository is data of others: nothing that it names as a command is run."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.gitvault import IDENTITY, git, repository, write
from tests.test_cli import vaultlint
from vaultlint.disk import git as asked

pytestmark = pytest.mark.skipif(os.name == "nt", reason="shell scripts")

HOOKS = (
    "pre-commit", "post-checkout", "post-index-change", "reference-transaction", "fsmonitor-watchman",
    "prepare-commit-msg", "post-commit", "pre-push", "proc-receive",
)  # fmt: skip


@pytest.fixture
def spy(tmp_path: Path) -> Iterator[Path]:
    """A command that leaves a mark wherever it is run; none is found at the end."""
    mark = tmp_path / "was run"
    script = tmp_path / "spy"
    script.write_text(f'#!/bin/sh\necho "$0 $*" >> "{mark}"\nexit 0\n')
    script.chmod(0o755)
    yield script
    assert not mark.exists(), mark.read_text()


@pytest.fixture
def hostile(tmp_path: Path, spy: Path) -> Path:
    """A repository that names the spy wherever git runs what a repository names."""
    root = repository(tmp_path / "vault", {"A.md": "# A\n", "B.md": "[[A]]\n" * 30, "C.md": "c\n"})
    first = git(root, "rev-parse", "HEAD").strip()
    _sign(root, first)
    command = str(spy)
    for key, value in {
        "core.fsmonitor": command,
        "core.hooksPath": str(root / ".git" / "hooks"),
        "core.pager": command,
        "pager.log": command,
        "pager.diff": command,
        "core.editor": command,
        "core.sshCommand": command,
        "core.askPass": command,
        "core.alternateRefsCommand": command,
        "alias.ls-files": f"!{command}",
        "alias.diff": f"!{command}",
        "alias.cat-file": f"!{command}",
        "diff.external": command,
        "diff.evil.command": command,
        "diff.evil.textconv": command,
        "filter.evil.clean": command,
        "filter.evil.smudge": command,
        "filter.evil.process": command,
        "filter.evil.required": "true",
        "filter.a=b.clean": command,
        "merge.evil.driver": command,
        "gpg.program": command,
        "log.showSignature": "true",
        "remote.origin.url": str(root),
        "remote.origin.promisor": "true",
        "remote.origin.uploadpack": command,
        "core.repositoryFormatVersion": "1",
        "extensions.partialClone": "origin",
        "credential.helper": f"!{command}",
        "interactive.diffFilter": command,
        "diff.autoRefreshIndex": "true",
    }.items():
        git(root, "config", key, value)
    attributes = root / ".git" / "info" / "attributes"
    attributes.parent.mkdir(exist_ok=True)
    attributes.write_text("*.md diff=evil filter=evil merge=evil\nC.md filter=a=b\n")
    for hook in HOOKS:
        (root / ".git" / "hooks").mkdir(exist_ok=True)
        (root / ".git" / "hooks" / hook).write_text(spy.read_text())
        (root / ".git" / "hooks" / hook).chmod(0o755)
    return root


def _sign(root: Path, commit: str) -> None:
    """Put a signature into the commit that HEAD is, which git would have the spy look at."""
    head, _, text = git(root, "cat-file", "commit", commit).partition("\n\n")
    signed = (
        f"{head}\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n -----END PGP SIGNATURE-----\n\n{text}"
    )
    made = git(root, "hash-object", "-t", "commit", "-w", "--stdin", stdin=signed).strip()
    git(root, "update-ref", "HEAD", made)


def test_the_spy_is_run_where_nothing_holds_it_back(tmp_path: Path, hostile: Path) -> None:
    """Else the other tests would show nothing."""
    mark = tmp_path / "was run"
    environment = {**os.environ, **IDENTITY}
    for command in (
        ("status",), ("diff", "HEAD"), ("log", "--format=%H"), ("diff", "--raw", "HEAD"),
        ("cat-file", "-e", "0123456789012345678901234567890123456789"),
    ):  # fmt: skip
        os.utime(hostile / "A.md", (1, 1))
        write(hostile, {"C.md": "d\n"})
        subprocess.run(
            ("git", *command), cwd=hostile, env=environment, capture_output=True, check=False,
            stdin=subprocess.DEVNULL, timeout=20,
        )  # fmt: skip
        assert mark.exists(), command
        mark.unlink()


def test_no_question_runs_anything(hostile: Path) -> None:
    assert asked.in_repository(hostile)
    write(hostile, {"C.md": "changed\n", "New.md": "new\n"})
    (hostile / "B.md").rename(hostile / "D.md")
    os.utime(hostile / "A.md", (1, 1))
    assert asked.is_tracked(hostile, "A.md")
    assert asked.unstaged(hostile) >= {"B.md", "C.md"}
    changes = asked.working_changes(hostile, "HEAD")
    assert "C.md" in changes.changed
    assert "New.md" in changes.added
    assert len(asked.history(hostile)) == 1
    files = asked.index_files(hostile)
    assert asked.tree_files(hostile, "HEAD") == files
    assert asked.blobs(hostile, files.values())[files["A.md"]] == b"# A\n"
    staging = asked.Staging(hostile)
    assert staging.files() == files
    assert staging.unstaged() >= {"B.md", "C.md"}
    assert not staging.changes().changed
    assert not asked.changes_between(hostile, "HEAD", "HEAD").changed
    assert asked.merge_base(hostile, "HEAD", "HEAD")


def test_an_object_that_is_not_here_is_not_fetched(hostile: Path) -> None:
    with pytest.raises(asked.GitError, match="does not hold all of its files"):
        asked.blobs(hostile, ["0123456789012345678901234567890123456789"])


@pytest.mark.parametrize(
    "arguments",
    [
        ("--hook",), ("--staged",), ("--changed-since", "HEAD"), ("--hook", "--fix"),
        ("--changed-since", "HEAD", "--fix"), ("--fix", "--unsafe-fixes"), (),
    ],
    ids=" ".join,
)  # fmt: skip
def test_no_check_runs_anything(hostile: Path, arguments: tuple[str, ...]) -> None:
    write(hostile, {"C.md": "[[nowhere]]\n", "New.md": "new\n"})
    os.utime(hostile / "A.md", (1, 1))
    done = vaultlint(*arguments, cwd=hostile)
    assert done.returncode in (0, 1), done.stderr


@pytest.mark.parametrize("command", [("undo",), ("stats", "--history", "3"), ("init", "--yes")])
def test_no_other_command_runs_anything(hostile: Path, command: tuple[str, ...]) -> None:
    assert vaultlint(*command, cwd=hostile).returncode in (0, 1)


def test_a_note_behind_a_filter_is_compared_as_it_is(tmp_path: Path) -> None:
    """A filter is not run: only where the note was touched does it count as changed."""
    root = repository(tmp_path / "vault", {"A.md": "# A\n", "B.md": "# B\n"})
    git(root, "config", "filter.upper.clean", "tr a-z A-Z")
    write(root, {".gitattributes": "*.md filter=upper\n"})
    assert asked.working_changes(root, "HEAD").changed == frozenset()
    write(root, {"A.md": "# a\n"})
    assert asked.working_changes(root, "HEAD").changed == {"A.md"}
