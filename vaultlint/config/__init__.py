"""What a vault's `vaultlint.yaml` says, as frozen data; or what is wrong with it, and where."""

from vaultlint.config.options import OptionsError, rule_options

__all__ = ["OptionsError", "rule_options"]
