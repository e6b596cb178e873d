"""The hooks under the real pre-commit, in real git repositories."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.gitvault import git
from tests.test_cli import CLEAN_ENV, make, vaultlint

PROJECT = Path(__file__).parents[1]
PRE_COMMIT = [sys.executable, "-m", "pre_commit"]


@pytest.fixture(scope="session")
def hooks(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """The project as a repository of hooks, and a home for pre-commit that all tests share."""
    if shutil.which("git") is None:
        pytest.skip("git is not there")
    home = tmp_path_factory.mktemp("home")
    project = tmp_path_factory.mktemp("hooks") / "vaultlint"
    ignore = shutil.ignore_patterns(
        ".git", ".venv", "__pycache__", ".*_cache", "*.egg-info", "benchmarks"
    )
    shutil.copytree(PROJECT, project, ignore=ignore)
    git(project, "init", "-q")
    git(project, "add", "-A")
    git(project, "commit", "-qm", "hooks")
    env = {
        **CLEAN_ENV,
        "PRE_COMMIT_HOME": str(home / "cache"),
        "GIT_CONFIG_COUNT": "3",
        "GIT_CONFIG_KEY_0": "user.name",
        "GIT_CONFIG_VALUE_0": "Tests",
        "GIT_CONFIG_KEY_1": "user.email",
        "GIT_CONFIG_VALUE_1": "tests@example.org",
        "GIT_CONFIG_KEY_2": "protocol.file.allow",
        "GIT_CONFIG_VALUE_2": "always",
    }
    return project, env


class Repository:
    """A vault under git with the hooks installed."""

    def __init__(self, root: Path, env: dict[str, str], vault: str = "") -> None:
        self.root = root
        self.env = env
        self.vault = root / vault

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command, cwd=self.root, env=self.env, capture_output=True, text=True, check=False
        )

    def git(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return self.run("git", *arguments)

    def commit(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        done = self.git("commit", "-m", "change", *arguments)
        assert "Traceback" not in done.stdout + done.stderr
        return done


NOTES: dict[str, str | bytes] = {
    ".obsidian/app.json": "{}",
    "Ada.md": "# Ada\n\n## Works\n",
    "Engine.md": "By [[Ada]], see [[Ada#Works]].\n",
    "日记.md": "写给 [[Ada]]\n",
}


def repository(
    tmp_path: Path,
    hooks: tuple[Path, dict[str, str]],
    hook: str = "vaultlint",
    vault: str = "",
    files: dict[str, str | bytes] = NOTES,
) -> Repository:
    project, env = hooks
    root = tmp_path / "repo"
    root.mkdir()
    repo = Repository(root, env, vault)
    make(repo.vault, files)
    entry = ""
    if vault:
        entry = f"\n        args: [--vault, '{vault}']"
    (root / ".pre-commit-config.yaml").write_text(
        f"repos:\n  - repo: {project.as_uri()}\n    rev: HEAD\n    hooks:\n      - id: {hook}{entry}\n"
    )
    repo.git("init", "-q", "-b", "main")
    rev = subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=project, capture_output=True, text=True, check=True
    ).stdout.strip()
    config = root / ".pre-commit-config.yaml"
    config.write_text(config.read_text().replace("rev: HEAD", f"rev: {rev}"))
    done = repo.run(*PRE_COMMIT, "install", "--install-hooks")
    assert done.returncode == 0, done.stdout + done.stderr
    repo.git("add", "-A")
    first = repo.commit()
    assert first.returncode == 0, first.stdout + first.stderr
    return repo


def test_a_broken_link_stops_the_commit(tmp_path: Path, hooks: tuple[Path, dict[str, str]]) -> None:
    repo = repository(tmp_path, hooks)
    (repo.root / "New.md").write_text("[[Nowhere at all]]\n")
    repo.git("add", "-A")
    done = repo.commit()
    assert done.returncode != 0
    assert "LNK001" in done.stdout + done.stderr
    (repo.root / "New.md").write_text("[[Ada]]\n")
    repo.git("add", "-A")
    assert repo.commit().returncode == 0


def test_a_commit_that_only_deletes_is_told_what_it_breaks(
    tmp_path: Path, hooks: tuple[Path, dict[str, str]]
) -> None:
    repo = repository(tmp_path, hooks)
    repo.git("rm", "-q", "Ada.md")
    done = repo.commit()
    said = done.stdout + done.stderr
    assert done.returncode != 0
    assert "Engine.md" in said
    assert "日记.md" in said


def test_a_commit_that_only_renames_is_told_what_it_breaks(
    tmp_path: Path, hooks: tuple[Path, dict[str, str]]
) -> None:
    repo = repository(tmp_path, hooks)
    repo.git("mv", "Ada.md", "Ada Lovelace.md")
    done = repo.commit()
    assert done.returncode != 0
    assert "Engine.md" in done.stdout + done.stderr


def test_a_heading_that_goes_is_told_where_it_is_linked(
    tmp_path: Path, hooks: tuple[Path, dict[str, str]]
) -> None:
    repo = repository(tmp_path, hooks)
    (repo.root / "Ada.md").write_text("# Ada\n\n## Letters\n")
    repo.git("add", "-A")
    done = repo.commit()
    assert done.returncode != 0
    assert "LNK002" in done.stdout + done.stderr


def test_only_what_is_staged_counts(tmp_path: Path, hooks: tuple[Path, dict[str, str]]) -> None:
    repo = repository(tmp_path, hooks)
    (repo.root / "Engine.md").write_text("By [[Ada]].\n")
    repo.git("add", "Engine.md")
    (repo.root / "Engine.md").write_text("By [[Nobody at all]].\n")
    (repo.root / "Untracked.md").write_text("[[Nothing here either]]\n")
    assert repo.commit().returncode == 0
    # a link to a note that is not committed resolves on disk, and breaks for everybody else
    repo.git("checkout", "-q", "Engine.md")
    (repo.root / "Engine.md").write_text("See [[Untracked]].\n")
    repo.git("add", "Engine.md")
    assert repo.commit().returncode != 0


def test_old_findings_of_other_notes_do_not_stop_a_commit(
    tmp_path: Path, hooks: tuple[Path, dict[str, str]]
) -> None:
    repo = repository(tmp_path, hooks)
    (repo.root / "Messy.md").write_text("[[Nothing of the sort]]\n")
    repo.git("add", "-A")
    assert repo.commit("--no-verify").returncode == 0
    (repo.root / "Ada.md").write_text("# Ada\n\n## Works\n\nMore.\n")
    repo.git("add", "-A")
    assert repo.commit().returncode == 0
    whole = repo.run(*PRE_COMMIT, "run", "--all-files")
    assert whole.returncode != 0
    assert "Messy.md" in whole.stdout


def test_the_fixing_hook_mends_staged_notes_only(
    tmp_path: Path, hooks: tuple[Path, dict[str, str]]
) -> None:
    repo = repository(tmp_path, hooks, "vaultlint-fix")
    bad = "---\nup: [[Ada]]\n---\n"
    (repo.root / "Other.md").write_text(bad)
    repo.git("add", "-A")
    repo.commit("--no-verify")
    (repo.root / "Staged.md").write_text(bad)
    repo.git("add", "-A")
    done = repo.commit()
    assert done.returncode != 0
    assert "fixed Staged.md" in done.stdout + done.stderr
    assert (repo.root / "Staged.md").read_text() == '---\nup: "[[Ada]]"\n---\n'
    assert (repo.root / "Other.md").read_text() == bad
    repo.git("add", "-A")
    assert repo.commit().returncode == 0


def test_a_vault_in_a_folder_of_a_repository(
    tmp_path: Path, hooks: tuple[Path, dict[str, str]]
) -> None:
    repo = repository(tmp_path, hooks, vault="my notes")
    repo.git("rm", "-q", "my notes/Ada.md")
    done = repo.commit()
    assert done.returncode != 0
    assert "my notes/Engine.md" in done.stdout + done.stderr


def test_a_push_is_checked_as_committed(tmp_path: Path, hooks: tuple[Path, dict[str, str]]) -> None:
    repo = repository(tmp_path, hooks)
    start = repo.git("rev-parse", "HEAD").stdout.strip()
    repo.git("rm", "-q", "Ada.md")
    repo.commit("--no-verify")
    end = repo.git("rev-parse", "HEAD").stdout.strip()
    done = repo.run(*PRE_COMMIT, "run", "--from-ref", start, "--to-ref", end)
    assert done.returncode != 0
    assert "Engine.md" in done.stdout


def test_changed_since(tmp_path: Path, hooks: tuple[Path, dict[str, str]]) -> None:
    repo = repository(tmp_path, hooks)
    (repo.root / "Messy.md").write_text("[[Nothing of the sort]]\n")
    repo.git("add", "-A")
    repo.commit("--no-verify")
    clean = vaultlint("--changed-since", "HEAD", cwd=repo.root)
    assert clean.returncode == 0, clean.stdout
    (repo.root / "Ada.md").unlink()
    done = vaultlint("--changed-since", "HEAD", "--output-format", "concise", cwd=repo.root)
    assert {line.split(":")[0] for line in done.stdout.splitlines()} == {"Engine.md", "日记.md"}
    unknown = vaultlint("--changed-since", "no-such-rev", cwd=repo.root)
    assert unknown.returncode == 2
    assert "git knows no revision `no-such-rev`" in unknown.stderr
    outside = vaultlint("--staged", cwd=make(tmp_path / "plain", {"A.md": ""}))
    assert outside.returncode == 2
    assert "is in no git repository" in outside.stderr


def test_the_same_under_prek(tmp_path: Path, hooks: tuple[Path, dict[str, str]]) -> None:
    prek = shutil.which("prek") or shutil.which("prek", path=str(Path(sys.executable).parent))
    if prek is None:
        pytest.skip("prek is not there")
    repo = repository(tmp_path, hooks)
    repo.env["PREK_HOME"] = str(tmp_path / "prek")
    first = repo.run(prek, "run")
    if "Failed to install" in first.stderr:
        pytest.skip(f"prek cannot reach what it installs from: {first.stderr.strip()[:200]}")
    assert first.returncode == 0, first.stdout + first.stderr
    repo.git("rm", "-q", "Ada.md")
    done = repo.run(prek, "run")
    assert done.returncode != 0
    assert "Engine.md" in done.stdout + done.stderr
    assert "日记.md" in done.stdout + done.stderr
