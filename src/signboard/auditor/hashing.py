"""The tree over the entries (RFC 9162, section 2.1), hashed 256 leaves at a time.

A row is hashes of 32 bytes, one after the other. A tree that is not yet full has, on each level
of tiles, a row of fewer than 256: those rows are all that is kept of it.
"""

from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import Final

from signboard.auditor.tiles import HASH, WIDTH

EMPTY: Final = sha256(b"").digest()
_PAIR: Final = 2 * HASH


def leaf(entry: bytes) -> bytes:
    """SHA-256(0x00 ‖ entry)."""
    return sha256(b"\x00" + entry).digest()


def node(left: bytes, right: bytes) -> bytes:
    """SHA-256(0x01 ‖ left ‖ right)."""
    return sha256(b"\x01" + left + right).digest()


def leaves(entries: Sequence[bytes]) -> bytes:
    """The row of the entries' leaf hashes."""
    return b"".join([sha256(b"\x00" + entry).digest() for entry in entries])


def top(row: bytes) -> bytes:
    """The hash over a row of 1, 2, 4, … or 256 hashes."""
    while len(row) > HASH:
        pairs = range(0, len(row), _PAIR)
        row = b"".join([sha256(b"\x01" + row[at : at + _PAIR]).digest() for at in pairs])
    return row


def root(rows: Sequence[bytes]) -> bytes:
    """The root of a tree, from its rows of fewer than 256 hashes on each level of tiles."""
    found = None
    for row in rows:
        for peak in _peaks(row):
            found = peak if found is None else node(peak, found)
    return EMPTY if found is None else found


def _peaks(row: bytes) -> Iterator[bytes]:
    """The perfect trees that a row is made of, from the right, the smallest first."""
    end, width = len(row), HASH
    while end:
        if end & width:
            yield top(row[end - width : end])
            end -= width
        width *= 2


class Rows:
    """The rows of a growing tree, by level. It grows by a whole tile's leaves at a time."""

    def __init__(self) -> None:
        self.size = 0
        self._above: list[bytes] = []

    def at(self, row: bytes) -> list[bytes]:
        """The rows of the tree with some more leaves (fewer than 256) on the right."""
        return [row, *self._above]

    def grow(self, row: bytes) -> Iterator[tuple[int, int, bytes]]:
        """Add 256 leaves; give the level, the number and the content of every tile that they
        make full, from below."""
        level = 0
        self.size += WIDTH
        while len(row) == WIDTH * HASH:
            yield level, (self.size >> 8 * (level + 1)) - 1, row
            if level == len(self._above):
                self._above.append(b"")
            row = self._above[level] + top(row)
            self._above[level] = b"" if len(row) == WIDTH * HASH else row
            level += 1
