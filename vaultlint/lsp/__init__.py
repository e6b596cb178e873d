"""The language server: the engine as an editor asks it, one note at a time."""
