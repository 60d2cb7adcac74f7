"""A log's tree by the letter of RFC 9162, section 2.1, and its files by that of C2SP.

It shares nothing with the product, which is held against it.
"""

from base64 import b64encode
from collections.abc import Iterable, Sequence
from hashlib import sha256


def leaf(entry: bytes) -> bytes:
    """The hash of a leaf (section 2.1.1)."""
    return sha256(b"\x00" + entry).digest()


def node(left: bytes, right: bytes) -> bytes:
    """The hash over two (section 2.1.1)."""
    return sha256(b"\x01" + left + right).digest()


def split(size: int) -> int:
    """The largest power of two smaller than the size (section 2.1.1)."""
    k = 1
    while k * 2 < size:
        k *= 2
    return k


class Tree:
    """D, by the hashes of its leaves; the hash of each part is worked out once."""

    def __init__(self, leaves: Iterable[bytes]) -> None:
        self.leaves = tuple(leaves)
        self._known: dict[tuple[int, int], bytes] = {}

    def root(self, begin: int, end: int) -> bytes:
        """MTH(D[begin:end]) (section 2.1.1)."""
        if end - begin < 2:
            return self.leaves[begin] if begin < end else sha256().digest()
        if (begin, end) not in self._known:
            k = begin + split(end - begin)
            self._known[begin, end] = node(self.root(begin, k), self.root(k, end))
        return self._known[begin, end]

    def path(self, m: int, begin: int, end: int) -> list[bytes]:
        """PATH(m, D[begin:end]) (section 2.1.3.1)."""
        if end - begin == 1:
            return []
        k = split(end - begin)
        if m < k:
            return [*self.path(m, begin, begin + k), self.root(begin + k, end)]
        return [*self.path(m - k, begin + k, end), self.root(begin, begin + k)]

    def subproof(self, m: int, begin: int, end: int, *, known: bool) -> list[bytes]:
        """SUBPROOF(m, D[begin:end], known) (section 2.1.4.1)."""
        if m == end - begin:
            return [] if known else [self.root(begin, end)]
        k = split(end - begin)
        if m <= k:
            below = self.subproof(m, begin, begin + k, known=known)
            return [*below, self.root(begin + k, end)]
        below = self.subproof(m - k, begin + k, end, known=False)
        return [*below, self.root(begin, begin + k)]

    def tiles(self, size: int) -> dict[str, bytes]:
        """The tiles of the tree of a size, by their paths (C2SP tlog-tiles)."""
        found: dict[str, bytes] = {}
        level, span = 0, 1
        while size >= span:
            row = [self.root(at, at + span) for at in range(0, size - span + 1, span)]
            found |= _rowed(f"tile/{level}", row)
            level, span = level + 1, span * 256
        return found


def bundles(entries: Sequence[bytes]) -> dict[str, bytes]:
    """The bundles of all entries, by their paths (C2SP tlog-tiles)."""
    return _rowed("tile/entries", [len(one).to_bytes(2, "big") + one for one in entries])


def _rowed(folder: str, parts: Sequence[bytes]) -> dict[str, bytes]:
    found = {}
    for first in range(0, len(parts), 256):
        some = parts[first : first + 256]
        partial = f".p/{len(some)}" if len(some) < 256 else ""
        found[f"{folder}/{grouped(first // 256)}{partial}"] = b"".join(some)
    return found


def grouped(number: int) -> str:
    """A number in groups of three digits: x001/x234/067 (C2SP tlog-tiles)."""
    head, last = divmod(number, 1000)
    groups = [f"{last:03}"]
    while head:
        head, last = divmod(head, 1000)
        groups.insert(0, f"x{last:03}")
    return "/".join(groups)


def proof_file(number: int, path: Iterable[bytes], note: bytes) -> tuple[str, bytes]:
    """What proves an entry under a checkpoint: its path, its content (C2SP tlog-proof)."""
    lines = "".join(f"{b64encode(one).decode()}\n" for one in path)
    head = f"c2sp.org/tlog-proof@v1\nindex {number}\n{lines}\n"
    return f"proof/{grouped(number)}.tlog-proof", head.encode() + note
