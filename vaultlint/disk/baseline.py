"""The baseline's file."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from vaultlint.config import Config
from vaultlint.disk.read import LEADS_OUT, UnreadableError, leads_out, read_bytes
from vaultlint.engine.baseline import ANEW, Baseline, BaselineError

MAX_SIZE = 256 * 1024 * 1024


def read_baseline(root: Path, name: str) -> Baseline | None:
    """The vault's baseline in the file `name`, or None. Raises BaselineError."""
    file = root / name
    if leads_out(root, name):
        raise BaselineError(LEADS_OUT)
    if not file.exists():
        return None
    try:
        text = read_bytes(file, MAX_SIZE).decode()
    except UnreadableError as error:
        raise BaselineError(f"not a baseline: {error}") from error
    except UnicodeDecodeError as error:
        raise BaselineError(f"not a baseline: no UTF-8; {ANEW}") from error
    return Baseline.read(text)


def write_baseline(root: Path, config: Config, baseline: Baseline) -> Path:
    """Write the vault's baseline, in one step. Raises OSError."""
    file = root / config.baseline
    if leads_out(root, config.baseline):
        raise OSError(errno.ELOOP, LEADS_OUT)
    file.parent.mkdir(parents=True, exist_ok=True)
    temp = file.with_name(f".{file.name}.{os.getpid()}.tmp")
    temp.write_text(baseline.dump(), encoding="utf-8", errors="surrogateescape", newline="\n")
    temp.replace(file)
    return file
