"""Every machine format against its own specification, on a vault that means harm."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tarfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import jsonschema
import pytest

from vaultlint.engine import Report, check
from vaultlint.engine.prints import fingerprints
from vaultlint.finding import Finding, Fix, Severity
from vaultlint.note import Note
from vaultlint.report import github, gitlab, html, junit, markdown, rdjson, sarif
from vaultlint.report.visible import visible
from vaultlint.rule import Active, Context, NoOptions
from vaultlint.rules import all_rules
from vaultlint.text import Edit, Span
from vaultlint.vault import Vault

HOSTILE = "]]>\x1b[31m\u202e<script>alert(1)</script>\n::error::x [[Note|`]](1) @team %0A,:"
NAMES = ["A.md", "日记/甲 乙.md", "a]b#c.md", "n\n::add-mask::x.md", "caf\udce9.md", '<b>&".md']


def _whole_line(note: Note, ctx: Context[NoOptions]) -> Iterator[Finding]:
    end = len(note.data)
    fix = Fix("mend [it](1)", (Edit(note.path, Span(0, end), "better\n"),))
    yield Finding(Span(0, 3), f"found {HOSTILE}", (fix,))
    yield Finding(Span(4, end), "two `things` here", severity=Severity.WARNING)


def report(count: int = 1, names: list[str] = NAMES) -> Report:
    some = all_rules()["LNK001"]
    from dataclasses import replace

    rule = replace(some, check=_whole_line, on=(), default=True)
    rules = (Active(rule, Severity.ERROR, NoOptions()),) * count
    texts = dict.fromkeys(names, f"杨x {HOSTILE}\nline two\n")
    return check(Vault.of(texts), lambda _: rules, date(2026, 1, 1))


def test_sarif_is_valid_and_regions_are_code_points() -> None:
    made = report()
    run = json.loads(sarif.render(made))["runs"][0]
    assert run["columnKind"] == "unicodeCodePoints"
    assert len(run["results"]) == len(made.diagnostics)
    region = run["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 1, "startColumn": 1, "endLine": 1, "endColumn": 2}
    assert all(r["partialFingerprints"]["vaultlint/v1"] for r in run["results"])
    assert "fixes" in run["results"][0]
    uris = {
        r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for r in run["results"]
    }
    assert not any(re.search(r"[^\x21-\x7e]", uri) for uri in uris)


def test_sarif_passes_the_validator_of_its_makers(tmp_path: Path) -> None:
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("needs npm for the validator")
    package = "@microsoft/sarif-multitool-linux@5"
    fetched = subprocess.run([npm, "pack", "-s", package], cwd=tmp_path, check=False)
    archives = list(tmp_path.glob("*.tgz"))
    if fetched.returncode or not archives:
        pytest.skip("the validator could not be fetched")
    with tarfile.open(archives[0]) as archive:
        archive.extractall(tmp_path)
    tool = tmp_path / "package" / "Sarif.Multitool"
    tool.chmod(0o755)
    log = tmp_path / "log.sarif"
    log.write_text(sarif.render(report()), encoding="utf-8")
    ran = subprocess.run(
        [tool, "validate", log],
        env={"DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1", "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Analysis completed successfully" in ran.stdout
    assert not re.search(r": error ", ran.stdout), ran.stdout


def test_sarif_says_what_it_leaves_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sarif, "MAX_RESULTS", 3)
    made = report()
    run = json.loads(sarif.render(made))["runs"][0]
    assert len(run["results"]) == 3
    assert run["properties"]["leftOut"] == len(made.diagnostics) - 3


def _runner_commands(text: str) -> list[str]:
    """Lines that the Actions runner takes for commands."""
    return [ln for ln in re.split(r"[\r\n]+", text) if ln.lstrip().startswith("::")]


def test_github_gives_our_commands_and_no_other() -> None:
    made = report(count=4)
    text = github.render(made)
    commands = _runner_commands(text)
    assert all(re.match(r"::(error|warning|notice) title=\S+ \S+,file=", c) for c in commands)
    assert sum(c.startswith("::error") for c in commands) == github.SHOWN
    assert sum(c.startswith("::warning") for c in commands) == github.SHOWN
    hidden = len(made.diagnostics) - 2 * github.SHOWN
    assert text.endswith(f"and {hidden} more findings than GitHub shows as annotations\n")


GITLAB = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "fingerprint": {"type": "string", "minLength": 8},
            "location": {
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "not": {"pattern": "^(/|\\./)"}},
                    "lines": {"required": ["begin"], "properties": {"begin": {"minimum": 1}}},
                },
            },
        },
    },
}


def test_gitlab_follows_its_documented_form_and_no_fingerprint_is_used_twice() -> None:
    issues = json.loads(gitlab.render(report(count=2)))
    jsonschema.validate(issues, GITLAB)
    assert len({i["fingerprint"] for i in issues}) == len(issues)


def test_fingerprints_survive_edits_elsewhere() -> None:
    one = report(names=["A.md"])
    moved = Vault.of({"A.md": "new first line\n" + one.vault.notes["A.md"].data.decode()})
    shift = len("new first line\n")
    after = [
        d._replace(finding=d.finding._replace(span=Span(*(n + shift for n in d.finding.span))))
        for d in one.diagnostics
    ]
    assert fingerprints(moved, after) == fingerprints(one.vault, one.diagnostics)


def test_junit_is_xml_with_counts_that_agree() -> None:
    made = report(count=2)
    root = ElementTree.fromstring(junit.render(made))
    assert root.tag == "testsuites"
    assert int(root.attrib["failures"]) == len(made.diagnostics)
    assert len(root.findall("./testsuite/testcase/failure")) == len(made.diagnostics)
    assert sum(int(s.attrib["tests"]) for s in root.findall("testsuite")) == len(made.diagnostics)


def test_junit_of_a_clean_vault_is_one_passed_case() -> None:
    root = ElementTree.fromstring(junit.render(report(count=0)))
    assert len(root.findall("./testsuite/testcase")) == 1
    assert root.findall(".//failure") == []


RDJSON = {
    "type": "object",
    "required": ["diagnostics"],
    "properties": {
        "diagnostics": {
            "items": {
                "required": ["message", "location"],
                "additionalProperties": False,
                "properties": {
                    "message": {"type": "string"},
                    "location": {
                        "required": ["path", "range"],
                        "properties": {"range": {"$ref": "#/$defs/range"}},
                    },
                    "severity": {"enum": ["ERROR", "WARNING", "INFO"]},
                    "source": {"required": ["name"]},
                    "code": {"required": ["value"]},
                    "suggestions": {"items": {"required": ["range", "text"]}},
                },
            }
        }
    },
    "$defs": {
        "range": {
            "required": ["start", "end"],
            "additionalProperties": {
                "required": ["line", "column"],
                "additionalProperties": {"type": "integer", "minimum": 1},
            },
        }
    },
}


def test_rdjson_follows_its_schema_and_counts_bytes() -> None:
    data = json.loads(rdjson.render(report()))
    jsonschema.validate(data, RDJSON)
    first = data["diagnostics"][0]
    assert first["location"]["range"]["end"] == {"line": 1, "column": 4}
    assert first["suggestions"][0]["text"] == "better\n"


def test_markdown_holds_no_link_but_ours() -> None:
    made = report()
    text = markdown.render(made)
    body = re.sub(r"(`+).*?\1", "", re.sub(r"\\.", "", text))
    links = re.findall(r"\[\[([^\]|]*)", body)
    assert links == ["A", "日记/甲 乙"] or sorted(links) == sorted(["A", "日记/甲 乙", '<b>&"'])
    assert text.count("- [ ] ") == len(made.diagnostics)
    assert "<script>" not in body
    assert "@team" not in body
    assert markdown.summary(made).count("| note | findings |") == 1


def test_markdown_is_cut_where_a_job_summary_would_be_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markdown, "MAX_BYTES", 700)
    text = markdown.render(report())
    assert len(text.encode("utf-8", "replace")) < 1_700
    assert "more findings do not fit here" in text


def test_html_is_one_file_with_nothing_of_the_vault_outside_its_data() -> None:
    text = html.render(report())
    assert "default-src 'none'" in text
    assert not re.search(r"(src|href)=[\"']?https?:", text)
    assert text.count("<script") == 2
    assert "alert(1)" in text
    data = re.search(r'<script type="application/json" id="data">(.*?)</script>', text, re.S)
    assert data is not None
    assert "<" not in data[1]
    parsed = json.loads(data[1])
    assert len(parsed["findings"]) == len(report().diagnostics)
    assert all(uri.startswith("obsidian://open?vault=") for _, _, uri in parsed["notes"])


@pytest.mark.parametrize("render", [sarif, github, gitlab, junit, rdjson, markdown, html])
def test_no_raw_control_character_and_the_same_bytes_twice(render: object) -> None:
    text = render.render(report())  # type: ignore[attr-defined]
    assert text == render.render(report())  # type: ignore[attr-defined]
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202e]", text.replace("\t", ""))


def test_visible_shows_what_hides() -> None:
    assert visible("a\x1b]0;x\x07\u202eb\udce9") == "a\\u{1b}]0;x\\u{7}\\u{202e}b\\u{dce9}"
    assert visible("家\u200d👩\u200d👧") == "家\u200d👩\u200d👧"
