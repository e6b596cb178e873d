"""A vault in numbers: as a table, and over time as bars in a terminal or as a picture."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from datetime import date
from html import escape

from vaultlint.engine.numbers import Numbers
from vaultlint.report.visible import visible
from vaultlint.rules import all_rules

_BAR = 32
_EIGHTHS = " ▏▎▍▌▋▊▉"


def table(row: Numbers) -> str:
    """One vault, a number a line; findings by rule, the most frequent first."""
    numbers = [(getattr(row, name), name) for name in ("notes", "links", "unresolved", "orphans")]
    numbers.append((row.total, "findings"))
    ranked = sorted(row.findings.items(), key=lambda item: (-item[1], item[0]))
    numbers += [(count, f"  {code} {all_rules()[code].slug}") for code, count in ranked]
    return "".join(f"{count:>9,}  {name}\n" for count, name in numbers)


def bars(rows: Sequence[Numbers]) -> str:
    """A line a sample: what there was, and a bar for the findings."""
    most = max((row.total for row in rows), default=0) or 1
    names = ("notes", "links", "unresolved", "orphans", "findings")
    lines = ["".join([f"{'':<10}", *(f"{name:>12}" for name in names)])]
    for row in rows:
        counts = (row.notes, row.links, row.unresolved, row.orphans, row.total)
        shown = "".join(f"{count:>12,}" for count in counts)
        lines.append(f"{row.when:<10}{shown}  {_bar(row.total / most)}".rstrip())
    return "\n".join(lines) + "\n"


def _bar(share: float) -> str:
    eighths = math.ceil(share * _BAR * 8)
    return "█" * (eighths // 8) + _EIGHTHS[eighths % 8].strip()


_WIDTH, _LEFT, _RIGHT = 760, 64, 24
_TOP, _PANEL, _GAP = 56, 110, 58
_PANELS: tuple[tuple[str, str, Callable[[Numbers], int]], ...] = (
    ("findings", "#c2362b", lambda row: row.total),
    ("unresolved links", "#a86a00", lambda row: row.unresolved),
    ("notes", "#2c6cb5", lambda row: row.notes),
)
_STYLE = """
svg { background: #fff; font-family: system-ui, "Noto Sans CJK SC", sans-serif; font-size: 12px; }
text { fill: #666b75; } .title { font-size: 17px; font-weight: 600; fill: #22242a; }
.name { font-size: 13px; font-weight: 600; fill: #22242a; } .grid { stroke: #e4e1d9; }
@media (prefers-color-scheme: dark) {
svg { background: #16171a; } text { fill: #9ba1ab; } .title, .name { fill: #e7e6e2; }
.grid { stroke: #32353c; }
}
"""


def svg(rows: Sequence[Numbers], vault: str) -> str:
    """A panel a number over a common axis of time, without any reference to the network."""
    height = _TOP + len(_PANELS) * (_PANEL + _GAP) + 8
    places = _places([row.when for row in rows])
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" role="img">',
        f"<title>{escape(visible(vault))} over time</title>",
        f"<style>{_STYLE}</style>",
        f'<text class="title" x="{_LEFT}" y="30">{escape(visible(_cut(vault)))}</text>',
    ]
    for at, (name, color, count) in enumerate(_PANELS):
        top = _TOP + at * (_PANEL + _GAP) + 16
        parts += _panel(rows, places, top, name, color, [count(row) for row in rows])
    return "\n".join([*parts, "</svg>\n"])


def _cut(name: str, most: int = 60) -> str:
    return name if len(name) <= most else name[: most - 1] + "…"


def _places(days: Sequence[str]) -> list[float]:
    """Where each day stands on the axis of time."""
    numbers = [date.fromisoformat(day).toordinal() for day in days]
    first, room = min(numbers, default=0), _WIDTH - _LEFT - _RIGHT
    span = max(numbers, default=0) - first
    if not span:  # all on one day: in their order
        return [_LEFT + room * at / max(len(days) - 1, 1) for at in range(len(days))]
    return [_LEFT + room * (n - first) / span for n in numbers]


def _panel(
    rows: Sequence[Numbers],
    places: Sequence[float],
    top: int,
    name: str,
    color: str,
    counts: Sequence[int],
) -> list[str]:
    most = _round_up(max(counts, default=0))
    bottom = top + _PANEL
    points = [(x, bottom - _PANEL * n / most) for x, n in zip(places, counts, strict=True)]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    last = f"{counts[-1]:,}" if counts else ""
    made = [f'<text class="name" x="{_LEFT}" y="{top - 10}">{name}: {last}</text>']
    for part in (most, most / 2, 0):
        y = bottom - _PANEL * part / most
        made.append(f'<path class="grid" d="M{_LEFT} {y:.1f}H{_WIDTH - _RIGHT}"/>')
        if part == int(part):
            shown = f'<text x="{_LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{int(part):,}</text>'
            made.append(shown)
    area = f"{places[0]:.1f},{bottom} {line} {places[-1]:.1f},{bottom}" if points else ""
    made.append(f'<polygon points="{area}" fill="{color}" opacity=".12"/>')
    made.append(f'<polyline points="{line}" fill="none" stroke="{color}" stroke-width="2"/>')
    made += [
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{color}"><title>'
        f"{escape(_told(row, name, number))}</title></circle>"
        for (x, y), row, number in zip(points, rows, counts, strict=True)
    ]
    return made + _days(rows, places, bottom + 18)


def _days(rows: Sequence[Numbers], places: Sequence[float], y: int) -> list[str]:
    """Days below the axis, as many as there is room for, the first and the last among them."""
    made: list[str] = []
    free = float("-inf")
    last = len(rows) - 1
    for at, (row, x) in enumerate(zip(rows, places, strict=True)):
        if at == last and last > 0:
            anchor = "end"
        elif x - 36 < free or (at and places[last] - x < 130):
            continue
        else:
            anchor = "middle" if at else "start"
        made.append(f'<text x="{x:.1f}" y="{y}" text-anchor="{anchor}">{escape(row.when)}</text>')
        free = x + (80 if at == 0 else 48)
    return made


def _told(row: Numbers, name: str, number: int) -> str:
    """What is said of a point when it is pointed at."""
    if name != "findings":
        return f"{row.when}: {number:,} {name}"
    ranked = sorted(row.findings.items(), key=lambda item: (-item[1], item[0]))[:5]
    return "\n".join([f"{row.when}: {number:,} {name}", *(f"{n:,} {code}" for code, n in ranked)])


def _round_up(number: int) -> int:
    """The next number from `number` on that makes a good top of an axis."""
    size: int = 10 ** (len(str(number)) - 1)
    return next(size * n for n in (1, 2, 3, 4, 5, 6, 8, 10) if size * n >= number)
