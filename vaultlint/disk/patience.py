"""SIGINT and SIGTERM, obeyed when the note in hand is done."""

from __future__ import annotations

import signal
import threading
from types import FrameType
from typing import Any, Self

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Patience:
    """A context in which these signals are kept (`asked`) until it ends, as KeyboardInterrupt.
    Outside of the main thread, where Python hears of no signal, it does nothing."""

    def __init__(self) -> None:
        self.asked = False
        self._former: dict[signal.Signals, Any] = {}

    def __enter__(self) -> Self:
        if threading.current_thread() is threading.main_thread():
            for one in _SIGNALS:
                self._former[one] = signal.signal(one, self._ask)
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        for one, former in self._former.items():
            signal.signal(one, former if former is not None else signal.SIG_DFL)
        if self.asked and kind is None:
            raise KeyboardInterrupt

    def _ask(self, _number: int, _frame: FrameType | None) -> None:
        self.asked = True


def obey_sigterm() -> None:
    """Have SIGTERM end this process as SIGINT does, so that whatever was begun is cleaned up."""
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, signal.default_int_handler)
