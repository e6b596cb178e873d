"""Files: the vault, its settings and schemas, git, the cache; and the one way by which notes are
written."""
