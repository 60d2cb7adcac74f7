"""The log's files, as they are published: tiles, bundles, blobs, proofs and checkpoints.

They only grow. A file with its final name is whole, for ever, and is never written again; only a
blob that was withheld is removed, and a checkpoint's file may gain signatures. All of it follows
from the record, so that what was lost here is laid anew by the next publishing.

New files are written below a folder of their own, all of them are synced at once, and only then
are they renamed to their places, entries before the tiles over them, and those before what rests
on them. One sync of everything costs a twentieth of a sync of each file. Whole folders are moved
where nothing stands in their place yet.
"""

import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from signboard.record.tiles import BLOBS, HASH_BYTES, Read, Tile, blob_path
from signboard.store import durable
from signboard.store.writing import SHOWN, Pages, refusing, write
from signboard.terms import Refusal

FOLDER: Final = "log"
PARTS: Final = ("tile", "blob", "proof", "checkpoints")
"""What a published site links to."""

_NEW: Final = ".new"
_ORDER: Final = ("tile/entries", "tile", "blob", "proof")


class Log:
    """The log's files of the board in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.root = folder / FOLDER

    def begin(self) -> None:
        """Make the folders that a site links to, where they are not there yet."""
        with refusing(self._folder), durable.public():
            for name in PARTS:
                (self.root / name).mkdir(parents=True, exist_ok=True)

    def has(self, path: str) -> bool:
        """Does this file stand?"""
        return (self.root / path).exists()

    @property
    def read(self) -> Read:
        """Reads a tile. Raises `FileNotFoundError` where it isn't there."""
        return lambda tile: _read(self.root, tile)

    def sizes(self) -> list[int]:
        """The sizes of the record under which everything was published, in order."""
        try:
            names = os.listdir(self.root / "checkpoints")  # noqa: PTH208 - names are all it takes
        except FileNotFoundError:
            return []
        return sorted(int(name) for name in names if name.isdecimal())

    def checkpoint(self, size: int) -> bytes:
        """The published checkpoint of a size."""
        return self._checkpoint(size).read_bytes()

    def blobs(self) -> set[str]:
        """The digests of all blobs that stand here."""
        try:
            names = os.listdir(self.root / BLOBS)  # noqa: PTH208 - names are all it takes
        except FileNotFoundError:
            return set()
        return {f"sha256:{name}" for name in names}

    def lay(self, sections: Sequence[Pages]) -> None:
        """Lay files (path, bytes) that are not there yet. What stands is left as it is."""
        new = self.root / _NEW
        with refusing(self._folder), durable.public():
            self.tidy()
            if write(new, [self._lacking(section) for section in sections], compress=False):
                os.sync()
                self._settle(new)
                shutil.rmtree(new)

    def tidy(self) -> None:
        """Remove what a laying that was cut off left. Raises `OSError`."""
        if (self.root / _NEW).exists():
            shutil.rmtree(self.root / _NEW)

    def _lacking(self, files: Pages) -> Iterator[tuple[str, bytes]]:
        return ((path, content) for path, content in files if not self.has(path))

    def _settle(self, new: Path) -> None:
        touched: set[Path] = set()
        for part in _ORDER:
            if (new / part).is_dir():
                (self.root / part).parent.mkdir(exist_ok=True)
                _move(new / part, self.root / part, touched)
        for folder in touched:
            durable.sync(folder)

    def show(self, size: int, note: bytes) -> None:
        """Lay the checkpoint of a size, or put one with more signatures in its place."""
        path = self._checkpoint(size)
        if not path.exists() or path.read_bytes() != note:
            with refusing(self._folder, SHOWN):
                durable.replace(path, note)

    def remove(self, digests: Iterable[str]) -> None:
        """Remove blobs, since they were withheld."""
        with refusing(self._folder):
            durable.remove(self.root, map(blob_path, digests))

    def _checkpoint(self, size: int) -> Path:
        return self.root / "checkpoints" / str(size)


def _read(root: Path, tile: Tile) -> bytes:
    content = (root / tile.path).read_bytes()
    if len(content) != tile.width * HASH_BYTES:
        raise Refusal(
            f"{root / tile.path} is torn; remove {root}, and publishing lays all of it anew"
        )
    return content


def _move(new: Path, place: Path, touched: set[Path]) -> None:
    """Move what is new to its place, as a whole where nothing stands there."""
    if not place.exists():
        new.rename(place)
        touched.add(place.parent)
    elif new.is_dir():
        for one in sorted(new.iterdir()):
            _move(one, place / one.name, touched)
