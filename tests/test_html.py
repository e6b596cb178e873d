"""The HTML report in a real browser."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.test_cli import CLEAN_ENV, make, vaultlint

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
VAULT = {
    ".obsidian/app.json": "{}",
    ".vaultlint/rules/person.yaml": 'schema: person\nmatch: {path: "人物/**"}\nfields: {born: date!}\n',
    "人物/杨植麟.md": "[[不存在]]\n",
    "a/b/c/Deep.md": "[[Nothing]]\n\nA footnote[^1]\n",
    "A.md": "---\nup: [[Deep]]\n---\n[[<img src=x onerror=document.title='owned'>]]\n",
    "B.md": "[[</script><script>alert(1)]]\n",
}


@pytest.fixture
def browser() -> str:
    found = next((b for name in BROWSERS if (b := shutil.which(name))), None)
    if found is None:
        pytest.skip("no Chromium is there")
    return found


class Page:
    """A report that a browser opens, each time anew."""

    def __init__(self, file: Path, browser: str) -> None:
        self.file = file
        self.browser = browser
        self.text = file.read_text(encoding="utf-8")

    @property
    def data(self) -> dict[str, Any]:
        found = re.search(r'<script type="application/json" id="data">(.*?)</script>', self.text)
        assert found is not None
        read: dict[str, Any] = json.loads(found[1])
        return read

    def shown(self, hash_: str = "", script: str = "", *flags: str) -> str:
        """The page as it stands after `script`, with which a person's hand is played. Errors of
        scripts fail the test."""
        catch = "<script>addEventListener('error', e => document.title = 'failed: ' + e.message);</script>"
        played = self.text.replace("<head>", f"<head>{catch}", 1)
        played = played.replace("</body>", f"<script>{script}</script></body>")
        file = self.file.with_name("played.html")
        file.write_text(played, encoding="utf-8")
        done = subprocess.run(
            [
                self.browser, "--headless", "--no-sandbox", "--disable-gpu",
                "--virtual-time-budget=8000", f"--user-data-dir={self.file.parent / 'profile'}",
                *flags, "--dump-dom", f"{file.as_uri()}{hash_}",
            ],
            capture_output=True, check=False, timeout=120,
        )  # fmt: skip
        said = done.stdout.decode("utf-8", "replace")
        assert "<title>failed" not in said, said[:1000]
        return said


def report(tmp_path: Path, browser: str, files: dict[str, Any], *arguments: str) -> Page:
    vault = make(tmp_path / "My vault", files)
    file = tmp_path / "report.html"
    vaultlint("-q", "--output-format", f"html={file}", *arguments, cwd=vault)
    return Page(file, browser)


def items(dom: str) -> list[str]:
    """The findings that are on the page, as text."""
    found = re.findall(r'<div class="item .*?(?=<div class="item |</section>)', dom, re.DOTALL)
    return [" ".join(html.unescape(re.sub("<[^>]*>", "", text)).split()) for text in found]


def status(dom: str) -> str:
    found = re.search(r'<p id="shown"[^>]*>(.*?)</p>', dom)
    return found[1] if found else ""


def test_every_finding_is_shown_and_nothing_of_the_notes_runs(tmp_path: Path, browser: str) -> None:
    page = report(tmp_path, browser, VAULT)
    dom = page.shown()
    assert "<title>My vault · vaultlint</title>" in dom
    assert len(items(dom)) == len(page.data["findings"]) == 7
    assert "<img src=" not in dom
    assert "obsidian://open?vault=My%20vault&amp;file=%E4%BA%BA%E7%89%A9%2F" in dom
    assert "line 1:1" in " ".join(items(dom))
    assert not re.search(r"(?:src|href|url\()[=\"' ]*https?:", page.text)
    assert "http://" not in page.text.replace("http://www.w3.org/2000/svg", "")


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("#text=不存在", "1 of 7 findings in 1 note"),
        ("#text=deep", "3 of 7 findings in 2 notes"),
        ("#rule=LNK001", "4 of 7 findings in 4 notes"),
        ("#folder=a%2Fb", "2 of 7 findings in 1 note"),
        ("#schema=person", "1 of 7 findings in 1 note"),
        ("#severity=warning", "1 of 7 findings in 1 note"),
        ("#fixable=1", "1 of 7 findings in 1 note"),
        ("#rule=LNK001&folder=人物", "1 of 7 findings in 1 note"),
        ("#text=nobody+at+all", "0 of 7 findings in 0 notes"),
    ],
)
def test_the_address_filters_the_findings(
    tmp_path: Path, browser: str, address: str, expected: str
) -> None:
    dom = report(tmp_path, browser, VAULT).shown(address)
    assert status(dom) == expected
    assert len(items(dom)) == int(expected.split()[0])


def test_charts_count_by_rule_folder_and_schema(tmp_path: Path, browser: str) -> None:
    dom = report(tmp_path, browser, VAULT).shown()
    titles = re.findall(r'<button class="bar" type="button" data-value="\d+" title="([^"]*)"', dom)
    assert "LNK001 broken-link: 4 errors" in titles
    assert "STR008 undefined-footnote: 1 warning" in titles
    assert "a/b: 1 error, 1 warning" in titles
    assert "/: 3 errors" in titles
    assert "person: 1 error" in titles
    assert dom.count("<rect") >= len(titles)


def test_a_hand_at_work(tmp_path: Path, browser: str) -> None:
    """A click on a bar, a search typed, a finding ticked off and hidden, everything cleared."""
    page = report(tmp_path, browser, VAULT)
    told = """
      const said = [], say = () => said.push(document.getElementById('shown').textContent);
      const key = k => (document.activeElement || document.body).dispatchEvent(new KeyboardEvent('keydown', {key: k, bubbles: true}));
      document.querySelector('#rule .bar').click(); say();
      said.push(document.getElementById('about').textContent);
      key('Escape'); say();
      key('j'); key('j'); key('x'); say();
      document.getElementById('hide').click(); say();
      said.push(document.getElementById('ticked').textContent);
      document.getElementById('group').value = 'rule';
      document.getElementById('group').dispatchEvent(new Event('change'));
      said.push(location.hash);
      key('/'); said.push(document.activeElement.id);
      document.body.append(JSON.stringify(said).replace(/</g, '(') + ' SAID');
    """
    dom = page.shown("", told)
    found = re.search(r"(\[[^\n]*\]) SAID", html.unescape(dom))
    assert found is not None
    bar, about, cleared, ticked, hidden, count, address, focus = json.loads(found[1])
    assert bar == "4 of 7 findings in 4 notes"
    assert about.startswith("LNK001 broken-linkA link leads to a note that is not there.")
    assert cleared == ticked == "7 of 7 findings in 4 notes"
    assert hidden.startswith("6 of 7 findings")
    assert count == "1"
    assert "hide=1" in address
    assert "show=rule" in address
    assert focus == "search"


def test_nothing_runs_out_of_a_narrow_window(tmp_path: Path, browser: str) -> None:
    long = {
        f"{'很长的文件夹名' * 8}/{'x' * 120}.md": f"[[{'Nothing' * 60}]]\n",
        "Words.md": f"[[{'a target of many words ' * 20}]]\n",
    }
    page = report(tmp_path, browser, {**VAULT, **long})
    told = "document.body.append(`OVER ${document.documentElement.scrollWidth - innerWidth} `)"
    for width in (500, 900, 1400):
        dom = page.shown("", told, f"--window-size={width},800")
        found = re.search(r"OVER (-?\d+) ", dom)
        assert found is not None
        assert int(found[1]) <= 0, width


def test_a_clean_vault_and_one_whose_findings_are_known(tmp_path: Path, browser: str) -> None:
    clean = report(tmp_path, browser, {".obsidian/app.json": "{}", "A.md": "# A\n"})
    dom = clean.shown()
    assert "Nothing to mend." in dom
    assert ">100%<" in dom
    vault = make(tmp_path / "My vault", VAULT)
    vaultlint("baseline", "write", cwd=vault)
    known = report(tmp_path, browser, {})
    assert "no findings. 7 known to the baseline, not shown." in known.shown()


def test_10_000_findings_stay_quick(tmp_path: Path, browser: str) -> None:
    links = "".join(f"[[Nothing at all {n}]]\n" for n in range(100))
    page = report(
        tmp_path, browser, {".obsidian/app.json": "{}"} | {f"{n}.md": links for n in range(100)}
    )
    assert len(page.text) < 4_000_000
    told = """
      const start = performance.now();
      document.querySelector('#folder .bar').click();
      document.querySelector('[data-rank="0"]').click();
      document.getElementById('reset').click();
      document.body.append(`TOOK ${Math.round(performance.now() - start)} ms `);
    """
    dom = page.shown("", told)
    assert status(dom) == "10,000 of 10,000 findings in 100 notes"
    assert len(items(dom)) < 1_000  # the rest comes as one scrolls
    found = re.search(r"TOOK (\d+) ms", dom)
    assert found is not None
    assert int(found[1]) < 3_000  # a tenth of it on a machine with nothing else to do


def test_without_jinja2_the_extra_is_named(tmp_path: Path) -> None:
    vault = make(tmp_path, {".obsidian/app.json": "{}", "A.md": "# A\n"})
    code = (
        "import sys; sys.modules['jinja2'] = None; from vaultlint.cli import main; sys.exit(main())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "--output-format", "html"],
        cwd=vault, env=CLEAN_ENV, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert (
        "--output-format html needs jinja2: pip install 'obsidian-vaultlint[html]'" in done.stderr
    )
