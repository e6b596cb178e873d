"""What a vault's `vaultlint.yaml` says, as frozen data; or what is wrong with it, and where.

`config.load` reads it, which is imported where there is one."""

from vaultlint.config.config import DEFAULT_RULES, Config, ConfigError, Layer, Rules

__all__ = ["DEFAULT_RULES", "Config", "ConfigError", "Layer", "Rules"]
