"""The HTML report in a real browser."""

from __future__ import annotations

import shutil
import subprocess
import time
from pathlib import Path

import pytest

from tests.test_cli import make, vaultlint

BROWSERS = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture
def browser() -> str:
    found = next((b for name in BROWSERS if (b := shutil.which(name))), None)
    if found is None:
        pytest.skip("no Chromium is there")
    return found


def dom(browser: str, page: Path, home: Path) -> str:
    done = subprocess.run(
        [
            browser, "--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=8000",
            f"--user-data-dir={home}", "--dump-dom", page.as_uri(),
        ],
        capture_output=True, check=False, timeout=120,
    )  # fmt: skip
    return done.stdout.decode("utf-8", "replace")


def test_the_page_shows_every_finding_and_runs_nothing_from_notes(
    tmp_path: Path, browser: str
) -> None:
    vault = make(
        tmp_path / "My vault",
        {
            ".obsidian/app.json": "{}",
            "A.md": "[[<img src=x onerror=document.title='owned'>]]\n[[</script><script>alert(1)]]\n",
            "笔记.md": "[[不存在]]\n",
        },
    )
    page = tmp_path / "report.html"
    vaultlint("-q", "--output-format", f"html={page}", cwd=vault)
    shown = dom(browser, page, tmp_path / "profile")
    assert "<title>My vault · vaultlint</title>" in shown
    assert "不存在" in shown
    assert "<img src=" not in shown
    assert "obsidian://open?vault=My%20vault" in shown
    text = page.read_text()
    assert "http://" not in text.replace("http://www.w3.org", "")
    assert "https://" not in text


def test_10_000_findings_stay_quick(tmp_path: Path, browser: str) -> None:
    links = "".join(f"[[Nothing at all {n}]]\n" for n in range(100))
    vault = make(
        tmp_path / "vault", {".obsidian/app.json": "{}"} | {f"{n}.md": links for n in range(100)}
    )
    page = tmp_path / "report.html"
    vaultlint("-q", "--output-format", f"html={page}", cwd=vault)
    start = time.monotonic()
    shown = dom(browser, page, tmp_path / "profile")
    assert "10,000" in shown
    assert time.monotonic() - start < 60
