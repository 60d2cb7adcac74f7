"""A tree by the definition of RFC 9162, section 2.1, written out as it stands there."""

from functools import cache
from hashlib import sha256

BORDERS = (65_535, 65_536, 65_537)
"""Sizes at which a level of tiles begins."""


@cache
def _all_leaves() -> list[bytes]:
    return [sha256(f"leaf {number}".encode()).digest() for number in range(70_000)]


def leaves(size: int) -> list[bytes]:
    """The leaf hashes of a tree of up to 70,000 leaves; a larger tree continues a smaller."""
    return _all_leaves()[:size]


def split(size: int) -> int:
    """The largest power of two smaller than the size."""
    power = 1
    while power * 2 < size:
        power *= 2
    return power


def defined(begin: int, end: int, row: list[bytes] | None = None) -> bytes:
    """MTH(D[begin:end]) over leaf hashes (section 2.1.1)."""
    return _defined(begin, end) if row is None else _over(row[begin:end])


@cache
def _defined(begin: int, end: int) -> bytes:
    if end - begin < 2:
        return _all_leaves()[begin] if end > begin else sha256(b"").digest()
    middle = begin + split(end - begin)
    return sha256(b"\x01" + _defined(begin, middle) + _defined(middle, end)).digest()


def _over(row: list[bytes]) -> bytes:
    if len(row) == 1:
        return row[0]
    middle = split(len(row))
    return sha256(b"\x01" + _over(row[:middle]) + _over(row[middle:])).digest()


def path(number: int, begin: int, end: int) -> list[bytes]:
    """PATH(m, D[begin:end]) (section 2.1.3.1)."""
    if end - begin == 1:
        return []
    middle = split(end - begin)
    if number < middle:
        return [*path(number, begin, begin + middle), defined(begin + middle, end)]
    return [*path(number - middle, begin + middle, end), defined(begin, begin + middle)]


def subproof(old: int, begin: int, end: int, *, known: bool) -> list[bytes]:
    """SUBPROOF(m, D[begin:end], b) (section 2.1.4.1)."""
    if old == end - begin:
        return [] if known else [defined(begin, end)]
    middle = split(end - begin)
    if old <= middle:
        below = subproof(old, begin, begin + middle, known=known)
        return [*below, defined(begin + middle, end)]
    below = subproof(old - middle, begin + middle, end, known=False)
    return [*below, defined(begin, begin + middle)]
