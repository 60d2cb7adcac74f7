"""Whether a checkpoint is cosigned, and what a witness answers (C2SP tlog-witness).

What is cosigned is on the disk before the answer is given. A tree that is smaller than the one
cosigned last, or doesn't hold it unchanged, is never cosigned; no cosignature is older than the
last one of its log, whatever the clock says.
"""

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from signboard.record.notes import Note, SignerKey, VerifierKey
from signboard.terms import Refusal
from signboard.witness import keeping
from signboard.witness.asking import Asked
from signboard.witness.keeping import Cosigned
from signboard.witness.proving import is_consistent

PLAIN: Final = "text/plain; charset=utf-8"
SIZE: Final = "text/x.tlog.size"

Clock = Callable[[], int]


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP status, a body in lines, and its media type."""

    status: int
    body: str
    media: str = PLAIN


def add_checkpoint(folder: Path, signer: SignerKey, body: bytes, now: Clock) -> Answer:
    """The answer to the body of an add-checkpoint request; `now` gives seconds since 1970.

    Raises `Refusal` where the witness itself can't go on, such as on a full disk.
    """
    try:
        asked = Asked.parse(body)
    except Refusal as refusal:
        return Answer(400, f"{refusal}\n")
    with keeping.opened(folder) as database:
        trusted = keeping.keys(database, asked.checkpoint.origin)
        if not trusted:
            return Answer(404, "this witness doesn't know a log of that origin\n")
        note = _by_log(asked.note, trusted)
        if not note.signatures:
            return Answer(403, "no key that is trusted for that origin signed the checkpoint\n")
        if asked.old > asked.checkpoint.size:
            return Answer(400, "the old size is larger than the checkpoint's\n")
        with keeping.writing(database):
            return _decided(database, signer, asked, note, now)


def _by_log(note: Note, trusted: Sequence[VerifierKey]) -> Note:
    """The note with just those signatures that a trusted key made."""
    alone = (Note(note.text, (one,)) for one in note.signatures)
    signed = (one for one in alone if any(key.signed(one) for key in trusted))
    return Note(note.text).with_signatures(*(one.signatures[0] for one in signed))


def _decided(
    database: sqlite3.Connection, signer: SignerKey, asked: Asked, note: Note, now: Clock
) -> Answer:
    checkpoint = asked.checkpoint
    last = keeping.latest(database, checkpoint.origin)
    forked = checkpoint.size == last.size and checkpoint.root != last.root
    if forked:
        keeping.keep_fork(database, checkpoint, bytes(note))
    if forked or asked.old != last.size:
        return Answer(409, f"{last.size}\n", SIZE)
    if not is_consistent(last.size, last.root, checkpoint.size, checkpoint.root, asked.proof):
        return Answer(422, f"the proof doesn't lead from the {last.size} entries cosigned last\n")
    time = max(now(), last.time)
    line = signer.cosignature(note.text, time)
    signed = bytes(note.with_signatures(line))
    cosigned = Cosigned(checkpoint.size, checkpoint.root, time, signed)
    keeping.keep(database, checkpoint.origin, cosigned)
    return Answer(200, f"{line}\n")
