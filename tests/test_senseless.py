"""Schemas that make no sense are refused where they are written, with what would be right."""

from __future__ import annotations

import pytest

from vaultlint.schema.load import load_schemas
from vaultlint.schema.source import SchemaError

# what stands below `schema: s`, the place of the fault, and what is said
SENSELESS = [
    ("fields: {a: {type: text, min: 3}}", "2:31", "`min` is for `date`, `datetime`, `number`, `integer`, `time`, `duration`: `text` does not know it"),
    ("fields: {a: {type: number, min: 5, max: 2}}", "2:33", "`min` 5 is above `max` 2"),
    ("fields: {a: {type: date, min: 2025-02-31}}", "2:31", "`2025-02-31` is no date: write `today`, or one such as `2025-08-27`"),
    ("fields: {a: {type: date, min: $nope}}", "2:31", "`$nope` refers to no field of the schema"),
    ("fields: {a: {type: date, min: $b}, b: checkbox}", "2:31", "`$b` is a `checkbox`, and compares with no `date`"),
    ("fields: {a: {type: date, min: $a}}", "2:31", "`$a` refers to the field itself"),
    ('fields: {a: {type: text, pattern: "[a-"}}', "2:35", "cannot read the pattern: unterminated character set at position 3"),
    ("fields: {a: {type: text, length: {min: 5, max: 2}}}", "2:34", "`min` 5 of `length` is above `max` 2"),
    ("fields: {a: {type: text, length: {min: -1}}}", "2:40", "`min` should be 0 or more"),
    ("fields: {a: {type: text, items: {min: 1}}}", "2:33", "`items` counts a list: give it a type such as `text[]`"),
    ('fields: {a: {type: "text[]", items: {min: 3, max: 1}}}', "2:37", "`min` 3 of `items` is above `max` 1"),
    ("fields: {a: {type: text, unique: true}}", "2:34", "`unique` speaks of a list: give it a type such as `text[]`"),
    ("fields: {a: {type: text, contains: [x]}}", "2:36", "`contains` speaks of a list: give it a type such as `text[]`"),
    ("fields: {a: enum()}", "2:13", "an argument of `enum` is empty: write one, or leave the brackets out"),
    ('fields: {a: "enum(x, x)"}', "2:13", "`x` stands twice: leave one out"),
    ("fields: {a: enum}", "2:13", "`enum` needs its values: `enum(todo, done)`"),
    ('fields: {a: {type: "enum(a, b)", default: c}}', "2:43", "`default` `c` is not among the values allowed"),
    ('fields: {a: {type: "enum(a, b)", one_of: [c]}}', "2:42", "`one_of` allows none of the values of the `enum`"),
    ("fields: {a: {type: text, one_of: []}}", "2:34", "`one_of` asks for nothing: leave it out, or say what"),
    ("fields: {a: {type: number, one_of: [x]}}", "2:36", "`one_of` `x` is no number"),
    ("fields: {a: {type: date, one_of: [x]}}", "2:34", "`one_of` `x` is no date: write `today`, or one such as `2025-08-27`"),
    ("fields: {a: {type: number, default: x}}", "2:37", "`default` `x` is no number"),
    ("fields: {a: {type: text, default: [x]}}", "2:35", "`default` is a list, `text` is not"),
    ("fields: {a: link(nobody)}", "2:13", "no schema `nobody` for `link(nobody)`"),
    ("fields: {a: link()}", "2:13", "an argument of `link` is empty: write one, or leave the brackets out"),
    ("fields: {a: text(3)}", "2:13", "`text` takes no arguments"),
    ('fields: {a: {type: "text!", nullable: true}}', "2:39", "`!` forbids that it is empty: write `required: true` in its place"),
    ('fields: {a: {type: "text!", required: false}}', "2:39", "`!` asks for the property: leave one of the two out"),
    ("fields: {a: {type: text, fields: {b: text}}}", "2:34", "`fields` is for `object`: `text` does not know it"),
    ("fields: {a: {type: object, fields: {}}}", "2:36", "`fields` asks for nothing: leave it out, or say what"),
    ("fields: {a: {type: text, schemes: [https]}}", "2:35", "`schemes` is for `url`: `text` does not know it"),
    ("fields: {a: {type: url, schemes: []}}", "2:34", "`schemes` asks for nothing: leave it out, or say what"),
    ('fields: {a: {type: date, format: "QQQ"}}', "2:34", "`QQQ` is no form: write one such as `YYYY-MM-DD`, `HH:MM:SS`"),
    ("fields: {a: {type: text, style: fancy}}", "2:33", "`fancy` is none of `kebab`, `snake`, `camel`, `pascal`, `lower`, `upper`"),
    ("fields: {a: text}\norder: [a, a]", "3:12", "`order` holds `a` twice: leave one out"),
    ("fields: {a: text}\nunique: [a, a]", "3:13", "`unique` holds `a` twice: leave one out"),
    ("match: {}\nfields: {a: text}", "2:8", "`match` asks for nothing: leave it out, or say what"),
    ("match: {any: []}", "2:14", "`any` asks for nothing: leave it out, or say what"),
    ("match: {path: []}", "2:15", "`path` asks for nothing: leave it out, or say what"),
    ('match: {name: "/[a-/"}', "2:15", "cannot read the pattern: unterminated character set at position 3"),
    ("match: {not: {}}", "2:14", "`not` asks for nothing: leave it out, or say what"),
    ("match: {field: {}}", "2:16", "`field` asks for nothing: leave it out, or say what"),
    ('match: {has: ""}', "2:14", "`` names no property: write its name"),
    ('match: {tag: "a b"}', "2:14", "`a b` is no tag: a tag has no spaces"),
    ('match: {tag: "123"}', "2:14", "`123` is no tag: a tag needs a character that is no digit"),
    ('match: {folder: "/"}\nnot: {path: x}', "3:1", "unknown key `not`"),
    ('match: {heading: ""}', "2:18", "`` names no heading: write its text"),
    ("extends: s", "2:10", "`extends` goes round in a circle: `s` → `s`"),
    ("extends: [nope]", "2:10", "`extends` names no schema: `nope`"),
    ('body: {chapters: {format: "XX"}}', "2:27", "`XX` is no form of a timestamp: write one such as `MM:SS`, `HH:MM:SS`"),
    ("body: {chapters: {within: $dur}}", "2:27", "`$dur` refers to no field of the schema"),
    ("body: {chapters: {start: 5}}", "2:26", "`start` is `any` or `0:00`, not `5`"),
    ("body: {headings: {required: [Notes, Notes]}}", "2:37", "`required` holds `Notes` twice: leave one out"),
    ('body: {headings: {required: [""]}}', "2:30", "`` names no heading: write its text"),
    ('body: {headings: {required: ["####### x"]}}', "2:30", "`####### x` is no heading: a heading has six `#` at most"),
    ("checks: [{id: a, require: {has: b}}, {id: a, require: {has: c}}]", "2:43", "two checks have the id `a`: give each its own"),
    ("checks: [{id: a, when: {has: b}}]", "2:10", "`require` is missing"),
    ("checks: [{id: a, when: {has: b}, require: {has: b}}]", "2:43", "`require` asks for what `when` says already: it would never be found"),
    ("checks: [{id: a, when: {has: b}, require: {}}]", "2:43", "`require` asks for nothing: leave it out, or say what"),
    ("checks: [{when: {has: b}, require: {has: c}}]", "2:10", "`id` is missing"),
    ("fields: {a: txet}", "2:13", "unknown type `txet`; did you mean `text`?"),
    ("fields: {a: {type: duration, min: abc}}", "2:35", "`abc` should be a duration such as `1:25:05`"),
    ('fields: {a: {type: time, max: "30:00"}}', "2:31", "`30:00` should be a time such as `10:30`"),
    ('fields: {a: {type: "link[]", contains: [Ada]}}', "2:40", "`contains` `Ada` is no link: write `[[Ada]]`"),
    ("fields: {a: {type: link, one_of: [Ada]}}", "2:34", "`one_of` `Ada` is no link: write `[[Ada]]`"),
    ('fields: {a: {type: text, pattern: "a", one_of: [b]}}', "2:48", "`one_of` is `b`, which does not match the pattern `a`"),
    ("fields: {a: {type: text, length: {min: 3}, default: x}}", "2:53", "`default` has 1 character, and 3 at least are asked for"),
    ("fields: {a: {type: number, min: 3, default: 1}}", "2:45", "`default` is `1`, below `3`"),
    ('fields: {a: {type: "text[]", items: {max: 0}}}', "2:37", "`max` 0 of `items` allows nothing: write 1 or more"),
    ('fields: {a: {type: "text[]!", items: {max: 0}}}', "2:38", "`max` 0 of `items` allows nothing: write 1 or more"),
    ("fields: {a: {type: object, fields: {b: {type: number, min: $zz}}}}", "2:60", "`$zz` refers to no field of the schema"),
    ('fields: {"": text}', "2:14", "a property has a name"),
    ('match: {path: "../x/**"}', "2:15", "`../x/**` leads out of the vault: paths begin at its folder"),
    ("match: {path: 'C:\\x'}", "2:15", "`C:\\x` holds `\\`: write `/` between folders"),
    ("match: {all: [{has: a}, {not: {has: a}}]}", "2:8", "no note can meet `match`: it asks for what its `not` rules out"),
    ("fields: {a: {type: checkbox, one_of: [true, maybe]}}", "2:38", "`one_of` `maybe` should be `true` or `false`"),
    ("fields: {a: {type: text, one_of: [a, a]}}", "2:34", "`a` stands twice: leave one out"),
    ("fields: {a: {type: email, default: nobody}}", "2:36", "`default` `nobody` should be an email address"),
    ('fields: {a: {type: url, default: "x y"}}', "2:34", "`default` `x y` is no url: write it as `https://…`"),
    ('fields: {a: {type: time, default: "9"}}', "2:35", "`default` `9` should be a time such as `10:30`"),
    ("fields: {a: {type: duration, default: soon}}", "2:39", "`default` `soon` should be a duration such as `1:25:05`"),
    ('fields: {a: {type: tag, default: "a b"}}', "2:34", "`default` `a b` is no tag: a tag has no spaces"),
    ('fields: {a: {type: "link(s)", default: "[[X]]", schemes: [x]}}', "2:58", "`schemes` is for `url`: `link(s)` does not know it"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "place", "message"), SENSELESS)
def test_a_schema_that_makes_no_sense_is_refused(text: str, place: str, message: str) -> None:
    with pytest.raises(SchemaError) as refused:
        load_schemas({"s.yaml": f"schema: s\n{text}\n".encode()})
    assert [str(fault) for fault in refused.value.faults] == [f"s.yaml:{place}: {message}"]


@pytest.mark.parametrize(
    "text",
    [
        "fields: {a: {type: date, min: $b}, b: {type: date, min: $a}}",
        "fields: {a: {type: number, pattern: '[0-9]{4}'}}",
        "fields: {a: {type: 'text[]', default: 3}}",
        "fields: {a: {type: date, default: today, min: 2020-01-01}}",
        "fields: {a: {type: date, format: DD.MM.YYYY}}",
        "fields: {a: {type: text, required: true, nullable: true}}",
        "fields: {a: {type: file(png), default: x.png}}",
        "fields: {a: {type: link, default: '[[X]]'}}",
        "fields: {a: {type: integer, min: 1.0}}",
        "order: [a, b]",
        "unique: [source]",
        "match: {path: 'a/\\[x\\]/**', folder: /, tag: '#a/b'}",
        "match: {has: a, not: {has: b}}",
        "checks: [{id: a, require: {has: b}}]",
        "body: {chapters: {format: 'H:MM:SS|MM:SS|M:SS|MMM:SS'}, headings: {required: '## A'}}",
    ],
)
def test_what_makes_sense_is_not_refused(text: str) -> None:
    assert load_schemas({"s.yaml": f"schema: s\n{text}\n".encode()}).schemas
