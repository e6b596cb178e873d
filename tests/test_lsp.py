"""The language server under a real client, over stdio."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import Any

from lsprotocol import types as lsp
from pygls.lsp.client import LanguageClient

from tests.test_cli import make
from vaultlint.cli.server import _open
from vaultlint.lsp.server import Workspace

NOTE = "---\nup: [[Ada]]\n---\n🙂 see [[Nobody here]]\n"


def test_an_editor_gets_diagnostics_fixes_and_pages(tmp_path: Path) -> None:
    vault = make(
        tmp_path / "vault",
        {
            ".obsidian/app.json": "{}",
            "Ada.md": "# Ada\n",
            "笔记.md": NOTE,
        },
    )
    asyncio.run(session(vault, "-m", "vaultlint", "server"))


async def session(vault: Path, *server: str | Path, env: dict[str, str] | None = None) -> None:
    """What an editor does that has `笔记.md` of the vault open."""
    client = LanguageClient("tests", "1")
    published: asyncio.Queue[lsp.PublishDiagnosticsParams] = asyncio.Queue()

    @client.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
    def receive(params: lsp.PublishDiagnosticsParams) -> None:
        published.put_nowait(params)

    await client.start_io(sys.executable, *map(str, server), cwd=vault, env=env)
    try:
        await client.initialize_async(
            lsp.InitializeParams(capabilities=lsp.ClientCapabilities(), root_uri=vault.as_uri())
        )
        client.initialized(lsp.InitializedParams())
        note = vault / "笔记.md"
        item = lsp.TextDocumentItem(note.as_uri(), "markdown", 1, note.read_text("utf-8"))
        client.text_document_did_open(lsp.DidOpenTextDocumentParams(item))
        first = await asyncio.wait_for(published.get(), 30)
        by_code = {d.code: d for d in first.diagnostics}
        assert set(by_code) == {"LNK001", "YML003"}
        # the emoji counts two UTF-16 units
        assert by_code["LNK001"].range.start == lsp.Position(3, 7)
        action = await _fix(client, note, by_code["YML003"])
        (edit,) = action.edit.changes[note.as_uri()]
        assert (edit.range, edit.new_text) == (by_code["YML003"].range, '"[[Ada]]"')
        hover = await client.text_document_hover_async(
            lsp.HoverParams(lsp.TextDocumentIdentifier(note.as_uri()), lsp.Position(3, 9))
        )
        assert hover is not None
        assert "LNK001" in str(hover.contents)
        mended = '---\nup: "[[Ada]]"\n---\n🙂 see [[Ada]]\n'
        client.text_document_did_change(
            lsp.DidChangeTextDocumentParams(
                lsp.VersionedTextDocumentIdentifier(2, note.as_uri()),
                [lsp.TextDocumentContentChangeWholeDocument(mended)],
            )
        )
        second = await asyncio.wait_for(published.get(), 30)
        assert list(second.diagnostics) == []
        await client.shutdown_async(None)
        client.exit(None)
    finally:
        await client.stop()


def test_a_folder_in_a_vault_is_served_as_part_of_it(tmp_path: Path) -> None:
    vault = make(
        tmp_path / "vault",
        {".obsidian/app.json": "{}", "Ada.md": "", "sub/A.md": "[[Ada]] [[../Ada]] [[Gone]]\n"},
    )
    workspace = Workspace(_open)
    workspace.load(vault / "sub")
    path = workspace.path_of((vault / "sub/A.md").as_uri())
    assert path == "sub/A.md"
    workspace.change(path, "[[Ada]] [[Gone]]\n")
    assert [d.code for d in workspace.check(path)] == ["LNK001"]
    assert set(workspace.vault.notes) == {"Ada.md", "sub/A.md"}


async def _fix(client: LanguageClient, note: Path, diagnostic: lsp.Diagnostic) -> Any:
    actions = await client.text_document_code_action_async(
        lsp.CodeActionParams(
            lsp.TextDocumentIdentifier(note.as_uri()),
            diagnostic.range,
            lsp.CodeActionContext([diagnostic]),
        )
    )
    assert actions
    return actions[0]
