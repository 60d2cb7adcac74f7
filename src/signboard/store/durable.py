"""What must outlast a power cut: files that are there whole or not at all, and their names.

A file is written under another name, synced, and renamed; a name is as durable as the folder that
it stands in, so that is synced too. Nothing here writes into a file that stands already.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

PUBLIC: Final = 0o644
SECRET: Final = 0o600
_PUBLIC_MASK: Final = 0o022


def sync_folder(folder: Path) -> None:
    """Make the names in a folder as durable as what is written in its files."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def create(path: Path, content: bytes, mode: int = PUBLIC) -> None:
    """Write a new file, synced. Raises `FileExistsError` where one of that name stands."""
    new = _written(path, content, mode)
    try:
        os.link(new, path)  # unlike a renaming, never over another file
    finally:
        new.unlink()
    sync_folder(path.parent)


def replace(path: Path, content: bytes) -> None:
    """Put a file in the place of another, if there is one, at once and synced."""
    with public():
        new = _written(path, content, PUBLIC)
    new.replace(path)
    sync_folder(path.parent)


def tidy(path: Path) -> None:
    """Remove what a writing of this file that was cut off may have left beside it."""
    _new(path).unlink(missing_ok=True)


def _new(path: Path) -> Path:
    return path.with_name(f".{path.name}.new")


def _written(path: Path, content: bytes, mode: int) -> Path:
    """The content of a file, synced, under another name beside it."""
    tidy(path)
    new = _new(path)
    opened = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(opened, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    return new


@contextmanager
def public() -> Iterator[None]:
    """Whatever is made within can be read by all, such as by a web server's user, and written by
    its owner alone, however private the user who publishes keeps other files."""
    before = os.umask(_PUBLIC_MASK)
    try:
        yield
    finally:
        os.umask(before)
