"""The rows of the table: what is laid, what is run, and what it says was kept.

To add an operation is to add a row to `OPERATIONS`: the trials know nothing else of it.
"""

import random
import secrets
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from records import NAMED, fact, found, lay, write
from signboard import clerk
from signboard.cli import main
from signboard.terms import Refusal

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Operation:
    """One row. A `world` is the folder below which everything happens, and `world/board` the
    board's folder; `beside` is a folder for what is given to a command.

    `lay` makes the world as it is before. `run` does the first so many of the row's `steps`, those
    that weren't done yet, saying of each that it was kept, and returns an exit code: 0 says that
    all were. What a step makes must be the same each time that it is run, clock and dice being so.
    """

    name: str
    what: str
    lay: Callable[[Path, Path], None]
    run: Callable[[Path, Path, int, Say], int]
    steps: int = 1


def command(*words: object) -> int:
    """Run `signboard` with these words in this process; its exit code."""
    sys.argv = ["signboard", *map(str, words)]
    try:
        main()
    except SystemExit as end:
        return int(end.code or 0)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
    return 0


def load_dice(seed: int) -> None:
    """Let what the clerk draws follow from a seed in this process."""
    secrets.token_bytes = random.Random(seed).randbytes


def warm(folder: Path) -> None:
    """Import whatever a command imports when it is first run, so that no child does."""
    _published(folder / "warm", folder)


def _nothing(world: Path, beside: Path) -> None:
    pass


def _laid(world: Path, beside: Path) -> None:
    world.mkdir(exist_ok=True)
    lay(world / "board")
    for made in world.iterdir():
        if made.is_file():
            made.unlink()
    write(beside / "facts.jsonl", [found(number) for number in range(100, 110)])
    (beside / "second.md").write_text(
        "# A second plan\n\n2026-02-05\n\n1. Build a bridge by 2027.\n2. Open a park in 2028.\n",
        encoding="utf-8",
    )


def _published(world: Path, beside: Path) -> None:
    _laid(world, beside)
    assert command("publish", world / "board") == 0
    clerk.enter_drafts(world / "board", write(beside / "named.jsonl", [{**NAMED, "title": TITLE}]))
    clerk.enter_drafts(world / "board", beside / "facts.jsonl")


TITLE = {"en": "Promises, renamed", "ko": "약속"}


def _typed(*words: str) -> Callable[[Path, Path, int, Say], int]:
    """Run a command of these words, of which {board} and {beside} are folders."""

    def run(world: Path, beside: Path, steps: int, say: Say) -> int:
        return command(*(word.format(board=world / "board", beside=beside) for word in words))

    return run


LAID = 8
"""Entries in a record as `lay` lays it."""
SITTING = 6
"""Facts that are entered in one sitting."""


def _sit(world: Path, beside: Path, steps: int, say: Say) -> int:
    """Enter one fact after the other in one sitting, going on where the record ends."""
    try:
        with clerk.sitting(world / "board") as sitting:
            for number in range(sitting.agenda.size - LAID, steps):
                entered, blobs = fact(number, random.Random(number).randbytes)
                sitting.enter([("", entered)], blobs)
                say(str(number))
    except Refusal as refusal:
        sys.stderr.write(f"signboard: refused: {refusal}\n")
        return 1
    return 0


OPERATIONS = {
    one.name: one
    for one in (
        Operation("init", "an empty record is laid", _nothing, _typed("init", "{board}")),
        Operation(
            "enter",
            "ten facts of one file are entered",
            _laid,
            _typed("enter", "{board}", "{beside}/facts.jsonl"),
        ),
        Operation("sitting", "facts are entered one by one in one sitting", _laid, _sit, SITTING),
        Operation(
            "file",
            "a document is filed and its commitments are entered",
            _laid,
            _typed("file", "{board}", "{beside}/second.md", "--accept"),
        ),
        Operation(
            "key rotate",
            "the signing key is replaced",
            _published,
            _typed("key", "rotate", "{board}", "--yes"),
        ),
        Operation("publish", "the first site is published", _laid, _typed("publish", "{board}")),
        Operation(
            "publish again",
            "a grown record is published over an older site",
            _published,
            _typed("publish", "{board}"),
        ),
        Operation(
            "backup",
            "a record is backed up",
            _published,
            _typed("backup", "{board}", "{board}/../copy"),
        ),
    )
}
