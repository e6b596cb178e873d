"""How often each rule found something."""

from __future__ import annotations

from collections import Counter

from vaultlint.finding import Safety
from vaultlint.judgement import Report


def render(report: Report) -> str:
    """A line a code, the most frequent first: count, code, mark for fixable, slug."""
    counts = Counter((d.code, d.rule) for d in report.diagnostics)
    safe = {
        d.code for d in report.diagnostics if any(f.safety is Safety.SAFE for f in d.finding.fixes)
    }
    if not counts:
        return ""
    width = len(f"{max(counts.values()):,}")
    rows = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return "".join(
        f"{number:>{width},}  {code}  {'[*]' if code in safe else '   '} {slug}\n"
        for (code, slug), number in rows
    )
