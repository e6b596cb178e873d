"""The body of a note: by the quick reader, or by the parser of all of Markdown."""

from __future__ import annotations

from vaultlint.parse.facts import Body
from vaultlint.parse.markdown_plain import read_plain_body


def read_body(data: bytes, start: int) -> Body:
    """The facts of `data[start:]` (valid UTF-8), with offsets into `data`.

    Problems are `empty-link`, `unclosed-link`, `extra-bracket`, `spaced-address`, `split-cell`,
    `unclosed-comment`, `unclosed-html`, `unclosed-math` and `unclosed-fence`.
    """
    body = read_plain_body(data, start)
    if body is not None:
        return body
    from vaultlint.parse.markdown import read_whole_body  # few notes need the parser

    return read_whole_body(data, start)
