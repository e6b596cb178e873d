"""The engine judges what rules find: severity, suppression, baseline. `engine.fix` makes fixes, and is
imported where some are wanted."""

from vaultlint.engine.check import check
from vaultlint.judgement import Crash, Report

__all__ = ["Crash", "Report", "check"]
