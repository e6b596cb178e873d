"""A vault in memory: files, names, notes, schemas, and every question a rule may ask of them."""

from vaultlint.vault.answer import Ambiguous, Answer, Found, Missing
from vaultlint.vault.vault import Vault

__all__ = ["Ambiguous", "Answer", "Found", "Missing", "Vault"]
