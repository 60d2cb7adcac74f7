"""Proofs of inclusion and of consistency, verified (RFC 9162, sections 2.1.3.2 and 2.1.4.2), and
the files that hold those of single entries (C2SP tlog-proof).

A proof is only ever believed about a root that somebody signed. Nothing here makes one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from signboard.auditor.hashing import node
from signboard.auditor.notes import LONGEST, Checkpoint, base64, checkpoint
from signboard.terms import Refusal

PROOF_LIMIT: Final = LONGEST + 8_192
_HASHES: Final = 63

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
    """Read a tlog-proof. Raises `Refusal` where it is none."""
    head, parted, note = content.partition(b"\n\n")
    try:
        lines = head.decode("ascii").split("\n")
    except UnicodeDecodeError:
        lines = []
    if not parted or len(content) > PROOF_LIMIT or lines[:1] != ["c2sp.org/tlog-proof@v1"]:
        raise Refusal("no proof in the form of c2sp.org/tlog-proof@v1")
    del lines[0]
    if lines and lines[0].startswith("extra "):
        base64(lines.pop(0).removeprefix("extra "))
    index = lines.pop(0).removeprefix("index ") if lines else ""
    right = index.isdecimal() and len(index) < 17 and str(int(index)) == index
    path = tuple(base64(line) for line in lines)
    if not right or len(path) > _HASHES or any(len(one) != 32 for one in path):
        raise Refusal("no proof: a number and hashes of 32 bytes are needed")
    return Proof(int(index), path, _checkpoint(note))


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


def consistent(
    first: int, first_root: bytes, second: int, second_root: bytes, path: Sequence[bytes]
) -> bool:
    """Is the tree of the first size and root a beginning of the second? (2.1.4.2)

    Of a tree without leaves, and of the same tree, no proof is needed: the path is empty.
    """
    if first == 0 or first == second:
        return not path and (first == 0 or first_root == second_root)
    if not 0 < first < second or not path:
        return False
    hashes = list(path) if first & (first - 1) else [first_root, *path]
    place, last = first - 1, second - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    old = new = hashes[0]
    for beside in hashes[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            old, new = node(beside, old), node(beside, new)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            new = node(new, beside)
        place, last = place >> 1, last >> 1
    return last == 0 and old == first_root and new == second_root
