"""`vaultlint init`: a first configuration for a vault, and a baseline, so that it is green."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click

from vaultlint.cli.app import Stop, say
from vaultlint.cli.remember import whole
from vaultlint.cli.session import Session, relative
from vaultlint.disk.cache import cache_folder
from vaultlint.disk.formatters import harms
from vaultlint.disk.root import CONFIG_NAMES, find_root
from vaultlint.engine.baseline import Baseline
from vaultlint.schema.load import load_schemas
from vaultlint.schema.shipped import preset_names
from vaultlint.vault import Missing, Vault
from vaultlint.vault.missing import near_name, why_missing

SHARE = 0.05
"""Share of notes that a preset must fit before it is proposed; share of links to unwritten notes
above which these are let be."""


@click.command("init")
@click.argument(
    "folder", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path)
)
@click.option("--preset", multiple=True, metavar="NAME", help="A preset to stand on.")
@click.option("--no-baseline", is_flag=True, help="Write no baseline.")
def command(folder: Path | None, preset: tuple[str, ...], no_baseline: bool) -> None:
    """Look at the vault in FOLDER, write a commented vaultlint.yaml, propose schemas, and write
    a baseline of what is wrong today. Nothing that exists is overwritten, and no note is touched."""
    root = folder or find_root([])
    for name in CONFIG_NAMES:
        if (root / name).exists():
            raise Stop(f"{relative(root / name)} exists; remove it to start anew")
    for name in preset:
        if name not in preset_names():
            raise Stop(f"no preset `{name}`; there are {', '.join(preset_names())}")
    session = Session(root)
    vault = session.load().vault
    fits = _fitting(vault)
    chosen = list(preset) or [name for name, share in fits.items() if share >= SHARE]
    config = root / CONFIG_NAMES[0]
    try:
        config.write_text(_text(chosen, fits, vault), encoding="utf-8")
    except OSError as error:
        raise Stop(f"{relative(config)}: cannot be written, {error.strerror}") from error
    say(f"wrote {relative(config)}")
    for harm in harms(root):
        say(f"vaultlint: warning: {harm.file}: a formatter may damage this vault: {harm.advice}")
    fresh = Session(root)
    report = whole(fresh, cache_folder())
    counts = Counter(d.code for d in report.diagnostics)
    for code, number in counts.most_common(8):
        click.echo(f"{number:>7,}  {code}")
    if report.diagnostics and not no_baseline:
        from vaultlint.disk.baseline import write_baseline

        written = write_baseline(root, fresh.config, Baseline.of(report))
        say(
            f"wrote {relative(written)}: {len(report.diagnostics):,} findings are known from now on"
        )
    say("`vaultlint` is green now; `vaultlint --no-baseline` shows what is known.")


def _fitting(vault: Vault) -> dict[str, float]:
    """Presets by the share of notes that one of their schemas meets, the best first."""
    paths = [p for p in vault.notes.keys() - vault.unchecked if p.lower().endswith(".md")]
    shares: dict[str, float] = {}
    for name in preset_names():
        schemas = load_schemas({}, [name])
        tried = Vault(vault.files, vault.notes, vault.settings, vault.unchecked, schemas)
        met = sum(bool(tried.schemas_of(vault.notes[p])) for p in paths)
        shares[name] = met / len(paths) if paths else 0.0
    return dict(sorted(shares.items(), key=lambda item: -item[1]))


def _plans(vault: Vault) -> tuple[int, int]:
    """How many links there are, and how many lead to notes that are not written yet: that no name
    comes near."""
    links = planned = 0
    for path in vault.notes.keys() - vault.unchecked:
        note = vault.notes[path]
        links += sum(link.form != "url" for link in note.facts.links)
        planned += sum(
            not link.embed
            and why_missing(vault, link) == "unwritten"
            and near_name(vault, link) is None
            for link, answer in vault.unsettled(note)
            if isinstance(answer, Missing) and answer.part == "file"
        )
    return links, planned


def _text(chosen: list[str], fits: dict[str, float], vault: Vault) -> str:
    links, planned = _plans(vault)
    mark = "" if planned >= max(5, SHARE * links) else "# "
    extends = ", ".join(f"preset:{name}" for name in chosen)
    lines = [
        "# Settings of vaultlint for this vault. `vaultlint config show` says where each one comes from.",
        "",
        "# What the notes of this vault are like. Presets, by the share of notes that they fit:",
        *(f"#   {name}: {share:.0%}" for name, share in fits.items()),
        f"extends: [{extends}]",
        "",
        "# Folders of your own schemas, one YAML file a type of note; `vaultlint schema infer` writes a first one.",
        "# rules: [.vaultlint/rules]",
        "",
        "# Notes that are not checked, but stay link targets. Template folders, .trash and the files",
        "# that Obsidian itself excludes are left out without being named.",
        '# exclude: ["Archive/**"]',
        "",
        "# Rules by code, slug or family: `vaultlint rules` lists them, `vaultlint explain CODE` tells more.",
        "# ignore: []",
        "# severity: {LNK001: warning}",
        "",
        f"# Links to notes that are not written yet: {planned:,} of {links:,}. `planned` is a severity for",
        "# them (info, off), or the targets that may be missing; links that nearly name a note are typos still.",
        f"{mark}options: {{LNK001: {{planned: info}}}}",
        "",
        "# The least severity that makes `vaultlint` fail: error, warning or info.",
        "fail-on: warning",
    ]
    if vault.settings.warnings:
        lines += ["", *(f"# Note: {w}" for w in vault.settings.warnings)]
    return "\n".join(lines) + "\n"
