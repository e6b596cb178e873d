"""Whole notes, configs and schemas as Hypothesis builds them: trees first, then their text, so that
what stands in a text is known. `§` in a piece becomes a word that stands nowhere else."""

from __future__ import annotations

from itertools import count

from hypothesis import strategies as st

KEYS = st.sampled_from(
    ["title", "tags", "aliases", "tag", "alias", "cssclass", "published", "created", "status", "show", "guests",
     "rating", "source", "duration", "topics", "statsu", "my key", "键", '"quoted"', "'single'", '"test:key"', "a.b",
     "null", "1", "true", "vaultlint-ignore", "x-§"]
)  # fmt: skip
VALUES = st.sampled_from(
    ["", " §", ' "§: y"', " 'it''s §'", " [§, b]", " [a, a, § ]", "\n  - a\n  - §", "\n- a\n- a # §\n- §", "\n    - §\n    - a\n",
     " 2025-08-27", " 2025-08-27 # §", " 2026-02-31", " [[Ada]]", " [[Ada]] # §", "   [[Ada|a: §]]", " [[Ada]], [[Home]]",
     ' "[[Ada]]"', " '[[Ada|§]]'", "\n  - [[Ada]]\n  - \"[[Ada]]\"", " {x: §, y: 2}", " |\n  §\n  more", " |+\n  §\n\n", " >-\n  folded §\n  on",
     " # §", " 5", ' "5"', " '7' # §", " true", " ~", " null", " 27 Aug 2025", " 2025/8/27", " 03/04/2026", " §:y", " 1e3", " 0o7", " 012",
     " no", " a: §", " §: b # c", " @§", " `§", " %§", " #§", "  §  ", " \"§", " todo", " Todo", " tood", " 'DONE'", " &a1 §", " *a1", " &a2 [§, b]",
     " *a2", " <<", " !!str §", " !§ x", " 1:30:00", " https://example.org/§", " 杨§", " é§", " e\u0301§", " 🙂§", " §\u00a0x", " §\u200bx",
     " plain §\n  goes on", " \"double §\n  goes on\"", " [§,\n  b,\n  'c']", "\n  sub: §\n  other: 1", "\n  - a: §\n    b: 2", "\n  -   §\n  -  a",
     ' "\\u00e9§"', ' ["[[Ada]]", "[[Ada|§]]"]', " [ '#book', book ]", " #book", ' "#book"', " book, to do, §", " {{date}}", " <% tp.x %>",
     "\n  - \"#book\"\n  - book\n  - Book", "\n  # §\n  - a\n  # §\n  - a\n", "\t§", " §\t# x", " 4.50", ' "4"', " '2025-08-27'", " [2025-08-27]", "\n- 5"]
)  # fmt: skip
COMMENTS = st.sampled_from(["# §", "  # §", "", "# vaultlint-disable-line SCH003", "#", "# a: b §"])
PROPERTY = st.tuples(KEYS, VALUES).map(":".join) | COMMENTS
OPENINGS = st.sampled_from(
    ["---\n"] * 6 + ["\n---\n", "  \n---\n", "---  \n", "", "# §\n---\n", "----\n"]
)
CLOSINGS = st.sampled_from(["---\n"] * 6 + ["---", "--- \n", "...\n", "", "----\n", " ---\n"])
BODY = st.sampled_from(
    ["§ text", "", "# §", "## Notes", "### § {#x}", "- § [[Ada]]", "- [ ] § [[Nowhere at all]]", "1. §", "> § [[Ada#Notes|§]]", "> [!note] §\n> §",
     "[[Ada|§]]", "[[ada|§]]", "[[Adda|§]]", "[[Lady]]", "[[Lady|§]]", "![[Ada]]", "![[pic.pgn|§]]", "![§](pic.png)", "[§](Ada.md)", "[§](Adda.md)",
     "[§](<Sub/My note.md>)", "[§](Sub/My%20note.md)", "[[Wrong/Ada|§]]", "[[Ada#Ntes|§]]", "[[Ada#^id|§]]", "[[Ada#^nope|§]]", "[[#§]]", "[[]]", "[[ ]]",
     "[[|§]]", "[[§", "§]]", "[[[[Ada]]]] §", "[[Ada\\|§]]", "| § | [[Ada\\|§]] |\n|---|---|\n| [[Adda\\|§]] | b |", "| § |\n|---|\n| [[Ada|§]] |",
     "```md\n[[Adda]] §\n```", "~~~\n§", "`[[Adda]] §`", "%% § [[Adda]] %%", "%%\n§\n%%", "%% §", "<!-- § [[Adda]] -->", "<!-- §", "$$\n[[§]]\n$$",
     "$[[§]]$", "<div>[[Adda]] §</div>", "0:00 §", "00:00 §", "1:2:03 §", "01:49 §", "24:75 §", "1：02 §", "0:30 - §", "- 12:30 §", "[01:49](https://v.io/?t=100s) §",
     "# Chapters", "§ ^blk", "^blk", "#book #§", "#Book §", "#1 §", "§[^1]", "[^1]: §", "%% vaultlint-disable-line LNK001: § %%",
     "[[Adda]] %% vaultlint-disable-line LNK001 %%", "<!-- vaultlint-disable-next-line LNK001 -->", "%% vaultlint-disable LNK001 %%", "%% vaultlint-enable LNK001 %%",
     "%% vaultlint-disable-file CHP003 %%", "---", "***", "===", "    [[Adda]] §", "\t§", "§  ", "§\\", "\\[[Adda]] §", "== § ==", "~~§~~", "{{date}} §", "<% §",
     "<<<<<<< §", "=======", ">>>>>>> §", "§\u2028§", "§\x0b§", "§\u0085§", "🙂 [[Adda|§]] 🙂", "http://[§", "[§](http://a b)", "[[Adda]][[Adda]]", "[[Ada]] [[Adda|🙂]]",
     "- - - [[Adda]]", ">>> [[Adda]] §", "[[Case|§]]", "[[case]]", "[[Two]] §", "[[Adda#Notes]] §", "[§]: Adda.md", "[§][r] [r]: x", "2026-13-45 §"]
)  # fmt: skip
INLINE = st.sampled_from(
    ["a", "word", "[[x]]", "![[x]]", "[[x|y]]", "[[x#y]]", "[[#h|z]]", "[[ x]]", "[[x", "]]", "[[]]", "[a](b)",
     "[a](https://x.y/z)", "![a](b.png)", "[a](b c.md)", "[a](<b c>)", "[a]()", "[a]", "[ ]", "[a]:", "[^1]", "[a][b]",
     "`c`", "`", "``", "```", "~~~", "~~~~", "<b>", "</b>", "<div>", "<!--", "-->", "<!-- c -->", "<span id=x>", "<br/>",
     "<https://x.y>", "<a@b.c>", "<", "%%", "%% c %%", "#", "# ", "## ", "#tag", "#t/é", "#5", "^id", " ^id-1", "|",
     "| a | b |", "|---|---|", "| - |", "- ", "* ", "1. ", "2) ", "+ ", "-", "--", "---", "===", "***", "  ", "    ",
     "\t", ">", "> ", "&amp;", "[a](b&amp;c)", "(", ")", "!", "$", "\\", "山", "**b**", ":", "[[a]](b)", "[`c`](d)",
     "[<b>x</b>](y)", '[a](b "t")', "[a](b 't')", "[](x)", "[a](#h)", "[a](b%20c)", "[[a`b]]", '<x y="1">', "<x", "<!-->",
     "<script>", "{{x}}", "<% x %>", "\r", "\x0c"]
)  # fmt: skip
LINES = st.lists(INLINE, max_size=4).map("".join)
BODIES = st.lists(LINES | BODY, max_size=10).map("\n".join)
"""Text below front matter, of which much is Markdown that is easily taken for something else."""
NOTES = st.tuples(OPENINGS, st.lists(PROPERTY, max_size=9), CLOSINGS, st.lists(BODY, max_size=14))
ENDS = st.sampled_from(["lf"] * 3 + ["crlf", "mixed"])
MARK = "qz%dx"


def rendered(parts: tuple[str, list[str], str, list[str]]) -> str:
    """A note's text, each `§` a word of its own."""
    opening, properties, closing, body = parts
    block = "".join(f"{p}\n" for p in properties)
    text = opening + block + closing + "\n".join(body)
    pieces = text.split("§")
    numbers = count(1)
    return pieces[0] + "".join(MARK % next(numbers) + piece for piece in pieces[1:])


@st.composite
def notes(draw: st.DrawFn) -> bytes:
    """A note's bytes: any line ends, with and without BOM and a last line break."""
    text = rendered(draw(NOTES))
    ends = draw(ENDS)
    if ends == "crlf":
        text = text.replace("\n", "\r\n")
    elif ends == "mixed":
        lines = text.split("\n")
        text = "".join(f"{x}\r\n" if n % 3 == 1 else f"{x}\n" for n, x in enumerate(lines[:-1]))
        text += lines[-1]
    if draw(st.booleans()):
        text += "\n"
    bom = "\ufeff" if draw(st.integers(0, 7)) == 0 else ""
    return (bom + text).encode()


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """A note with up to five bytes or runs of bytes lost, doubled, moved or put in."""
    data = draw(notes())
    for _ in range(draw(st.integers(0, 5))):
        at = draw(st.integers(0, len(data)))
        to = min(at + draw(st.integers(0, 12)), len(data))
        kind = draw(st.sampled_from(["lose", "double", "move", "put", "cut"]))
        if kind == "lose":
            data = data[:at] + data[to:]
        elif kind == "double":
            data = data[:to] + data[at:to] + data[to:]
        elif kind == "move":
            rest = data[:at] + data[to:]
            place = min(draw(st.integers(0, 400)), len(rest))
            data = rest[:place] + data[at:to] + rest[place:]
        elif kind == "put":
            data = data[:at] + draw(st.binary(max_size=3)) + data[at:]
        elif draw(st.booleans()):
            data = data[:at]
    return data


NAMES = st.sampled_from(
    [
        "title",
        "tags",
        "aliases",
        "published",
        "created",
        "status",
        "show",
        "guests",
        "rating",
        "source",
        "topics",
        "键",
    ]
)
TYPES = st.sampled_from(
    ["text", "number", "integer", "checkbox", "date", "datetime", "time", "duration", "url", "email", "tag", "link", "link?",
     "file(png)", "enum(todo, done)", "object", "any"]
)  # fmt: skip
FIELDS = st.one_of(
    st.tuples(TYPES, st.sampled_from(["", "[]", "!", "[]!", "[?]"])).map("".join),
    st.sampled_from(
        ["{type: 'enum(todo, done)!', default: todo}", "{type: number, min: 0, max: 7, default: 1}", "{type: text, pattern: '[a-z]+', default: 'a: b'}",
         "{type: 'text[]', unique: true}", "{type: text, default: '[[Ada]]'}", "{type: 'tag[]!', default: [book]}", "{type: text, length: 3}",
         "{type: 'date!', max: today}", "{type: text, one_of: [a, b]}", "{type: 'text!', default: \"x\\ny\"}", "{type: text, default: ' # '}"]
    ),
)  # fmt: skip
MATCHES = st.sampled_from(
    [
        "{has: status}",
        "{path: ['*.md']}",
        "{name: Note}",
        "{tag: book}",
        "{field: {status: todo}}",
        "{not: {has: zzz}}",
        "{any: [{has: a}, {has: title}]}",
    ]
)


@st.composite
def schemas(draw: st.DrawFn) -> bytes:
    """A schema that can be read."""
    fields = draw(st.dictionaries(NAMES, FIELDS, max_size=6))
    lines = [f"schema: made\nmatch: {draw(MATCHES)}\nfields:\n"]
    lines += [
        f"  {name}: {field if field[0] == '{' else repr(field)}\n" for name, field in fields.items()
    ]
    if not fields:
        lines[-1] = lines[-1].replace("fields:\n", "fields: {}\n")
    order = draw(st.lists(NAMES, max_size=5, unique=True))
    lines += [f"order: [{', '.join(order)}]\n"] if order else []
    lines += [f"unknown: {draw(st.sampled_from(['allow', 'warning', 'error']))}\n"]
    return "".join(lines).encode()


WORDS = st.recursive(
    st.sampled_from(
        ["LNK001", "LNK", "lnk001", "broken-link", "NOPE", "", "*", "**", "[", "!", "a/**", "../x", "/etc/passwd", "~", "preset:kepano", "preset:nope",
         "warning", "off", "error", 7, -1, True, None, 1.5, "https://x.io/a.yaml", "vaultlint.yaml", "\x1b[0m", "a\nb", "*a*a*a*a*a*a*b", "💥"]
    ) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6) | st.sampled_from(["files", "select", "ignore", "LNK001"]), inner, max_size=3),
    max_leaves=6,
)  # fmt: skip
CONFIGS = st.dictionaries(
    st.sampled_from(
        [
            "extends",
            "rules",
            "exclude",
            "select",
            "extend-select",
            "ignore",
            "severity",
            "options",
            "overrides",
            "fail-on",
            "baseline",
            "exlude",
        ]
    ),
    WORDS,
    max_size=5,
)
"""Configurations, most of them faulty."""
SCHEMA_TREES = st.dictionaries(
    st.sampled_from(
        [
            "schema",
            "match",
            "fields",
            "extends",
            "order",
            "unknown",
            "body",
            "checks",
            "unique",
            "examples",
            "feilds",
        ]
    ),
    WORDS,
    max_size=6,
)
"""Schemas, nearly all of them faulty."""
