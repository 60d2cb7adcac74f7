"""Proofs that an entry is included, verified (RFC 9162, section 2.1.3.2), and the files that hold
them (C2SP tlog-proof).

A proof is only ever believed about a root that somebody signed. Nothing here makes one. Whether a
tree continues an earlier one needs no proof where all of it is hashed anew: `log` does.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from signboard.auditor.hashing import node
from signboard.auditor.notes import LONGEST, Checkpoint, base64, checkpoint
from signboard.terms import Refusal

PROOF_LIMIT: Final = LONGEST + 8_192
_HASHES: Final = 63
_INDEX: Final = re.compile("index (0|[1-9][0-9]{0,15})")

_checkpoint = lru_cache(maxsize=8)(checkpoint)
"""Neighbours' proofs carry the same checkpoint."""


@dataclass(frozen=True, slots=True)
class Proof:
    """That an entry stands in a log: its number, the hashes beside its way to the root, and the
    checkpoint with that root."""

    index: int
    path: tuple[bytes, ...]
    checkpoint: Checkpoint


def proof(content: bytes) -> Proof:
    """Read a tlog-proof as logs publish it, with no line of extra data. Raises `Refusal` where it
    is none."""
    head, parted, note = content.partition(b"\n\n")
    try:
        lines = head.decode("ascii").split("\n")
    except UnicodeDecodeError:
        lines = []
    if not parted or len(content) > PROOF_LIMIT or lines[:1] != ["c2sp.org/tlog-proof@v1"]:
        raise Refusal("no proof in the form of c2sp.org/tlog-proof@v1")
    index = _INDEX.fullmatch(lines[1]) if len(lines) > 1 else None
    path = tuple(base64(line) for line in lines[2:])
    if index is None or len(path) > _HASHES or any(len(one) != 32 for one in path):
        raise Refusal("no proof: a line with the index and hashes of 32 bytes are needed")
    return Proof(int(index[1]), path, _checkpoint(note))


def included(leaf: bytes, index: int, size: int, path: Sequence[bytes], root: bytes) -> bool:
    """Does the leaf stand at `index` in the tree of this size and root? (2.1.3.2)"""
    if not 0 <= index < size:
        return False
    place, last, found = index, size - 1, leaf
    for beside in path:
        if last == 0:
            return False
        if place & 1 or place == last:
            found = node(beside, found)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            found = node(found, beside)
        place, last = place >> 1, last >> 1
    return last == 0 and found == root
