"""`python -m vaultlint` is the command `vaultlint`."""

import sys

if not sys.flags.safe_path:
    del sys.path[0]  # the working directory, often a vault, whose `yaml.py` is not ours

from vaultlint.cli import main

main()
