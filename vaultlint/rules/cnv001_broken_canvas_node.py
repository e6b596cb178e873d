"""A canvas that is no valid JSON Canvas, or a card of it that leads nowhere.

The app shows a card whose file is gone as an empty frame, and refuses a canvas that it cannot
read; neither is told anywhere else. The whole file is checked by JSON Canvas 1.0: nodes and edges,
their ids, colours and sides, the nodes that edges join, the files, headings and blocks of file cards, and the links
in text cards. The path of a file card is exact, from the vault's root.

```md with file="Ideas/Garden.md"
# Spring
```

```json bad file="Plan.canvas"
{
  "nodes": [
    {"id": "a", "type": "file", "file": "Ideas/Gardens.md", "x": 0, "y": 0, "width": 400, "height": 300}
                                         ^^^^^^^^^^^^^^^^ no file `Ideas/Gardens.md`; did you mean `Ideas/Garden.md`?
  ],
  "edges": [
    {"id": "e", "fromNode": "a", "toNode": "b"}
                                           ^^^ no node has the id `b`
  ]
}
```

```json good file="Plan.canvas"
{
  "nodes": [
    {"id": "a", "type": "file", "file": "Ideas/Garden.md", "subpath": "#Spring", "x": 0, "y": 0, "width": 400, "height": 300},
    {"id": "b", "type": "text", "text": "see [[Garden]]", "x": 0, "y": 400, "width": 400, "height": 60}
  ],
  "edges": [{"id": "e", "fromNode": "a", "toNode": "b"}]
}
```

A canvas that was cut off, by a sync or by hand:

```json bad file="Plan.canvas"
{"nodes": [],}
            ^ no valid JSON: no `,` may stand after the last entry
```
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from posixpath import splitext

from vaultlint.finding import Finding
from vaultlint.note import Note
from vaultlint.parse.facts import Link
from vaultlint.rule import Context, NoOptions, rule
from vaultlint.schema.nearest import nearest
from vaultlint.vault.answer import Missing

_WORDS = {
    "canvas-json": "no valid JSON: {}",
    "canvas-shape": "{}",
    "canvas-missing": "this entry has no `{}`",
    "canvas-id": "the id `{}` is taken by an entry before",
    "canvas-edge": "no node has the id `{}`",
    "canvas-node-type": "no node type `{}`: it must be `text`, `file`, `link` or `group`",
}


@rule(files=(".canvas",), on=("problems", "links"))
def check(note: Note, ctx: Context[NoOptions]) -> Iterator[Finding]:
    for problem in note.facts.problems:
        yield Finding(problem.span, _WORDS[problem.kind].format(problem.detail))
    for link in note.facts.links:
        if link.form == "url":
            continue
        answer = ctx.vault.resolve(link, note)
        if isinstance(answer, Missing):
            yield Finding(link.target_span, _missing(link, answer, ctx))


def _missing(link: Link, answer: Missing, ctx: Context[NoOptions]) -> str:
    path = link.target.lstrip("/")
    if answer.part != "file":
        return f"`{answer.path or path}` has no {answer.part} `{link.subpath.lstrip('#^')}`"
    if link.target.startswith("/"):
        return f"no file `{path}`{_hint(path, ctx.vault.files)}"
    names = (f.rpartition("/")[2].removesuffix(".md") for f in ctx.vault.files)
    return f"no note named `{path}`{_hint(path, names)}"


def _hint(path: str, files: Iterable[str]) -> str:
    """The file that was probably meant; its ending, which all have, brings no name nearer."""
    bare, ending = splitext(path)
    bares = {splitext(f)[0]: f for f in files if splitext(f)[1].lower() == ending.lower()}
    near = nearest(bare, bares)
    return f"; did you mean `{bares[near]}`?" if near else ""
