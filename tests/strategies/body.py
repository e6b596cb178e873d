"""What stands below the properties: blocks, and what runs in their lines. `§` becomes a word that
stands nowhere else in the note."""

from __future__ import annotations

GRAMMAR = {
    "block": [
        "§", "⟨line⟩", "⟨line⟩\n⟨line⟩", "⟨heading⟩", "⟨run⟩", "⟨code⟩", "⟨container⟩", "⟨table⟩", "⟨chapters⟩", "⟨note⟩", "⟨odd⟩", "",
        "a line of § and ⟨line⟩ that goes on and on until it has more than the eighty columns at which\nsome people fold what they write, ⟨link⟩ and then it goes on §",
    ],
    "run": ["⟨line⟩", "- ⟨line⟩\n- ⟨line⟩", "1. ⟨line⟩\n2. ⟨line⟩", "- [ ] ⟨line⟩\n- [x] ⟨line⟩", "- ⟨line⟩\n  - ⟨line⟩\n\n    ⟨line⟩", "* ⟨line⟩ ^§", "- - - ⟨line⟩", "+ ⟨  |block⟩", "10) ⟨line⟩\n    ⟨line⟩"],
    "container": ["> ⟨line⟩", "> [!note] ⟨line⟩\n> ⟨> |block⟩", "> [!warning]- §\n> ⟨> |block⟩\n> > ⟨> > |line⟩", ">⟨line⟩\n⟨line⟩", "- ⟨  |block⟩", ">>> ⟨line⟩", "> - ⟨>   |block⟩\n>\n> ⟨line⟩", "> [!no te] §", "> ```\n> ⟨line⟩"],
    "heading": ["# §", "## Notes", "### ⟨line⟩", "###### § ######", "#§", "§\n===", "⟨line⟩\n---", "## ⟨link⟩", "# Chapters", "## Notes", "####### §", "## § ^id"],
    "table": ["| § | ⟨cell⟩ |\n|---|---|\n| ⟨cell⟩ | ⟨cell⟩ |", "| § |\n|---|\n| [[Ada|§]] |", "§ | ⟨cell⟩\n:-- | --:\n⟨cell⟩ | §", "| ⟨cell⟩ |\n| --- |\n| ⟨cell⟩ | too many |", "| § |\n| not a table |"],
    "cell": ["§", "[[Ada\\|§]]", "[[Adda\\|§]]", "⟨tag⟩", "`a\\|§`", "[§](Adda.md)", "![[pic.png\\|100]]", "🙂", "", "[[Ada|§]]", "0:30 §"],
    "code": ["```md\n⟨line⟩\n```", "~~~\n⟨line⟩\n~~~", "````\n```\n⟨line⟩\n```\n````", "```\n⟨line⟩", "    ⟨line⟩", "$$\n⟨line⟩\n$$", "%%\n⟨line⟩\n%%", "<div>\n⟨line⟩\n</div>", "<!--\n⟨line⟩\n-->", "```yaml\n---\na: [[§]]\n---\n```", "```dataview\nLIST FROM [[Ada]] §\n```"],
    "chapters": ["0:00 §\n1:30 §\n2:45 §", "# Chapters\n00:00 §\n⟨stamp⟩ ⟨line⟩\n⟨stamp⟩ §", "- ⟨stamp⟩ §\n- ⟨stamp⟩ §\n- ⟨stamp⟩ §", "⟨stamp⟩ §\n⟨stamp⟩", "[00:00](https://v.io/?t=0s) §\n[⟨stamp⟩](https://v.io/?t=100s) §", "## 时间轴\n00:00 开始§\n1：02 §", "§ - ⟨stamp⟩\n§ - ⟨stamp⟩"],
    "stamp": ["01:49", "00:00", "0:30", "1:2:03", "24:75", "1：02", "1:02:03", "90:00", "[01:49]", "(2:03)", "３:00", "00:01:00", "99:99:99"],
    "note": ["§[^1]\n\n[^1]: ⟨line⟩", "[^§]: §\n    ⟨line⟩", "§ ^blk", "§\n\n^blk", "⟨line⟩ ^§", "[§]: Adda.md\n\n[§][r]\n\n[r]: <Sub/My note.md> '§'", "§^[inline ⟨line⟩]", "[^1]: §\n[^1]: §"],
    "line": ["§", "⟨words⟩", "⟨words⟩ ⟨link⟩", "⟨link⟩ ⟨words⟩ ⟨link⟩", "⟨link⟩", "⟨link⟩⟨link⟩", "⟨words⟩ ⟨tag⟩ ⟨words⟩", "⟨spanned⟩ ⟨link⟩", "⟨link⟩ ⟨silence⟩", "⟨words⟩  ", "⟨words⟩\\"],
    "words": ["§", "text §", "杨§植麟", "🙂 §", "é§ e\u0301", "אב § גד", "§\u00a0x", "§\u200bx", "0:30 §", "{{date}} §", "<% § %>", "2026-13-45 §", "http://example.org/[§]", "§\u2028§", "§\x0b§", "§\u0085§", "\\[[Adda]] §", "a|§", "§ | §", "*§", "[§]", "]] §", "[ ] §"],
    "tag": ["#book", "#§", "#Book", "#a/b/§", "#1", "#to-do", "#杨§", "#🙂", "#§,", "\\#§"],
    "spanned": ["`⟨link⟩`", "**⟨link⟩**", "*§*", "==§==", "~~⟨link⟩~~", "$⟨link⟩$", "%%⟨link⟩%%", "<b>⟨link⟩</b>", "``a ` ⟨link⟩``", "<!-- ⟨link⟩ -->", "<span>⟨words⟩", "[⟨link⟩](Ada.md)", "%% §", "`§", "**§"],
    "link": ["[[Ada]]", "[[⟨target⟩]]", "[[⟨target⟩|§]]", "[[⟨target⟩⟨part⟩]]", "[[⟨target⟩⟨part⟩|§]]", "![[⟨target⟩]]", "![[pic.png|100]]", "![[pic.pgn|§]]", "[§](⟨address⟩)", "[§](⟨address⟩⟨part⟩)", "![§](⟨address⟩)", '[§](⟨address⟩ "§")', "[§](<⟨target⟩.md>)",
             "[](⟨address⟩)", "[§](https://example.org/§)", "[§](http://a b)", "[[#§]]", "[[]]", "[[ ]]", "[[|§]]", "[[§", "[[[[Ada]]]]", "[[Ada\\|§]]", "[[⟨target⟩|§|§]]", "<https://example.org/§>", "[§][r]", "[[Ada|§\n§]]", "[§\n§](⟨address⟩)"],
    "target": ["Ada", "Adda", "ada", "Home", "Nowhere at all", "Lady", "Wrong/Ada", "Sub/My note", "My note", "Two", "A/Two", "Case", "case", "Ada.md", "pic.png", "../Ada", "/Ada", "Ada ", "杨", "Sub\\My note", "§", "Hom", "Note"],
    "part": ["#Notes", "#Ntes", "#^id", "#^nope", "#", "#Notes#More", "#§", "#^§", "#notes"],
    "address": ["Ada.md", "Adda.md", "Ada", "Sub/My%20note.md", "My%20note", "Adda", "%zz", "Ada.md?x", "../Ada.md", "Wrong/Ada.md", "#Notes", "pic.png", "Sub/My note.md", "", "mailto:a@example.org", "obsidian://open?file=§", "javascript:§", "file:///§", "A%2FTwo.md"],
    "silence": ["%% vaultlint-disable-line LNK001: § %%", "%% vaultlint-disable-line LNK001 %%", "<!-- vaultlint-disable-line LNK001, LNK002 -->", "%% vaultlint-disable-line %%", "%% vaultlint-disable-line NOPE %%", "<!-- vaultlint-disable-line SCH003 §: § -->"],
    "odd": ["---", "***", "===", "%% vaultlint-disable LNK001 %%", "%% vaultlint-enable LNK001 %%", "%% vaultlint-disable-file CHP003 %%", "<!-- vaultlint-disable-next-line LNK001 -->", "<<<<<<< §", "=======", ">>>>>>> §", "\t§", "    [[Adda]] §", "%%", "```", "$$", "<div>", "</div>", "<!-- §", "%% §",
            "§  \n\n\n", "[[§]]]]", "[" , "![[", "](", "^blk", "|---|---|", "\x0c§", "&nbsp;§", "<br>§", "[[Ada]]\t⟨link⟩", "  ⟨line⟩", "- [ ] ", "[^§]", "%% vaultlint-disable-next-line CHP001: §\n%%"],
}  # fmt: skip
