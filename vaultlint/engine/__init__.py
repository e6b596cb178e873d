"""The engine judges what rules find: severity, suppression, baseline; and makes fixes."""

from vaultlint.engine.check import Crash, Report, check
from vaultlint.engine.fix import Fixed, fix

__all__ = ["Crash", "Fixed", "Report", "check", "fix"]
