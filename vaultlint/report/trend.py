"""Findings over time as a small picture."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

_WIDTH, _HEIGHT, _MARGIN = 640, 200, 32


def svg(points: Sequence[tuple[str, int]]) -> str:
    """A line of counts by day, as SVG without any reference to the network."""
    most = max((count for _, count in points), default=0) or 1
    step = (_WIDTH - 2 * _MARGIN) / max(len(points) - 1, 1)
    places = [
        (_MARGIN + at * step, _HEIGHT - _MARGIN - (_HEIGHT - 2 * _MARGIN) * count / most)
        for at, (_, count) in enumerate(points)
    ]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    dots = "".join(
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3"><title>{escape(when)}: {count}</title></circle>'
        for (x, y), (when, count) in zip(places, points, strict=True)
    )
    first, last = (escape(points[0][0]), escape(points[-1][0])) if points else ("", "")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}"'
        ' font-family="sans-serif" font-size="12" role="img" aria-label="findings over time">\n'
        f'<polyline fill="none" stroke="#7c5cbf" stroke-width="2" points="{line}"/>\n'
        f'<g fill="#7c5cbf">{dots}</g>\n'
        f'<text x="{_MARGIN}" y="{_HEIGHT - 8}">{first}</text>\n'
        f'<text x="{_WIDTH - _MARGIN}" y="{_HEIGHT - 8}" text-anchor="end">{last}</text>\n'
        f'<text x="4" y="{_MARGIN - 8}">{most:,} findings</text>\n'
        "</svg>\n"
    )
