"""Where reports go."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from vaultlint.cli.app import Stop, unwritten
from vaultlint.cli.saying import in_actions, without_commands
from vaultlint.judgement import Report
from vaultlint.parse.readable import READABLE
from vaultlint.report import FORMATS, pieces
from vaultlint.schema.nearest import did_you_mean

_SUMMARY = "GITHUB_STEP_SUMMARY"
"""The variable that names the file of the job summary."""


def _auto(file: Path | None) -> list[tuple[str, Path | None]]:
    """Text; in Actions annotations, and a job summary where there is a file for it."""
    if not in_actions():
        return [("text", file)]
    summary = os.environ.get(_SUMMARY)
    return [("github", file), *([("summary", Path(summary))] if summary else [])]


@dataclass(frozen=True)
class Output:
    """Formats and the files that they are written to; None is standard output."""

    targets: tuple[tuple[str, Path | None], ...]

    @classmethod
    def of(cls, formats: tuple[str, ...], file: Path | None) -> Output:
        """The output that `--output-format` (`sarif`, `sarif=out.sarif`) and `--output-file` name."""
        targets: list[tuple[str, Path | None]] = []
        for text in formats or ("auto",):
            form, written, own = text.partition("=")
            if form not in ("auto", *FORMATS):
                known = f"; there are {', '.join(FORMATS)}"
                raise Stop(f"no output format `{form}`{did_you_mean(form, FORMATS) or known}")
            if written and not own:
                raise Stop(f"--output-format {text}: name the file after the `=`")
            place = Path(own) if own else file
            targets += _auto(place) if form == "auto" else [(form, place)]
        files = [f for _, f in targets]
        if len(set(files)) < len(files):
            raise Stop("several formats cannot share one output: write `FORMAT=FILE` for each")
        return cls(tuple(targets))


def color_wanted(choice: str) -> bool:
    """Whether standard output gets colours: as asked, else if it is a terminal that wants them."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def _is_of_others(file: Path) -> bool:
    """Whether a file that is there holds anything but a report of ours."""
    from vaultlint.report.markdown import TITLE

    try:
        with file.open("rb") as there:
            start = there.read(len(TITLE) + 1)
    except OSError:
        return False
    return bool(start) and not start.startswith(TITLE.encode())


def write_out(
    report: Report, form: str, file: Path | None, *, color: bool, statistics: bool
) -> None:
    """Write `report` to `file`, or to standard output."""
    if statistics and form in ("text", "concise", "github"):
        from vaultlint.report.statistics import render as count

        made: Iterable[str] = (count(report),)
    else:
        made = _made(report, form, color=color)
    parts = _parts(made)
    if file is not None:
        write_file(parts, file)
        return
    guarded = in_actions() and form != "github"
    for part in parts:
        click.echo(_without_commands(part, form) if guarded else part, nl=False, color=color)


def write_file(parts: Iterable[str], file: Path) -> None:
    """Write text that was asked for to a file; stops where that cannot be."""
    try:
        _save((part.encode("utf-8", "replace") for part in parts), file)
    except OSError as error:
        raise unwritten(str(file), error) from error


def _parts(pieces: Iterable[str]) -> Iterator[str]:
    """Pieces of a report, joined to such as are worth a write."""
    held: list[str] = []
    size = 0
    for piece in pieces:
        held.append(piece)
        size += len(piece)
        if size >= _PART:
            yield "".join(held)
            held, size = [], 0
    yield "".join(held)


_PART = 1 << 18
"""Code points of a report that are written at once."""


def _without_commands(text: str, form: str) -> str:
    """A report in which a runner of GitHub sees no command, spelled as its format spells what it
    escapes; in JSON and XML no text begins a line."""
    if form in ("junit", "html"):
        return text.replace("##[", "#&#35;[")
    if form in ("json", "jsonl", "sarif", "gitlab", "rdjson"):
        return text.replace("##[", "#\\u0023[")
    return without_commands(text)


def _save(parts: Iterable[bytes], file: Path) -> None:
    """Write a report to a file, whole or not at all, where it is not a device or a pipe."""
    if str(file) == os.environ.get(_SUMMARY):
        with file.open("ab") as out:  # it may hold what the step said before
            out.writelines(parts)
        return
    real = Path(os.path.realpath(file))
    if real.suffix.lower() in READABLE and _is_of_others(real):
        raise Stop(f"{file}: is a note, and is not overwritten: name another file")
    is_stream = file.parts[:2] in (("/", "dev"), ("/", "proc"))
    if is_stream or (real.exists() and not real.is_file()):
        with file.open("wb") as out:
            out.writelines(parts)
        return
    temp = real.with_name(f".vaultlint-{os.getpid()}-{os.urandom(4).hex()}.tmp")
    try:
        with temp.open("xb") as out:  # never through a link that waits there
            out.writelines(parts)
        if real.exists():
            shutil.copymode(real, temp)
        temp.replace(real)
    finally:
        temp.unlink(missing_ok=True)


def _made(report: Report, form: str, *, color: bool) -> Iterable[str]:
    try:
        return pieces(report, form, color=color)
    except ModuleNotFoundError as error:
        extra = f"pip install 'obsidian-vaultlint[{form}]'"
        raise Stop(f"--output-format {form} needs {error.name}: {extra}") from error
