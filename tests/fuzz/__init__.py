"""Coverage-guided fuzzing of the way from a note's bytes to its fixed bytes."""
