"""The Merkle tree over the entries (RFC 9162, section 2.1), grown a leaf at a time.

A frontier is the roots of the perfect subtrees that cover the leaves so far, largest first; it is
all that is needed to add a leaf or to give the root, in O(log n) of memory.
"""

from hashlib import sha256
from typing import Final

EMPTY: Final = sha256(b"").digest()
"""The root of no entries."""


def leaf(line: bytes) -> bytes:
    """The hash of one entry's bytes."""
    return sha256(b"\x00" + line).digest()


def node(left: bytes, right: bytes) -> bytes:
    """The hash of two subtrees."""
    return sha256(b"\x01" + left + right).digest()


class Frontier:
    """The growing edge of a tree of `size` leaves."""

    __slots__ = ("_peaks", "size")

    def __init__(self) -> None:
        self.size = 0
        self._peaks: list[bytes] = []

    def add(self, leaf_hash: bytes) -> None:
        """Add one leaf on the right."""
        size = self.size
        while size & 1:
            leaf_hash = node(self._peaks.pop(), leaf_hash)
            size >>= 1
        self._peaks.append(leaf_hash)
        self.size += 1

    def root(self) -> bytes:
        """The root over all leaves so far, 32 bytes."""
        if not self._peaks:
            return EMPTY
        root = self._peaks[-1]
        for peak in reversed(self._peaks[:-1]):
            root = node(peak, root)
        return root
