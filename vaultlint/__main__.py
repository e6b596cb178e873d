"""`python -m vaultlint` is the command `vaultlint`."""

from vaultlint.cli import main

if __name__ == "__main__":  # processes that start from nothing import this module again
    main()
