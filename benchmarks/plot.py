"""Bars of wall time as SVG: one block a vault, one bar a command."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

ROW, GAP, LEFT, WIDTH = 20, 34, 190, 560
COLOURS = {"vaultlint": "#7c5cff", "rumdl": "#c9814b", "mdsmith": "#3f9d7a"}
OTHER = "#9aa0a6"


def bars(results: Mapping[str, Mapping[str, Mapping[str, float | str]]]) -> str:
    """The wall times of `results` (vault, command, figures), a scale for each vault."""
    rows, y = [], 0
    for vault, commands in results.items():
        y += GAP
        rows.append(f'<text x="0" y="{y - 10}" font-weight="bold">{escape(vault)}</text>')
        longest = max(float(c["wall"]) for c in commands.values())
        for name, figures in commands.items():
            wall = float(figures["wall"])
            colour = COLOURS.get(name.split()[0].rstrip(","), OTHER)
            length = max(wall / longest * WIDTH, 1)
            rows.append(
                f'<text x="{LEFT - 8}" y="{y + 14}" text-anchor="end">{escape(name)}</text>'
                f'<rect x="{LEFT}" y="{y + 3}" width="{length:.1f}" height="{ROW - 6}" rx="2" fill="{colour}"/>'
                f'<text x="{LEFT + length + 6:.1f}" y="{y + 14}">{wall:.2f} s</text>'
            )
            y += ROW
    size = f'width="{LEFT + WIDTH + 70}" height="{y + 12}"'
    style = "text{font:12px system-ui,sans-serif;fill:#777}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img">'
        f"<title>Wall time, median</title><style>{style}</style>{''.join(rows)}</svg>\n"
    )
