"""`vaultlint init`: a first configuration for a vault, schemas where they pay, and a baseline, so
that it is green."""

from __future__ import annotations

import gc
import sys
from collections import Counter
from pathlib import Path

import click

from vaultlint.cli.answer import today
from vaultlint.cli.app import Stop, say, unwritten
from vaultlint.cli.editors import config_line, write_config_language
from vaultlint.cli.first_config import Plan, config_text
from vaultlint.cli.overview import overview
from vaultlint.cli.remember import fresh, whole
from vaultlint.cli.saying import tell
from vaultlint.cli.session import Session, relative
from vaultlint.disk.cache import Cache, cache_folder
from vaultlint.disk.formatters import harms
from vaultlint.disk.root import CONFIG_NAMES, find_root
from vaultlint.disk.vault import unchecked_of
from vaultlint.engine.baseline import Baseline
from vaultlint.engine.survey import PLANS, Survey, proposed_presets, proposed_schemas, survey
from vaultlint.schema.nearest import did_you_mean
from vaultlint.schema.shipped import preset_names
from vaultlint.text import counted
from vaultlint.vault import Vault

RULES = ".vaultlint/rules"
SHOWN = 5
"""Kinds of findings that are named at the end."""


@click.command("init")
@click.argument(
    "folder", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path)
)
@click.option("-y", "--yes", is_flag=True, help="Ask nothing: do what is proposed.")
@click.option("--preset", multiple=True, metavar="NAME", help="A preset to stand on.")
@click.option("--no-schemas", is_flag=True, help="Write no schemas.")
@click.option("--no-baseline", is_flag=True, help="Write no baseline.")
def command(
    folder: Path | None,
    yes: bool,
    preset: tuple[str, ...],
    no_schemas: bool,
    no_baseline: bool,
) -> None:
    """Look at the vault in FOLDER, write a commented vaultlint.yaml, schemas where they pay, and a
    baseline of what is wrong today. In a terminal it asks first. Nothing that exists is
    overwritten, and no note is touched."""
    gc.disable()  # a run is short, and nothing of it is a cycle
    root = folder or find_root([])
    _refuse(root, preset)
    vault = _load(root)
    found = survey(vault, today())
    for line in overview(root.absolute().name, found):
        tell(line)
    plan = _proposed(vault, found, preset, schemas=not no_schemas, baseline=not no_baseline)
    if not yes and sys.stdin.isatty() and sys.stdout.isatty():
        _ask(vault, found, plan, preset, schemas=not no_schemas)
    _write_config(root, plan, found, vault)
    for harm in harms(root):
        say(f"vaultlint: warning: {harm.file}: a formatter may damage this vault: {harm.advice}")
    if plan.schemas:
        _write_schemas(root, plan, vault)
    _finish(root, plan)


def _load(root: Path) -> Vault:
    """The vault as it is; what was parsed is kept for the check at the end."""
    with Cache(cache_folder(), root) as cache:
        loaded = Session(root).load(cache=cache, jobs=0)
        cache.keep(fresh(loaded))
    return loaded.vault


def _refuse(root: Path, presets: tuple[str, ...]) -> None:
    for name in CONFIG_NAMES:
        if (root / name).exists():
            raise Stop(f"{relative(root / name)} exists; remove it to start anew")
    for name in presets:
        if name not in preset_names():
            known = ", ".join(preset_names())
            near = did_you_mean(name, preset_names())
            raise Stop(f"no preset `{name}`; there are {known}{near}")


def _proposed(
    vault: Vault, found: Survey, presets: tuple[str, ...], *, schemas: bool, baseline: bool
) -> Plan:
    chosen = list(presets) or proposed_presets(found)
    return Plan(
        presets=chosen,
        exclude=[f"{folder}/**" for folder in found.likely],
        planned=found.links.planned >= PLANS,
        schemas=dict(proposed_schemas(vault, chosen, found)) if schemas else {},
        baseline=baseline,
    )


def _ask(vault: Vault, found: Survey, plan: Plan, given: tuple[str, ...], *, schemas: bool) -> None:
    """Let the person decide each thing that is proposed; Enter takes the proposal."""
    click.echo()
    if plan.presets and not given:
        notes = {fit.name: counted(fit.notes, "note") for fit in found.fits}
        kept = [
            name
            for name in plan.presets
            if click.confirm(f"Check {notes[name]} by the preset `{name}`?", default=True)
        ]
        if kept != plan.presets:
            plan.presets = kept
            plan.schemas = dict(proposed_schemas(vault, kept, found)) if schemas else {}
    if plan.exclude:
        shown = ", ".join(found.likely)
        if not click.confirm(f"Leave out {shown}, which seem to be templates?", default=True):
            plan.exclude = []
    if plan.schemas:
        shown = ", ".join(f"`{name}`" for name in plan.schemas)
        if not click.confirm(f"Write schemas for {shown}, from your notes?", default=True):
            plan.schemas = {}
    if found.links.planned > 0:
        question = (
            f"Are links to notes not written yet ({found.links.planned:.0%}) plans, no mistakes?"
        )
        plan.planned = click.confirm(question, default=plan.planned)
    if plan.baseline:
        question = "Take what is wrong today as known, so that only new mistakes are told?"
        plan.baseline = click.confirm(question, default=True)


def _write_config(root: Path, plan: Plan, found: Survey, vault: Vault) -> None:
    config = root / CONFIG_NAMES[0]
    write_config_language(root)
    text = config_text(plan, found, vault.settings.warnings, config_line(root, root))
    try:
        config.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise unwritten(relative(config), error) from error
    say(f"wrote {relative(config)}")


def _write_schemas(root: Path, plan: Plan, vault: Vault) -> None:
    from vaultlint.cli.inferring import write_schemas
    from vaultlint.engine.inferring import Wish, infer

    session = Session(root)
    wishes = [Wish(name, match) for name, match in plan.schemas.items()]
    unchecked = unchecked_of(vault.files, vault.settings, session.config)
    made = infer(vault.under(session.schemas, unchecked=unchecked), wishes, today())
    files = write_schemas(session, {one.draft.name: one for one in made}, root / RULES)
    shown = ", ".join(
        f"{f.stem} ({counted(len(one.draft.notes), 'note')})" for f, one in files.items()
    )
    say(f"wrote {relative(root / RULES)}: {shown}")


def _finish(root: Path, plan: Plan) -> None:
    """Check the vault as it is now, and say what comes next."""
    fresh = Session(root)
    report = whole(fresh, cache_folder())
    counts = Counter(d.code for d in report.diagnostics)
    slugs = {d.code: d.rule for d in report.diagnostics}
    worth = ", ".join(f"{n:,} {code} {slugs[code]}" for code, n in counts.most_common(SHOWN))
    if not report.diagnostics:
        say("`vaultlint` finds nothing: the vault is green.")
    elif plan.baseline:
        from vaultlint.disk.baseline import write_baseline

        written = write_baseline(root, fresh.config, Baseline.of(report))
        known = counted(len(report.diagnostics), "known finding")
        say(f"wrote {relative(written)}: {known} from now on")
        say(f"worth looking at: {worth}")
        say("`vaultlint` is green now; `vaultlint --no-baseline` shows what is known.")
    else:
        say(f"worth looking at: {worth}")
        say("`vaultlint` shows them; `vaultlint baseline write` takes them as known.")
