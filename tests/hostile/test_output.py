"""Whatever names, notes, schemas and configs hold, no output acts on a terminal, a runner, a browser
or a reader of Markdown, and every machine format stays valid."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pyromark
import pytest

from tests.bad_input.running import Ran, make, vaultlint
from vaultlint.report import FORMATS
from vaultlint.report.visible import visible

HOSTILE = {
    "title": "\x1b]0;owned\x07",
    "clear": "\x1b[2J",
    "c1": "\x9b31mred",
    "delete": "\x7f\x08\x08",
    "return": "a\roverwritten",
    "tab": "a\tb\x0b\x0c",
    "bidi": "\u202eevil\u2066",
    "invisible": "a\u200b\ufeffb",
    "lines": "a\u2028::error::b\u2029\x85::error::c",
    "command": "::error::owned",
    "mask": "::add-mask::x",
    "spaced-command": "\u00a0 ::set-output name=x::y",
    "old-command": "##[group]owned",
    "encoded": "%0A::error::owned%25",
    "script": "</script><img src=x onerror=alert(1)>",
    "attribute": "\" onmouseover='alert(1)",
    "address": "javascript:alert(1)",
    "entity": "&lt;b&#62; & <",
    "markdown": "|`*_ [x](http://evil.example) ![y](http://evil.example/y.png) <b>",
    "fence": "``` ~~~ $x$ %%y%% #tag @team",
    "cdata": "]]> --> %>",
    "quotes": "\"'\\",
    "braces": "{0} {{x}} %s ${x}",
    "markup": "[bold red]x[/] [link=http://evil.example]y[/link]",
    "long": "x" * 5000,
}
_ACTING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]"
)
_OWN = re.compile(r"\x1b\[[0-9;]*m")
_IN_NAMES = re.compile("[/\0]")


def _file(text: str) -> str:
    return _IN_NAMES.sub("∕", text).strip()[:60] or "x"


def _note(text: str) -> str:
    quoted = json.dumps(text)
    link = text.replace("]]", "] ]")
    return (
        f"---\n{quoted}: {quoted}\nborn: 2026-13-45\nkind: {quoted}\n"
        f"aliases: {json.dumps([text])}\ntags: {json.dumps([text])}\nurl: {quoted}\n"
        f"vaultlint-ignore: {json.dumps(['NOPE' + text])}\n---\n"
        f"# {text}\n\n# Other\n\n[[{link}]] [[#{link}]] [[Home#{link}]] ![[{link}.png]] "
        f"[{text}](<{text}.md>) [a](http://{text})\n\n#{text}\n\n0:00 {text}\n1:2:3 {text}\n\n"
        f"%% vaultlint-disable {text}: {text} %%\n%% vaultlint-nonsense {text} %%\n\n^{text}\n"
    )


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Path:
    files: dict[str, str | bytes] = {
        "Home.md": "# A\n",
        "vaultlint.yaml": "select: [ALL]\nseverity: {SCH001: error}\n",
    }
    for name, text in HOSTILE.items():
        files[f"{name}.md"] = _note(text)
        files[f"{_file(text)} {name}.md"] = f"[[{_file(text)}x]]\n"
        files[f"{_file(text)} {name}/Note.md"] = "[[Nowhere at all]]\n"
        node = {"id": text, "type": "file", "x": 0, "y": 0, "width": 1, "height": 1, "file": text}
        odd = {"id": text, "type": text, "x": text, "y": 0, "width": 1, "height": 1}
        files[f"{name}.canvas"] = json.dumps({"nodes": [node, node, odd], "edges": []})
        files[f"{name}.base"] = json.dumps({text: 1, "filters": f'link("{text}")', "views": []})
        schema = {
            "schema": name,
            "description": text[:80],
            "match": {"has": "born"},
            "fields": {"kind": {"type": "text", "one_of": [text[:80], "b"], "description": text}},
            "checks": [{"id": "a", "require": {"has": "nothing"}, "message": text[:200]}],
        }
        if name in ("title", "command", "old-command", "script", "markdown", "bidi"):
            files[f".vaultlint/rules/{name}.yaml"] = json.dumps(schema)
    return make(tmp_path_factory.mktemp("hostile"), files)


def commands(text: str) -> list[str]:
    """What a runner of GitHub takes for commands, in both of their forms."""
    lines = re.split(r"\r\n|\r|\n", text)
    return [ln for ln in lines if ln.strip().startswith("::") or "##[" in ln]


def inert(run: Ran) -> None:
    for text in (run.out, run.err):
        found = _ACTING.search(_OWN.sub("", text))
        context = text[max(found.start() - 40, 0) : found.end() + 20] if found else ""
        assert found is None, visible(context)
        assert max(map(len, text.split("\n")), default=0) < 3_000_000


def test_schemas_are_in_force(vault: Path) -> None:
    run = vaultlint("check", "--no-cache", "--output-format", "json", cwd=vault)
    assert run.code == 1, run.err
    codes = {d["code"] for d in run.report["diagnostics"]}
    wanted = "LNK001 LNK002 DAT001 SCH004 SCH010 SUP001 TAG001 CNV001 BAS001 FIL003 LNK009 LNK011"
    assert set(wanted.split()) <= codes


@pytest.mark.parametrize("form", FORMATS)
def test_a_report_acts_on_nothing(vault: Path, form: str) -> None:
    options = ("check", "--no-cache", "--output-format", form, "--color", "always")
    run = vaultlint(*options, cwd=vault, env={"GITHUB_ACTIONS": "true"})
    assert run.code == 1, run.err
    inert(run)
    said = commands(run.out) + commands(run.err)
    own = r"::(error|warning|notice) title=[A-Z]{3}\d{3} [a-z-]+,file=[^\n]*"
    assert [c for c in said if form != "github" or not re.fullmatch(own, c)] == []
    _READERS.get(form, _lines)(run.out)


def _lines(text: str) -> None:
    assert max(map(len, text.split("\n"))) < 10_000


def _json(text: str) -> None:
    assert json.loads(text)


def _jsonl(text: str) -> None:
    assert all(json.loads(line)["code"] for line in text.splitlines())


def _sarif(text: str) -> None:
    for result in json.loads(text)["runs"][0]["results"]:
        assert not re.search(r"(?<!\\)(?:\\\\)*[\[\]]", result["message"]["text"])
        for place in result["locations"]:
            uri = place["physicalLocation"]["artifactLocation"]["uri"]
            assert re.fullmatch(r"[A-Za-z0-9._~/%-]+", uri), uri


def _xml(text: str) -> None:
    assert ElementTree.fromstring(text).tag == "testsuites"


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def _html(text: str) -> None:
    page = _Page()
    page.feed(text)
    assert sum(tag == "script" for tag, _ in page.tags) == 2
    assert not any(tag in ("img", "iframe", "object", "embed", "base") for tag, _ in page.tags)
    for _, attributes in page.tags:
        assert not any(name.startswith("on") for name in attributes)
        assert not re.match(r"\s*(?:javascript|data|http):", attributes.get("href") or "")


def _markdown(text: str) -> None:
    options = pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_FOOTNOTES
    for event in pyromark.events(text, options=options):
        start = event.get("Start") if isinstance(event, dict) else None
        if isinstance(start, dict):
            assert not start.keys() & {"Link", "Image", "CodeBlock", "FootnoteDefinition"}, start
        if isinstance(event, dict) and (event.keys() & {"InlineHtml", "Html"}):
            html = event.get("InlineHtml") or event.get("Html") or ""
            assert re.fullmatch(r"\s*</?(?:details|summary)>.*\s*", html, re.DOTALL), html
    _lines(text)


_READERS = {
    "json": _json, "jsonl": _jsonl, "gitlab": _json, "rdjson": _json, "sarif": _sarif, "junit": _xml,
    "html": _html, "markdown": _markdown, "summary": _markdown,
}  # fmt: skip

OTHERS = [
    ("check", "--no-cache", "--statistics"),
    ("check", "--no-cache", "--fix", "--unsafe-fixes", "--diff"),
    ("config", "show"),
    ("config", "show", "title.md"),
    ("schema", "list"),
    ("schema", "show", "title"),
    ("schema", "show", "no\x1b[2Jsuch"),
    ("schema", "test"),
    ("schema", "diff"),
    ("explain", "title.md"),
    ("explain", "command.md"),
    ("explain", "script.md"),
    ("explain", "no\x1b[2Jsuch\n::error::x"),
    ("stats",),
    ("stats", "--output-format", "json"),
    ("baseline", "show"),
    ("check", "no\x1b[2Jsuch\n::error::x.md"),
    ("check", "--no\x1b[2Jsuch"),
    ("check", "--select", "no\x1b[2Jsuch\n::error::x"),
    ("check", "--output-format", "no\x1b[2Jsuch\n::error::x"),
]


@pytest.mark.parametrize("words", OTHERS, ids=[" ".join(map(visible, w)) for w in OTHERS])
def test_no_command_acts_on_anything(vault: Path, words: tuple[str, ...]) -> None:
    run = vaultlint(*words, cwd=vault, env={"GITHUB_ACTIONS": "true"})
    assert run.code in (0, 1, 2), run.err
    inert(run)
    assert commands(run.out) + commands(run.err) == []


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize(
    "config", ["select: [{}]\n", "extends: [{}]\n", "{}: 1\n", "fail-on: {}\n", "options: {{LNK001: {{{}: 1}}}}\n"]
)  # fmt: skip
def test_a_faulty_config_is_told_in_safe_words(tmp_path: Path, text: str, config: str) -> None:
    place = make(tmp_path, {"vaultlint.yaml": config.format(json.dumps(text)), "A.md": "x"})
    run = vaultlint(cwd=place, env={"GITHUB_ACTIONS": "true"})
    assert run.code == 2
    inert(run)
    assert commands(run.err) == []


def test_a_name_that_is_no_text(tmp_path: Path) -> None:
    place = make(tmp_path / "vault \udce9", {"A.md": "x"})
    (place / "caf\udce9 \udc9b.md").write_text("[[Nowhere at all]]\n")
    (place / "sub").mkdir()
    (place / "sub/black coffee \udce9.md").write_text("---\naliases: [Espresso]\n---\n")
    near = "[[black coffee e]] [x](black%20coffee%20e.md) ![[black coffee e]] [[Espresso]]\n"
    (place / "Near.md").write_text(f"{near}[[Espreso]] [[Espresso|x]] [[a/black coffee \ufffd]]\n")
    for more in ((), ("--fix", "--unsafe-fixes")):
        for form in FORMATS:
            options = ("--output-format", form, "--no-cache", *more)
            run = vaultlint(*options, "--vault", str(place), cwd=tmp_path)
            assert run.code == 1
            assert "bug" not in run.err
            inert(run)
            _READERS.get(form, _lines)(run.out)
