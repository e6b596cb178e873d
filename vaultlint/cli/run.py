"""A check of what git has staged or what comes over standard input, and fixes."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from vaultlint.cli.answer import (
    answer,
    cache_notices,
    folder_of_cache,
    layer_of,
    progress_of,
    today,
    warn,
)
from vaultlint.cli.app import Stop, say
from vaultlint.cli.asking import Askers
from vaultlint.cli.ending import Ending, stop_on_conflicts
from vaultlint.cli.output import write_file
from vaultlint.cli.saying import hand_out
from vaultlint.cli.scope import Scope
from vaultlint.cli.session import Session
from vaultlint.disk.cache import Cache
from vaultlint.disk.patience import obey_sigterm
from vaultlint.disk.vault import Loaded
from vaultlint.disk.walk import Seen, walk
from vaultlint.engine import check
from vaultlint.engine.change import Earlier, asking_all, caused, following
from vaultlint.engine.check import checked_paths
from vaultlint.engine.fix import Fixed, fix
from vaultlint.judgement import Report
from vaultlint.parse.readable import READABLE
from vaultlint.rule import Selection
from vaultlint.schema.predicate import link_name
from vaultlint.text import counted
from vaultlint.vault import Vault


class ScopedRun:
    """One run that asks git, reads standard input, or fixes."""

    def __init__(
        self, session: Session, paths: tuple[Path, ...], given: dict[str, Any], ending: Ending
    ) -> None:
        self.session = session
        self.paths = paths
        self.given = given
        self.ending = ending
        self.stdin: dict[str, bytes] = {}
        """The note that `-` is, by its path in the vault."""

    def run(self, find: Callable[[], Scope]) -> int:
        """Check, fix, report; the exit code. `find` waits for git, if it was asked."""
        obey_sigterm()
        self.stdin = self._read_stdin()
        warnings: list[str] = []
        walked = {s.path: s for s in walk(self.session.root, warnings.append)}
        scope = find()
        if scope.session is not None and not self.stdin and not self.given["do_fix"]:
            return answer(self.session, self.paths, self.given, self.ending)
        with Cache(folder_of_cache(self.given), self.session.root) as cache:
            warnings += cache_notices(cache, self.given)
            return self._run(scope, cache, walked, warnings)

    def _run(self, scope: Scope, cache: Cache, walked: dict[str, Seen], warnings: list[str]) -> int:
        selection = self.session.config.select(layer_of(self.given))
        newest = cache.newest() if scope.changes is not None else None
        with progress_of(self.given) as progress:
            loaded = self.session.load(
                instead={**scope.instead, **self.stdin},
                only=scope.files(walked),
                progress=progress.step,
                cache=cache,
                walked=walked,
                jobs=self.given["jobs"],
                lazy=newest is not None,
            )
            warn(self.given, warnings, loaded.warnings)
            scope = scope.within(loaded.vault, walked)
            askers = Askers(cache, loaded, newest)
            if self.given["do_fix"]:
                code = self._fix(loaded, selection, scope, askers)
            else:
                report = self._check(loaded.vault, selection, scope, askers, progress.step)
        if not self.given["do_fix"]:
            stop_on_conflicts(loaded.vault)
            code = self.ending.finish(report)
        askers.keep(names=scope.changes is not None)
        return code

    def _read_stdin(self) -> dict[str, bytes]:
        if Path("-") not in self.paths:
            return {}
        name = self.session.inside(self.given["stdin_filename"])
        if not name.lower().endswith(READABLE):
            given = self.given["stdin_filename"]
            raise Stop(f"{given}: is no note; --stdin-filename should end with .md")
        return {name: sys.stdin.buffer.read()}

    def _check(
        self,
        vault: Vault,
        selection: Selection,
        scope: Scope,
        askers: Askers,
        progress: Callable[[str], None] | None = None,
    ) -> Report:
        if scope.changes is not None and scope.before is not None:
            asking, was = askers.asking, selection
            if scope.resettled is not None:
                asking = asking_all(checked_paths(vault, None))
                was = scope.resettled.config.select(layer_of(self.given))
            earlier = Earlier(scope.before, was)
            return caused(earlier, vault, scope.changes, asking, selection, today(), progress)
        return check(vault, selection, today(), scope.paths, progress)

    def _fix(self, loaded: Loaded, selection: Selection, scope: Scope, askers: Askers) -> int:
        given = self.given
        paths, selection = self._reach(scope, selection, askers)
        wait = not (given["diff"] or given["hook"] or self.stdin)
        fixed = self._fixed(loaded.vault, selection, paths, wait=wait)
        if given["diff"] or self.stdin:
            return self._show(fixed)
        vault, refused = self._write(fixed, loaded.vault, scope)
        report = self._check(vault, selection, scope, askers) if scope.changes else fixed.report
        mended = fixed.report.fixed
        if refused:
            report = check(vault, selection, today(), paths)
            lost = sum(1 for d in report.diagnostics if d.path in refused and d.finding.fixes)
            mended = max(mended - lost, 0)
        report = replace(report, crashes=fixed.report.crashes, fixed=mended)
        self._tell_unstaged(report, paths)
        return self.ending.finish(report, bool(set(fixed.changed) - refused))

    def _tell_unstaged(self, report: Report, reached: frozenset[str] | None) -> None:
        """Say why a hook leaves notes as they are that could be mended."""
        if self.given["quiet"] or reached is None:
            return
        mendable = (d.path for d in report.diagnostics if d.finding.fixes)
        left = len({path for path in mendable if path not in reached})
        if left:
            how = "mend with `vaultlint --changed-since HEAD --fix`"
            say(f"vaultlint: {counted(left, 'note')} not fixed: not staged; {how}")

    def _show(self, fixed: Fixed) -> int:
        """Print what would change, or what the note on standard input becomes; the exit code."""
        from vaultlint.cli.fixing import diff_of

        if self.given["diff"]:
            diff, file = diff_of(fixed.changed, self.session.prefix), self.given["output_file"]
            if file is not None:
                write_file([diff], file)
            else:
                hand_out(diff)
            known = self.ending.known(fixed.report)
            self.ending.summary(known, diff=True)
            return self.ending.code(known, bool(fixed.changed))
        ((path, data),) = self.stdin.items()
        if path in fixed.changed:
            _, data = fixed.changed[path]
        sys.stdout.buffer.write(data)
        return self.ending.code(self.ending.known(fixed.report), bool(fixed.changed))

    def _reach(
        self, scope: Scope, selection: Selection, askers: Askers
    ) -> tuple[frozenset[str] | None, Selection]:
        """The notes that may be fixed, and the rules in force there."""
        if scope.changes is None:
            return scope.paths, selection
        if not self.given["changed_since"]:  # a hook changes what is staged, and nothing else
            return scope.changes.present, selection
        asking = askers.asking(set(map(link_name, scope.changes.renamed)))
        return scope.changes.present | set(asking), following(selection, scope.changes)

    def _fixed(
        self, vault: Vault, selection: Selection, paths: frozenset[str] | None, *, wait: bool
    ) -> Fixed:
        """The fixes; where a note changed while they were looked for, those of what it is now."""
        from vaultlint.cli.fixing import waited_for

        unsafe = self.given["unsafe_fixes"]
        fixed = fix(vault, selection, today(), paths, unsafe=unsafe)
        if wait and (late := waited_for(self.session.root, fixed)):
            fixed = fix(vault.with_notes(late), selection, today(), paths, unsafe=unsafe)
        return fixed

    def _write(self, fixed: Fixed, was: Vault, scope: Scope) -> tuple[Vault, frozenset[str]]:
        """Put the fixes on disk and tell of it: the vault as it is now, and notes left alone."""
        from vaultlint.cli.fixing import apply_fixes, told, told_strangers

        vault, refused = apply_fixes(self.session.root, fixed, scope.frozen, self.session.prefix)
        for line in told_strangers(self.session.root, was, self.session.prefix):
            say(line)
        if (scope.changes is not None or self.given["verbose"]) and not self.given["quiet"]:
            for path in sorted(set(fixed.changed) - refused):
                say(told(fixed, path, self.session.prefix))
        return vault, refused
