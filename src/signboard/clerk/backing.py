"""Backing up: the record and what lies beside it, copied into a folder that only grows.

The folder has the log's own layout (C2SP tlog-tiles), so what is there already is what would be
written again, and a second backup writes only what is new. It reads all of it, and lays anew what
was damaged meanwhile. What was withheld since is removed from it. A backup cut short is the one
before: the marker is written last. The signing key is never in a backup: whoever finds one could
sign for the board.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from signboard import settings
from signboard.agenda import Withheld
from signboard.clerk.comparing import Lying
from signboard.clerk.loading import Loaded, load, opened
from signboard.clerk.remembering import remember
from signboard.record.sealing import digest
from signboard.record.tiles import BLOBS, Bundle, Tile, blob_path, bundled, edge, grown
from signboard.record.tree import Frontier, leaf
from signboard.store import Head, Store, durable
from signboard.store.marker import HEADS, MARKER, Marker, written
from signboard.terms import Refusal


@dataclass(frozen=True, slots=True)
class BackedUp:
    """What a backup did: the head that it now holds, how many files it wrote, how many of these
    lay there damaged, how many of what was withheld it removed; and what the record withholds, by
    its digest."""

    head: Head
    files: int
    repaired: int
    removed: int
    withheld: Mapping[str, Withheld]


def backup(folder: Path, to: Path) -> BackedUp:
    """Back the record of a board up into a folder, which is made if it isn't there.

    Raises `Refusal` where that folder is the board's own, or holds anything but an earlier backup
    of this record; and where it can't be written: what was there before still stands.
    """
    to = to.expanduser().absolute()
    _check_place(folder, to)
    with opened(folder) as store, store.snapshot():
        loaded = load(store)
        try:
            durable.make(to, 0o700)
            lock = durable.locked(to, f"{to} is being written by another backup")
        except OSError as error:
            raise _unwritten(to, error) from None
        try:
            before = _before(to, loaded)
            remember(folder, to)
            done = _Backup(folder, to, store, loaded, before).write()
        except OSError as error:
            raise _unwritten(to, error) from None
        finally:
            os.close(lock)
    remember(folder, to, done.head.size)
    return done


def _check_place(folder: Path, to: Path) -> None:
    here, there = Path(os.path.realpath(folder)), Path(os.path.realpath(to))
    if here == there or there.is_relative_to(here) or here.is_relative_to(there):
        raise Refusal(
            f"{to} and the board's own folder lie in each other, and would be lost together; "
            "name a folder elsewhere, best on another disk"
        )
    if there.exists() and not there.is_dir():
        raise Refusal(f"{to} is no folder; name one")


def _unwritten(to: Path, error: OSError) -> Refusal:
    return Refusal(
        f"the backup can't be written in {to} ({error.strerror}); make room there or check its "
        "permissions; what was backed up before still stands"
    )


def _before(to: Path, loaded: Loaded) -> Marker:
    """The marker that stands in a folder, of an earlier state of this record."""
    path = to / MARKER
    if not path.exists():
        if any(one != durable.passing(path) for one in to.iterdir()):
            raise Refusal(f"{to} holds something else than a backup; name an empty or a new folder")
        with suppress(OSError):  # some disks know no permissions
            to.chmod(0o700)
        empty = Marker.over(Head(0, Frontier().root()), {})
        durable.lay(to, [(MARKER, bytes(empty))])
        return empty
    try:
        before = Marker.parse(path.read_bytes())
    except Refusal as refusal:
        raise Refusal(f"{to}: {refusal}; begin a new backup in another folder") from None
    _check_prefix(to, before.head, loaded)
    return before


def _check_prefix(to: Path, before: Head, loaded: Loaded) -> None:
    """Only a record that continues what was backed up is written over it."""
    size = loaded.frontier.size
    if before.size > size:
        raise Refusal(
            f"{to} holds {before.size} entries and the record only {size}: it is another board's, "
            "or this record was restored from an older copy; restore the newer one from there, or "
            "name another folder"
        )
    frontier = Frontier()
    for line in loaded.lines[: before.size]:
        frontier.add(leaf(line))
    if frontier.root() != before.root:
        raise Refusal(
            f"the {before.size} entries that {to} holds are not the first ones of this record: it "
            "is another board's backup, or of a record that went another way; name another folder"
        )


class _Backup:
    """One backup being written, in the order that keeps it the old or the new one."""

    def __init__(
        self, folder: Path, to: Path, store: Store, loaded: Loaded, before: Marker
    ) -> None:
        self._to = to
        self._store = store
        self._loaded = loaded
        self._before = before
        self._lying = Lying(to, before)
        self._size = loaded.frontier.size
        self._small = _small(folder, store)

    def write(self) -> BackedUp:
        """Write what is new or damaged, then the marker, then replace and remove what is old."""
        head = Head(self._size, self._loaded.frontier.root())
        files = durable.lay(self._to, self._new())
        marker = Marker.over(head, {path: self._digests(path) for path in sorted(self._small)})
        if bytes(marker) != (self._to / MARKER).read_bytes():
            files += durable.lay(self._to, [(MARKER, bytes(marker))])
        files += durable.lay(self._to, self._replaced())
        removed = durable.remove(self._to, self._withheld())
        durable.remove(self._to, self._passed())
        damaged, withheld = self._lying.damaged, self._loaded.agenda.withheld
        return BackedUp(head, files, damaged, removed, withheld)

    def _digests(self, path: str) -> tuple[str, ...]:
        """What a file may be: what it is to become, and what it is until then."""
        both = digest(self._small[path]), digest((self._to / path).read_bytes())
        return tuple(dict.fromkeys(both))

    def _heads(self) -> bytes:
        """All heads, and that of the backup before, which reads this file if this one is cut."""
        heads = {head.size: head for head in (self._before.head, *self._store.heads())}
        return written(heads[size] for size in sorted(heads) if size)

    def _new(self) -> Iterator[tuple[str, bytes]]:
        """What doesn't lie there whole; the heads last, since they are of all the others."""
        withheld, lying = self._loaded.agenda.withheld, self._lying
        names = [
            name
            for name in self._store.names()
            if name not in withheld and not lying.has_blob(name)
        ]
        for name, content in self._store.blobs(names):
            yield blob_path(name), content
        lines = self._loaded.lines
        sizes = {self._size}
        bundles = ((one.path, content) for one, content in bundled(0, lines, sizes))
        tiles = ((one.path, content) for one, content in self._tiles(sizes))
        for path, content in chain(bundles, tiles):
            if not lying.has(path, content):
                yield path, content
        for path, content in self._small.items():
            if not lying.has_small(path, content):
                yield path, content
        heads = self._heads()
        if heads and not lying.has_heads(self._store, heads):
            yield HEADS, heads

    def _tiles(self, sizes: set[int]) -> Iterator[tuple[Tile, bytes]]:
        return grown(0, (leaf(line) for line in self._loaded.lines), sizes, _none)

    def _replaced(self) -> Iterator[tuple[str, bytes]]:
        for path, content in self._small.items():
            if (self._to / path).read_bytes() != content:
                yield path, content

    def _withheld(self) -> list[str]:
        """What was withheld, and what a crash left that might be."""
        withheld = {name.partition(":")[2] for name in self._loaded.agenda.withheld}
        return [
            f"{BLOBS}/{name}"
            for name in sorted(self._lying.names)
            if name in withheld or name.endswith(durable.PASSING)
        ]

    def _passed(self) -> list[str]:
        """The partial tiles of backups before, which this one has no use for."""
        current = {file.path for file in _edge(self._size)}
        there = (one.relative_to(self._to).as_posix() for one in self._to.glob("tile/**/*.p/*"))
        return [path for path in there if path not in current]


def _edge(size: int) -> Iterator[Tile | Bundle]:
    yield from edge(size)
    if width := size % 256:
        yield Bundle(size // 256, width)


def _none(tile: Tile) -> bytes:
    raise AssertionError(f"a tree that is grown from nothing has no {tile.path}")


def _small(folder: Path, store: Store) -> Mapping[str, bytes]:
    """What is neither named by its digest nor checked against the root: the kept checkpoints, and
    the settings without a password."""
    files = {f"checkpoints/{kept.size}": kept.note for kept in store.checkpoints()}
    path = folder / settings.FILE
    if path.is_file():
        files[settings.FILE] = settings.without_password(path.read_text("utf-8")).encode("utf-8")
    return files
