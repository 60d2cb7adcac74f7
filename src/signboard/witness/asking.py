"""What a log asks of a witness: the body of add-checkpoint (C2SP tlog-witness), read strictly.

It is written by strangers. Nothing is believed here: whether a checkpoint is signed, and follows
from another, is looked at elsewhere.
"""

import re
from dataclasses import dataclass
from typing import Final, Self

from signboard.record.notes import LONGEST, Checkpoint, Note, decoded
from signboard.terms import LARGEST, Refusal

MOST_HASHES: Final = 63
LIMIT: Final = LONGEST + 4096
"""Bytes in the longest body: the longest note, and room for the old size and 63 hashes."""

_OLD: Final = re.compile(rb"old (0|[1-9][0-9]{0,15})")


@dataclass(frozen=True, slots=True)
class Asked:
    """The size that the log believes was cosigned last, a proof from there, and the checkpoint."""

    old: int
    proof: tuple[bytes, ...]
    note: Note
    checkpoint: Checkpoint

    @classmethod
    def parse(cls, body: bytes) -> Self:
        """Read a body. Raises `Refusal` where it isn't one."""
        head, parted, signed = body.partition(b"\n\n")
        first, *lines = head.split(b"\n")
        old = _OLD.fullmatch(first)
        if not parted or old is None or int(old[1]) > LARGEST:
            raise Refusal('the first line is the old size, such as "old 12"; then the proof')
        if len(lines) > MOST_HASHES:
            raise Refusal(f"a proof has at most {MOST_HASHES} hashes; this one has {len(lines)}")
        note = Note.parse(signed)
        return cls(int(old[1]), tuple(map(_hash, lines)), note, Checkpoint.parse(note.text))


def _hash(line: bytes) -> bytes:
    found = decoded(line.decode("ascii", "replace"))
    if len(found) != 32:
        raise Refusal("each line of a proof is one hash of 32 bytes in base64")
    return found
