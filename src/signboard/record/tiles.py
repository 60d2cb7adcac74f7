"""The tree and the entries as the files that are published (C2SP tlog-tiles): where each lies
and what it holds. Nothing here reads or writes one: who wants a tile comes with a way to read it.

A tile holds up to 256 hashes of one level, where a hash of level 1 stands for a full tile of
level 0, and so on. A full tile never changes again. A partial one belongs to the sizes of the
tree at which it ends, and is written anew, under another name, for a later size.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from signboard.record.tree import node

WIDTH: Final = 256
"""Hashes in a full tile, and entries in a full bundle."""
HEIGHT: Final = 8
"""Levels of the tree that a tile spans: WIDTH is 2 to the power of it."""
HASH_BYTES: Final = 32
BLOBS: Final = "blob/sha256"
"""The folder of what entries name by its digest."""
_LENGTH_BYTES: Final = 2


@dataclass(frozen=True, slots=True, order=True)
class Tile:
    """A tile of the tree: its level, its place among those of its level, and its hashes' number."""

    level: int
    index: int
    width: int = WIDTH

    @property
    def path(self) -> str:
        """Where it lies, such as `tile/0/x001/234.p/17`."""
        return f"tile/{self.level}/{_wide(self.index, self.width)}"


@dataclass(frozen=True, slots=True)
class Bundle:
    """A bundle of entries: its place among the bundles, and the number of entries in it."""

    index: int
    width: int = WIDTH

    @property
    def path(self) -> str:
        """Where it lies, such as `tile/entries/x001/234.p/17`."""
        return f"tile/entries/{_wide(self.index, self.width)}"


Read = Callable[[Tile], bytes]
"""Reads the content of a tile: `width` hashes of 32 bytes in a row."""


def place(number: int) -> str:
    """A number as a path, in groups of three digits: 1234067 is `x001/x234/067`."""
    last = f"{number % 1000:03}"
    while number := number // 1000:
        last = f"x{number % 1000:03}/{last}"
    return last


def _wide(index: int, width: int) -> str:
    assert 0 < width <= WIDTH
    return place(index) if width == WIDTH else f"{place(index)}.p/{width}"


def proof_path(number: int) -> str:
    """Where the proof that an entry is included lies (C2SP tlog-proof)."""
    return f"proof/{place(number)}.tlog-proof"


def blob_path(digest: str) -> str:
    """Where the bytes lie that an entry names by their digest, `sha256:…`."""
    return f"{BLOBS}/{digest.removeprefix('sha256:')}"


def edge(size: int) -> Iterator[Tile]:
    """The partial tiles of a tree: at most one of each level, the lowest first."""
    level = 0
    while size:
        if width := size % WIDTH:
            yield Tile(level, size // WIDTH, width)
        size >>= HEIGHT
        level += 1


def hashes(content: bytes) -> list[bytes]:
    """The hashes in a tile's content."""
    return [content[at : at + HASH_BYTES] for at in range(0, len(content), HASH_BYTES)]


def root_of_full(row: list[bytes]) -> bytes:
    """The hash of a full tile, which stands for it in the level above."""
    while len(row) > 1:
        row = [node(*pair) for pair in zip(row[::2], row[1::2], strict=True)]
    return row[0]


def grown(
    old: int, leaves: Iterable[bytes], sizes: Collection[int], read: Read
) -> Iterator[tuple[Tile, bytes]]:
    """The tiles that a tree of `old` leaves lacks when more `leaves` (hashes) stand after them.

    Those are all that became full, and the partial ones of each of `sizes`; the largest of them
    is the new size. Only the edge of the old tree is read, and one tile of each level is held.
    """
    rows: list[list[bytes]] = []
    for tile in edge(old):
        rows += [[] for _ in range(tile.level - len(rows))]
        rows.append(hashes(read(tile)))
    known = set(edge(old))
    for at, leaf in enumerate(leaves, start=old):
        yield from _added(rows, at, leaf)
        if at + 1 in sizes:
            reached = set(edge(at + 1))
            for tile in sorted(reached - known):
                yield tile, b"".join(rows[tile.level])
            known = reached


def _added(rows: list[list[bytes]], at: int, hashed: bytes) -> Iterator[tuple[Tile, bytes]]:
    """Put a leaf at its place, and into the levels above what became full by it."""
    level = 0
    while True:
        if level == len(rows):
            rows.append([])
        row = rows[level]
        row.append(hashed)
        if len(row) < WIDTH:
            return
        at //= WIDTH
        yield Tile(level, at), b"".join(row)
        rows[level], hashed, level = [], root_of_full(row), level + 1


def bundled(
    begin: int, lines: Iterable[bytes], sizes: Collection[int]
) -> Iterator[tuple[Bundle, bytes]]:
    """The bundles of entries (their bytes) from number `begin` on, which is a multiple of 256:
    all that are full, and the partial ones of each of `sizes`."""
    assert begin % WIDTH == 0
    content, size = bytearray(), begin
    for line in lines:
        content += len(line).to_bytes(_LENGTH_BYTES, "big") + line
        size += 1
        if size % WIDTH == 0:
            yield Bundle(size // WIDTH - 1), bytes(content)
            content.clear()
        elif size in sizes:
            yield Bundle(size // WIDTH, size % WIDTH), bytes(content)
