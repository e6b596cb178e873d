"""File names and kinds of files that notes should not have."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import time
from pathlib import Path

import pytest

from tests.bad_input.running import tree, vaultlint
from tests.bad_input.trial import (
    FIXABLE,
    MENDED,
    Check,
    Rows,
    Trial,
    codes,
    process,
    starter,
)
from vaultlint.report import FORMATS

pytestmark = pytest.mark.skipif(os.name == "nt", reason="names and files of POSIX")
ROWS = Rows()
row = ROWS.row


@row(69, "name is no UTF-8")
def _(trial: Trial) -> None:
    note = os.fsdecode(b"caf\xe9.md")
    trial.put({note: FIXABLE})
    assert trial.check(note, "--select", "FIL", code=1) == {r"caf\u{dce9}.md": "FIL003"}
    assert r"caf\u{dce9}.md:1:1: FIL003" in trial.run("--output-format", "concise").out
    for form in ("json", "jsonl", "gitlab", "rdjson", "sarif"):
        out = trial.run("--output-format", form).out
        assert (r'"caf\\u{dce9}.md"' if form != "sarif" else '"caf%E9.md"') in out
        # half a surrogate, and strict readers of JSON refuse the whole report
        assert not re.search(r"(?<!\\)\\ud[89a-f]|[\ud800-\udfff]", out)
    trial.fix()
    assert Path(trial.root, note).read_text() == MENDED


@row(70, "names equal but for case")
def _(trial: Trial) -> None:
    trial.put({"A.md": FIXABLE, "a.md": FIXABLE.replace("x", "y")})
    if len(list(trial.root.iterdir())) < 4:
        pytest.skip("this file system knows one of them only")
    found = trial.check("--select", "FIL002")
    assert found == {"A.md": "FIL002", "a.md": "FIL002"}  # each of the pair, under its own name
    trial.fix()
    assert (trial.root / "A.md").read_text() == MENDED
    assert (trial.root / "a.md").read_text() == MENDED.replace("x", "y")


@row(70, "names equal but for their Unicode form")
def _(trial: Trial) -> None:
    composed, apart = "\u00e9.md", "e\u0301.md"
    trial.put({composed: FIXABLE, apart: FIXABLE.replace("x", "y")})
    if len(list(trial.root.iterdir())) < 4:
        pytest.skip("this file system knows one of them only")
    assert trial.check("--select", "FIL002") == {composed: "FIL002", apart: "FIL002"}
    trial.fix()
    assert (trial.root / composed).read_text() == MENDED
    assert (trial.root / apart).read_text() == MENDED.replace("x", "y")


UNLINKABLE = [
    "a#b.md", "a^b.md", "a[b].md", "a|b.md", "a%%b.md", "CON.md", "nul.md", "Aux.old.md", "COM\u00b9.md",
    "CONIN$.md", "a:b.md", "a*b.md", "a?b.md", "a<b.md", 'a"b.md', "a\\b.md", "x .md", " x.md", "fig#1.png",
    "tab\there.md", "no\u200bspace.md",
]  # fmt: skip


@row(71, "names that no link or no Windows takes")
def _(trial: Trial) -> None:
    trial.put(dict.fromkeys(UNLINKABLE, "[[Home]]\n"))
    before = tree(trial.root)
    assert trial.check("--select", "FIL003") == dict.fromkeys(UNLINKABLE, "FIL003")
    trial.fix("--unsafe-fixes")
    assert tree(trial.root) == {**before, **_undo_of(trial)}


@row(71, "folders that Windows refuses")
def _(trial: Trial) -> None:
    trial.put({"end./n.md": "", "PRN/n.md": "", "a:b/n.md": ""})
    found = trial.check("--select", "FIL003")
    assert set(found) == {"end./n.md", "PRN/n.md", "a:b/n.md"}


@row(71, "a dot before the ending is nothing that Windows refuses")
def _(trial: Trial) -> None:
    trial.put({"x..md": "", "Acme Inc..md": "", "v1.2.md": "", "con man.md": ""})
    assert trial.check("--select", "FIL003", code=0) == {}


HOSTILE = [
    "a\nb.md", "\n::add-mask::x.md", "e\x1b]0;x\x07.md", "r\u202etxt.md", "::error::.md",
    "##[error]x.md", "z\x7f\x9b.md", "c\rd.md", "u\u2028v.md", "<img src=x onerror=alert(1)>.md",
]  # fmt: skip


ODD = [
    "with space.md", "emoji \U0001f642.md", "C# notes.md", "cafe\u0301.md", "\u65e5\u672c\u8a9e.md", "a'b\"c.md",
    "%41.md", "very " + "long " * 40 + ".md",
]  # fmt: skip


@row(72, "hostile names are reported")
def _(trial: Trial) -> None:
    trial.put(dict.fromkeys(HOSTILE, FIXABLE) | {"fo\nld/n.md": FIXABLE})
    found = trial.check("--select", "FIL003")
    assert set(found) == {*HOSTILE, "fo\nld/n.md"}
    trial.fix()
    assert all((trial.root / name).read_text() == MENDED for name in HOSTILE)


@pytest.mark.parametrize("form", FORMATS, ids=[f"72-hostile-names-as-{form}" for form in FORMATS])
def test_hostile_names_stay_data_in_every_format(
    tmp_path: Path, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    trial = Trial(tmp_path)
    trial.put(dict.fromkeys((*HOSTILE, *ODD), "[[Nope]]\n"))
    ran = trial.run("--output-format", form, "--color", "never", env={"GITHUB_ACTIONS": "true"})
    for text in (ran.out, ran.err):
        assert not [c for c in text if (c < " " and c not in "\n\t")]
        if form not in ("json", "jsonl"):  # where a program reads, U+202E is only a letter
            assert not set(text) & set("\x7f\u202e\u2028\x9b")
        assert "<img" not in text or form not in ("html", "junit")
    if form in ("json", "sarif", "gitlab", "rdjson"):
        json.loads(ran.out)
    for line in (ran.out + ran.err).split("\n"):
        if not (form == "github" and line.startswith(("::error title=", "::warning title="))):
            assert not line.lstrip().startswith("::")
            assert "##[" not in line


@row(73, "names that look like options")
def _(trial: Trial) -> None:
    trial.put({"-rf.md": "[[Nope]]\n", "--fix.md": FIXABLE, "check": "", "-.md": "[[Nope]]\n"})
    assert trial.check("--", "-rf.md") == {"-rf.md": "LNK001"}
    assert trial.check("--", "--fix.md") == {"--fix.md": "YML006 LNK001"}
    assert trial.check("./-.md") == {"-.md": "LNK001"}
    trial.refuse("-rf.md", says=("No such option",))
    trial.refuse("--fix.md", says=("No such option", "--fix.md"))
    assert (trial.root / "--fix.md").read_text() == FIXABLE


@row(74, "a name of 255 bytes is fixed")
def _(trial: Trial) -> None:
    names = ["x" * 252 + ".md", "\u00e9" * 126 + ".md"]
    trial.put(dict.fromkeys(names, FIXABLE))
    trial.fix()
    assert [(trial.root / name).read_text() for name in names] == [MENDED] * 2
    assert vaultlint("undo", cwd=trial.root).code == 0
    assert [(trial.root / name).read_text() for name in names] == [FIXABLE] * 2


@row(75, "500 folders deep")
def _(trial: Trial) -> None:
    deep = "d/" * 500 + "n.md"
    trial.put({deep: FIXABLE})
    assert trial.check()[deep] == "YML006 LNK001"
    trial.fix()
    assert (trial.root / deep).read_text() == MENDED


@row(75, "a path of more bytes than the system takes")
def _(trial: Trial) -> None:
    trial.put()
    here = os.open(trial.root, os.O_RDONLY)
    for _ in range(500):
        os.mkdir("deeper and on", dir_fd=here)
        inner = os.open("deeper and on", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = inner
    os.close(os.open("n.md", os.O_CREAT | os.O_WRONLY, dir_fd=here))
    os.close(here)
    found = codes(trial.run("--output-format", "json"))
    assert found.pop("Home.md") == "LNK001"
    (folder,) = found  # the first that cannot be read is said, once
    assert (found[folder], folder[-1]) == ("FIL005", "/")
    shutil.rmtree(trial.root / "deeper and on")


@row(76, "endings as Obsidian knows them")
def _(trial: Trial) -> None:
    names = [".md", ".hidden.md", "x.MD", "y.markdown", "z.md.md", "w.mdx", "noext"]
    trial.put(dict.fromkeys(names, "[[Nope]]\n"))
    (trial.root / "Home.md").write_text("[[x]] [[z.md]] [[Nowhere at all]]\n")
    assert trial.check() == {"Home.md": "LNK001", "x.MD": "LNK001", "z.md.md": "LNK001"}


@row(77, "what is no regular file")
def _(trial: Trial) -> None:
    trial.put({"f.md/inside.md": "[[Nope]]\n"})
    os.mkfifo(trial.root / "pipe.md")
    with socket.socket(socket.AF_UNIX) as server:
        here = Path.cwd()
        os.chdir(trial.root)  # the path of a socket may not be long
        server.bind("socket.md")
        os.chdir(here)
    (trial.root / "zero.md").symlink_to("/dev/zero")
    expected = dict.fromkeys(("pipe.md", "socket.md", "zero.md"), "FIL005")
    start = time.monotonic()
    assert trial.check() == {**expected, "Home.md": "LNK001", "f.md/inside.md": "LNK001"}
    assert trial.check("pipe.md", "f.md") == {"pipe.md": "FIL005", "f.md/inside.md": "LNK001"}
    trial.fix()
    assert time.monotonic() - start < 120  # nothing blocks


@row(78, "links that go round or nowhere")
def _(trial: Trial) -> None:
    trial.put({"sub/n.md": "[[Nope]]\n"})
    links = {"loop": ".", "up": "..", "sub/parent": "..", "sub/again": "../sub", "dead.md": "gone.md",
        "self.md": "self.md", "one": "two", "two": "one", "other": "sub"}  # fmt: skip
    for link, target in links.items():
        (trial.root / link).symlink_to(target)
    assert trial.check() == {"Home.md": "LNK001", "sub/n.md": "LNK001"}
    said = trial.run("-v").err
    for link in ("dead.md", "self.md", "one", "two", "up"):
        assert f"vaultlint: {link}: left out, " in said


@row(79, "a link to a note outside of the vault")
def _(trial: Trial) -> None:
    outside = trial.folder / "outside"
    outside.mkdir()
    (outside / "s.md").write_text("SECRET " + FIXABLE)
    trial.put()
    (trial.root / "s.md").symlink_to(outside / "s.md")
    (trial.root / "folder").symlink_to(outside)
    assert trial.check() == {"Home.md": "LNK001", "s.md": "FIL005"}
    ran = trial.run("-v", "--fix", "--unsafe-fixes")
    assert "folder: left out, a link that leads out of the vault" in ran.err
    assert "SECRET" not in ran.out + ran.err
    assert (outside / "s.md").read_text() == "SECRET " + FIXABLE
    assert (trial.root / "s.md").is_symlink()
    trial.refuse("folder", says=("folder: leads out of the vault",))
    trial.refuse("folder/s.md", says=("folder/s.md: leads out of the vault",))


@row(80, "two links and one note")
def _(trial: Trial) -> None:
    trial.put({"real/n.md": FIXABLE})
    for link in ("a.md", "b.md"):
        (trial.root / link).symlink_to("real/n.md")
    (trial.root / "Home.md").write_text("[[a]] [[b]] [[n]] [[Nowhere at all]]\n")
    assert trial.check() == {"Home.md": "LNK001", "real/n.md": "YML006 LNK001"}
    assert trial.check("a.md") == {"real/n.md": "YML006 LNK001"}
    ran = trial.fix()
    assert (ran.report["summary"]["fixed"], "not fixed" in ran.err) == (1, False)
    assert (trial.root / "real/n.md").read_text() == MENDED
    assert all((trial.root / link).is_symlink() for link in ("a.md", "b.md"))


@row(80, "links to a note that has no other name in the vault")
def _(trial: Trial) -> None:
    trial.put({".kept/n.md": FIXABLE})
    for link in ("b.md", "a.md"):
        (trial.root / link).symlink_to(".kept/n.md")
    assert trial.check() == {"Home.md": "LNK001", "a.md": "YML006 LNK001"}
    trial.fix()
    assert (trial.root / ".kept/n.md").read_text() == MENDED
    assert (trial.root / "a.md").is_symlink()


def _is_kept(trial: Trial, note: str, why: str) -> None:
    """The finding stays, the reason is said, bytes and mode are kept."""
    before = tree(trial.root)
    ran = trial.fix()
    assert codes(ran)[note] == "YML006 LNK001"
    assert why in ran.err
    assert tree(trial.root) == {**before, **_undo_of(trial)}


def _undo_of(trial: Trial) -> dict[str, tuple[int, bytes | str]]:
    """The folder of what a fix run notes down, if there is one."""
    return {k: v for k, v in tree(trial.root).items() if k == ".vaultlint"}


@row(81, "two hard links")
def _(trial: Trial) -> None:
    trial.put({"n.md": FIXABLE})
    os.link(trial.root / "n.md", trial.folder / "elsewhere.md")
    _is_kept(trial, "n.md", "n.md: not fixed: 2 names share this file")
    assert (trial.root / "n.md").stat().st_nlink == 2


@row(82, "a read-only note")
def _(trial: Trial) -> None:
    trial.put({"n.md": FIXABLE})
    (trial.root / "n.md").chmod(0o444)
    _is_kept(trial, "n.md", "n.md: not fixed: is read-only")


@row(82, "a read-only folder, said once")
def _(trial: Trial) -> None:
    trial.put({"ro/n.md": FIXABLE, "ro/m.md": FIXABLE})
    (trial.root / "ro").chmod(0o555)
    try:
        _is_kept(trial, "ro/n.md", "vaultlint: ro: 2 notes not fixed: the folder is read-only\n")
    finally:
        (trial.root / "ro").chmod(0o755)


@row(82, "an immutable note")
def _(trial: Trial) -> None:
    trial.put({"n.md": FIXABLE})
    note = str(trial.root / "n.md")
    chattr = shutil.which("chattr")
    if not chattr or subprocess.run([chattr, "+i", note], capture_output=True).returncode:
        pytest.skip("nobody but root makes notes immutable, and not on every file system")
    try:
        _is_kept(trial, "n.md", "n.md: not fixed: is read-only")
    finally:
        subprocess.run([chattr, "-i", note], check=True)


@row(83, "a note and a folder that may not be read")
def _(trial: Trial) -> None:
    before = starter()
    trial.put({"n.md": FIXABLE, "m.md": FIXABLE, "sec/k.md": FIXABLE})
    (trial.root / "n.md").chmod(0)
    (trial.root / "sec").chmod(0)
    try:
        ran = process("--no-cache", "--output-format", "json", cwd=trial.root, before=before)
        assert ran.code == 1
        expected = {"Home.md": "LNK001", "m.md": "YML006 LNK001", "n.md": "FIL005"}
        assert codes(ran) == {**expected, "sec/": "FIL005"}
        for named in ("n.md", "sec", "sec/k.md"):  # what is named is never passed over
            ran = process(named, cwd=trial.root, before=before)
            assert (ran.code, ran.out) == (2, "")
            assert f"'{named}' is not readable" in ran.err or f"{named}: cannot be" in ran.err
    finally:
        (trial.root / "sec").chmod(0o755)


@row(83, "a vault that may not be read")
def _(trial: Trial) -> None:
    before = starter()
    trial.put()
    trial.root.chmod(0o311)
    try:
        ran = process("--no-cache", cwd=trial.root, before=before)
        assert (ran.code, ran.out) == (2, "")
        assert "cannot be read, permission denied" in ran.err
    finally:
        trial.root.chmod(0o755)


@row(83, "a disk that fails under a note")
def _(trial: Trial) -> None:
    trial.put({"n.md": FIXABLE})
    real = os.read

    def fail(descriptor: int, size: int) -> bytes:
        if Path(f"/proc/self/fd/{descriptor}").readlink().name == "n.md":
            raise OSError(5, "Input/output error")
        return real(descriptor, size)

    if not Path("/proc/self/fd").exists():
        pytest.skip("needs /proc")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "read", fail)
        assert trial.check("--select", "FIL,LNK") == {"Home.md": "LNK001", "n.md": "FIL005"}


@row(84, "a sparse note of 10 GB")
def _(trial: Trial) -> None:
    trial.put()
    for ending in ("md", "canvas", "base", "png"):
        with (trial.root / f"big.{ending}").open("wb") as file:
            file.truncate(10 * 1024**3)
    start = time.process_time()
    found = codes(trial.run("--output-format", "json"))
    assert time.process_time() - start < 2  # it is not read
    expected = {f"big.{ending}": "FIL005" for ending in ("base", "canvas", "md")}
    assert found == {"Home.md": "LNK001", **expected}


@row(85, "notes that vanish, grow or turn into folders after they were seen")
def _(trial: Trial) -> None:
    trial.put({"gone.md": FIXABLE, "grown.md": FIXABLE, "folder.md": FIXABLE})
    from vaultlint.disk import shelf

    real = shelf.read_bytes

    def late(path: str, *more: object, **named: object) -> bytes:
        for name in ("gone.md", "folder.md"):
            (trial.root / name).unlink(missing_ok=True) if (trial.root / name).is_file() else None
        (trial.root / "folder.md").mkdir(exist_ok=True)
        (trial.root / "grown.md").write_text("[[Home]]\n" * 1000)
        return real(path, *more, **named)  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shelf, "read_bytes", late)
        found = codes(trial.run("--output-format", "json"))
    assert found == {"Home.md": "LNK001", "gone.md": "FIL005", "folder.md": "FIL005"}


@row(86, "a note that an editor saves while it is fixed")
def _(trial: Trial) -> None:
    trial.put({"n.md": FIXABLE, "m.md": FIXABLE})
    from vaultlint.cli import run

    real = run.fix

    def late(*given: object, **named: object) -> object:
        fixed = real(*given, **named)  # type: ignore[arg-type]
        (trial.root / "n.md").write_text("what the editor saved\n")
        return fixed

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(run, "fix", late)
        ran = trial.fix()
    assert "n.md: not fixed: changed while it was being fixed; run again" in ran.err
    assert (trial.root / "n.md").read_text() == "what the editor saved\n"
    assert (trial.root / "m.md").read_text() == MENDED


CONFLICTS = (
    "n (conflicted copy 2024-01-01).md",
    "n (Ann's conflicted copy 2024-01-01).md",
    "n (Conflicted copy phone 202401010000).md",
    "n.sync-conflict-20240101-000000-ABC.md",
)


@row(87, "copies that sync clients made")
def _(trial: Trial) -> None:
    trial.put({**dict.fromkeys(CONFLICTS, FIXABLE), "n (draft).md": FIXABLE})
    ran = trial.fix()
    for name in CONFLICTS:
        assert codes(ran)[name] == "YML006 LNK001"
        assert f"{name}: not fixed: a conflict copy of a sync client is not touched" in ran.err
        assert (trial.root / name).read_text() == FIXABLE
    assert (trial.root / "n (draft).md").read_text() == MENDED


@row(88, "folders that hold no notes of the vault")
def _(trial: Trial) -> None:
    hidden = (".git", ".obsidian", ".trash", ".vaultlint", "node_modules/pkg", "a/node_modules")
    trial.put({f"{folder}/README.md": "[[Nope]]\n" for folder in hidden})
    (trial.root / "Home.md").write_text("[[pkg/README]] [[Nowhere at all]]\n")  # a target
    assert trial.check() == {"Home.md": "LNK001"}


@row(88, "a vault in a vault is a folder of it")
def _(trial: Trial) -> None:
    trial.put({"inner/.obsidian/app.json": "{}", "inner/n.md": "[[Home]] [[Nope]]\n"})
    assert trial.check() == {"Home.md": "LNK001", "inner/n.md": "LNK001"}
    ran = vaultlint("--no-cache", "--output-format", "json", cwd=trial.root / "inner")
    assert codes(ran) == {"n.md": "LNK001 LNK001"}  # by itself it does not know the outer one


@row(89, "what a killed fixer left, and what looks like it")
def _(trial: Trial) -> None:
    trial.put({"n.md": FIXABLE})
    users = ".vaultlint-99999999-0123456789abcdef.tmp"
    (trial.root / users).write_text("[[mine]]\n")
    trial.fix()
    assert (trial.root / users).read_text() == "[[mine]]\n"  # no journal names it
    (journal,) = (trial.root / ".vaultlint/undo").glob("*/journal.jsonl")
    lines = [json.loads(line) for line in journal.read_text().splitlines() if line]
    (entry,) = (line for line in lines if "temp" in line)
    left = ".vaultlint-99999998-0123456789abcdef.tmp"
    (trial.root / left).write_text("half a no")
    entry["temp"] = left
    killed = [line for line in lines if "ended" not in line]  # before it could end
    journal.write_text("".join(json.dumps(line) + "\n" for line in killed))
    assert trial.check().keys() == {"Home.md", "n.md"}
    (trial.root / "m.md").write_text(FIXABLE)
    trial.fix()
    assert not (trial.root / left).exists()
    assert (trial.root / users).exists()


CANVASES: dict[str, str | bytes] = {
    "no json": "not json", "deep": "[" * 100_000, "deeper": '{"nodes":' * 100_000,
    "nan": '{"nodes":[],"x":NaN}', "comma": '{"nodes":[],}', "list": "[]", "number": '{"nodes":5}',
    "cut": '{"nodes":[{"id":"1"', "twice": "{}{}",
    "outside": '{"nodes":[{"id":"1","type":"file","file":"../../x","x":0,"y":0,"width":1,"height":1}]}',
    "absolute": '{"nodes":[{"id":"1","type":"file","file":"/etc/passwd","x":0,"y":0,"width":1,"height":1}]}',
}  # fmt: skip


@row(90, "canvases that are none")
def _(trial: Trial) -> None:
    trial.put({f"{name}.canvas": text for name, text in CANVASES.items()})
    start = time.process_time()
    found = trial.check()
    assert time.process_time() - start < 10
    assert found.pop("Home.md") == "LNK001"
    assert found == {f"{name}.canvas": "CNV001" for name in CANVASES}
    trial.fix("--unsafe-fixes")
    assert all((trial.root / f"{n}.canvas").read_text() == text for n, text in CANVASES.items())


@row(90, "a canvas that is no UTF-8, an empty one and a huge number")
def _(trial: Trial) -> None:
    huge = '{"nodes":[],"x":' + "9" * 5_000 + "}"
    trial.put({"a.canvas": b'{"x":"\xff"}', "b.canvas": "", "c.canvas": huge})
    assert trial.check() == {"Home.md": "LNK001", "a.canvas": "FIL001"}


BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [{','.join([f'*{chr(97 + n)}'] * 9)}]\n" for n in range(9)
)
BASES = {
    "bomb": BOMB, "formula": "formulas:\n  x: '1 + ('\n", "deep": "a: " + "[" * 25_000,
    "parens": "formulas:\n  x: '" + "(" * 100_000 + "'\n", "list": "formulas: [1]\n", "views": "views: 5\n",
    "tag": "h: !!python/object/apply:os.system [id]\n", "two": "a: 1\n---\nb: 2\n",
}  # fmt: skip


@row(91, "bases that are none")
def _(trial: Trial) -> None:
    code = f'formulas:\n  y: \'__import__("os").mkdir("{trial.folder}/pwned")\'\n'
    trial.put({**{f"{name}.base": text for name, text in BASES.items()}, "code.base": code})
    start = time.process_time()
    found = trial.check()
    assert time.process_time() - start < 10
    found.pop("code.base", None)
    assert found.pop("Home.md") == "LNK001"
    assert found == {f"{name}.base": "BAS001" for name in BASES}
    assert not (trial.folder / "pwned").exists()


@row(92, "an empty vault")
def _(trial: Trial) -> None:
    trial.root.mkdir()
    for options in ((), ("--fix",), ("--output-format", "json")):
        ran = trial.run(*options)
        assert (ran.code, ran.err) == (0, "No findings in 0 notes.\n")
    assert list(trial.root.iterdir()) == []


@row(92, "attachments and no note")
def _(trial: Trial) -> None:
    (trial.root / "att").mkdir(parents=True)
    for number in range(3_000):
        (trial.root / f"att/{number}.png").touch()
    ran = trial.run()
    assert (ran.code, ran.out, ran.err) == (0, "", "No findings in 0 notes.\n")


@ROWS.each()
def test_a_row_gives_its_outcome(check: Check, tmp_path: Path) -> None:
    check(Trial(tmp_path))
