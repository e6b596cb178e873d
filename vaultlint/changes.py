"""What differs between two states of a vault, file by file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Changes:
    """Paths that differ between two states. A rename is in none of the other three. `contents` are
    git's ids of what there was before, as far as it says so."""

    changed: frozenset[str] = frozenset()
    added: frozenset[str] = frozenset()
    deleted: frozenset[str] = frozenset()
    renamed: Mapping[str, str] = field(default_factory=dict)
    contents: Mapping[str, str] = field(default_factory=dict, compare=False)

    @property
    def present(self) -> frozenset[str]:
        """Paths in the new state that are new or not what they were."""
        return self.changed | self.added | frozenset(self.renamed.values())

    @property
    def gone(self) -> frozenset[str]:
        """Paths of the old state that are in the new one no more."""
        return self.deleted | frozenset(self.renamed)

    @property
    def replaced(self) -> frozenset[str]:
        """Paths whose old content there was: what must be read to know the old state."""
        return self.changed | self.gone

    def __bool__(self) -> bool:
        return bool(self.present or self.gone)
