"""A change of config, schemas or settings: what it makes of notes that it does not touch is seen
by judging them as it was before, too."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from vaultlint.changes import Changes
from vaultlint.cli.app import Stop
from vaultlint.cli.session import Session
from vaultlint.config import Config
from vaultlint.disk import git
from vaultlint.disk.former import settings_before
from vaultlint.disk.inputs import input_digests, input_files, says_how
from vaultlint.disk.obsidian import read_settings
from vaultlint.disk.vault import unchecked_of
from vaultlint.schema.match import SchemaSet
from vaultlint.settings import Settings
from vaultlint.vault import Vault


class Resettled(NamedTuple):
    """How the vault was looked at before the change; by the default settings where faults of its
    own stopped every run."""

    config: Config
    schemas: SchemaSet
    settings: Settings

    def seen(self, old: Vault) -> Vault:
        """The old vault, looked at so."""
        unchecked = unchecked_of(old.files, self.settings, self.config)
        return old.under(self.schemas, self.settings, unchecked)


def resettled(session: Session, changes: Changes) -> Resettled | None:
    """How the vault was looked at before `changes`; None if as it is now."""
    root = session.root
    came = set(filter(says_how, changes.present))
    replaced = filter(says_how, changes.replaced & changes.contents.keys())
    ids = {path: changes.contents[path] for path in replaced}
    contents = git.blobs(root, ids.values())
    old = {path: contents[blob] for path, blob in ids.items() if blob in contents}
    try:
        with settings_before(root, old, came) as folder:
            return _read(session, folder)
    except OSError as error:
        raise Stop(f"the settings before the change cannot be laid out: {error}") from error


def _read(session: Session, folder: Path) -> Resettled | None:
    root = session.root
    before = replace(
        session,
        root=folder,
        config_file=session.config_file and _as_it_was(session.config_file, root, folder),
        more_rules=tuple(_as_it_was(d, root, folder) for d in session.more_rules),
    )
    try:
        if _inputs(before) == _inputs(session):
            return None
        return Resettled(before.config, before.schemas, read_settings(folder))
    except Stop:
        return Resettled(Config(), SchemaSet(), Settings())


def _as_it_was(path: Path, root: Path, folder: Path) -> Path:
    absolute = path.absolute()
    if not absolute.is_relative_to(root.absolute()):
        return path
    return folder / absolute.relative_to(root.absolute())


def _inputs(session: Session) -> dict[str, str]:
    root = session.root.absolute()
    files = input_files(root, session.config, session.more_rules, session.config_file)
    digests = input_digests(root, files)
    return {name.removeprefix(f"{root}/"): digest for name, digest in digests.items() if digest}
