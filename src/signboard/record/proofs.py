"""Proofs out of tiles: that an entry is in the tree, and that a tree continues an earlier one
(RFC 9162, sections 2.1.3 and 2.1.4, in the order of RFC 6962).

Whoever asks comes with a way to read tiles. Nothing here checks a proof: who checks one should
not share the code of who made it.
"""

from collections.abc import Sequence
from itertools import accumulate
from typing import Final

from signboard.record.notes import Note, encoded
from signboard.record.tiles import HEIGHT, WIDTH, Read, Tile, edge, hashes
from signboard.record.tree import EMPTY, node

HEAD: Final = "c2sp.org/tlog-proof@v1"


class Prover:
    """Makes proofs for a tree of `size` leaves.

    The right edge of the tree is read once, at most one tile of each level; after that a proof
    reads at most one tile of each level, and none that the proof before it has read.
    """

    def __init__(self, size: int, read: Read) -> None:
        self.size = size
        self._read = read
        self._edge = {tile.level: _inner(read(tile)) for tile in edge(size)}
        self._held: dict[int, tuple[int, list[list[bytes]]]] = {}
        self._heights = [at for at in reversed(range(size.bit_length())) if size >> at & 1]
        self._peaks = [self._node(at, (size >> at) - 1) for at in self._heights]
        folded = list(accumulate(reversed(self._peaks), lambda right, peak: node(peak, right)))
        self.root = folded[-1] if folded else EMPTY
        """The root of the tree."""
        self._behind = folded[-2::-1]
        """For each peak but the last: the hash over all the leaves on its right."""

    def inclusion(self, number: int) -> list[bytes]:
        """The proof that leaf `number` is in the tree: its siblings, the lowest first."""
        assert 0 <= number < self.size
        # the highest bit in which number and size differ is the height of the peak over it
        height = (number ^ self.size).bit_length() - 1
        nth = self._heights.index(height)
        beside = [self._node(at, (number >> at) ^ 1) for at in range(height)]
        return [*beside, *self._behind[nth : nth + 1], *reversed(self._peaks[:nth])]

    def consistency(self, old: int) -> list[bytes]:
        """The proof that the first `old` leaves of the tree are an earlier one; for none, an
        empty one."""
        assert 0 <= old <= self.size
        if old == 0:
            return []
        return self._continued(old, 0, self.size, known=True)

    def _continued(self, old: int, begin: int, end: int, *, known: bool) -> list[bytes]:
        """SUBPROOF (RFC 9162, section 2.1.4.1) for the leaves from `begin` to `end`."""
        if old == end:
            return [] if known else [self._hash(begin, end)]
        middle = begin + _split(end - begin)
        if old <= middle:
            below = self._continued(old, begin, middle, known=known)
            return [*below, self._hash(middle, end)]
        return [
            *self._continued(old, middle, end, known=False),
            self._hash(begin, middle),
        ]

    def _hash(self, begin: int, end: int) -> bytes:
        """The hash over some leaves: a perfect subtree, or all those from one on to the end."""
        count = end - begin
        if count & (count - 1) == 0:
            height = count.bit_length() - 1
            return self._node(height, begin >> height)
        middle = begin + _split(count)
        return node(self._hash(begin, middle), self._hash(middle, end))

    def _node(self, height: int, index: int) -> bytes:
        """The hash of a perfect subtree: of 2 to the power of `height` leaves, the n-th such."""
        level, above = divmod(height, HEIGHT)
        tile, within = divmod(index, WIDTH >> above)
        return self._tile(level, tile)[above][within]

    def _tile(self, level: int, index: int) -> list[list[bytes]]:
        if index == self.size >> HEIGHT * (level + 1):
            return self._edge[level]
        held = self._held.get(level)
        if held is None or held[0] != index:
            held = self._held[level] = index, _inner(self._read(Tile(level, index)))
        return held[1]


def _split(count: int) -> int:
    """The largest power of two that is smaller."""
    return 1 << (count - 1).bit_length() - 1


def _inner(content: bytes) -> list[list[bytes]]:
    """All perfect subtrees in a tile, by height: its hashes, then those of pairs, and so on."""
    rows = [hashes(content)]
    while len(rows) < HEIGHT:
        row = rows[-1]
        rows.append([node(row[at], row[at + 1]) for at in range(0, len(row) - 1, 2)])
    return rows


def proof_file(number: int, proof: Sequence[bytes], checkpoint: Note) -> bytes:
    """The proof that an entry is in the tree of a signed checkpoint (C2SP tlog-proof)."""
    above = "".join(f"{encoded(one)}\n" for one in proof)
    return f"{HEAD}\nindex {number}\n{above}\n".encode() + bytes(checkpoint)
