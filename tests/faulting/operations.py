"""The rows of the table: what is laid, what is run, and what it says was kept.

To add an operation is to add a row to `OPERATIONS`: the trials know nothing else of it.
"""

import random
import secrets
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from faulting import witness
from faulting.states import State, holding, state_of, whole_of
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

    `passing`: before it is done, the new record may be seen beside the old site. `gone`: words
    that are nowhere in the world once it was done. `asks`: what it shows before it does anything.
    `state` and `whole` look at a world: see `states`.
    """

    name: str
    what: str
    lay: Callable[[Path, Path], None]
    run: Callable[[Path, Path, int, Say], int]
    steps: int = 1
    passing: bool = False
    gone: tuple[str, ...] = ()
    asks: str = ""
    state: Callable[[Path, Path], State] = state_of
    whole: Callable[[Path], dict[str, str]] = whole_of


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


def _lost(world: Path, beside: Path) -> None:
    """All that is left of a board is its backup and the copy of its key."""
    _published(world, beside)
    assert command("backup", world / "board", beside / "copy") == 0
    shutil.copyfile(world / "board/signing.key", beside / "signing.key")
    shutil.rmtree(world / "board")


def _told(world: Path, beside: Path) -> None:
    """What is to be withheld lies in the record, the log, two sites and a backup."""
    _published(world, beside)
    for drafts in ([CITED], [found(200)]):
        clerk.enter_drafts(world / "board", write(beside / "more.jsonl", drafts))
        assert command("publish", world / "board") == 0
    assert command("backup", world / "board", world / "copy") == 0
    assert {Path(one).parts[0] for one in holding(world, NAMES)} == {"board", "copy"}


NAMES = ("김철수", "Zanzibar-4711")
CITED = {
    "kind": "EvidenceCited",
    "evidence": "e-1",
    "on": "2026-01-06",
    "statement": {"en": "Zanzibar-4711 opened a library.", "ko": "김철수 과장이 도서관을 열었다."},
    "url": "https://news.example/1",
    "title": {"ko": "김철수의 하루"},
    "language": "ko",
    "voice": "independent",
    "bears": [{"subject": "plan-01", "how": "advances"}],
}
TOLD = 19
"""The entry that cites it."""
ASKS = f"""to be withheld, of entry {TOLD}:
  statement: {" / ".join(CITED["statement"].values())}
  title: 김철수의 하루
"""


def _withhold(world: Path, beside: Path, steps: int, say: Say) -> int:
    """Withhold it; where that was entered already, finish it, as it is said."""
    board = world / "board"
    try:
        begun = bool(clerk.agenda_of(board).withheld)
    except Refusal as refusal:
        sys.stderr.write(f"signboard: refused: {refusal}\n")
        return 1
    if begun:
        return command("withhold", board)
    words = ("--words", "statement", "--words", "title")
    why = ("--ground", "personal_data", "--reason-en", "She asked for it.")
    return command("withhold", board, "--entry", TOLD, *words, *why, "--yes")


@dataclass(frozen=True, slots=True)
class Typed:
    """A command as it is typed, of which {board} and {beside} are folders."""

    words: tuple[str, ...]

    def __call__(self, world: Path, beside: Path, steps: int, say: Say) -> int:
        """Run it in this process."""
        return command(*self.at(world, beside))

    def at(self, world: Path, beside: Path) -> list[str]:
        """Its words in a world."""
        return [one.format(board=world / "board", beside=beside) for one in self.words]


def _typed(*words: str) -> Typed:
    return Typed(words)


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
        Operation(
            "restore",
            "a board is made out of its backup",
            _lost,
            _typed("restore", "{beside}/copy", "{board}", "--key", "{beside}/signing.key"),
        ),
        Operation(
            "withhold",
            "words are withheld, and removed from record, log, sites and backup",
            _told,
            _withhold,
            passing=True,
            gone=NAMES,
            asks=ASKS,
            state=partial(state_of, passing=True),
        ),
        Operation(
            "cosign",
            "a witness cosigns one checkpoint after the other",
            witness.lay,
            witness.cosign,
            witness.CHECKPOINTS,
            state=witness.state_of,
            whole=witness.whole_of,
        ),
    )
}
