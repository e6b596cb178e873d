"""Diagnostics, fixes and rule pages over the language server protocol, on stdio."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlparse

from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer

from vaultlint import __version__
from vaultlint.disk.inputs import says_how
from vaultlint.disk.vault import Loaded
from vaultlint.engine.check import check_note
from vaultlint.finding import Diagnostic, Fix, Safety, Severity
from vaultlint.lsp.positions import place
from vaultlint.note import Note
from vaultlint.parse.readable import READABLE
from vaultlint.rule import Selection
from vaultlint.rules import all_rules
from vaultlint.text import fold
from vaultlint.vault import Vault

_SEVERITIES = {
    Severity.ERROR: lsp.DiagnosticSeverity.Error,
    Severity.WARNING: lsp.DiagnosticSeverity.Warning,
    Severity.INFO: lsp.DiagnosticSeverity.Information,
}

Open = Callable[[Path], tuple[Path, Loaded, Selection]]
"""Loads the vault around a file or folder: where it lies, what is in it, which rules are in force."""


class Workspace:
    """The vault that an editor has open, with what it has not saved yet."""

    def __init__(self, open_vault: Open) -> None:
        self._open = open_vault
        self.root: Path | None = None
        self.vault = Vault((), {})
        self.selection: Selection = lambda _: ()
        self.found: dict[str, tuple[Diagnostic, ...]] = {}

    def load(self, place: Path) -> None:
        """Read the vault around a place again, as on disk."""
        self.root, loaded, self.selection = self._open(place)
        self.vault = loaded.vault

    def path_of(self, uri: str) -> str | None:
        """The path in the vault of a document, None for one outside."""
        parts = urlparse(uri)
        if self.root is None or parts.scheme != "file":
            return None
        file = Path(unquote(parts.path))
        for own, root in ((file, self.root), (file.resolve(), self.root.resolve())):
            if own.is_relative_to(root):
                path = own.relative_to(root).as_posix()
                if path in self.vault.notes:
                    return path
                same = (p for p in self.vault.notes if fold(p) == fold(path))
                return next(same, path)
        return None

    def is_news(self, path: str, *, gone: bool) -> bool:
        """Whether the vault is another because a file or folder of it was saved, came or went."""
        if says_how(path):
            return True
        if path.startswith(".") or "/." in path:
            return False
        if gone:
            return path in self.vault.files or any(
                file.startswith(f"{path}/") for file in self.vault.files
            )
        return path not in self.vault.files or path.lower().endswith(READABLE)

    def change(self, path: str, text: str) -> None:
        """Put what the editor holds in the place of the note on disk."""
        self.vault = self.vault.with_notes([Note.parse(path, text.encode())])

    def check(self, path: str) -> tuple[Diagnostic, ...]:
        """What is found in a note; nothing in one that is not checked."""
        note = self.vault.notes.get(path)
        if note is None or path in self.vault.unchecked:
            return ()
        judged = check_note(self.vault, note, self.selection(path), date.today())
        self.found[path] = judged.diagnostics
        return judged.diagnostics


def make_server(open_vault: Open) -> LanguageServer:
    """The server, not started yet."""
    server = LanguageServer("vaultlint", __version__)
    workspace = Workspace(open_vault)
    _show(server, workspace)
    _follow(server, workspace)
    _answer(server, workspace)
    return server


def _show(server: LanguageServer, workspace: Workspace) -> None:
    """Look at notes whenever they are opened or changed."""

    @server.feature(lsp.INITIALIZED)
    def initialized(_: lsp.InitializedParams) -> None:
        folder = server.workspace.root_path
        if folder:
            _load(server, workspace, Path(folder))
        if _can_watch(server):
            server.client_register_capability(lsp.RegistrationParams([_WATCHING]))

    @server.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
    def opened(params: lsp.DidOpenTextDocumentParams) -> None:
        if workspace.root is None:
            _load(server, workspace, Path(unquote(urlparse(params.text_document.uri).path)).parent)
        _publish(server, workspace, params.text_document.uri)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
    def changed(params: lsp.DidChangeTextDocumentParams) -> None:
        _publish(server, workspace, params.text_document.uri)


def _follow(server: LanguageServer, workspace: Workspace) -> None:
    """Look at the vault again whenever files of it are saved, closed, or changed by others."""

    @server.feature(lsp.TEXT_DOCUMENT_DID_SAVE)
    def saved(params: lsp.DidSaveTextDocumentParams) -> None:
        path = workspace.path_of(params.text_document.uri)
        # an editor that does not tell what others do to files: look for it now and then
        if (path is not None and says_how(path)) or not _can_watch(server):
            _reload(server, workspace)
        _publish_all(server, workspace)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CLOSE)
    def closed(params: lsp.DidCloseTextDocumentParams) -> None:
        _reload(server, workspace)  # what was not saved is forgotten
        uri = params.text_document.uri
        server.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, []))
        _publish_all(server, workspace)

    @server.feature(lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def moved(params: lsp.DidChangeWatchedFilesParams) -> None:
        if any(_is_news(server, workspace, event) for event in params.changes):
            _reload(server, workspace)
            _publish_all(server, workspace)


def _answer(server: LanguageServer, workspace: Workspace) -> None:
    """Answer what the editor asks about a place in a note."""

    @server.feature(lsp.TEXT_DOCUMENT_CODE_ACTION)
    def actions(params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
        return _actions(workspace, params)

    @server.feature(lsp.TEXT_DOCUMENT_HOVER)
    def hover(params: lsp.HoverParams) -> lsp.Hover | None:
        return _hover(workspace, params)


def _load(server: LanguageServer, workspace: Workspace, place: Path) -> None:
    try:
        workspace.load(place)
    except Exception as error:  # whatever is wrong with a config, the editor must go on
        message = lsp.ShowMessageParams(lsp.MessageType.Error, f"vaultlint: {error}")
        server.window_show_message(message)


_WATCHING = lsp.Registration(
    "files",
    lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES,
    lsp.DidChangeWatchedFilesRegistrationOptions([lsp.FileSystemWatcher("**/*")]),
)


def _can_watch(server: LanguageServer) -> bool:
    """Whether the editor tells what happens to files, if it is asked to."""
    about = server.client_capabilities.workspace
    files = about.did_change_watched_files if about else None
    return bool(files and files.dynamic_registration)


def _is_news(server: LanguageServer, workspace: Workspace, event: lsp.FileEvent) -> bool:
    path = workspace.path_of(event.uri)
    gone = event.type == lsp.FileChangeType.Deleted
    is_open = not gone and event.uri in server.workspace.text_documents
    if path is None or (is_open and not says_how(path)):
        return False  # of a note that is open, what the editor holds is what counts
    return workspace.is_news(path, gone=gone)


def _reload(server: LanguageServer, workspace: Workspace) -> None:
    """Read the vault again, as on disk but for the notes that are open."""
    if workspace.root is None:
        return
    _load(server, workspace, workspace.root)
    for uri, document in server.workspace.text_documents.items():
        path = workspace.path_of(uri)
        if path is not None and path.lower().endswith(READABLE):
            workspace.change(path, document.source)


def _publish_all(server: LanguageServer, workspace: Workspace) -> None:
    for uri in server.workspace.text_documents:
        _publish(server, workspace, uri)


def _publish(server: LanguageServer, workspace: Workspace, uri: str) -> None:
    path = workspace.path_of(uri)
    if path is None or not path.lower().endswith(READABLE):
        return
    document = server.workspace.get_text_document(uri)
    workspace.change(path, document.source)
    note = workspace.vault.notes[path]
    shown = [_diagnostic(note, d) for d in workspace.check(path)]
    server.text_document_publish_diagnostics(
        lsp.PublishDiagnosticsParams(uri=uri, version=document.version, diagnostics=shown)
    )


def _diagnostic(note: Note, diagnostic: Diagnostic) -> lsp.Diagnostic:
    return lsp.Diagnostic(
        range=place(note, diagnostic.finding.span),
        message=diagnostic.finding.message,
        severity=_SEVERITIES[diagnostic.severity],
        code=diagnostic.code,
        source="vaultlint",
    )


def _actions(workspace: Workspace, params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
    uri = params.text_document.uri
    path = workspace.path_of(uri)
    note = workspace.vault.notes.get(path) if path else None
    if path is None or note is None:
        return []
    found = []
    for diagnostic in workspace.found.get(path, ()):
        where = place(note, diagnostic.finding.span)
        if where.end < params.range.start or params.range.end < where.start:
            continue
        found += [
            _action(uri, note, diagnostic, fix)
            for fix in diagnostic.finding.fixes
            if all(e.path == path for e in fix.edits)
        ]
    return found


def _action(uri: str, note: Note, diagnostic: Diagnostic, fix: Fix) -> lsp.CodeAction:
    edits = [lsp.TextEdit(place(note, e.span), e.text) for e in fix.edits]
    return lsp.CodeAction(
        title=f"{fix.title} ({diagnostic.code})",
        kind=lsp.CodeActionKind.QuickFix,
        diagnostics=[_diagnostic(note, diagnostic)],
        is_preferred=fix.safety is Safety.SAFE,
        edit=lsp.WorkspaceEdit(changes={uri: edits}),
    )


def _hover(workspace: Workspace, params: lsp.HoverParams) -> lsp.Hover | None:
    path = workspace.path_of(params.text_document.uri)
    note = workspace.vault.notes.get(path) if path else None
    if path is None or note is None:
        return None
    pages: list[Any] = []
    for diagnostic in workspace.found.get(path, ()):
        where = place(note, diagnostic.finding.span)
        if where.start <= params.position <= where.end:
            rule = all_rules()[diagnostic.code]
            pages.append(f"**{rule.code} {rule.slug}**\n\n{rule.page.prose.strip()}")
    if not pages:
        return None
    content = lsp.MarkupContent(lsp.MarkupKind.Markdown, "\n\n---\n\n".join(pages))
    return lsp.Hover(contents=content)
