"""A witness in a world: what it cosigned, and nothing of a board."""

import sys
from collections.abc import Callable
from pathlib import Path

from faulting.states import Broken, State
from growing import ORIGIN, Log
from signboard.record.notes import Note
from signboard.terms import Refusal
from signboard.witness import keeping, keys
from signboard.witness.deciding import add_checkpoint

CHECKPOINTS = 4
"""So many checkpoints are cosigned one after the other."""
_GROWTH = 3
_TIME = 1_800_000_000


def lay(world: Path, beside: Path) -> None:
    """A witness that trusts one log."""
    keys.init(world / "board", "witness.example", bytes([9]) * 32)
    with keeping.opened(world / "board") as database:
        keeping.trust(database, Log().signer.verifier)


def cosign(world: Path, beside: Path, steps: int, say: Callable[[str], None]) -> int:
    """Have checkpoints cosigned, going on where the witness is; what is acknowledged is its
    answer, which must be a cosignature."""
    folder, log = world / "board", Log()
    try:
        signer = keys.read(folder)
        with keeping.opened(folder) as database:  # which stays open, as another request's does
            old = keeping.latest(database, ORIGIN).size
            for size in range(old + _GROWTH, steps * _GROWTH + 1, _GROWTH):
                body = log.body(size - _GROWTH, size)
                answer = add_checkpoint(folder, signer, body, lambda: _TIME)
                cosigned = Note.parse(f"{log.note(size).text}\n{answer.body}".encode())
                assert signer.verifier.signed(cosigned), answer
                say(str(size))
    except Refusal as refusal:
        sys.stderr.write(f"signboard: refused: {refusal}\n")
        return 1
    return 0


def state_of(folder: Path, seen: Path) -> State:
    """The last checkpoint that a witness cosigned. Raises `Broken` where it can't say, or went
    back since it was asked before: it is noted in the folder `seen`."""
    try:
        with keeping.opened(folder) as database:
            last = keeping.latest(database, ORIGIN)
            damage = database.execute("PRAGMA integrity_check").fetchone()
    except Refusal as refusal:
        raise Broken(f"the witness refused: {refusal}") from None
    if damage != ("ok",):
        raise Broken(f"the witness's database is damaged: {damage}")
    note = seen / "size"
    seen.mkdir(exist_ok=True)
    if note.exists() and int(note.read_text()) > last.size:
        raise Broken(f"the witness went back to {last.size}")
    note.write_text(str(last.size))
    return State((last.size, last.root.hex()), None)


def whole_of(folder: Path) -> dict[str, str]:
    """All that a witness keeps."""
    with keeping.opened(folder) as database:
        last = keeping.latest(database, ORIGIN)
        forks = keeping.forks(database, ORIGIN)
    return {"cosigned": str(last), "forks": str(forks), "key": str(keys.read(folder))}
