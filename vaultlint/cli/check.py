"""`vaultlint check`: the main job."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import click

from vaultlint.cli.app import Stop, say
from vaultlint.cli.asking import Asked
from vaultlint.cli.ending import Ending, stop_on_conflicts
from vaultlint.cli.progress import Progress
from vaultlint.cli.remember import Memory, question
from vaultlint.cli.scope import Scope, find_scope
from vaultlint.cli.session import Session, vault_options
from vaultlint.config import Layer
from vaultlint.config.select import codes_named, unknown_word
from vaultlint.disk.cache import Cache, cache_folder
from vaultlint.disk.vault import Loaded
from vaultlint.disk.walk import Seen, walk
from vaultlint.engine import Report, check, fix
from vaultlint.engine.change import caused, following
from vaultlint.finding import Severity
from vaultlint.parse.note import READABLE
from vaultlint.report import FORMATS
from vaultlint.rule import Selection
from vaultlint.schema.predicate import link_name

_SEVERITIES = [str(s) for s in reversed(Severity)]


def _codes(_: click.Context, __: click.Parameter, given: tuple[str, ...]) -> tuple[str, ...]:
    words = tuple(w for text in given for w in text.replace(",", " ").split())
    for word in words:
        if not codes_named(word):
            raise click.BadParameter(unknown_word(word))
    return words


def rule_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that say which rules are in force."""
    for name, text in (
        ("--ignore", "Rules not in force."),
        ("--extend-select", "Rules in force besides the selected ones."),
        ("--select", "Rules in force: codes, slugs or families such as LNK."),
    ):
        option = click.option(name, multiple=True, metavar="CODES", callback=_codes, help=text)
        command = option(command)
    return command


@click.command("check")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@vault_options
@rule_options
@click.option("--fix", "do_fix", is_flag=True, help="Make the safe fixes.")
@click.option("--unsafe-fixes", is_flag=True, help="Make those that are guesses too.")
@click.option("--diff", is_flag=True, help="Show what --fix would change; write nothing.")
@click.option(
    "--output-format",
    multiple=True,
    metavar="FORMAT[=FILE]",
    help=f"{', '.join(FORMATS)}; `auto` is github in Actions, else text. May be repeated.",
)
@click.option(
    "--output-file", metavar="FILE", type=click.Path(path_type=Path), help="Write it there."
)
@click.option("--statistics", is_flag=True, help="Only how often each rule found something.")
@click.option("--fail-on", type=click.Choice(_SEVERITIES), help="Least severity for exit code 1.")
@click.option("--exit-zero", is_flag=True, help="Exit 0 though there are findings.")
@click.option("--exit-non-zero-on-fix", is_flag=True, help="Exit 1 if something was fixed.")
@click.option("--hook", is_flag=True, help="Check what a commit or push changes and breaks.")
@click.option("--staged", is_flag=True, help="Check what git has staged, and what that breaks.")
@click.option("--changed-since", metavar="REV", help="Check what changed since a git revision.")
@click.option("--no-baseline", is_flag=True, help="Report known findings too.")
@click.option(
    "--stdin-filename", metavar="PATH", type=click.Path(path_type=Path), help="What `-` is."
)
@click.option("--watch", is_flag=True, help="Check again whenever a note changes.")
@click.option("--no-cache", is_flag=True, help="Neither use nor keep what is known from before.")
@click.option("--cache-dir", metavar="DIR", type=click.Path(path_type=Path), help="Keep it there.")
@click.option("--jobs", type=click.IntRange(0), default=0, help="Processes; 0 chooses.")
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto")
@click.option("-q", "--quiet", is_flag=True, help="No summary.")
@click.option(
    "-v", "--verbose", is_flag=True, help="Say also what was left out, and how long it took."
)
def command(paths: tuple[Path, ...], **given: Any) -> int:
    """Check the notes in PATHS, or the whole vault. The index is the whole vault always."""
    session = Session.open(
        [p for p in (given["stdin_filename"], *paths) if p is not None and str(p) != "-"],
        given["vault_dir"],
        given["config_file"],
        given["more_rules"],
    )
    if given["watch"]:
        from vaultlint.cli.watch import watch

        return watch(session, paths, given)
    gc.disable()  # a run is short, and nothing of it is a cycle
    return Run(session, paths, given).run()


class Run:
    """One run of the command."""

    def __init__(self, session: Session, paths: tuple[Path, ...], given: dict[str, Any]) -> None:
        self.session = session
        self.paths = paths
        self.given = given
        self.ending = Ending(session, {**given, "paths": paths})
        if given["diff"] or given["unsafe_fixes"]:
            given["do_fix"] = True

    def run(self) -> int:
        """Check, fix, report; the exit code."""
        scope, stdin = self._scope()
        with Cache(folder_of_cache(self.given), self.session.root) as cache:
            return self._run(scope, stdin, cache)

    def _run(self, scope: Scope, stdin: dict[str, bytes], cache: Cache) -> int:
        warnings: list[str] = []
        walked = {s.path: s for s in walk(self.session.root, warnings.append)}
        if scope.session is not None and not stdin and not self.given["do_fix"]:
            return self._ask(scope, walked, cache, warnings)
        selection = self.session.config.select(layer_of(self.given))
        newest = cache.newest() if scope.changes is not None else None
        with self._progress() as progress:
            loaded = self.session.load(
                instead={**scope.instead, **stdin},
                only=scope.only,
                progress=progress.step,
                cache=cache,
                walked=walked,
                jobs=self.given["jobs"],
                lazy=newest is not None,
            )
            self._warn(warnings, loaded)
            scope = scope.within(loaded.vault, walked)
            asked_for = Asked(cache, loaded, newest)
            if self.given["do_fix"]:
                code = self._fix(loaded, selection, scope, stdin, asked_for)
            else:
                report = self._check(loaded.vault, selection, scope, asked_for, progress.step)
        if not self.given["do_fix"]:
            stop_on_conflicts(loaded.vault)
            code = self.ending.finish(report)
        asked_for.keep(names=scope.changes is not None)
        return code

    def _ask(self, scope: Scope, walked: dict[str, Seen], cache: Cache, warnings: list[str]) -> int:
        """A check of notes as they are on disk, from memory as far as that goes."""
        given, session = self.given, self.session
        words = [given[name] for name in ("select", "extend_select", "ignore")]
        asked = question(today(), *words, [session.inside(p) for p in self.paths])
        memory = Memory(session, cache, walked, asked)
        known = memory.recall()
        if known is not None:
            self.ending.fail_on, self.ending.baseline = known.fail_on, known.baseline
            return self.ending.finish(known.report)
        selection = session.config.select(layer_of(given))
        with self._progress() as progress:
            answer = memory.ask(
                selection, today(), lambda v: scope.within(v).paths, given["jobs"], progress.step
            )
        self._warn(warnings, answer.loaded)
        stop_on_conflicts(answer.loaded.vault)
        code = self.ending.finish(answer.report)
        memory.keep(answer)
        return code

    def _progress(self) -> Progress:
        return Progress(self.given["quiet"] or self.given["color"] == "never")

    def _warn(self, warnings: list[str], loaded: Loaded) -> None:
        if self.given["verbose"]:
            for warning in (*warnings, *loaded.warnings):
                say(f"vaultlint: {warning}")

    def _scope(self) -> tuple[Scope, dict[str, bytes]]:
        given, session = self.given, self.session
        stdin: dict[str, bytes] = {}
        paths = [p for p in self.paths if str(p) != "-"]
        if len(paths) < len(self.paths):
            if given["stdin_filename"] is None:
                raise Stop("`-` needs --stdin-filename PATH, the note that it is")
            name = session.inside(given["stdin_filename"])
            if not name.lower().endswith(READABLE):
                raise Stop(f"{name}: is no note; --stdin-filename should end with .md")
            stdin[name] = sys.stdin.buffer.read()
            paths.append(given["stdin_filename"])
        for path in paths:
            if not path.exists() and str(path) != str(given["stdin_filename"]):
                raise Stop(f"{path}: no such file or folder, and no command")
            session.inside(path)
        return find_scope(session, paths, given), stdin

    def _check(
        self,
        vault: Any,
        selection: Selection,
        scope: Scope,
        asked_for: Asked,
        progress: Callable[[str], None] | None = None,
    ) -> Report:
        if scope.changes is not None and scope.before is not None:
            asking = asked_for.asking
            return caused(scope.before, vault, scope.changes, asking, selection, today(), progress)
        return check(vault, selection, today(), scope.paths, progress)

    def _fix(
        self,
        loaded: Loaded,
        selection: Selection,
        scope: Scope,
        stdin: dict[str, bytes],
        asked_for: Asked,
    ) -> int:
        from vaultlint.cli.fixing import apply_fixes, diff_of, told, waited_for

        given = self.given
        paths = scope.paths
        if scope.changes is not None:
            paths = scope.changes.present
            if given["changed_since"]:  # a hook changes what is staged, and nothing else
                asking = asked_for.asking(set(map(link_name, scope.changes.renamed)))
                paths |= set(asking)
                selection = following(selection, scope.changes)
        fixed = fix(loaded.vault, selection, today(), paths, unsafe=given["unsafe_fixes"])
        if not given["diff"] and not stdin and (late := waited_for(self.session.root, fixed)):
            vault = loaded.vault.with_notes(late)
            fixed = fix(vault, selection, today(), paths, unsafe=given["unsafe_fixes"])
        if given["diff"]:
            click.echo(diff_of(fixed.changed, self.session.prefix), nl=False)
            self.ending.summary(self.ending.known(fixed.report), diff=True)
            return self.ending.code(fixed.report, bool(fixed.changed))
        if stdin:
            (path,) = stdin
            data = fixed.changed[path][1] if path in fixed.changed else stdin[path]
            sys.stdout.buffer.write(data)
            return self.ending.code(self.ending.known(fixed.report), bool(fixed.changed))
        vault, refused = apply_fixes(self.session.root, fixed, scope.frozen)
        report = self._check(vault, selection, scope, asked_for) if scope.changes else fixed.report
        if refused:
            report = check(vault, selection, today(), paths)
            codes = fixed.report.fixed
            lost = sum(1 for d in report.diagnostics if d.path in refused and d.finding.fixes)
            report = replace(report, crashes=fixed.report.crashes, fixed=max(codes - lost, 0))
        else:
            report = replace(report, crashes=fixed.report.crashes, fixed=fixed.report.fixed)
        if (scope.changes is not None or given["verbose"]) and not given["quiet"]:
            for path in sorted(set(fixed.changed) - refused):
                say(told(fixed, path, self.session.prefix))
        return self.ending.finish(report, bool(set(fixed.changed) - refused))


def layer_of(given: dict[str, Any]) -> Layer:
    """What the command line says of rules."""
    return Layer(
        select=given["select"] or None,
        extend_select=given["extend_select"],
        ignore=given["ignore"],
    )


def folder_of_cache(given: dict[str, Any]) -> Path | None:
    """Where the cache is, if one is wanted."""
    if given["no_cache"]:
        return None
    folder: Path = given["cache_dir"] or cache_folder()
    return folder


def today() -> date:
    """The day that rules go by."""
    return date.today()
