"""The language server under a real client, over stdio."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
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


WATCHES = lsp.ClientCapabilities(
    workspace=lsp.WorkspaceClientCapabilities(
        did_change_watched_files=lsp.DidChangeWatchedFilesClientCapabilities(
            dynamic_registration=True
        )
    )
)


class Editor:
    """A client that has notes of a vault open; it tells what happens to files, if it `can`."""

    def __init__(self, vault: Path, can: lsp.ClientCapabilities) -> None:
        self.vault = vault
        self.can = can
        self.registered: list[str] = []
        self.client = LanguageClient("tests", "1")
        self._published: asyncio.Queue[lsp.PublishDiagnosticsParams] = asyncio.Queue()

        @self.client.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def receive(params: lsp.PublishDiagnosticsParams) -> None:
            self._published.put_nowait(params)

        @self.client.feature(lsp.CLIENT_REGISTER_CAPABILITY)
        def register(params: lsp.RegistrationParams) -> None:
            self.registered += [one.method for one in params.registrations]

        @self.client.feature(lsp.WINDOW_SHOW_MESSAGE)
        def show(_: lsp.ShowMessageParams) -> None: ...

    async def start(self) -> None:
        await self.client.start_io(sys.executable, "-m", "vaultlint", "server", cwd=self.vault)
        asked = lsp.InitializeParams(capabilities=self.can, root_uri=self.vault.as_uri())
        await self.client.initialize_async(asked)
        self.client.initialized(lsp.InitializedParams())

    def uri(self, name: str) -> str:
        return (self.vault / name).as_uri()

    def open(self, name: str) -> None:
        text = (self.vault / name).read_text("utf-8")
        item = lsp.TextDocumentItem(self.uri(name), "markdown", 1, text)
        self.client.text_document_did_open(lsp.DidOpenTextDocumentParams(item))

    def type(self, name: str, text: str) -> None:
        self.client.text_document_did_change(
            lsp.DidChangeTextDocumentParams(
                lsp.VersionedTextDocumentIdentifier(2, self.uri(name)),
                [lsp.TextDocumentContentChangeWholeDocument(text)],
            )
        )

    def save(self, name: str) -> None:
        known = lsp.TextDocumentIdentifier(self.uri(name))
        self.client.text_document_did_save(lsp.DidSaveTextDocumentParams(known))

    def close(self, name: str) -> None:
        known = lsp.TextDocumentIdentifier(self.uri(name))
        self.client.text_document_did_close(lsp.DidCloseTextDocumentParams(known))

    def moved(self, name: str, kind: lsp.FileChangeType) -> None:
        events = [lsp.FileEvent(self.uri(name), kind)]
        self.client.workspace_did_change_watched_files(lsp.DidChangeWatchedFilesParams(events))

    async def shows(self, name: str, *codes: str) -> None:
        """Wait for what is shown of a note: these codes, and no others."""
        while True:
            told = await asyncio.wait_for(self._published.get(), 30)
            if told.uri == self.uri(name):
                assert [d.code for d in told.diagnostics] == list(codes)
                return


def work_in(vault: Path, can: lsp.ClientCapabilities, work: Callable[[Editor], Any]) -> Editor:
    """Do some work in an editor."""
    editor = Editor(vault, can)

    async def session() -> None:
        try:
            await editor.start()
            await work(editor)
            await editor.client.shutdown_async(None)
            editor.client.exit(None)
        finally:
            await editor.client.stop()

    asyncio.run(session())
    return editor


PAIR: dict[str, str | bytes] = {
    ".obsidian/app.json": "{}",
    "A.md": "[[B]] [[C#Works]]\n",
    "C.md": "## Works\n",
}


def test_what_others_do_to_files_is_followed(tmp_path: Path) -> None:
    vault = make(tmp_path / "vault", PAIR)

    async def work(editor: Editor) -> None:
        editor.open("A.md")
        await editor.shows("A.md", "LNK001")
        make(vault, {"B.md": ""})
        editor.moved("B.md", lsp.FileChangeType.Created)
        await editor.shows("A.md")
        make(vault, {"C.md": "## Other\n"})
        editor.moved("C.md", lsp.FileChangeType.Changed)
        await editor.shows("A.md", "LNK002")
        (vault / "B.md").unlink()
        editor.moved("B.md", lsp.FileChangeType.Deleted)
        await editor.shows("A.md", "LNK001", "LNK002")
        make(vault, {"vaultlint.yaml": "ignore: [LNK001]\n"})
        editor.moved("vaultlint.yaml", lsp.FileChangeType.Created)
        await editor.shows("A.md", "LNK002")

    editor = work_in(vault, WATCHES, work)
    assert editor.registered == [lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES]


def test_a_config_that_is_saved_is_in_force_and_is_no_note(tmp_path: Path) -> None:
    vault = make(tmp_path / "vault", {**PAIR, "vaultlint.yaml": "# [[Nowhere]]\n"})

    async def work(editor: Editor) -> None:
        editor.open("A.md")
        await editor.shows("A.md", "LNK001")
        editor.open("vaultlint.yaml")
        make(vault, {"vaultlint.yaml": "ignore: [LNK001]\n"})
        editor.save("vaultlint.yaml")
        await editor.shows("A.md")
        make(vault, {"vaultlint.yaml": "selct: [LNK001]\n"})  # the last that could be read stays
        editor.save("vaultlint.yaml")
        await editor.shows("A.md")

    work_in(vault, WATCHES, work)


def test_an_editor_that_does_not_watch_sees_what_changed_when_it_saves(tmp_path: Path) -> None:
    vault = make(tmp_path / "vault", PAIR)

    async def work(editor: Editor) -> None:
        editor.open("A.md")
        await editor.shows("A.md", "LNK001")
        make(vault, {"B.md": ""})
        editor.save("A.md")
        await editor.shows("A.md")

    assert work_in(vault, lsp.ClientCapabilities(), work).registered == []


def test_what_is_closed_without_a_save_is_forgotten(tmp_path: Path) -> None:
    vault = make(tmp_path / "vault", {**PAIR, "B.md": ""})

    async def work(editor: Editor) -> None:
        editor.open("A.md")
        await editor.shows("A.md")
        editor.open("C.md")
        await editor.shows("C.md")
        editor.type("C.md", "## Other\n")
        await editor.shows("C.md")
        editor.type("A.md", "[[B]] [[C#Works]] \n")
        await editor.shows("A.md", "LNK002")
        editor.close("C.md")
        await editor.shows("C.md")
        await editor.shows("A.md")

    work_in(vault, WATCHES, work)


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
