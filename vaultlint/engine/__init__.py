"""The engine judges what rules find: severity, suppression, baseline; and makes fixes."""

from vaultlint.engine.check import check
from vaultlint.engine.fix import Fixed, fix
from vaultlint.judgement import Crash, Report

__all__ = ["Crash", "Fixed", "Report", "check", "fix"]
