"""SIGINT and SIGTERM, obeyed when the note in hand is done."""

from __future__ import annotations

import signal
import threading
from types import FrameType
from typing import Any, Self

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Patience:
    """A context in which these signals are kept until `leave` is called, or the context ends.
    Outside of the main thread, where Python hears of no signal, it does nothing."""

    def __init__(self) -> None:
        self._asked = False
        self._former: dict[signal.Signals, Any] = {}

    def __enter__(self) -> Self:
        if threading.current_thread() is threading.main_thread():
            for one in _SIGNALS:
                self._former[one] = signal.signal(one, self._ask)
        return self

    def __exit__(self, *_: object) -> None:
        for one, former in self._former.items():
            signal.signal(one, former if former is not None else signal.SIG_DFL)
        self.leave()

    def leave(self) -> None:
        """Raise KeyboardInterrupt if a signal came."""
        if self._asked:
            self._asked = False
            raise KeyboardInterrupt

    def _ask(self, _number: int, _frame: FrameType | None) -> None:
        self._asked = True
