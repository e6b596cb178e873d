"""Which attachments of a vault nothing shows or links to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import unquote

from vaultlint.note import Note
from vaultlint.parse.readable import READABLE
from vaultlint.patterns import later
from vaultlint.schema.predicate import scalars
from vaultlint.vault.answer import Missing

if TYPE_CHECKING:
    from vaultlint.vault.vault import Vault

ENDINGS = frozenset(
    [
        "avif",
        "bmp",
        "gif",
        "jpeg",
        "jpg",
        "png",
        "svg",
        "webp",
        "flac",
        "m4a",
        "mp3",
        "ogg",
        "opus",
        "wav",
        "webm",
        "3gp",
        "mkv",
        "mov",
        "mp4",
        "ogv",
        "pdf",
    ]
)
"""What Obsidian shows besides notes, canvases and bases."""
_SOURCE = later(rb"\b(?:src|href|poster|data)\s*=\s*[\"']?([^\"'<>\r\n]+)", re.IGNORECASE)


def unused_attachments(vault: Vault) -> frozenset[str]:
    """Files of an ending that Obsidian shows to which no link or embed leads, and which no
    property and no HTML names. Drawings that Excalidraw exports beside their note count as used.
    Reads every note."""
    left = {
        path
        for path in vault.files.difference(vault.linked_files)
        if path.rpartition(".")[2].lower() in ENDINGS and not _is_export(path, vault)
    }
    for note in vault.notes.values() if left else ():
        for name in _names(note):
            place = vault.names.find(name, note.path)
            if not isinstance(place, Missing):
                left.discard(place.path)
    return frozenset(left)


def _is_export(path: str, vault: Vault) -> bool:
    stem = re.sub(r"(?:\.(?:dark|light))?\.[^.]+$", "", path)
    return f"{stem}.md" in vault.files if stem.endswith(".excalidraw") else False


def _names(note: Note) -> Iterator[str]:
    """What a note may name a file by, besides in links."""
    if note.ending not in READABLE or note.facts.unreadable is not None:
        return
    for prop in note.properties.values():
        for value in scalars(prop.value):
            text = value.text.strip()
            if value.kind == "text" and text.rpartition(".")[2].lower() in ENDINGS:
                yield text.removeprefix("![[").removeprefix("[[").removesuffix("]]")
    for zone in note.facts.zones:
        if zone.kind == "html":
            for match in _SOURCE.finditer(note.data, zone.start, zone.end):
                yield unquote(match[1].decode("utf-8", "replace")).strip()
