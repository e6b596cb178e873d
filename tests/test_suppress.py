"""Every form in which a person silences a rule, and what is said of those that are idle."""

from __future__ import annotations

import time

import pytest

from tests.harness import active, default_rules, fixed_text, run
from vaultlint.rules import all_rules
from vaultlint.vault import Vault

BROKEN = "[[Nobody at all]]"


def found(text: str, *codes: str) -> list[tuple[int, str]]:
    """Line and code of what is found in a note, of `codes` if there are some."""
    vault = Vault.of({"A.md": text})
    note = vault.notes["A.md"]
    return [
        (note.lines.line_of(d.finding.span.start), d.code)
        for d in run(vault, "A.md", default_rules())
        if not codes or d.code in codes
    ]


@pytest.mark.parametrize(
    "text",
    [
        f"{BROKEN} %% vaultlint-disable-line LNK001 %%\n",
        f"{BROKEN} %%vaultlint-disable-line LNK001%%\n",
        f"{BROKEN} %% vaultlint-disable-line LNK001: not written yet %%\n",
        f"{BROKEN} %% vaultlint-disable-line LNK001 -- not written yet %%\n",
        f"{BROKEN} <!-- vaultlint-disable-line LNK001: not written yet -->\n",
        f"{BROKEN} <!-- vaultlint-disable-line LNK001 -- not written yet -->\n",
        f"{BROKEN} %% vaultlint-disable-line broken-link %%\n",
        f"{BROKEN} %% vaultlint-disable-line lnk %%\n",
        f"%% vaultlint-disable-next-line LNK001 %%\n{BROKEN}\n",
        f"<!-- vaultlint-disable-next-line LNK001 -->\r\n{BROKEN}\r\n",
        f"%%\nvaultlint-disable-next-line LNK001\n%%\n{BROKEN}\n",
        f"{BROKEN}\n\nText. %% vaultlint-disable-file LNK001 %%\n",
        f"%% vaultlint-disable LNK001 %%\n{BROKEN}\n\n{BROKEN}\n%% vaultlint-enable LNK001 %%\n",
        f"<!-- vaultlint-disable LNK001 -->\n\n{BROKEN}\n\n<!-- vaultlint-enable -->\n",
        f"---\nvaultlint-ignore: [LNK001]\n---\n{BROKEN}\n",
        f"---\nvaultlint-ignore: LNK001\n---\n{BROKEN}\n",
        f"---\nvaultlint-ignore:\n  - LNK001\n---\n{BROKEN}\n",
        f'---\nup: "{BROKEN}" # vaultlint-disable-line LNK001\n---\n',
        f'---\n# vaultlint-disable-next-line LNK001: later\nup: "{BROKEN}"\n---\n',
        f"| a | b |\n|---|---|\n| {BROKEN} | %% vaultlint-disable-line LNK001 %% |\n",
        f"> [!note] {BROKEN} %% vaultlint-disable-line LNK001 %%\n",
    ],
)
def test_each_form_silences_and_is_not_idle(text: str) -> None:
    assert found(text) == []
    assert found(text.replace("LNK001", "FIL004").replace("broken-link", "FIL004")) or "lnk" in text


@pytest.mark.parametrize(
    "text",
    [
        f"{BROKEN} `%% vaultlint-disable-line LNK001 %%`\n",
        f"```\n%% vaultlint-disable-file LNK001 %%\n```\n{BROKEN}\n",
        f"%% vaultlint-disable-line LNK001 %%\n{BROKEN}\n",
        f"%% vaultlint-disable-next-line LNK001 %%\n\n{BROKEN}\n",
        f"%% vaultlint-disable LNK001 %%\n%% vaultlint-enable LNK001 %%\n{BROKEN}\n",
        f"{BROKEN} %% vaultlint-disable-line %%\n",
        f"{BROKEN} %% vaultlint-disable-line LNK002 %%\n",
        f"{BROKEN} vaultlint-disable-line LNK001\n",
        f'---\nx: "# vaultlint-disable-file LNK001"\n---\n{BROKEN}\n',
    ],
)
def test_what_is_no_suppression_silences_nothing(text: str) -> None:
    assert len(found(text, "LNK001")) == 1


def test_a_range_ends_for_each_code_on_its_own() -> None:
    text = (
        "%% vaultlint-disable LNK001 LNK009 %%\n"
        f"{BROKEN} [[]]\n"
        "%% vaultlint-enable LNK009 %%\n"
        f"{BROKEN} [[]]\n"
        "%% vaultlint-enable %%\n"
        f"{BROKEN}\n"
    )
    assert found(text) == [(4, "LNK009"), (6, "LNK001")]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Text. %% vaultlint-disable-line LNK001 %%\n", "Text.\n"),
        ("a\n%% vaultlint-disable-next-line LNK001 %%\nb\n", "a\nb\n"),
        (
            f"{BROKEN} %% vaultlint-disable-line LNK002, LNK001, DAT001: why %%\n",
            f"{BROKEN} %% vaultlint-disable-line LNK001: why %%\n",
        ),
        (
            f"---\nvaultlint-ignore: [LNK001, DAT001]\n---\n{BROKEN}\n",
            f"---\nvaultlint-ignore: [LNK001]\n---\n{BROKEN}\n",
        ),
        (
            f"---\nvaultlint-ignore:\n  - LNK001\n  - DAT001\n---\n{BROKEN}\n",
            f"---\nvaultlint-ignore:\n  - LNK001\n---\n{BROKEN}\n",
        ),
        # without the comment the line would be no HTML any more, and its link a link
        (f"<!-- vaultlint-disable-line LNK001 --> {BROKEN}\n", None),
        (f"%% vaultlint-disable LNK002 %%\n{BROKEN} %% vaultlint-disable-line LNK001 %%\n", None),
    ],
)
def test_what_is_idle_is_taken_out_and_nothing_else(before: str, after: str | None) -> None:
    assert (1, "SUP001") in found(before, "SUP001") or before.startswith(("a", "---"))
    rules = (active(all_rules()["SUP001"]),)
    assert fixed_text(Vault.of({"A.md": before}), "A.md", rules) == (after or before)


def test_a_suppression_is_not_idle_where_its_rule_did_not_run() -> None:
    vault = Vault.of({"A.md": "Text. %% vaultlint-disable-line LNK001 %%\n"})
    rules = tuple(a for a in default_rules() if not a.rule.code.startswith("LNK"))
    assert run(vault, "A.md", rules) == ()


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        (f"%% vaultlint-disable LNK001 %%\n{BROKEN}\n", ["SUP001"]),
        ("%% vaultlint-enable LNK001 %%\n", ["SUP001"]),
        (f"%% vaultlint-disable LNK001, TAG %%\n{BROKEN}\n%% vaultlint-enable LNK001 %%\n", ["SUP001"]),
        (f"%% vaultlint-disable LNK001 %%\n{BROKEN}\n%% vaultlint-enable lnk001 %%\n", []),
        (f"%% vaultlint-disable LNK001 %%\n{BROKEN}\n%% vaultlint-enable %%\n%% vaultlint-enable LNK001 %%\n", ["SUP001"]),
        (f"%% vaultlint-disable %%\n{BROKEN}\n%% vaultlint-enable %%\n", ["LNK001", "SUP001"]),
    ],
)  # fmt: skip
def test_half_a_range_is_told(text: str, codes: list[str]) -> None:
    assert sorted(code for _, code in found(text)) == codes


@pytest.mark.parametrize("line", ["[[No x]] %% vaultlint-disable-line LNK001 %%\n", "%% vaultlint-disable LNK001 %%\n[[No x]]\n%% vaultlint-enable LNK001 %%\n"])  # fmt: skip
def test_many_suppressions_take_their_share_of_time(line: str) -> None:
    took = []
    for lines in (1_000, 8_000):
        start = time.process_time()
        assert found(line * lines) == []
        took.append(time.process_time() - start)
    assert took[1] < 24 * took[0]  # a look at each of them for each finding takes 64 times as long
