"""An editor at work on notes while something else is: a program that tests run.

`python editing.py HOW FOLDER NOTES SECONDS` saves notes again and again, with a line more each
time. HOW is `in-place` (the file is cut to nothing, then written) or `rename` (a new file takes
its place). It prints how many lines it wrote; each holds a number of its own.
"""

import os
import random
import sys
import time
from pathlib import Path

FAULT, MENDED = b'rating: "7"', b"rating: 7"


def save(how: str, note: Path, text: bytes) -> None:
    if how == "in-place":
        descriptor = os.open(note, os.O_WRONLY | os.O_TRUNC)
        try:
            half = len(text) // 2
            os.write(descriptor, text[:half])
            os.write(descriptor, text[half:])
        finally:
            os.close(descriptor)
    else:
        new = note.with_name(f".{note.name}.swp")
        new.write_bytes(text)
        new.replace(note)


def main(how: str, folder: Path, notes: int, seconds: float) -> None:
    rng = random.Random(5)
    end = time.monotonic() + seconds
    number = 0
    while time.monotonic() < end:
        note = folder / f"{rng.randrange(notes)}.md"
        text = note.read_bytes().replace(MENDED, FAULT)
        save(how, note, text + b"edit %d.\n" % number)
        number += 1
        time.sleep(0.001)
    print(number)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4]))
