"""What must outlast a power cut: files that are there whole or not at all, and their names.

A file is written under a passing name, synced, and renamed; a name is as durable as the folder that
it stands in, so that is synced too. Many are done at a time, since a disk syncs many about as fast
as one. Nothing here writes into a file that stands already.
"""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from fcntl import LOCK_EX, LOCK_NB, flock
from pathlib import Path
from typing import Final

from signboard.terms import Refusal

PUBLIC: Final = 0o644
SECRET: Final = 0o600
_ANY: Final = 0o666
_FOLDER: Final = 0o777
"""What the user's mask leaves of them."""
PASSING: Final = ".new"
"""The end of a passing name. What has it after a crash is no file of the folder."""

_PUBLIC_MASK: Final = 0o022
_MANY: Final = 256
_MANY_BYTES: Final = 32_000_000


def make(folder: Path, mode: int = _FOLDER) -> None:
    """Make a folder, where there is none, and those above it, each of whose names is synced; `mode`
    is that of the last one. Raises `OSError`, such as where a file has its name."""
    made = [one for one in (folder, *folder.absolute().parents) if not one.exists()]
    folder.mkdir(mode, parents=True, exist_ok=True)
    for one in made:
        sync(one.parent)


def create(path: Path, content: bytes, mode: int = PUBLIC) -> None:
    """Write a new file, synced. Raises `FileExistsError` where one of that name stands."""
    new = passing(path)
    _write(new, content, mode)
    sync(new)
    try:
        os.link(new, path)  # unlike a renaming, never over another file
    finally:
        new.unlink()
    sync(path.parent)


def replace(path: Path, content: bytes) -> None:
    """Put a file that all may read in the place of another, if there is one, at once and synced."""
    with public():
        lay(path.parent, [(path.name, content)])


def passing(file: Path) -> Path:
    """The name under which a file is written, until it is whole."""
    return file.with_name(f".{file.name}{PASSING}")


def tidy(path: Path) -> None:
    """Remove what a writing of this file that was cut off may have left beside it."""
    passing(path).unlink(missing_ok=True)


def lay(root: Path, files: Iterable[tuple[str, bytes]]) -> int:
    """Write files (path, bytes) below `root`; return how many, when all of them are on the disk.

    Raises `OSError`; the files written until then stay, whole.
    """
    count = 0
    for some in _batches(files):
        made: set[Path] = set()
        for path, content in some:
            _folder(root, (root / path).parent, made)
            _write(passing(root / path), content, _ANY)
        for path, _ in some:
            sync(passing(root / path))
        for path, _ in some:
            passing(root / path).replace(root / path)
        for folder in made:
            sync(folder)
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
        sync(folder)
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


def sync(path: Path) -> None:
    """Make a file's content, or the names in a folder, durable."""
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


@contextmanager
def public() -> Iterator[None]:
    """Whatever is made within can be read by all, such as by a web server's user, and written by
    its owner alone, however private the user who publishes keeps other files."""
    before = os.umask(_PUBLIC_MASK)
    try:
        yield
    finally:
        os.umask(before)


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


def _write(new: Path, content: bytes, mode: int) -> None:
    """Write a new file, never through a name that stands: it may be a link that leads elsewhere."""
    new.unlink(missing_ok=True)
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
        file.write(content)


def _folder(root: Path, folder: Path, made: set[Path]) -> None:
    """Make a folder and note which ones have to be synced: it, and those that got a new one."""
    if folder in made:
        return
    made.add(folder)
    if folder != root and not folder.is_dir():
        _folder(root, folder.parent, made)
        folder.mkdir(exist_ok=True)
