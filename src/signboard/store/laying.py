"""Files laid into a folder that grows: each is there whole or not at all, and stays.

A file is written under a passing name, synced, and renamed; then its folder is synced. Many are
done at a time, since a disk syncs many about as fast as one. Nothing here changes a file in place.
"""

import os
from collections.abc import Iterable, Iterator
from fcntl import LOCK_EX, LOCK_NB, flock
from pathlib import Path
from typing import Final

from signboard.terms import Refusal

PASSING: Final = ".new"
"""The end of a passing name. What has it after a crash is no file of the folder."""

_MANY: Final = 256
_MANY_BYTES: Final = 32_000_000


def lay(root: Path, files: Iterable[tuple[str, bytes]]) -> int:
    """Write files (path, bytes) below `root`; return how many, when all of them are on the disk.

    Raises `OSError`; the files written until then stay, whole.
    """
    count = 0
    for some in _batches(files):
        made: set[Path] = set()
        for path, content in some:
            _folder(root, (root / path).parent, made)
            _write(_passing(root / path), content)
        for path, _ in some:
            _sync(_passing(root / path))
        for path, _ in some:
            _passing(root / path).replace(root / path)
        for folder in made:
            _sync(folder)
        count += len(some)
    return count


def remove(root: Path, paths: Iterable[str]) -> int:
    """Remove files below `root`, where they are there; return how many, when the disk knows."""
    count = 0
    touched: set[Path] = set()
    for path in paths:
        file = root / path
        if file.is_file():
            file.unlink()
            count += 1
            touched.add(file.parent)
    for folder in touched:
        _sync(folder)
    return count


def locked(folder: Path, busy: str) -> int:
    """Lock a folder until the descriptor that is returned is closed. Raises `Refusal` where
    another has locked it: `busy` says who that must be."""
    lock = os.open(folder, os.O_RDONLY)
    try:
        flock(lock, LOCK_EX | LOCK_NB)
    except BlockingIOError:
        os.close(lock)
        raise Refusal(f"{busy}; try again when it is done") from None
    return lock


def _batches(files: Iterable[tuple[str, bytes]]) -> Iterator[list[tuple[str, bytes]]]:
    some: list[tuple[str, bytes]] = []
    size = 0
    for path, content in files:
        some.append((path, content))
        size += len(content)
        if len(some) == _MANY or size >= _MANY_BYTES:
            yield some
            some, size = [], 0
    if some:
        yield some


def _write(passing: Path, content: bytes) -> None:
    """Write a new file, never through a name that stands: it may be a link that leads elsewhere."""
    passing.unlink(missing_ok=True)
    with passing.open("xb") as file:
        file.write(content)


def _passing(file: Path) -> Path:
    return file.with_name(file.name + PASSING)


def _folder(root: Path, folder: Path, made: set[Path]) -> None:
    """Make a folder and note which ones have to be synced: it, and those that got a new one."""
    if folder in made:
        return
    made.add(folder)
    if folder != root and not folder.is_dir():
        _folder(root, folder.parent, made)
        folder.mkdir(exist_ok=True)


def _sync(path: Path) -> None:
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
