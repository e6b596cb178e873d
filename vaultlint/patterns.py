"""Regular expressions that are compiled when they are first asked: a run that looks at one note
needs few of them, and shall not wait for the others."""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast


class _Later:
    """Stands for a pattern. Once compiled, its methods are found here without a detour."""

    def __init__(self, source: Any, flags: int) -> None:
        self.pattern = source
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(self.pattern, self._flags)
        for method in ("match", "fullmatch", "search", "finditer", "findall", "sub", "split"):
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def later(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """The pattern, compiled at its first use."""
    return cast("re.Pattern[AnyStr]", _Later(source, flags))
