"""What a vault's `vaultlint.yaml` says, as frozen data; or what is wrong with it, and where."""

from vaultlint.config.config import Config, Layer, Rules
from vaultlint.config.load import ConfigError, load_config
from vaultlint.config.options import OptionsError, rule_options

__all__ = [
    "Config",
    "ConfigError",
    "Layer",
    "OptionsError",
    "Rules",
    "load_config",
    "rule_options",
]
