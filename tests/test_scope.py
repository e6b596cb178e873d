"""What `--staged`, `--hook` and `--changed-since` look at, with the real git."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.gitvault import IDENTITY, commit, git, repository, write
from tests.test_cli import CLEAN_ENV, vaultlint

NOTES = {
    ".obsidian/app.json": "{}",
    "Ada.md": "---\naliases: [Lady]\n---\n# Ada\n\n## Works\n\nShe wrote. ^note\n",
    "Engine.md": "By [[Ada]].\n",
    "Heading.md": "See [[Ada#Works]].\n",
    "Block.md": "See [[Ada#^note]].\n",
    "Property.md": '---\nby: "[[Ada]]"\n---\n',
    "Picture.md": "![[shot.png]]\n",
    "shot.png": "not really",
}


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    return repository(tmp_path / "vault", NOTES)


def found(root: Path, *arguments: str, **env: str) -> list[str]:
    """Lines `path CODE` of a run."""
    arguments = arguments or ("--staged",)
    done = vaultlint("-q", "--output-format", "concise", *arguments, cwd=root, **env)
    assert done.returncode in (0, 1), done.stderr
    return [
        f"{line.split(':')[0]} {line.split(':')[3].split()[0]}" for line in done.stdout.splitlines()
    ]


LINKS_TO_ADA = ["Block.md LNK001", "Engine.md LNK001", "Heading.md LNK001", "Property.md LNK001"]


def test_nothing_staged_is_nothing_to_report(repo: Path) -> None:
    write(repo, {"Engine.md": "[[Nobody at all]]\n", "New.md": "[[Nor here either]]\n"})
    assert found(repo) == []


@pytest.mark.parametrize(
    ("staged", "later", "expected"),
    [
        ("[[Nobody at all]]\n", "[[Ada]]\n", ["Engine.md LNK001"]),
        ("[[Ada]]\n", "[[Nobody at all]]\n", []),
        ("[[Nobody at all]]\n", None, ["Engine.md LNK001"]),
    ],
)
def test_the_index_counts_and_not_the_disk(
    repo: Path, staged: str, later: str | None, expected: list[str]
) -> None:
    write(repo, {"Engine.md": staged})
    git(repo, "add", "-A")
    if later is None:
        (repo / "Engine.md").unlink()
    else:
        write(repo, {"Engine.md": later})
    assert found(repo) == expected


def test_one_hunk_of_a_note_is_staged(repo: Path) -> None:
    lines = [f"line {n}\n" for n in range(30)]
    write(repo, {"Long.md": "".join(lines)})
    commit(repo, "long")
    lines[2], lines[27] = "[[Nobody staged]]\n", "[[Nobody unstaged]]\n"
    write(repo, {"Long.md": "".join(lines)})
    patch = git(repo, "diff", "Long.md")
    first = patch[: patch.index("@@", patch.index("@@", patch.index("@@") + 2) + 2)]
    subprocess.run(["git", "apply", "--cached"], cwd=repo, input=first.encode(), check=True)
    done = vaultlint("--staged", "--output-format", "concise", cwd=repo)
    assert "Nobody staged" in done.stdout
    assert "Nobody unstaged" not in done.stdout


def test_a_deletion_breaks_the_links_of_others(repo: Path) -> None:
    git(repo, "rm", "-q", "Ada.md")
    assert found(repo) == LINKS_TO_ADA


def test_a_note_that_goes_breaks_links_though_unwritten_notes_are_let_be(repo: Path) -> None:
    write(
        repo,
        {
            "vaultlint.yaml": "options: {LNK001: {planned: info}}\n",
            ".vaultlint/rules/engine.yaml": "schema: engine\nmatch: {path: Property.md}\nfields: {by: link?}\n",
            "Plans.md": "[[Some day]]\n",
        },
    )
    commit(repo, "plans")
    git(repo, "rm", "-q", "Ada.md")
    done = vaultlint("--staged", "--output-format", "concise", cwd=repo)
    assert done.returncode == 1
    assert done.stdout.count("LNK001 no note named `Ada`: `Ada.md` goes") == 4
    assert "Plans.md" not in done.stdout
    assert "Found 4 errors in 4 of" in done.stderr


def test_an_attachment_is_deleted(repo: Path) -> None:
    git(repo, "rm", "-q", "shot.png")
    assert found(repo) == ["Picture.md LNK004"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (NOTES["Ada.md"].replace("## Works", "## Letters"), ["Heading.md LNK002"]),
        (NOTES["Ada.md"].replace(" ^note", ""), ["Block.md LNK003"]),
        (NOTES["Ada.md"].replace("She wrote", "She wrote more"), []),
    ],
)
def test_a_heading_or_a_block_id_goes(repo: Path, text: str, expected: list[str]) -> None:
    write(repo, {"Ada.md": text})
    git(repo, "add", "-A")
    assert found(repo) == expected


def test_a_link_breaks_when_its_alias_goes(repo: Path) -> None:
    write(repo, {"Alias.md": "[[Lady]]\n"})
    commit(repo, "a link by an alias")  # a finding that is known: LNK007
    write(repo, {"Ada.md": NOTES["Ada.md"].replace("[Lady]", "[Countess]")})
    git(repo, "add", "-A")
    assert found(repo) == ["Alias.md LNK001"]


def test_a_canvas_and_a_base_lose_their_notes(repo: Path) -> None:
    card = '{"nodes":[{"id":"a","type":"file","file":"Ada.md","x":0,"y":0,"width":9,"height":9}]}'
    write(repo, {"Board.canvas": card})
    commit(repo, "a canvas")
    git(repo, "rm", "-q", "Ada.md")
    assert found(repo) == ["Block.md LNK001", "Board.canvas CNV001", *LINKS_TO_ADA[1:]]


def test_a_second_note_of_a_name_makes_links_ambiguous(repo: Path) -> None:
    write(repo, {"a/Ada.md": "# Another\n", "b/See.md": "[[Ada]]\n"})
    git(repo, "add", "-A")
    everything = found(repo, "--no-baseline", ".")
    assert set(found(repo)) == set(everything)


def test_a_rename_offers_the_new_name_and_the_fix_makes_it(repo: Path) -> None:
    git(repo, "mv", "Ada.md", "Ada Lovelace.md")
    done = vaultlint("--staged", "--output-format", "concise", cwd=repo)
    assert done.stdout.count("[*] no note named `Ada`: it is `Ada Lovelace` now") == 4
    fixed = vaultlint("--changed-since", "HEAD", "--fix", cwd=repo)
    assert fixed.returncode == 0, fixed.stdout
    assert (repo / "Block.md").read_text() == "See [[Ada Lovelace#^note]].\n"
    assert (repo / "Property.md").read_text() == '---\nby: "[[Ada Lovelace]]"\n---\n'


def test_which_of_two_equal_notes_is_which_is_not_guessed(tmp_path: Path) -> None:
    stub = "# A stub that two notes share\n"
    repo = repository(
        tmp_path / "vault",
        {"Xavier.md": stub, "Yvonne.md": stub, "L.md": "[[Xavier]] [[Yvonne]]\n"},
    )
    git(repo, "mv", "Xavier.md", "First one.md")
    git(repo, "mv", "Yvonne.md", "Second one.md")
    done = vaultlint("--staged", "--output-format", "concise", cwd=repo)
    assert done.stdout.count("LNK001") == 2
    assert "it is" not in done.stdout


def test_a_renamed_folder_keeps_links_by_name(tmp_path: Path) -> None:
    repo = repository(
        tmp_path / "vault",
        {"People/Ada.md": "# Ada\n", "Engine.md": "[[Ada]] [[People/Ada]] [x](People/Ada.md)\n"},
    )
    git(repo, "mv", "People", "Persons")
    done = vaultlint("--staged", "--output-format", "concise", cwd=repo)
    assert done.stdout.count("LNK006") == 2, done.stdout
    assert vaultlint("--changed-since", "HEAD", "--fix", cwd=repo).returncode == 0


def test_before_the_first_commit(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    write(tmp_path, {"A.md": "[[Nobody at all]]\n", "B.md": "[[A]]\n"})
    git(tmp_path, "add", "A.md")
    assert found(tmp_path, "--staged", "--vault", ".") == ["A.md LNK001"]
    assert found(tmp_path, "--hook", "--vault", ".") == ["A.md LNK001"]


def test_a_merge_that_breaks_what_both_sides_kept_whole(repo: Path) -> None:
    git(repo, "checkout", "-qb", "other")
    write(repo, {"New.md": "[[Ada]]\n"})
    commit(repo, "a link to Ada")
    git(repo, "checkout", "-q", "main")
    git(repo, "rm", "-q", "Ada.md", "Block.md", "Engine.md", "Heading.md", "Property.md")
    commit(repo, "no Ada")
    git(repo, "merge", "-q", "--no-commit", "--no-ff", "other")
    assert found(repo) == ["New.md LNK001"]


def test_a_conflict_in_the_index_is_no_crash(repo: Path) -> None:
    git(repo, "checkout", "-qb", "other")
    write(repo, {"Engine.md": "[[Nobody theirs]]\n"})
    commit(repo, "theirs")
    git(repo, "checkout", "-q", "main")
    write(repo, {"Engine.md": "[[Nobody ours]]\n"})
    commit(repo, "ours")
    git(repo, "merge", "-q", "other", check=False)
    assert set(found(repo)) == {"Engine.md LNK001"}


@pytest.mark.parametrize(
    "name",
    [
        "杨植麟 与 K2.md", "-rf.md", "--help.md", "it's \"so\".md", "tab\there.md", "line\nbreak.md",
        "back\\slash.md", "caf\udce9.md", "e\u0301te\u0301.md", "#1 [x].md", "a/b c/-d.md", ":(top)x.md",
        "*.md",
    ],
)  # fmt: skip
def test_names_of_every_kind(repo: Path, name: str) -> None:
    target = repo / name
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text("[[Nobody at all]]\n")
    git(repo, "add", "-A")
    target.write_text("[[Ada]]\n")  # the index and not the disk
    for arguments in (("--staged",), ("--hook",)):
        done = vaultlint("-q", *arguments, "--output-format", "jsonl", cwd=repo)
        assert "Nobody at all" in done.stdout, done.stderr
    commit(repo, "odd")
    done = vaultlint("-q", "--changed-since", "HEAD~1", "--output-format", "jsonl", cwd=repo)
    assert done.returncode == 0 or "FIL003" in done.stdout, done.stdout
    paths = ("--pathspec-from-file=-", "--pathspec-file-nul")
    git(repo, "--literal-pathspecs", "rm", "-q", "--cached", *paths, stdin=name)
    assert vaultlint("-q", "--staged", cwd=repo).returncode == 0


def test_a_vault_in_a_folder(tmp_path: Path) -> None:
    files = {f"my notes/{path}": text for path, text in NOTES.items()}
    repo = repository(tmp_path / "repo", {**files, "README.md": "[[Not a note of the vault]]\n"})
    git(repo, "rm", "-q", "my notes/Ada.md")
    write(repo, {"README.md": "[[Nor is this]]\n"})
    git(repo, "add", "README.md")
    expected = [f"my notes/{line}" for line in LINKS_TO_ADA]
    assert found(repo, "--staged", "--vault", "my notes") == expected
    assert found(repo / "my notes", "--staged") == LINKS_TO_ADA


def test_two_vaults_in_one_repository(tmp_path: Path) -> None:
    one = {f"one/{path}": text for path, text in NOTES.items()}
    two = {f"two/{path}": text for path, text in NOTES.items()}
    repo = repository(tmp_path / "repo", one | two)
    git(repo, "rm", "-q", "one/Ada.md")
    write(repo, {"two/Engine.md": "[[Nobody at all]]\n"})
    git(repo, "add", "-A")
    assert found(repo, "--hook", "--vault", "one") == [f"one/{line}" for line in LINKS_TO_ADA]
    assert found(repo, "--hook", "--vault", "two") == ["two/Engine.md LNK001"]


@pytest.mark.parametrize("how", ["commit", "commit -a", "commit Engine.md"])
def test_a_plain_git_hook_sees_what_is_committed(tmp_path: Path, how: str) -> None:
    files = {f"notes/{path}": text for path, text in NOTES.items()}
    repo = repository(tmp_path / "repo", files)
    hook = repo / ".git/hooks/pre-commit"
    hook.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m vaultlint --hook --vault notes\n')
    hook.chmod(0o755)
    write(repo, {"notes/Engine.md": "[[Nobody at all]]\n", "notes/Block.md": "[[Ada]] again\n"})
    if how == "commit":
        git(repo, "add", "-A")
    command = how.replace("Engine.md", "notes/Engine.md").split()
    done = subprocess.run(
        ["git", *command, "-m", "x"], cwd=repo, env={**CLEAN_ENV, **IDENTITY},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1, done.stderr + done.stdout
    assert "notes/Engine.md" in done.stdout + done.stderr
    assert "Found 1 error in 1 of" in done.stderr, done.stderr


def test_a_linked_worktree(repo: Path, tmp_path: Path) -> None:
    git(repo, "worktree", "add", "-q", str(tmp_path / "linked"))
    linked = tmp_path / "linked"
    git(linked, "rm", "-q", "Ada.md")
    assert found(linked) == LINKS_TO_ADA
    assert found(repo) == []


def test_a_vault_that_is_a_submodule_and_one_that_holds_one(repo: Path, tmp_path: Path) -> None:
    outer = repository(tmp_path / "outer", {"A.md": "[[Engine]]\n", ".obsidian/app.json": "{}"})
    git(outer, "-c", "protocol.file.allow=always", "submodule", "add", "-q", str(repo), "sub")
    commit(outer, "a submodule")
    inner = outer / "sub"
    git(inner, "rm", "-q", "Ada.md")
    assert found(inner) == LINKS_TO_ADA
    write(outer, {"A.md": "[[Nobody at all]]\n"})
    git(outer, "add", "A.md")
    assert found(outer) == ["A.md LNK001"]


def test_links_into_a_submodule_lead_somewhere(repo: Path, tmp_path: Path) -> None:
    outer = repository(tmp_path / "outer", {"A.md": "# A\n", ".obsidian/app.json": "{}"})
    git(outer, "-c", "protocol.file.allow=always", "submodule", "add", "-q", str(repo), "sub")
    start = commit(outer, "a submodule")
    write(outer, {"A.md": "[[Engine]] [[sub/Ada#Works]] ![[shot.png]]\n"})
    git(outer, "add", "A.md")
    assert found(outer) == found(outer, "--hook") == []
    end = commit(outer, "links into it")
    refs = {"PRE_COMMIT_FROM_REF": start, "PRE_COMMIT_TO_REF": end}
    assert found(outer, "--hook", **refs) == []


def test_a_detached_head(repo: Path) -> None:
    git(repo, "checkout", "-q", "--detach")
    git(repo, "rm", "-q", "Ada.md")
    assert found(repo) == LINKS_TO_ADA
    assert found(repo, "--changed-since", "main") == LINKS_TO_ADA


def test_a_shallow_clone(repo: Path, tmp_path: Path) -> None:
    write(repo, {"Ada.md": NOTES["Ada.md"] + "more\n"})
    commit(repo, "second")
    git(tmp_path, "clone", "-q", "--depth=1", repo.as_uri(), "clone")
    clone = tmp_path / "clone"
    git(clone, "rm", "-q", "Ada.md")
    assert found(clone) == LINKS_TO_ADA
    assert found(clone, "--changed-since", "HEAD") == LINKS_TO_ADA
    done = vaultlint("--changed-since", "HEAD~1", cwd=clone)
    assert done.returncode == 2
    assert "this clone is shallow: fetch its history first" in done.stderr


def test_a_branch_is_not_blamed_for_what_came_after_it_left(repo: Path) -> None:
    write(repo, {"Messy.md": "[[Nobody for long]]\n"})
    commit(repo, "messy")
    git(repo, "checkout", "-qb", "work")
    write(repo, {"Mine.md": "[[Ada]]\n"})
    commit(repo, "mine")
    git(repo, "checkout", "-q", "main")
    write(repo, {"Messy.md": "[[Nobody for long]], still\n"})
    commit(repo, "theirs")
    git(repo, "checkout", "-q", "work")
    assert found(repo, "--changed-since", "main") == []
    (repo / "Mine.md").write_text("[[Nobody of mine]]\n")
    assert found(repo, "--changed-since", "main") == ["Mine.md LNK001"]


def test_changed_since_sees_commits_the_index_the_disk_and_new_files(repo: Path) -> None:
    start = git(repo, "rev-parse", "HEAD").strip()
    write(repo, {"One.md": "[[Nobody 1]]\n"})
    commit(repo, "one")
    write(repo, {"Two.md": "[[Nobody 2]]\n"})
    git(repo, "add", "-A")
    write(repo, {"Three.md": "[[Nobody 3]]\n"})
    (repo / "Ada.md").unlink()
    expected = sorted([*LINKS_TO_ADA, *(f"{n}.md LNK001" for n in ("One", "Two", "Three"))])
    assert sorted(found(repo, "--changed-since", start)) == expected


def test_a_link_to_a_note_that_is_not_committed_says_so(repo: Path) -> None:
    write(repo, {"Draft.md": "# Draft\n", "Engine.md": "[[Draft]]\n"})
    git(repo, "add", "Engine.md")
    done = vaultlint("--staged", cwd=repo)
    assert done.returncode == 1
    assert "`Draft.md` is there, but git does not know it" in done.stdout


def test_the_fixing_hook_touches_no_unstaged_note(repo: Path) -> None:
    bad = "---\nup: [[Ada]]\n---\n"
    write(repo, {"Staged.md": bad, "Unstaged.md": bad, "Partly.md": bad})
    git(repo, "add", "Staged.md", "Partly.md")
    write(repo, {"Partly.md": bad + "later\n"})
    done = vaultlint("--hook", "--fix", "--exit-non-zero-on-fix", cwd=repo)
    assert done.returncode == 1
    assert "fixed Staged.md: 1 YML003 unquoted-wikilink" in done.stderr
    assert "Partly.md: not fixed: has unstaged changes: stage or stash them first" in done.stderr
    assert (repo / "Staged.md").read_text() == '---\nup: "[[Ada]]"\n---\n'
    assert (repo / "Unstaged.md").read_text() == bad
    assert (repo / "Partly.md").read_text() == bad + "later\n"


def test_git_that_is_not_there_is_said(repo: Path, tmp_path: Path) -> None:
    done = vaultlint("--staged", cwd=repo, PATH=str(tmp_path))
    assert done.returncode == 2
    assert "git" in done.stderr


def test_paths_cannot_be_mixed_in(repo: Path) -> None:
    done = vaultlint("--staged", "Ada.md", cwd=repo)
    assert done.returncode == 2
    assert "PATHS cannot be combined" in done.stderr


def test_what_git_does_not_know_is_said_once(repo: Path, tmp_path: Path) -> None:
    done = vaultlint("--changed-since", "nope", cwd=repo)
    assert (done.returncode, done.stderr) == (2, "vaultlint: git knows no revision `nope`\n")
    (tmp_path / "plain").mkdir()
    done = vaultlint("--changed-since", "HEAD", "--vault", ".", cwd=tmp_path / "plain")
    assert done.returncode == 2
    assert "is in no git repository, which --hook, --staged and --changed-since need" in done.stderr


def test_a_change_is_named_once(repo: Path) -> None:
    done = vaultlint("--staged", "--changed-since", "HEAD", cwd=repo)
    assert (done.returncode, done.stdout) == (2, "")
    assert "each name the change: give one of them" in done.stderr


@pytest.mark.parametrize("what", [("--staged",), ("--changed-since", "HEAD")])
def test_where_nothing_changed_no_setting_is_blamed(repo: Path, what: tuple[str, ...]) -> None:
    done = vaultlint(*what, cwd=repo)
    assert (done.returncode, done.stderr) == (0, "No findings in 0 notes.\n")


def test_the_fixing_hook_says_what_it_leaves_to_others(tmp_path: Path) -> None:
    root = tmp_path / "repository"
    repository(root, {f"vault/{path}": text for path, text in NOTES.items()})
    git(root, "mv", "vault/Ada.md", "vault/Countess.md")
    done = vaultlint("--hook", "--fix", "--vault", "vault", cwd=root)
    assert done.returncode == 1
    mend = (
        "vaultlint: 4 notes not fixed: not staged; mend with `vaultlint --changed-since HEAD --fix`"
    )
    assert mend in done.stderr.splitlines()
    done = vaultlint("--changed-since", "HEAD", "--fix", "--vault", "vault", cwd=root)
    assert done.returncode == 0, done.stdout
    # a note that is left alone is named as the findings name it
    write(root, {"vault/Partly.md": "---\nup: [[Engine]]\n---\n"})
    git(root, "add", "vault/Partly.md")
    write(root, {"vault/Partly.md": "---\nup: [[Engine]]\n---\nmore\n"})
    done = vaultlint("--hook", "--fix", "--vault", "vault", cwd=root)
    assert "vaultlint: vault/Partly.md: not fixed: has unstaged changes" in done.stderr
