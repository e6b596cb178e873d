"""`python -m vaultlint` is the command `vaultlint`."""

import sys

if __name__ == "__main__" and not sys.flags.safe_path:
    del sys.path[0]  # the working directory, often a vault, whose `yaml.py` is not ours

from vaultlint.cli import main

if __name__ == "__main__":  # processes that start from nothing import this module again
    main()
