"""What the rules for links say of vaults: plans and typos, messages, what is not checked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.harness import TODAY, active, default_rules
from vaultlint.config import Config
from vaultlint.config.options import OptionsError
from vaultlint.disk.vault import load_vault
from vaultlint.engine import check
from vaultlint.engine.fix import fix
from vaultlint.finding import Safety, Severity
from vaultlint.rules import all_rules
from vaultlint.schema.load import schemas_from_texts
from vaultlint.schema.match import SchemaSet
from vaultlint.text import apply
from vaultlint.vault import Vault

Told = list[tuple[str, str, str]]


def told(vault: Vault, options: str = "") -> Told:
    """Code, severity and message of what is found in the note `S.md`."""
    rules = [a for a in default_rules() if a.rule.code.startswith("LNK")]
    if options:
        rules = [active(all_rules()["LNK001"], options)]
    report = check(vault, lambda _: tuple(rules), TODAY, ["S.md"])
    assert report.crashes == ()
    return [(d.code, d.severity.value, d.finding.message) for d in report.diagnostics]


PLANS = "[[Ideas/Loom]] [[People/Jane Do]] [[2026-12-24]] [[../Ideas/x]] [[Nobody]] [[Jane Deo]]"
TYPOS = [
    "no note named `People/Jane Do`; did you mean `Jane Doe`?",
    "no note named `Jane Deo`; did you mean `Jane Doe`?",
]
NO_NOTE = "no note named `{}`: Obsidian would create it"


@pytest.mark.parametrize(
    ("planned", "left"),
    [
        ("[]", ["Ideas/Loom", "2026-12-24", "../Ideas/x", "Nobody"]),
        ('["Ideas/**"]', ["2026-12-24", "../Ideas/x", "Nobody"]),
        ('["Ideas/"]', ["2026-12-24", "../Ideas/x", "Nobody"]),
        ('["/Ideas"]', ["2026-12-24", "../Ideas/x", "Nobody"]),
        ('["20*", "Nobody.md"]', ["Ideas/Loom", "../Ideas/x"]),
        ('["*"]', ["../Ideas/x"]),
        ('["*", "!Nobody"]', ["../Ideas/x", "Nobody"]),
        ("off", []),
    ],
)
def test_planned_targets_are_quiet_but_typos_are_not(planned: str, left: list[str]) -> None:
    vault = Vault.of({"S.md": PLANS, "People/Jane Doe.md": ""})
    found = told(vault, f"planned: {planned}")
    assert [m for _, _, m in found if "did you mean" in m] == TYPOS
    assert [m for _, _, m in found if "did you mean" not in m] == [NO_NOTE.format(x) for x in left]


@pytest.mark.parametrize("severity", ["info", "warning", "error"])
def test_planned_may_be_a_severity(severity: str) -> None:
    vault = Vault.of({"S.md": "[[Nobody]] [[Jane Deo]]", "People/Jane Doe.md": ""})
    assert told(vault, f"planned: {severity}") == [
        ("LNK001", severity, NO_NOTE.format("Nobody")),
        ("LNK001", "error", TYPOS[1]),
    ]


@pytest.mark.parametrize("planned", ["never", '"Ideas/**"', "{a: 1}"])
def test_what_planned_takes_is_told(planned: str) -> None:
    with pytest.raises(
        OptionsError, match="should be a list or `info`, `warning` or `error` or `o"
    ):
        active(all_rules()["LNK001"], f"planned: {planned}")


SCHEMAS = {
    "person": "schema: person\nmatch: {folder: People}\n",
    "talk": "schema: talk\nmatch: {name: S}\nfields:\n"
    "  topics: link?[]\n  guests: link(person?)[]\n  host: link(person)\n  show: link\n",
}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('topics: ["[[Looms]]"]', []),
        ('topics: ["[[Jane Deo]]"]', [("LNK001", "warning", TYPOS[1])]),
        ('guests: ["[[Nobody]]", "[[Jane Doe]]"]', []),
        ('guests: ["[[People/Jane Do]]"]', [("LNK001", "warning", TYPOS[0])]),
        (
            'guests: ["[[London]]"]',
            [("LNK008", "error", "`guests` should link to a `person`, and `London` is none")],
        ),
        ('host: "[[Nobody]]"', [("LNK001", "error", NO_NOTE.format("Nobody"))]),
        ('show: "[[Nobody]]"', [("LNK001", "error", NO_NOTE.format("Nobody"))]),
        ('show: "[[Jane Deo]]"', [("LNK001", "error", TYPOS[1])]),
        ('other: "[[Nobody]]"', [("LNK001", "error", NO_NOTE.format("Nobody"))]),
        ('nested: {deep: ["[[Nobody]]"]}', [("LNK001", "error", NO_NOTE.format("Nobody"))]),
        ('text: "see [[Nobody]]"', []),
    ],
)
def test_fields_say_which_notes_may_be_unwritten(line: str, expected: Told) -> None:
    texts = {"S.md": f"---\n{line}\n---\n", "People/Jane Doe.md": "", "London.md": ""}
    assert told(Vault.of(texts, schemas=schemas_from_texts(SCHEMAS.values()))) == expected


def test_templates_and_excluded_notes_are_targets_that_are_not_checked(tmp_path: Path) -> None:
    files = {
        ".obsidian/app.json": json.dumps(
            {"userIgnoreFilters": ["Old/", "/secret/"], "attachmentFolderPath": "Files/media"}
        ),
        ".obsidian/templates.json": json.dumps({"folder": "Templates"}),
        ".obsidian/plugins/templater-obsidian/data.json": json.dumps({"templates_folder": "T"}),
        "Templates/Daily.md": "[[Gone]]",
        "T/Weekly.md": "[[Gone]]",
        "Old/Past.md": "# H\n[[Gone]]",
        "A secret.md": "[[Gone]]",
        "Files/media/a.png": "",
        "elsewhere/b.png": "",
        "S.md": "[[Daily]] [[Weekly]] [[Past#H]] [[A secret]] ![[a.png]] ![[b.png]] ![](b.png)",
    }
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    vault = load_vault(tmp_path, Config(), SchemaSet()).vault
    rules = default_rules()
    assert check(vault, lambda _: rules, TODAY).diagnostics == ()


COMPANY = {
    "Engine.md": "# Notes\n## What's new, and why?\n> # Quoted\n\ntext ^weave\n",
    "a/Log.md": "",
    "archive/Log.md": "",
    "People/Ada.md": "---\naliases: [Countess]\n---\n",
    "x/One.md": "---\naliases: [Twin]\n---\n",
    "x/Two.md": "---\naliases: [twin]\n---\n",
}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[Nobody]]", "no note named `Nobody`: Obsidian would create it"),
        ("[[gone.pdf]]", "no file named `gone.pdf`: Obsidian would create it"),
        ("[[2021.07.17]]", "no note named `2021.07.17`: Obsidian would create it"),
        ("[[Engin]]", "no note named `Engin`; did you mean `Engine`?"),
        ("[[Engine#X y]]", "`Engine` has no heading `X y`: Obsidian opens it at the top"),
        (
            "[[Engine#Note]]",
            "`Engine` has no heading `Note`: Obsidian opens it at the top; did you mean `Notes`?",
        ),
        (
            "[[Engine#Quoted]]",
            "`Engine` has no heading `Quoted` but in a callout, quote or list, where it does not"
            " count: Obsidian opens it at the top",
        ),
        (
            "[x](Engine.md#whats-new-and-why)",
            "`Engine` has no heading `whats-new-and-why`: Obsidian opens it at the top; did you mean"
            " `What's new, and why?`?",
        ),
        ("[[Engine#^loom]]", "`Engine` has no block `^loom`: Obsidian opens it at the top"),
        ("![[gone.png]]", "no file named `gone.png`: Obsidian shows nothing of it"),
        ("![[Engine#^loom]]", "`Engine` has no block `^loom`: Obsidian shows nothing of it"),
        (
            "[[Log]]",
            "2 files are named `Log`: Obsidian takes `a/Log.md`, and passes over `archive/Log.md`",
        ),
        (
            "[[Persons/Ada]]",
            "nothing is at `Persons/Ada`, and Obsidian looks nowhere else: the file is"
            " `People/Ada.md`",
        ),
        (
            "[[Nowhere/Log]]",
            "nothing is at `Nowhere/Log`, and Obsidian looks nowhere else: 2 files have the name,"
            " `a/Log.md`, `archive/Log.md`",
        ),
        (
            "[[Countess]]",
            "`Countess` is an alias of `Ada`, which Obsidian does not follow: write"
            " `[[Ada|Countess]]`",
        ),
        (
            "[[Twin]]",
            "`Twin` is an alias of `One`, `Two`, which Obsidian does not follow: link to one of"
            " them",
        ),
    ],
)
def test_messages_say_what_obsidian_does_and_what_was_meant(text: str, message: str) -> None:
    ((_, _, found),) = told(Vault.of({**COMPANY, "S.md": text}))
    assert found == message


@pytest.mark.parametrize(
    "text",
    [
        "%% [[Engine#Gone]] [[Engine#^gone]] ![[gone.png]] ![[Engine#Gone]] [[Log]] %%",
        "[[<% tp.date.now() %>]] [[{{date}}]] [x]({{title}}.md)",
        "[[Engine]] <!-- [[Gone]] --> `[[Gone]]` \\[[Gone]]",
        "[[a](https://example.org)] [[Engine|[x] y]]",
        "![](https://example.org/gone.png) [x](zotero://gone) [y](//example.org)",
    ],
)
def test_nothing_is_found_in_a_sound_link(text: str) -> None:
    assert told(Vault.of({**COMPANY, "S.md": text})) == []


def test_a_link_to_several_files_is_a_warning_and_to_none_an_error() -> None:
    found = told(Vault.of({**COMPANY, "S.md": "[[Log]] [[Nobody]]"}))
    assert [(c, Severity(s)) for c, s, _ in found] == [
        ("LNK005", Severity.WARNING),
        ("LNK001", Severity.ERROR),
    ]


@pytest.mark.parametrize(
    ("properties", "field"),
    [
        ("up: '[[Gone]]'", "up"),
        ("x.y: '[[Gone]]'", "x.y"),
        ("x.y: ['[[S]]', '[[Gone]]']", "x.y"),
        ("x: {y: '[[S]]'}\nx.y: '[[Gone]]'", "x.y"),
        ("x: {y.z: '[[Gone]]'}", "x.y.z"),
        ("x.0: '[[Gone]]'", "x.0"),
        ("2024: {1: '[[Gone]]'}", "2024.1"),
        ("a: [{b: '[[S]]'}, {b: ['[[Gone]]']}]", "a[1].b"),
        ("up: '[[S]]'\nup: '[[Gone]]'", "up"),
        ("'': '[[Gone]]'", ""),
        ("a: &x {b: '[[Gone]]'}", "a.b"),
    ],
)
def test_a_link_knows_the_property_that_holds_it(properties: str, field: str) -> None:
    vault = Vault.of({"S.md": f"---\n{properties}\n---\n"})
    rules = [active(all_rules()["LNK001"])]
    report = check(vault, lambda _: tuple(rules), TODAY, ["S.md"])
    assert [d.finding.field for d in report.diagnostics] == [field]


def test_the_type_of_a_field_with_a_dot_in_its_name_is_found() -> None:
    note = "---\nby.who: '[[Nobody]]'\nat: {0.x: '[[T]]'}\n---\n"
    schema = """
schema: s
match: {name: S}
fields: {by.who: link?, at: {type: object, fields: {0.x: link(s)}}}
"""
    found = told(Vault.of({"S.md": note, "T.md": ""}, schemas=schemas_from_texts([schema])))
    assert found == [("LNK008", "error", "`at.0.x` should link to a `s`, and `T` is none")]


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("'![[pic.png]]'", None),
        ("'[[pic.png]]'", None),
        ("'![[no.png]]'", "`image` is `![[no.png]]`, and there is no such file"),
        ("no.png", "`image` is `no.png`, and there is no such file"),
        ("'![[T]]'", "`image` is `![[T]]`, which is no `png` file"),
    ],
)
def test_a_file_may_be_named_as_an_embed(value: str, message: str | None) -> None:
    schemas = schemas_from_texts(["{schema: s, match: {name: S}, fields: {image: file(png)}}"])
    vault = Vault.of({"S.md": f"---\nimage: {value}\n---\n", "pic.png": ""}, schemas=schemas)
    report = check(vault, lambda _: (active(all_rules()["SCH004"]),), TODAY, ["S.md"])
    assert [d.finding.message for d in report.diagnostics] == ([message] if message else [])


@pytest.mark.parametrize(
    ("link", "near", "fixed"),
    [
        ("[[杨植麟｜他]]", "杨植麟", "[[杨植麟|他]]"),
        ("[[杨植麟＃生平]]", "杨植麟", "[[杨植麟#生平]]"),
        ("[[杨植麟＃生平｜他]]", "杨植麟", "[[杨植麟#生平|他]]"),
        ("[[人/杨植麟｜他]]", "杨植麟", "[[人/杨植麟|他]]"),
        ("| a |\n|---|\n| [[杨植麟｜他]] |", "杨植麟", "| a |\n|---|\n| [[杨植麟\\|他]] |"),
        ("[[莎士｜诗人]]", "莎士", "[[莎士|诗人]]"),
        ("[[Ｖａｌｌｅｙ　１０１]]", "Valley 101", "[[Valley 101]]"),
        ("[[Valley １０１]]", "Valley 101", "[[Valley 101]]"),
        ("[[问：答]]", None, None),
        ("[[无人｜他]]", None, None),
    ],
)
def test_full_width_marks_and_digits_in_links(
    link: str, near: str | None, fixed: str | None
) -> None:
    texts = {"S.md": link, "人/杨植麟.md": "# 生平\n", "莎士.md": "", "Valley 101.md": ""}
    report = check(Vault.of(texts), lambda _: (active(all_rules()["LNK001"]),), TODAY, ["S.md"])
    (found,) = report.diagnostics
    assert (f"did you mean `{near}`" in found.finding.message) is (near is not None)
    done = fix(Vault.of(texts), lambda _: (active(all_rules()["LNK001"]),), TODAY, unsafe=True)
    assert done.changed["S.md"][1].decode() == fixed if fixed else "S.md" not in done.changed


ENDINGS = {
    "media/Plan.canvas": "{}",
    "media/Photo.png": "",
    "media/Scan.pdf": "",
    "media/Scan.jpg": "",
    "x/Loom.canvas": "{}",
    "y/Loom.canvas": "{}",
}


@pytest.mark.parametrize(
    ("text", "says", "becomes"),
    [
        ("[[Plan]]", "did you mean `Plan.canvas`?", "[[Plan.canvas]]"),
        ("[[plan|ours]]", "did you mean `Plan.canvas`?", "[[Plan.canvas|ours]]"),
        ("![[Plan]]", "did you mean `Plan.canvas`?", "![[Plan.canvas]]"),
        ("![[Photo|100]]", "did you mean `Photo.png`?", "![[Photo.png|100]]"),
        ("![](Photo)", "did you mean `Photo.png`?", "![](Photo.png)"),
        ("[[Loom]]", "did you mean `Loom.canvas`?", None),
        ("![[Scan]]", "no note named `Scan`: Obsidian shows nothing of it", None),
        ("[[Photo]]", "no note named `Photo`: Obsidian would create it", None),
        ("[x](Plan.md)", "no note named `Plan.md`: Obsidian would create it", None),
    ],
)
def test_a_name_without_the_ending_that_it_needs(text: str, says: str, becomes: str | None) -> None:
    vault = Vault.of({**ENDINGS, "S.md": text})
    rules = [active(all_rules()[code]) for code in ("LNK001", "LNK004")]
    (found,) = check(vault, lambda _: rules, TODAY, ["S.md"]).diagnostics
    assert found.finding.message.endswith(says)
    edits = [e for f in found.finding.fixes for e in f.edits]
    assert (apply(text.encode(), edits).decode() if edits else None) == becomes
    assert all(f.safety is Safety.UNSAFE for f in found.finding.fixes)


@pytest.mark.parametrize("name", ["Trail .md", " Trail.md", "a/Trail\u00a0.md"])
def test_a_file_with_blanks_at_the_ends_of_its_name(name: str) -> None:
    texts = {name: "", "S.md": "[[Trail]] [[Tra1l]] [[trial]] ![[Trail]] ![[Trail .canvas]]"}
    report = check(Vault.of(texts), lambda _: default_rules(), TODAY, ["S.md"])
    assert report.crashes == ()
    assert all(not d.finding.fixes for d in report.diagnostics)
