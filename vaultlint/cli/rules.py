"""`vaultlint rules`: the table of rules."""

from __future__ import annotations

import json

import click

from vaultlint.rule import Rule
from vaultlint.rules import all_rules


@click.command("rules")
@click.option(
    "--output-format",
    type=click.Choice(["text", "json", "markdown"]),
    default="text",
    help="`markdown` is the pages of all rules.",
)
def command(output_format: str) -> None:
    """Print the table of rules. `[*]` marks those that can mend what they find."""
    rules = all_rules().values()
    if output_format == "json":
        click.echo(json.dumps([_data(r) for r in rules], ensure_ascii=False, indent=1))
        return
    if output_format == "markdown":
        from vaultlint.cli.explain import stop_without_pages
        from vaultlint.report.rules import pages

        stop_without_pages()
        click.echo(pages(), nl=False)
        return
    width = max(len(r.slug) for r in rules)
    for rule in rules:
        severity = str(rule.severity) if rule.default else "off"
        mark = "[*]" if rule.fixable else "   "
        click.echo(f"{rule.code}  {rule.slug:<{width}}  {severity:<7}  {mark}  {rule.summary}")


def _data(rule: Rule) -> dict[str, object]:
    return {
        "code": rule.code,
        "name": rule.slug,
        "severity": str(rule.severity),
        "default": rule.default,
        "fixable": rule.fixable,
        "summary": rule.summary,
    }
