"""`vaultlint config`: the settings in force."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from vaultlint.cli.app import Stop
from vaultlint.cli.saying import tell
from vaultlint.cli.session import Session, vault_options
from vaultlint.disk.obsidian import read_settings
from vaultlint.settings import Settings


@click.group("config")
def command() -> None:
    """The settings in force."""


@command.command("show")
@click.argument("note", required=False, type=click.Path(path_type=Path))
@vault_options
def show(note: Path | None, **given: Any) -> None:
    """Print the settings, each with where it was written; for NOTE also the rules in force."""
    session = Session.open(
        [note] if note else [], given["vault_dir"], given["config_file"], given["more_rules"]
    )
    if note is not None and not note.exists():
        raise Stop(f"{note}: no such file or folder")
    config = session.config
    tell(f"vault: {session.shown_root}")
    rows = (
        ("extends", [f"preset:{p}" for p in config.presets] + list(config.files[:-1])),
        ("rules", list(config.rules)),
        ("exclude", list(config.exclude)),
        ("fail-on", str(config.fail_on)),
        ("baseline", config.baseline),
        ("schema-property", config.schema_property),
    )
    for key, value in rows:
        tell(f"{key}: {value}  # {config.origins.get(key, 'default')}")
    _tell_settings(read_settings(session.root))
    for schema in session.schemas.schemas:
        tell(f"schema {schema.name}  # {schema.origin.file}:{schema.origin.line}")
    path = session.inside(note) if note else ""
    for active in config.select()(path):
        if not active.if_asked:
            options = "" if active.options == active.rule.options() else f" {active.options}"
            tell(f"{active.rule.code} {active.rule.slug}: {active.severity}{options}")


def _tell_settings(settings: Settings) -> None:
    """What Obsidian's own settings say."""
    for name in ("template_folders", "ignore_filters"):
        tell(f"{name.replace('_', '-')}: {list(getattr(settings, name))}  # .obsidian")
    for kind, periods in (("daily", [settings.daily]), ("periodic", settings.periodic)):
        for one in periods:
            tell(f"{kind}-notes: `{one.format}` in `{one.folder or '/'}`  # .obsidian")


@command.command("json-schema")
@click.option(
    "--of",
    "what",
    type=click.Choice(["config", "schema", "report"]),
    default="config",
    help="What it describes; vaultlint.yaml if nothing is said.",
)
def json_schema(what: str) -> None:
    """Print the JSON Schema of vaultlint.yaml, of the schema language, or of the JSON report."""
    import json

    from pydantic import BaseModel

    from vaultlint.config.model import ConfigModel
    from vaultlint.report.json import ReportModel
    from vaultlint.schema.model import SchemaModel

    models: dict[str, type[BaseModel]] = {
        "config": ConfigModel,
        "schema": SchemaModel,
        "report": ReportModel,
    }
    click.echo(json.dumps(models[what].model_json_schema(by_alias=True), indent=1))
