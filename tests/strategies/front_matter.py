"""Properties in every way that people and programs write them. `§` becomes a word that stands
nowhere else in the note."""

from __future__ import annotations

LONG = "a text of § that goes on and on, as texts do, until whoever writes it folds it at eighty\n  columns, which YAML reads as one line 杨 🙂 §"

GRAMMAR = {
    "property": [
        "⟨key⟩: §", "⟨known⟩", "⟨known⟩", "⟨known⟩", "⟨known⟩⟨tail⟩", "⟨known⟩⟨tail⟩", "status: ⟨state⟩", "rating: ⟨number⟩⟨tail⟩", "title: ⟨sane⟩⟨tail⟩", "⟨key⟩: ⟨sane⟩⟨tail⟩",
        "⟨key⟩: ⟨sane⟩", "⟨key⟩:⟨list⟩", "⟨key⟩: ⟨flow⟩⟨tail⟩", "⟨key⟩:⟨value⟩", "⟨comment⟩", "⟨legacy⟩:⟨value⟩", "vaultlint-ignore: ⟨codes⟩", "⟨strange⟩",
    ],
    "strange": ["⟨key⟩: ⟨scalar⟩", "", "⟨key⟩:⟨odd⟩", "⟨key⟩ : ⟨scalar⟩", "⟨key⟩:   ⟨scalar⟩", "? ⟨key⟩\n: ⟨scalar⟩", "⟨key⟩: ⟨bait⟩"],
    "sane": ["§", '"⟨inside⟩"', "'⟨inside⟩'", "⟨date⟩", "⟨number⟩", "⟨linked⟩", "⟨state⟩", "⟨url⟩", "杨§ §", "é§", "🙂 §", LONG, f'"{LONG}"', ">-\n  folded §\n  on\n\n  and on", "|\n  §\n   more §", "&a§ §", "it's §", "C# §"],
    "key": ["x-§", "title", "tags", "aliases", "published", "created", "status", "show", "guests", "rating", "source", "duration", "topics", "statsu", "Titel",
            "my key", "键", '"quoted"', "'single'", '"test:key"', "'it''s'", "a.b", "null", "1", "true", "cssclasses", "🙂"],
    "legacy": ["tag", "alias", "cssclass"],
    "known": ["title: ⟨sane⟩", "tags:⟨list⟩", "tags: ⟨flow⟩", "aliases:⟨list⟩", "published: ⟨date⟩", "created: ⟨date⟩", "status: ⟨state⟩", "show: ⟨linked⟩", "guests:⟨list⟩",
              "guests: ⟨flow⟩", "rating: ⟨number⟩", "source: ⟨url⟩", "duration: ⟨time⟩", "topics:⟨list⟩", "topics: ⟨flow⟩", "status:", "rating:"],
    "tail": ["", "  ", " # §", "  # a: b §", " # [[Ada]] §", " # vaultlint-disable-line SCH003", "\t", " #"],
    "comment": ["# §", "  # §", "#", "# a: b §", "#§", "# vaultlint-disable-line SCH003: §", "# [[Nowhere]]"],
    "codes": ["[SCH003]", "SCH003", "[]", "[NOPE, 7]", "[SCH003, LNK001] # §", "\n  - SCH003\n  - LNK001"],
    "scalar": ["§", '"⟨inside⟩"', "'⟨inside⟩'", "⟨word⟩", "⟨word⟩ ⟨word⟩", "⟨date⟩", "⟨number⟩", "⟨linked⟩", "⟨state⟩", "⟨url⟩", "⟨bait⟩", "&a§ ⟨word⟩", "!!str §", LONG,
               f'"{LONG}"', f"'{LONG}'", ">-\n  folded §\n  on\n\n  and on", "|\n  §\n   more §", "|+\n  §\n\n", "|2-\n   § \n  x", ">\n  ⟨  |linked⟩\n  §"],
    "word": ["§", "word", "杨§", "é§", "e\u0301§", "🙂§", "👩‍👧§", "§\u00a0x", "§\u200bx", "אב§", "C#", "§#", "#§", "a:b", "§!", "@§", "`§", "%§", "-§", "it's", "§\\", "{{date}}", "ＡＢ§"],
    "inside": ["§", "⟨word⟩", "§: y", "§ # no comment", "[[Ada]]", "[[Ada|§]]", "[[Adda|§]]", " § ", "", "#book", "2025-08-27", "7", "§, b", "\\u00e9§" , "it''s §"],
    "date": ["2025-08-27", "2026-02-31", "27 Aug 2025", "2025/8/27", "03/04/2026", "2025-8-7", "20250827", '"2025-08-27"', "'2025/8/27'", "2025-08-27T10:30", "2025-08-27 10:30:00",
             "2025-08-27T10:30:00+02:00", "2025年8月27日", "2099-01-01", "[2025-08-27]", "\n- 2025-08-27", "[[2025-08-27]]", "2025-08-27 §", "Aug 27, 2025"],
    "number": ["5", '"5"', "'7'", "4.50", "1e3", "0o7", "012", "1_000", "-1", ".inf", "5,5", "[5]", "1:30", '" 5"', "５"],
    "state": ["todo", "Todo", "tood", "DONE", " 'DONE'", '"done"', "[done]", "\n- todo", "done ", "to do", "~", "null", "no", "true"],
    "url": ["https://example.org/§", '"https://example.org/§"', "example.org/§", "http://a b", "<https://example.org/§>", "[§](https://example.org)", "https://例え.jp/§"],
    "time": ["1:30:00", '"90:00"', "45 min", "PT1H", "0:59", "1h 2m"],
    "bait": ["~", "null", "yes", "no", "on", "08", "0777", "1:30", "<<", "=", "!x §", ".nan", "- §", "? §", "*a", "[§", "{§", "\"§", "'§", "§: y", "§:", "| §", "> §"],
    "linked": ['"[[Ada]]"', "'[[Ada|§]]'", "[[Ada]]", "[[Ada|a: §]]", "[[Ada]], [[Home]]", '"[[Adda]]"', "[[Adda|§]]", '"[[Lady]]"', "[[Wrong/Ada]]", '"[[ada]]"', '"[[Ada#Ntes]]"', '"[[Ada]] §"',
               "[[Ada]] §", "[[[Ada]]]", "[[Ada]", '"[§](Ada.md)"', "[[Two]]", "![[pic.png]]", '"[[Ada|§\n  §]]"', '"[[杨 §]]"', "[[Sub/My note]]"],
    "list": ["\n  - ⟨item⟩", "\n- ⟨item⟩\n- ⟨item⟩", "\n  - ⟨item⟩\n  - ⟨item⟩\n  - ⟨item⟩", "\n    - ⟨item⟩\n    - ⟨item⟩", "\n  -   ⟨item⟩\n  -  ⟨item⟩", "\n  # §\n  - ⟨item⟩\n\n  # §\n  - ⟨item⟩ # §",
             " # §\n  - ⟨item⟩\n  - ⟨item⟩", "\n  - a\n  - ⟨item⟩\n  - a", "\n  - \"[[Ada]]\"\n  - [[Ada]]\n  - '[[Ada|§]]'", "\n - ⟨item⟩\n - ⟨item⟩  ", "\n  - book\n  - \"#book\"\n  - Book", "\n  - §:\n    y: ⟨scalar⟩"],
    "item": ["§", "§", "⟨sane⟩", "⟨linked⟩", "⟨linked⟩", "a", "⟨word⟩", '"⟨inside⟩"', "'⟨inside⟩'", "⟨date⟩", "", "~", "a", "book", "#book", "[§, b]", "{x: §}", "⟨bait⟩", "- §", "&i§ x", "§: y", "5", "to do", "- a\n    - §"],
    "flow": ["[§]", "[⟨member⟩, ⟨member⟩]", "[ ⟨member⟩ , ⟨member⟩ ]", "[⟨member⟩,\n  ⟨member⟩,\n  ⟨member⟩]", "[]", "[⟨member⟩, ]", "[a, a, § ]", "{x: §, y: 2}", "{x: {y: [§]}}", "[ # §\n  ⟨member⟩, # §\n  a ]",
             "&f [§, b]", "[[§]]", "[a,§]", "{}", '["[[Ada]]","[[Ada|§]]"]', "[⟨member⟩, ⟨member⟩, ⟨member⟩, ⟨member⟩, ⟨member⟩]"],
    "member": ["§", "a", "a", "⟨word⟩", '"⟨inside⟩"', "'⟨inside⟩'", '"[[Ada]]"', "'[[Ada|§]]'", "[[Ada]]", '"[[Adda]]"', "2025-08-27", "5", "'#book'", "book", "Book", "~", "", "to do", "[§]", "🙂"],
    "value": ["", " §", " ⟨flow⟩", "⟨list⟩", "\n  sub: §\n  other: ⟨scalar⟩", "\n  sub:⟨  |list⟩", "\n  deep:\n    deeper:\n      - ⟨item⟩", " |\n  §\n  ⟨word⟩", " &v ⟨flow⟩", " *v", " !!map {x: §}", " #book #§", " book, to do, §", "\n  ⟨scalar⟩", "\n  §", " # §\n  ⟨sane⟩", "\n  # §\n  ⟨sane⟩ # §", " &v # §\n  §", " !!str\n  §"],
    "odd": ["\t§", " §\t# x", ' "§', " '§", " §:y", " a: §", " §: b # c", " [§", " {§", " *nope", " <% tp.x %>", " {{date}}", " %§", " @§", " `§", " |\n§", "\n  §\n    §", "\n\t- §", " [[Ada]] # §", "   [[Ada|a: §]]", " [[Ada]], [[Home]]",
            "\n<<: *v", " plain §\n  goes on", ' "double §\n  goes on"', " - §", " § \n   \n", " >-\n\n  § ", " [[Ada]],§", " ---", "§", "  - a\n  - b"],
    "opening": ["---\n", "---\n", "---\n", "---\n", "---\n", "---\n", "---\n", "---\n", "---\n", "---\n", "---\n", "---\n", "---\n", "---\n", "---\n", "---\n", "\n---\n", "  \n---\n", "---  \n", "", "# §\n---\n", "----\n", "---\n---\n"],
    "closing": ["---\n", "---\n", "---\n", "---\n", "---\n", "---\n", "---\n", "---\n", "---\n", "---\n", "---\n", "---\n", "---\n", "---\n", "---\n", "---\n", "---", "--- \n", "...\n", "", "----\n", " ---\n", "---\n\n---\na: §\n---\n", "---\n\n\n"],
}  # fmt: skip
