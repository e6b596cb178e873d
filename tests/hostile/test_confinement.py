"""No code of a vault runs, no network is used, nothing outside of a vault is read, asked for,
written or told of, whatever a vault names or links to."""

from __future__ import annotations

import asyncio
import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.test_cli import CLEAN_ENV, make
from tests.test_lsp import NOTE as SESSION_NOTE
from tests.test_lsp import session
from tests.test_watch import Watching
from vaultlint.report import FORMATS

pytestmark = pytest.mark.skipif(os.name == "nt", reason="links and descriptors of POSIX")

SECRET = "TOPSECRET"
OUTSIDE: dict[str, str | bytes] = {
    "secret.md": f"# {SECRET}\n[[{SECRET} nowhere]]\n",
    "secret.yaml": f"select: {SECRET}\n",
    "baseline.json": "{}",
    "rules/s.yaml": "schema: x\nfields: {a: nonsense}\n",
    "undo/20260101-000000/journal.jsonl": "{}\n",
    "secret.json": f'{{"{SECRET}": ["{SECRET}"]}}',
    "schemas/s.yaml": f"schema: {SECRET}\nfields: {{{SECRET}: {SECRET}}}\n",
}
CLIMBING = [
    "../../outside/secret{0}",
    "../outside/secret{0}",
    "./x/../../../outside/secret{0}",
    "{1}/secret{0}",
    "~/secret{0}",
    "$HOME/secret{0}",
    "file://{1}/secret{0}",
    "..\\..\\outside\\secret{0}",
    "C:\\outside\\secret{0}",
    "\\\\server\\share\\secret{0}",
]


class Run(NamedTuple):
    code: int
    out: str
    err: str


class Guard(NamedTuple):
    """How to run something under watch, and where is told what it must not do."""

    command: list[str | Path]
    env: dict[str, str]
    log: Path

    @classmethod
    def over(cls, tmp: Path) -> Guard:
        """The guard of the vaults in a folder."""
        log = tmp / "log"
        log.unlink(missing_ok=True)
        places = [tmp / name for name in ("home", "temporary")]
        for place in places:
            place.mkdir(exist_ok=True)
        env = {k: v for k, v in CLEAN_ENV.items() if not k.startswith("XDG_")}
        env |= {"HOME": str(places[0]), "TMPDIR": str(places[1]), "COLUMNS": "100"}
        watcher = Path(__file__).with_name("watched.py")
        return cls([sys.executable, watcher, log, tmp / "vaults", *places], env, log)

    @property
    def told(self) -> list[str]:
        """What was done and must not be."""
        return self.log.read_text().splitlines() if self.log.exists() else []


def watched(tmp: Path, commands: Iterable[tuple[Path, list[str]]]) -> tuple[list[Run], list[str]]:
    """What the commands, run in one process under watch, gave back; and what they must not do."""
    guard = Guard.over(tmp)
    done = subprocess.run(
        guard.command,
        input=json.dumps([(str(folder), arguments) for folder, arguments in commands]),
        capture_output=True,
        text=True,
        env=guard.env,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return [Run(*run) for run in json.loads(done.stdout)], guard.told


def link(vault: Path, name: str, target: Path) -> None:
    file = vault / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.unlink(missing_ok=True)
    file.symlink_to(target)


PLANTED = "open('/tmp/planted', 'w').write('run'); raise SystemExit('code of the vault ran')\n"


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    """A vault with something of everything, and modules for the taking."""
    text = f"---\nup: '[[{CLIMBING[0]}]]'\nborn: 2026-13-45\ntags: '#a'\n---\n# A\n"
    links = "".join(
        f"[[{c}]] ![[{c}]] [a](<{c}>)\n".format(".md", tmp_path / "outside") for c in CLIMBING
    )
    nodes = [
        {"id": str(n), "type": "file", "x": 0, "y": 0, "width": 1, "height": 1, "file": c.format(".md", tmp_path / "outside")}
        for n, c in enumerate(CLIMBING)
    ]  # fmt: skip
    names = ("yaml", "click", "sitecustomize", "usercustomize", "msgspec", "regex", "json", "os")
    return make(
        tmp_path / "vaults" / "vault",
        {
            ".obsidian/app.json": json.dumps({"attachmentFolderPath": "../../outside"}),
            ".obsidian/templates.json": '{"folder": "../../outside"}',
            ".obsidian/daily-notes.json": '{"folder": "../../outside", "template": "../../outside/secret"}',
            "vaultlint.yaml": "exclude: ['/etc/**']\n",
            ".vaultlint/rules/s.yaml": "schema: x\nmatch: {has: born}\nfields:\n  born: date\n",
            "A.md": text + links,
            "B.canvas": json.dumps({"nodes": nodes, "edges": []}),
            "C.base": 'filters: file.inFolder("../../outside")\nviews: [{type: table, filters: \'link("../../outside/secret")\'}]\n',
            "D.md": "a: !!python/object/apply:os.system [id]\n---\n{{ config }} <%* process.exit() %>\n",
            "E.md": "---\na: !!python/object/apply:os.system ['touch /tmp/planted']\n---\n```dataviewjs\nx\n```\n",
            **{f"{name}.py": PLANTED for name in names},
            "vaultlint/__init__.py": PLANTED,
        },
    )


def commands_of(vault: Path) -> list[list[str]]:
    schema = vault / ".vaultlint/rules/s.yaml"
    return [
        *(["check", "--output-format", form, "-v"] for form in FORMATS),
        ["check", "--no-cache", "--jobs", "2", "--select", "ALL"],
        ["check", "--fix", "--unsafe-fixes"],
        ["undo"],
        ["check", "--fix", "--diff"],
        ["check", "--hook"],
        ["check", "--staged"],
        ["check", "--changed-since", "HEAD"],
        ["baseline", "write"],
        ["baseline", "show"],
        ["schema", "list"],
        ["schema", "show", "x"],
        ["schema", "test"],
        ["schema", "diff"],
        ["schema", "export", "--to", "json-schema"],
        ["schema", "infer"],
        ["schema", "import", str(schema)],
        ["explain", "A.md"],
        ["explain", "LNK001"],
        ["config", "show", "A.md"],
        ["stats"],
        ["stats", "--output-format", "json"],
        ["rules"],
        ["clean"],
        ["init", "--force"],
    ]


def test_no_code_of_a_vault_runs_and_nothing_outside_is_touched(
    tmp_path: Path, vault: Path
) -> None:
    make(tmp_path / "outside", OUTSIDE)
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@b"]
    for words in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "first"]):
        subprocess.run([*git, *words], cwd=vault, env=CLEAN_ENV, check=True)
    runs, done = watched(tmp_path, [(vault, c) for c in commands_of(vault)])
    assert done == []
    for run in runs:
        assert run.code in (0, 1, 2), run
        assert SECRET not in run.out + run.err
    assert sum(run.code == 2 for run in runs) < len(runs) / 3
    assert not Path("/tmp/planted").exists()


def test_the_watch_sees_what_is_done(tmp_path: Path, vault: Path) -> None:
    make(tmp_path / "outside", {**OUTSIDE, "vault/A.md": "[[Nowhere at all]]\n"})
    asked = ["check", "--vault", str(tmp_path / "outside/vault"), "--no-cache"]
    written = ["check", "--output-format", f"json={tmp_path / 'outside/report.json'}"]
    runs, done = watched(tmp_path, [(vault, asked), (vault, written)])
    assert [run.code for run in runs] == [1, 1]
    seen = {line.partition(" ")[0] for line in done}
    assert {"open", "stat", "list", "write"} <= seen


def test_an_editor_is_served_and_no_more(tmp_path: Path, vault: Path) -> None:
    make(tmp_path / "outside", OUTSIDE)
    make(vault, {"Ada.md": "# Ada\n", "笔记.md": SESSION_NOTE})
    guard = Guard.over(tmp_path)
    before = {p: p.read_bytes() for p in vault.rglob("*") if p.is_file()}
    asyncio.run(session(vault, *guard.command[1:], "--", "server", env=guard.env))
    assert guard.told == []
    assert {p: p.read_bytes() for p in vault.rglob("*") if p.is_file()} == before
    assert not Path("/tmp/planted").exists()


def test_the_vault_is_watched_and_no_more(tmp_path: Path, vault: Path) -> None:
    make(tmp_path / "outside", OUTSIDE)
    guard = Guard.over(tmp_path)
    with Watching(vault, command=[*guard.command, "--"], env=guard.env) as watching:
        assert SECRET not in watching.says("A.md")
        (vault / "A.md").write_text("[[Nowhere at all]] ![[../../outside/secret.md]]\n")
        assert SECRET not in watching.says("Nowhere at all")
        (vault / "vaultlint.yaml").write_text("extends: [../../outside/secret.yaml]\n")
        assert SECRET not in watching.says("lies outside of the vault")
        watching.process.send_signal(signal.SIGINT)
        assert watching.process.wait(30) == 130
    assert guard.told == []
    assert not Path("/tmp/planted").exists()


@pytest.mark.parametrize("deed", ["server", "--watch"])
def test_the_watch_sees_what_a_session_does(tmp_path: Path, vault: Path, deed: str) -> None:
    """The vault's own folder is taken for one outside."""
    make(vault, {"Ada.md": "# Ada\n", "笔记.md": SESSION_NOTE})
    guard = Guard.over(tmp_path)
    guard.command[3] = tmp_path / "others"
    if deed == "server":
        asyncio.run(session(vault, *guard.command[1:], "--", "server", env=guard.env))
    else:
        with Watching(vault, command=[*guard.command, "--"], env=guard.env) as watching:
            watching.says("A.md")
    assert any(line.startswith("open") and line.endswith("A.md") for line in guard.told)


def _configs(tmp: Path) -> dict[str, dict[str, str | bytes]]:
    found: dict[str, dict[str, str | bytes]] = {}
    for at, way in enumerate(CLIMBING):
        for key, ending in (("extends", ".yaml"), ("rules", ""), ("baseline", ".json")):
            value = json.dumps(way.format(ending, tmp / "outside"))
            value = value if key == "baseline" else f"[{value}]"
            found[f"{key}-{at}"] = {"vaultlint.yaml": f"{key}: {value}\n"}
    return found


def untimed(run: Run) -> tuple[int, str, str]:
    """A run without how long it took."""
    return run.code, run.out, re.sub(r"took [0-9.]+ s", "", run.err)


LINKED = {
    "config": ("vaultlint.yaml", "secret.yaml"),
    "other-config": (".vaultlint.yaml", "secret.yaml"),
    "schema": (".vaultlint/rules/s.yaml", "schemas/s.yaml"),
    "schemas": (".vaultlint/rules", "schemas"),
    "baseline": (".vaultlint/baseline.json", "secret.json"),
    "vaultlint": (".vaultlint", "."),
    "settings": (".obsidian/app.json", "secret.json"),
    "types": (".obsidian/types.json", "secret.json"),
    "periods": (".obsidian/plugins/periodic-notes/data.json", "secret.json"),
    "plugin": (".obsidian/plugins", "."),
    "note": ("N.md", "secret.md"),
    "folder": ("N", "."),
    "canvas": ("N.canvas", "secret.json"),
    "base": ("N.base", "secret.yaml"),
    "picture": ("N.png", "secret.json"),
    "template": ("Templates/T.md", "secret.md"),
}


def test_nothing_outside_is_told_of_not_even_whether_it_is_there(tmp_path: Path) -> None:
    vaults: dict[str, Path] = {}
    note: dict[str, str | bytes] = {"A.md": "[[N]] ![[N.png]] [[N/secret]]\n", ".obsidian/x": ""}
    for name, files in _configs(tmp_path).items():
        vaults[name] = make(tmp_path / "vaults" / name, {**note, **files})
    for name, (place, target) in LINKED.items():
        vaults[f"link-{name}"] = make(tmp_path / "vaults" / f"link-{name}", note)
        link(vaults[f"link-{name}"], place, tmp_path / "outside" / target)
    commands = [
        (vault, [*words, "-v"])
        for vault in vaults.values()
        for words in (["check", "--no-cache"], ["check", "--fix", "--unsafe-fixes", "--no-cache"])
    ]
    make(tmp_path / "outside", OUTSIDE)
    there, done = watched(tmp_path, commands)
    shutil.rmtree(tmp_path / "outside")
    for vault in vaults.values():
        make(vault, note)  # as it was before it was fixed
    absent, _ = watched(tmp_path, commands)
    names = [name for name in vaults for _ in range(2)]
    for name, with_it, without in zip(names, there, absent, strict=True):
        assert untimed(with_it) == untimed(without), name
        assert SECRET not in with_it.out + with_it.err, name
        if not name.startswith("link-"):
            assert with_it.code == 2, (name, with_it)
    assert done == []
