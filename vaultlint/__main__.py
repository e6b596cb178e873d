"""`python -m vaultlint` is the command `vaultlint`."""

from vaultlint.cli import main

main()
