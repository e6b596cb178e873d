"""How a run ends: the baseline, the report, the summary, the exit code."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

from vaultlint.cli.app import ISSUES, Stop, say
from vaultlint.cli.output import Output, color_wanted, write_out
from vaultlint.cli.session import Session
from vaultlint.disk.read import leads_out
from vaultlint.finding import Severity
from vaultlint.judgement import Report
from vaultlint.parse.readable import READABLE

if TYPE_CHECKING:
    from vaultlint.vault import Vault

SHOWN = 10
"""Bugs of ours that are told one by one."""

_NARROWER = (
    "paths", "hook", "staged", "changed_since", "select", "extend_select", "ignore", "stdin_filename",
    "more_rules", "config_file",
)  # fmt: skip
"""Options of a run that does not look for everything a baseline knows."""


class Ending:
    """The end of a run of `check`. `fail_on` and `baseline` are the config's, where a report comes
    from memory and the config was not read."""

    def __init__(self, session: Session, given: dict[str, Any]) -> None:
        self.session = session
        self.given = given
        self.output = Output.of(given["output_format"], given["output_file"])
        self.fail_on: Severity | None = None
        self.baseline = ""
        self.gone = 0
        self._began = perf_counter()

    def finish(self, report: Report, fixed: bool = False) -> int:
        """Write the report where it is wanted, and sum it up; the exit code."""
        report = self.known(report)
        for form, file in self.output.targets:
            color = file is None and color_wanted(self.given["color"])
            write_out(report, form, file, color=color, statistics=self.given["statistics"])
        self.summary(report)
        return self.code(report, fixed)

    def known(self, report: Report) -> Report:
        """`report` as seen from here, without what the baseline knows."""
        root = self.session.root.absolute().as_posix()
        report = replace(report, root=root, prefix=self.session.prefix)
        name = self.baseline or self.session.config.baseline
        if self.given["no_baseline"] or not _may_be_there(self.session.root, name):
            return report
        from vaultlint.disk.baseline import read_baseline
        from vaultlint.engine.baseline import BaselineError

        try:
            baseline = read_baseline(self.session.root, name)
        except BaselineError as error:
            raise Stop(f"{name}: {error}") from error
        if baseline is None:
            return report
        if baseline.outside and not self.given["quiet"]:
            say(f"vaultlint: {baseline.outside} notes of the baseline lie outside of the vault")
        left = baseline.apply(report)
        self.gone = baseline.total - left.baselined
        return left

    def summary(self, report: Report, *, diff: bool = False) -> None:
        """Say on stderr how it went."""
        from vaultlint.report.text import summary
        from vaultlint.report.visible import visible

        for crash in report.crashes[:SHOWN]:
            who = f"{crash.code} failed: " if crash.code else ""
            what = visible(f"{crash.path}: {who}{crash.error}")[:400]
            say(f"vaultlint: a bug of vaultlint, the note keeps its bytes: {what}")
        if len(report.crashes) > SHOWN:
            say(f"vaultlint: and {len(report.crashes) - SHOWN:,} more of these")
        if report.crashes:
            say(f"vaultlint: please report it at {ISSUES}")
        if self.given["quiet"]:
            return
        say(summary(report, diff=diff))
        if not report.notes:
            self._tell_why_none(report)
        if self.given["verbose"]:
            say(f"vaultlint: took {perf_counter() - self._began:.2f} s")
        if self.gone and not any(self.given.get(name) for name in _NARROWER):
            what = "finding is" if self.gone == 1 else "findings are"
            say(f"{self.gone:,} known {what} gone: `vaultlint baseline prune` forgets them.")

    def _tell_why_none(self, report: Report) -> None:
        by_git = any(self.given[name] for name in ("hook", "staged", "changed_since"))
        whose = "by `exclude` or by Obsidian's excluded files"
        if self.given["paths"]:
            say(f"vaultlint: nothing that PATHS name is checked: no notes, or left out {whose}")
        elif not by_git and any(p.lower().endswith(READABLE) for p in report.vault.files):
            say(f"vaultlint: every note is left out, {whose}")

    def code(self, report: Report, fixed: bool) -> int:
        """The exit code; `fixed` says whether something was, or would be, mended."""
        given = self.given
        if report.crashes:
            return 3
        fail_on = Severity(given["fail_on"]) if given["fail_on"] else self.fail_on
        fail_on = fail_on or self.session.config.fail_on
        if given["exit_zero"]:
            return 0
        if fixed and (given["exit_non_zero_on_fix"] or given["diff"]):
            return 1
        return int(any(d.severity.rank >= fail_on.rank for d in report.diagnostics))


def _may_be_there(root: Path, name: str) -> bool:
    """Whether a file is in the vault, or out of it by a link, where nobody looks."""
    return leads_out(root, name) or (root / name).exists()


def stop_on_conflicts(vault: Vault) -> None:
    """Schemas that contradict each other on a note, or hold a pattern that takes too long, are a
    fault of the configuration."""
    conflicts = vault.matcher.conflicts()
    if not conflicts:
        return
    lines = []
    for conflict in conflicts:
        first = conflict.origins[0] if conflict.origins else None
        place = f"{first.file}:{first.line}: " if first else ""
        others = ", ".join(f"{o.file}:{o.line}" for o in conflict.origins[1:])
        also = f" ({others})" if others else ""
        lines.append(f"{place}{conflict.message}{also}")
    raise Stop("\n".join(lines))
