"""The hooks under the real pre-commit and the real prek, in real git repositories."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.gitvault import git
from tests.test_cli import CLEAN_ENV, make, vaultlint

PROJECT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Hooks:
    """The project as a repository of hooks at `url`, and what runs them."""

    url: str
    revision: str
    command: tuple[str, ...]
    env: dict[str, str]


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if shutil.which("git") is None:
        pytest.skip("git is not there")
    project = tmp_path_factory.mktemp("hooks") / "vaultlint"
    ignore = shutil.ignore_patterns(
        ".git", ".venv", "__pycache__", ".*_cache", "*.egg-info", "benchmarks"
    )
    shutil.copytree(PROJECT, project, ignore=ignore)
    git(project, "init", "-q")
    git(project, "add", "-A")
    git(project, "commit", "-qm", "hooks")
    return project


@pytest.fixture(scope="session", params=["pre-commit", "prek"])
def hooks(
    request: pytest.FixtureRequest, project: Path, tmp_path_factory: pytest.TempPathFactory
) -> Hooks:
    """What runs the hooks, with a home that all tests share."""
    home = tmp_path_factory.mktemp("home")
    settings = {
        "user.name": "Tests",
        "user.email": "tests@example.org",
        "protocol.file.allow": "always",
        "init.defaultBranch": "main",
    }
    env = {
        **CLEAN_ENV,
        "PRE_COMMIT_HOME": str(home / "pre-commit"),
        "PREK_HOME": str(home / "prek"),
    }
    env["GIT_CONFIG_COUNT"] = str(len(settings))
    for number, (key, value) in enumerate(settings.items()):
        env |= {f"GIT_CONFIG_KEY_{number}": key, f"GIT_CONFIG_VALUE_{number}": value}
    command = (sys.executable, "-m", "pre_commit")
    if request.param == "prek":
        found = shutil.which("prek") or shutil.which("prek", path=Path(sys.executable).parent)
        if found is None:
            pytest.skip("prek is not there")
        command = (found,)
    return Hooks(project.as_uri(), git(project, "rev-parse", "HEAD").strip(), command, env)


class Repository:
    """A vault under git with the hooks installed."""

    def __init__(self, root: Path, hooks: Hooks, vault: str = "") -> None:
        self.root = root
        self.hooks = hooks
        self.vault = root / vault

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command, cwd=self.root, env=self.hooks.env, capture_output=True, text=True, check=False
        )

    def git(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return self.run("git", *arguments)

    def commit(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        done = self.git("commit", "-m", "change", *arguments)
        assert "Traceback" not in done.stdout + done.stderr
        return done

    def stopped(self, *arguments: str) -> str:
        """What is said of a commit that is stopped."""
        done = self.commit(*arguments)
        assert done.returncode != 0
        return done.stdout + done.stderr

    def hook(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run the hooks by hand."""
        return self.run(*self.hooks.command, "run", *arguments)


NOTES: dict[str, str | bytes] = {
    ".obsidian/app.json": "{}",
    "Ada.md": "# Ada\n\n## Works\n",
    "Engine.md": "By [[Ada]], see [[Ada#Works]].\n",
    "日记.md": "写给 [[Ada]]\n",
}


def repository(
    tmp_path: Path,
    hooks: Hooks,
    hook: str = "vaultlint",
    vaults: tuple[str, ...] = (),
    files: dict[str, str | bytes] = NOTES,
) -> Repository:
    repo = staged_for_the_first_time(tmp_path, hooks, hook, vaults, files)
    first = repo.commit()
    assert first.returncode == 0, first.stdout + first.stderr
    return repo


def staged_for_the_first_time(
    tmp_path: Path,
    hooks: Hooks,
    hook: str = "vaultlint",
    vaults: tuple[str, ...] = (),
    files: dict[str, str | bytes] = NOTES,
) -> Repository:
    root = tmp_path / "repo"
    repo = Repository(root, hooks, vaults[0] if vaults else "")
    for vault in vaults or ("",):
        make(root / vault, files)
    entries = [{"id": hook, "args": ["--vault", v]} for v in vaults] or [{"id": hook}]
    config = {"repos": [{"repo": hooks.url, "rev": hooks.revision, "hooks": entries}]}
    (root / ".pre-commit-config.yaml").write_text(json.dumps(config))
    repo.git("init", "-q")
    kinds = ("-t", "pre-commit", "-t", "pre-merge-commit")
    done = repo.run(*hooks.command, "install", "--install-hooks", *kinds)
    if "Failed to install" in done.stderr:
        pytest.skip(f"prek cannot reach what it installs from: {done.stderr.strip()[:200]}")
    assert done.returncode == 0, done.stdout + done.stderr
    repo.git("add", "-A")
    return repo


def test_a_broken_link_stops_the_commit(tmp_path: Path, hooks: Hooks) -> None:
    repo = repository(tmp_path, hooks)
    (repo.root / "New.md").write_text("[[Nowhere at all]]\n")
    repo.git("add", "-A")
    done = repo.commit()
    assert done.returncode != 0
    assert "LNK001" in done.stdout + done.stderr
    (repo.root / "New.md").write_text("[[Ada]]\n")
    repo.git("add", "-A")
    assert repo.commit().returncode == 0


def test_a_commit_that_only_deletes_is_told_what_it_breaks(tmp_path: Path, hooks: Hooks) -> None:
    repo = repository(tmp_path, hooks)
    repo.git("rm", "-q", "Ada.md")
    done = repo.commit()
    said = done.stdout + done.stderr
    assert done.returncode != 0
    assert "Engine.md" in said
    assert "日记.md" in said


def test_a_commit_that_only_renames_is_told_what_it_breaks(tmp_path: Path, hooks: Hooks) -> None:
    repo = repository(tmp_path, hooks)
    repo.git("mv", "Ada.md", "Ada Lovelace.md")
    said = repo.stopped()
    assert "Engine.md" in said
    assert "no note named `Ada`: it is `Ada Lovelace` now" in said


def test_a_heading_that_goes_is_told_where_it_is_linked(tmp_path: Path, hooks: Hooks) -> None:
    repo = repository(tmp_path, hooks)
    (repo.root / "Ada.md").write_text("# Ada\n\n## Letters\n")
    repo.git("add", "-A")
    done = repo.commit()
    assert done.returncode != 0
    assert "LNK002" in done.stdout + done.stderr


def test_only_what_is_staged_counts(tmp_path: Path, hooks: Hooks) -> None:
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


def test_old_findings_of_other_notes_do_not_stop_a_commit(tmp_path: Path, hooks: Hooks) -> None:
    repo = repository(tmp_path, hooks)
    (repo.root / "Messy.md").write_text("[[Nothing of the sort]]\n")
    repo.git("add", "-A")
    assert repo.commit("--no-verify").returncode == 0
    (repo.root / "Ada.md").write_text("# Ada\n\n## Works\n\nMore.\n")
    repo.git("add", "-A")
    assert repo.commit().returncode == 0
    whole = repo.hook("--all-files")
    assert whole.returncode != 0
    assert "Messy.md" in whole.stdout


def test_the_fixing_hook_mends_staged_notes_only(tmp_path: Path, hooks: Hooks) -> None:
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


def test_a_vault_in_a_folder_of_a_repository(tmp_path: Path, hooks: Hooks) -> None:
    repo = repository(tmp_path, hooks, vaults=("my notes",))
    repo.git("rm", "-q", "my notes/Ada.md")
    done = repo.commit()
    assert done.returncode != 0
    assert "my notes/Engine.md" in done.stdout + done.stderr


def test_a_push_is_checked_as_committed(tmp_path: Path, hooks: Hooks) -> None:
    repo = repository(tmp_path, hooks)
    start = repo.git("rev-parse", "HEAD").stdout.strip()
    repo.git("rm", "-q", "Ada.md")
    repo.commit("--no-verify")
    end = repo.git("rev-parse", "HEAD").stdout.strip()
    done = repo.hook("--from-ref", start, "--to-ref", end)
    assert done.returncode != 0
    assert "Engine.md" in done.stdout


def test_the_first_commit_is_checked(tmp_path: Path, hooks: Hooks) -> None:
    repo = staged_for_the_first_time(tmp_path, hooks, files={**NOTES, "New.md": "[[Nobody]]\n"})
    assert "New.md" in repo.stopped()


def test_a_merge_is_checked(tmp_path: Path, hooks: Hooks) -> None:
    repo = repository(tmp_path, hooks)
    repo.git("checkout", "-qb", "other")
    (repo.root / "New.md").write_text("[[Ada]]\n")
    repo.git("add", "-A")
    assert repo.commit().returncode == 0
    repo.git("checkout", "-q", "main")
    repo.git("rm", "-q", "Ada.md", "Engine.md", "日记.md")
    assert repo.commit().returncode == 0
    done = repo.git("merge", "--no-edit", "other")
    assert done.returncode != 0
    assert "New.md" in done.stdout + done.stderr


def test_two_vaults_in_one_repository(tmp_path: Path, hooks: Hooks) -> None:
    repo = repository(tmp_path, hooks, vaults=("one", "two"))
    repo.git("rm", "-q", "two/Ada.md")
    (repo.root / "one/New.md").write_text("[[Engine]]\n")
    repo.git("add", "-A")
    said = repo.stopped()
    assert "two/Engine.md" in said
    assert "one/Engine.md" not in said
    assert said.count("Passed") == 1


def test_the_fixing_hook_leaves_what_is_staged_in_part(tmp_path: Path, hooks: Hooks) -> None:
    repo = repository(tmp_path, hooks, "vaultlint-fix")
    bad = "---\nup: [[Ada]]\n---\n"
    (repo.root / "Partly.md").write_text(bad)
    repo.git("add", "-A")
    (repo.root / "Partly.md").write_text(bad + "not staged\n")
    assert "Partly.md" in repo.stopped()
    # the runner sets unstaged edits aside: what the hook mends is under them again, or not at all
    left = (repo.root / "Partly.md").read_text()
    assert left in (bad + "not staged\n", bad.replace("[[Ada]]", '"[[Ada]]"') + "not staged\n")


@pytest.mark.parametrize("name", ["-x.md", 'it\'s "so".md', "tab\there.md"])
def test_a_note_of_an_odd_name(tmp_path: Path, hooks: Hooks, name: str) -> None:
    repo = repository(tmp_path, hooks)
    (repo.root / name).write_text("[[Nobody at all]]\n")
    repo.git("add", "-A")
    assert "Nobody at all" in repo.stopped()


def test_changed_since(tmp_path: Path, hooks: Hooks) -> None:
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
