"""Schemas and configs: most of them such as people write, some with a fault, some nothing but."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.strategies.grammar import Text

GRAMMAR = {
    "schema": ["schema: made\n⟨match⟩⟨fields⟩⟨order⟩⟨unknown⟩⟨body⟩⟨checks⟩⟨unique⟩"],
    "match": [f"match: {m}\n" for m in ("{has: status}", "{path: ['*.md']}", "{path: '**'}", "{name: Note}", "{name: '/No.*/'}", "{tag: book}", "{field: {status: todo}}", "{field: {show: '[[Ada]]'}}",
              "{not: {has: zzz}}", "{any: [{has: a}, {has: title}]}", "{all: [{has: title}, {not: {tag: x}}]}", "{heading: Notes}", "{folder: /}", "{field: {rating: null}}")],
    "fields": ["fields:\n  duration: ⟨type⟩\n⟨dates⟩⟨first⟩⟨second⟩⟨third⟩"],
    "dates": ["  published: date\n  created: date\n", "  published: ⟨date⟩\n  created: {type: date, min: $published}\n", "  published: {type: 'date!', max: $created}\n  created: ⟨date⟩\n"],
    "first": ["", "  title: ⟨type⟩\n", "  title: ⟨text⟩\n", "  status: ⟨type⟩\n", "  status: {type: 'enum(todo, done)!', default: todo}\n", "  rating: ⟨number⟩\n", "  键: ⟨type⟩\n", "  title: ⟨text⟩\n  status: 'enum(todo, done)'\n  rating: ⟨number⟩\n"],
    "second": ["", "  guests: ⟨type⟩\n", "  guests: ⟨list⟩\n", "  topics: ⟨list⟩\n", "  tags: ⟨type⟩\n", "  aliases: ⟨list⟩\n", "  source: ⟨type⟩\n", "  topics: ⟨list⟩\n  guests: ⟨list⟩\n"],
    "third": ["", "  show: ⟨type⟩\n", "  my key:\n    type: object\n    fields:\n      x: ⟨type⟩\n      y: ⟨type⟩\n", "  x-1: ⟨type⟩\n", "  show: ⟨type⟩\n  cssclasses: ⟨list⟩\n"],
    "type": ["text", "⟨kind⟩", "⟨kind⟩[]", "⟨kind⟩!", "⟨kind⟩[]!", "⟨kind⟩[?]", "⟨long⟩"],
    "kind": ["text", "number", "integer", "checkbox", "date", "datetime", "time", "duration", "url", "email", "tag", "link", "link?", "link(made)", "link(made?)", "file(png)", "any", "object"],
    "long": ["{type: text, required: true}", "{type: number, min: 0, max: 7, default: 1}", "{type: 'link?[]', contains: '[[Ada]]'}", "{type: 'tag[]!', default: [book]}", "{type: any, nullable: true, required: true}", "{type: 'link', one_of: ['[[Ada]]', '[[Home]]']}", "{type: 'text[]', default: []}"],
    "text": ["text!", "{type: text, pattern: '[a-z: ]+', default: 'a: b'}", "{type: text, default: '[[Ada]]'}", "{type: text, length: 3}", "{type: text, one_of: [a, b]}", "{type: 'text!', default: \"x\\ny\"}", "{type: 'text!', default: ' # '}",
             "{type: text, style: kebab}", "{type: 'text!', default: '键 🙂'}", "{type: text, length: {min: 1, max: 9}, severity: info}", "{type: 'text!', default: '2025'}", "{type: text, default: ''}", "{type: text, required: true, nullable: true, default: ''}"],
    "date": ["date", "{type: 'date!', max: today}", "{type: 'date!', default: today}", "{type: date, min: 2020-01-01, format: YYYY-MM-DD}", "{type: datetime, max: today}"],
    "number": ["number", "{type: number, min: 0, max: 7, default: 1}", "{type: 'integer!', default: 0}", "{type: number, one_of: [1, 2]}", "{type: 'number[]', items: {min: 1, max: 2}}"],
    "list": ["text[]", "{type: 'text[]', unique: true}", "{type: 'link?[]', unique: true}", "{type: 'link(made?)[]', items: 2}", "{type: 'text[]!', default: [a, 'b: c']}", "{type: 'text[]', contains: [a, b]}", "{type: 'date[]'}"],
    "order": ["", "order: [title, published, status, rating, guests, topics, show, created]\n", "order: [show, tags, status, title]\n", "order: [键, title]\n"],
    "unknown": ["", "unknown: warning\n", "unknown: error\n", "unknown: allow\n"],
    "body": ["", "body: {chapters: {required: true}}\n", "body: {chapters: {start: '0:00', increasing: loose, format: 'MM:SS|HH:MM:SS', within: $duration}}\n", "body: {headings: {required: [Notes, '## More']}}\n", "body: {chapters: {}}\n"],
    "checks": ["", "checks: [{id: a, when: {has: status}, require: {heading: Notes}}]\n", "checks: [{id: b, require: {has: title}, severity: info, message: 'give it one'}]\n"],
    "unique": ["", "unique: [source]\n", "unique: [title, show]\n"],
    "config": ["⟨line⟩", "⟨line⟩⟨line⟩", "⟨line⟩⟨line⟩⟨line⟩⟨line⟩", "# why\n⟨line⟩\n⟨line⟩"],
    "line": ["exclude: ⟨globs⟩\n", "select: ⟨codes⟩\n", "extend-select: ⟨codes⟩\n", "ignore: ⟨codes⟩\n", "severity: {⟨code⟩: ⟨level⟩}\n", "options: {LNK001: {planned: ⟨globs⟩}}\n", "options: {⟨code⟩: {⟨key⟩: 7}}\n", "overrides: [{files: ⟨globs⟩, ignore: ⟨codes⟩}]\n",
             "overrides:\n  - files: ⟨globs⟩\n    severity: {⟨code⟩: ⟨level⟩}\n    select: ⟨codes⟩\n", "fail-on: ⟨level⟩\n", "extends: ⟨base⟩\n", "rules: ⟨base⟩\n", "baseline: b.json\n", "schema-property: kind\n", "exlude: [a]\n", "⟨key⟩: ⟨codes⟩\n"],
    "globs": ["'*.md'", "['Archive/**']", "[]", "['a/**', '!b']", "'**'", "['[', '!', '']", "'*a*a*a*a*a*a*b'", "{}", "7", "['../x']", "['日记/**']"],
    "codes": ["LNK001", "[YML, SCH]", "[broken-link]", "[]", "[lnk001]", "[LNK999]", "7", "", "[LNK, LNK001, lnk]", "{LNK001: off}", "ALL"],
    "code": ["LNK001", "LNK", "broken-link", "NOPE", "SUP001", "7", "''"],
    "level": ["warning", "error", "info", "off", "loud", "7", "null"],
    "key": ["planned", "x", "select", "severity", "''", "\"\\e\"", "files"],
    "base": ["preset:kepano", "[preset:daily, preset:zettelkasten]", "preset:nope", "../x.yaml", "https://x.io/a.yaml", "[]", "~/.ssh", "vaultlint.yaml", "[a, [b]]", "/etc"],
}  # fmt: skip
TEXT = Text(GRAMMAR)


@st.composite
def schemas(draw: st.DrawFn) -> bytes:
    """A schema that can be read."""
    return TEXT.draw(draw, "schema").encode()


@st.composite
def configs(draw: st.DrawFn) -> bytes:
    """A config, with a fault or none."""
    return TEXT.draw(draw, "config").encode()


WORDS = st.recursive(
    st.sampled_from(
        ["LNK001", "LNK", "lnk001", "broken-link", "NOPE", "", "*", "**", "[", "!", "a/**", "../x", "/etc/passwd", "~", "preset:kepano", "preset:nope",
         "warning", "off", "error", 7, -1, True, None, 1.5, "https://x.io/a.yaml", "vaultlint.yaml", "\x1b[0m", "a\nb", "*a*a*a*a*a*a*b", "💥"]
    ) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6) | st.sampled_from(["files", "select", "ignore", "LNK001", "type", "has", "title"]), inner, max_size=3),
    max_leaves=6,
)  # fmt: skip


def _trees(*keys: str) -> st.SearchStrategy[dict[str, object]]:
    return st.dictionaries(st.sampled_from(keys), WORDS, max_size=6)


CONFIGS = _trees("extends", "rules", "exclude", "select", "extend-select", "ignore", "severity", "options", "overrides", "fail-on", "baseline", "exlude")  # fmt: skip
"""Configurations, nearly all of them faulty."""
SCHEMA_TREES = _trees("schema", "match", "fields", "extends", "order", "unknown", "body", "checks", "unique", "examples", "feilds")  # fmt: skip
"""Schemas, nearly all of them faulty."""
