"""What is known of a note once it is parsed: small, immutable, plain (tuples of strings and
numbers, so that they can be cached as JSON). Every start and end counts bytes of the file."""

from __future__ import annotations

from typing import Literal, NamedTuple

from vaultlint.text import Span

Kind = Literal["null", "checkbox", "number", "text", "list", "object"]
Style = Literal["plain", "single", "double", "literal", "folded", "block", "flow"]


class Value(NamedTuple):
    """A property's value as Obsidian reads it (YAML 1.2 core; dates are text).

    `text` is the scalar's text with quotes and escapes undone (`""` for null and collections).
    The span is the value as written, quotes included; an absent value is an empty span.
    `items` holds a list's values or an object's properties.
    """

    kind: Kind
    text: str
    style: Style
    start: int
    end: int
    items: tuple[Value, ...] = ()
    properties: tuple[Property, ...] = ()

    @property
    def span(self) -> Span:
        """The value as written."""
        return Span(self.start, self.end)

    @property
    def is_empty(self) -> bool:
        """Null, blank text, or a list or object with nothing in it."""
        if self.kind in ("list", "object"):
            return not self.items and not self.properties
        return self.kind == "null" or (self.kind == "text" and not self.text.strip())

    @property
    def content(self) -> tuple[object, ...]:
        """What the value says, wherever and however it is written."""
        items = tuple(i.content for i in self.items)
        return self.kind, self.text, items, tuple(p.content for p in self.properties)


class Property(NamedTuple):
    """One `key: value` of the front matter, or of an object within it.

    `start`..`end` are the whole lines of the entry (from the start of the key's line to the end
    of the value's last line, line break included); for an entry of a flow mapping they are the
    entry itself. The key's span holds its quotes.
    """

    key: str
    key_start: int
    key_end: int
    value: Value
    start: int
    end: int

    @property
    def key_span(self) -> Span:
        """The key as written."""
        return Span(self.key_start, self.key_end)

    @property
    def content(self) -> tuple[object, ...]:
        """What the property says, wherever and however it is written."""
        return self.key, self.value.content


class Problem(NamedTuple):
    """Something that could not be read as meant; `kind` names it, a rule words and reports it."""

    kind: str
    start: int
    end: int
    detail: str = ""

    @property
    def span(self) -> Span:
        """Where it is."""
        return Span(self.start, self.end)


class FrontMatter(NamedTuple):
    """The block of properties at the top of a note.

    `start`..`end` reach from the opening `---` to after the line break that follows the closing
    `---`; `inner_start`..`inner_end` are the YAML lines between them. `properties` are in file
    order, duplicates included, and empty where `problems` say that YAML could not read the block.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    properties: tuple[Property, ...] = ()
    problems: tuple[Problem, ...] = ()


LinkForm = Literal["wikilink", "markdown", "url"]


class Link(NamedTuple):
    """A link or an embed, in the body or as a property's value.

    `form` is `url` for whatever has a URI scheme; `target` then is the whole address.
    `target` is the path as Obsidian looks it up: before the first `#`, percent-decoded for
    Markdown links, without the backslash of `\\|`. `subpath` starts with `#` or is empty.
    `display` is the text after `|` (None where there is none) or the text in `[…]`.
    `start`..`end` hold the whole link, `![[` to `]]`; `target_start`..`target_end` the written
    target, subpath included, which is what a fix replaces. `key` is the property's key path
    (`up`, `list.0`) or None in the body. `in_table`: a `|` must be written `\\|` here.
    """

    form: LinkForm
    embed: bool
    target: str
    subpath: str
    display: str | None
    start: int
    end: int
    target_start: int
    target_end: int
    key: str | None = None
    in_table: bool = False

    @property
    def span(self) -> Span:
        """The whole link."""
        return Span(self.start, self.end)

    @property
    def target_span(self) -> Span:
        """The written target with its subpath."""
        return Span(self.target_start, self.target_end)

    @property
    def shown(self) -> str:
        """What the app shows of it: without a text of its own, the target and the names of its
        subpath with ` > ` between."""
        if self.display is not None:
            return self.display
        return " > ".join(part for part in (self.target, *self.subpath.split("#")) if part)


class Heading(NamedTuple):
    """A heading; `text` is its source text without the hashes, brackets of links kept."""

    level: int
    text: str
    start: int
    end: int


class Block(NamedTuple):
    """A block id; the span is `^id` itself."""

    id: str
    start: int
    end: int


class Tag(NamedTuple):
    """A tag of the body, without its `#`; the span holds the `#`."""

    name: str
    start: int
    end: int


ZoneKind = Literal["code", "fence", "math", "comment", "html"]


class Zone(NamedTuple):
    """Bytes in which Obsidian sees no Markdown: inline code, fenced or indented code, math,
    comments (`%%` and `<!-- -->`), HTML."""

    kind: ZoneKind
    start: int
    end: int


class Body(NamedTuple):
    """What stands below the front matter, each kind in the order of the text."""

    links: tuple[Link, ...] = ()
    headings: tuple[Heading, ...] = ()
    blocks: tuple[Block, ...] = ()
    tags: tuple[Tag, ...] = ()
    zones: tuple[Zone, ...] = ()
    problems: tuple[Problem, ...] = ()


class Chapter(NamedTuple):
    """A line of a chapter list: `01:49 title`.

    `start`..`end` is the line's content; `time_start`..`time_end` the digits and colons;
    `seconds` is None where they are no time (`24:75`). `url` is the address a linked timestamp
    leads to. `list` numbers the chapter lists of the note from 0.
    """

    time: str
    seconds: int | None
    title: str
    start: int
    end: int
    time_start: int
    time_end: int
    url: str | None = None
    list: int = 0

    @property
    def time_span(self) -> Span:
        """The timestamp as written."""
        return Span(self.time_start, self.time_end)


DirectiveKind = Literal["line", "next-line", "file", "begin", "end", "open", "stray", "unknown"]
"""A range that is never ended is `open`, an end that ends none is `stray`."""


class Directive(NamedTuple):
    """A comment, or an item of the property `vaultlint-ignore`, that silences rules.

    `codes` are as written, `reason` what follows the colon; `first`..`last` are the 1-based
    lines it speaks of (a `begin` without its `end` reaches the last line). One of kind `unknown`
    is a word that looks like a suppression and is none; it stands in `codes`.
    """

    kind: DirectiveKind
    codes: tuple[str, ...]
    reason: str
    first: int
    last: int
    start: int
    end: int


BASE_FENCE = "```base"
"""What opens a base in a note."""
MARKS = ("[^", "[!", "{{", "<%", BASE_FENCE)
"""What opens a footnote, a callout, a placeholder, a base: most notes hold none."""


MAX_FACTS = 100_000
"""Facts of its body above which a note is indexed by name only: rules might speak of each."""
FAILED = "failed"
"""The kind of a problem that is ours: the parser failed on the note."""


class Facts(NamedTuple):
    """All that is known of one note. `unreadable` says why nothing could be parsed
    (`not-utf8`, `nul`, `too-big`, `too-dense`, `too-deep`, `io`, FAILED): then every other fact is
    empty. `marks` are those of MARKS that stand anywhere in the file."""

    size: int
    lines: int = 1
    unreadable: Problem | None = None
    frontmatter: FrontMatter | None = None
    links: tuple[Link, ...] = ()
    headings: tuple[Heading, ...] = ()
    blocks: tuple[Block, ...] = ()
    tags: tuple[Tag, ...] = ()
    chapters: tuple[Chapter, ...] = ()
    directives: tuple[Directive, ...] = ()
    zones: tuple[Zone, ...] = ()
    problems: tuple[Problem, ...] = ()
    marks: tuple[str, ...] = ()

    @property
    def amount(self) -> int:
        """How many things the body holds of which rules may say something."""
        counted = (self.links, self.headings, self.blocks, self.tags)
        others = (self.chapters, self.directives, self.zones, self.problems)
        return sum(map(len, counted)) + sum(map(len, others))
