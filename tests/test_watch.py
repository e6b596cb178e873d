"""`--watch`, and what it keeps up to date."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

from tests.harness import default_rules
from tests.test_cache import a_note
from tests.test_cli import CLEAN_ENV, make
from vaultlint.engine.check import check, checked_paths, judge
from vaultlint.engine.standing import Standing
from vaultlint.note import Note
from vaultlint.vault import Vault

TODAY = date(2026, 1, 1)


def test_what_stands_is_what_a_whole_check_says() -> None:
    rng = random.Random(3)
    names = [f"Note {n}" for n in range(20)]
    texts: dict[str, str | bytes] = {f"{n}.md": a_note(rng, names) for n in names}
    vault, rules = Vault.of(texts), default_rules()
    judged = judge(vault, lambda _: rules, TODAY, checked_paths(vault, None), with_asks=True)
    standing = Standing(vault, lambda _: rules, TODAY, judged)
    judged_again = 0
    for _ in range(200):
        path = f"{rng.choice(names)}.md"
        match rng.randrange(4):
            case 0:
                texts.pop(path, None)
                again = standing.change([], [path], [])
            case 1:
                texts["picture.png"] = ""
                again = standing.change([], [], ["picture.png"])
            case _:
                texts[path] = a_note(rng, names)
                again = standing.change([Note.parse(path, str(texts[path]).encode())], [], [])
        judged_again += len(again)
        whole = check(Vault.of(texts), lambda _: rules, TODAY)
        assert standing.report().diagnostics == whole.diagnostics
    assert judged_again < 0.75 * 200 * len(names)


def test_a_change_is_told(tmp_path: Path) -> None:
    vault = make(tmp_path / "vault", {".obsidian/app.json": "{}", "A.md": "[[B]]\n", "B.md": ""})
    command = [sys.executable, "-m", "vaultlint", "check", "--watch", "--color", "never"]
    command += ["--cache-dir", str(tmp_path / "cache"), "--output-format", "concise"]
    process = subprocess.Popen(
        command, cwd=vault, env=CLEAN_ENV, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    assert process.stdout is not None
    os.set_blocking(process.stdout.fileno(), False)
    said = ""

    def wait_for(*words: str) -> None:
        nonlocal said
        end = time.monotonic() + 20
        said = ""
        while not all(word in said for word in words):
            assert time.monotonic() < end, said
            assert process.poll() is None, said
            said += (process.stdout.read() or b"").decode() if process.stdout else ""
            time.sleep(0.02)

    try:
        wait_for("No findings", "watching")
        time.sleep(0.3)  # the watcher begins after the first check
        (vault / "B.md").unlink()
        wait_for("A.md:1:1", "LNK001", "watching")
        (vault / "B.md").write_text("# B\n")
        wait_for("No findings", "watching")
        (vault / "vaultlint.yaml").write_text("selct: LNK\n")
        wait_for("unknown key `selct`", "watching")
        (vault / "vaultlint.yaml").write_text("select: STR001\n")
        wait_for("STR001", "watching")
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(10)
