"""What git is asked, answered by the real git."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.gitvault import commit, git, repository, write
from tests.test_cli import vaultlint
from vaultlint.disk import git as ask


def test_a_change_of_every_kind_between_the_last_commit_and_the_index(tmp_path: Path) -> None:
    body = "".join(f"line {n}\n" for n in range(20))
    repo = repository(tmp_path, {"A.md": "a", "B.md": "b", "Old name.md": body, "E.md": "e"})
    write(repo, {"A.md": "changed", "新笔记 #1.md": "new"})
    (repo / "B.md").unlink()
    (repo / "Old name.md").rename(repo / "New\tname.md")
    git(repo, "add", "-A")
    write(repo, {"E.md": "not staged"})

    found = ask.Staging(repo).changes()

    assert found.changed == {"A.md"}
    assert found.added == {"新笔记 #1.md"}
    assert found.deleted == {"B.md"}
    assert found.renamed == {"Old name.md": "New\tname.md"}
    assert ask.unstaged(repo) == {"E.md"}


def test_the_index_is_read_not_the_working_tree(tmp_path: Path) -> None:
    repo = repository(tmp_path, {"A.md": "first"})
    write(repo, {"A.md": "staged"})
    git(repo, "add", "-A")
    write(repo, {"A.md": "later"})

    index = ask.index_files(repo)

    assert ask.blobs(repo, index.values())[index["A.md"]] == b"staged"


def test_a_vault_in_a_subfolder_sees_its_own_files_only(tmp_path: Path) -> None:
    repo = repository(tmp_path, {"README.md": "r", "vault/A.md": "a"})
    write(repo, {"README.md": "changed", "vault/A.md": "changed"})
    git(repo, "add", "-A")

    assert ask.index_files(repo / "vault").keys() == {"A.md"}
    assert ask.tree_files(repo / "vault", "HEAD").keys() == {"A.md"}
    assert ask.Staging(repo / "vault").changes().changed == {"A.md"}


def test_before_the_first_commit_everything_staged_is_added(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    write(tmp_path, {"A.md": "a"})
    git(tmp_path, "add", "-A")
    assert ask.Staging(tmp_path).changes().added == {"A.md"}


def test_untracked_notes_belong_to_the_working_tree(tmp_path: Path) -> None:
    repo = repository(tmp_path, {"A.md": "a", ".gitignore": "*.tmp\n"})
    write(repo, {"B.md": "b", "C.tmp": "c"})
    assert ask.working_changes(repo, "HEAD").added == {"B.md"}


def test_a_detached_head_and_a_revision_by_name(tmp_path: Path) -> None:
    repo = repository(tmp_path, {"A.md": "a"})
    first = git(repo, "rev-parse", "HEAD").strip()
    write(repo, {"A.md": "b"})
    second = commit(repo, "second")
    git(repo, "checkout", "-q", "--detach", first)
    assert ask.changes_between(repo, first, second).changed == {"A.md"}
    assert ask.commit(repo, "main") == second


@pytest.mark.parametrize("revision", ["no-such-branch", "--help", ""])
def test_a_revision_that_is_not_there_is_named(tmp_path: Path, revision: str) -> None:
    repo = repository(tmp_path, {"A.md": "a"})
    with pytest.raises(ask.GitError, match="git knows no revision"):
        ask.commit(repo, revision)


def test_a_shallow_clone_is_told_to_fetch(tmp_path: Path) -> None:
    repo = repository(tmp_path / "origin", {"A.md": "a"})
    first = git(repo, "rev-parse", "HEAD").strip()
    write(repo, {"A.md": "b"})
    commit(repo, "second")
    git(tmp_path, "clone", "-q", "--depth=1", repo.as_uri(), "clone")
    with pytest.raises(ask.GitError, match="shallow"):
        ask.commit(tmp_path / "clone", first)


def test_submodules_and_symlinks_are_no_notes(tmp_path: Path) -> None:
    other = repository(tmp_path / "other", {"X.md": "x"})
    repo = repository(tmp_path / "vault", {"A.md": "a"})
    git(repo, "-c", "protocol.file.allow=always", "submodule", "add", "-q", str(other), "sub")
    (repo / "Link.md").symlink_to("A.md")
    commit(repo, "add a submodule and a symlink")
    assert ask.index_files(repo).keys() == {"A.md", ".gitmodules"}


def test_a_folder_that_is_no_repository(tmp_path: Path) -> None:
    assert not ask.in_repository(tmp_path)
    with pytest.raises(ask.GitError):
        ask.index_files(tmp_path)


def test_links_follow_a_rename(tmp_path: Path) -> None:
    links = "[[Ada]] [[Ada|her]] [she](Ada.md) ![[Ada#Notes]] [[Lady]] [[Nobody]]\n"
    root = repository(
        tmp_path / "vault",
        {
            ".obsidian/app.json": "{}",
            "People/Ada.md": "---\naliases: [Lady]\n---\n## Notes\n",
            "Engine.md": '---\nby: "[[Ada]]"\n---\n' + links,
            "Other.md": "[[Ada]]\n",
        },
    )
    git(root, "mv", "People/Ada.md", "People/Ada Lovelace.md")
    done = vaultlint("--staged", "--output-format", "concise", cwd=root)
    assert done.stdout.count(": it is `Ada Lovelace` now") == 5
    assert "Nobody" not in done.stdout  # that one was broken before
    # a hook's fix leaves notes alone that are not staged
    vaultlint("--staged", "--fix", cwd=root)
    assert "[[Ada]]" in (root / "Other.md").read_text()
    assert vaultlint("--changed-since", "HEAD", "--fix", cwd=root).returncode == 0
    assert (root / "Other.md").read_text() == "[[Ada Lovelace]]\n"
    assert (root / "Engine.md").read_text() == (
        '---\nby: "[[Ada Lovelace]]"\n---\n[[Ada Lovelace]] [[Ada Lovelace|her]]'
        " [she](Ada%20Lovelace.md) ![[Ada Lovelace#Notes]] [[Ada Lovelace|Lady]] [[Nobody]]\n"
    )
