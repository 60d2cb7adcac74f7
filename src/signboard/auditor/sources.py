"""Where a log's files come from: a folder or an address. Both only read.

What is found there may have been laid by anybody: no more is read than was asked for, and nothing
but ordinary files.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from stat import S_ISREG
from typing import Protocol
from urllib.parse import quote

from signboard import fetching
from signboard.auditor import tiles
from signboard.auditor.notes import LONGEST, Checkpoint, checkpoint
from signboard.auditor.verdict import Difference
from signboard.terms import Refusal


class Source(Protocol):
    """Files by their paths below a root."""

    @property
    def where(self) -> str:
        """The root, as it was named."""

    def get(self, path: str, limit: int) -> bytes | None:
        """A file's bytes, or None where there is none. Raises `Difference` where it is no file or
        has more than `limit` bytes, `Refusal` where it can't be had."""

    def names(self, folder: str) -> Iterator[str] | None:
        """The names in a folder, in no order; None where nobody can list them."""

    def files(self, folder: str = "") -> Iterator[str] | None:
        """The paths of all files below a folder of the log but for the blobs, which `names` lists,
        or of all that are not below one, in no order; None where nobody can list them."""


_LOG = frozenset({"tile", "blob", "proof", "checkpoints"})
"""The folders of a site that are the log's, and grow beside its pages."""

_DEEPEST = 32


class Folder:
    """A site as it lies on a disk. Links are followed to ordinary files, and to no folder but
    those of the log."""

    def __init__(self, root: Path) -> None:
        self._root = str(root.resolve())  # so that a link set anew meanwhile changes nothing
        self._where = str(root)

    @property
    def where(self) -> str:
        """The folder, as it was named."""
        return self._where

    def get(self, path: str, limit: int) -> bytes | None:
        """A file's bytes, or None where there is none."""
        try:
            file = os.open(f"{self._root}/{path}", os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise Refusal(f"{self._where}/{path} can't be read ({error.strerror})") from None
        try:
            found = os.fstat(file)
            if not S_ISREG(found.st_mode):
                raise Difference(f"{path}: no ordinary file")
            content = b""
            if found.st_size <= limit:
                content = os.read(file, limit + 1)
                while len(content) < found.st_size and (more := os.read(file, limit + 1)):
                    content += more
        except OSError as error:
            raise Refusal(f"{self._where}/{path} can't be read ({error.strerror})") from None
        finally:
            os.close(file)
        if max(found.st_size, len(content)) > limit:
            raise Difference(f"{path}: more than {limit:,} bytes")
        return content

    def names(self, folder: str) -> Iterator[str]:
        """The names in a folder of the log; those that begin with a dot are its writer's own."""
        try:
            with os.scandir(f"{self._root}/{folder}") as found:
                for one in found:
                    if not one.name.startswith("."):
                        yield one.name
        except (FileNotFoundError, NotADirectoryError):
            return
        except OSError as error:
            raise Refusal(f"{self._where}/{folder} can't be read ({error.strerror})") from None

    def files(self, folder: str = "") -> Iterator[str]:
        """The paths of all files below a folder of the log, but for the blobs and for those whose
        names begin with a dot, which are its writer's own; or of all that are not below one."""
        if not folder:
            yield from self._walk("", lambda within, name: not within and name in _LOG)
        elif Path(self._root, folder).is_dir():
            yield from self._walk(
                f"{folder}/",
                lambda within, name: name.startswith(".") or within + name == tiles.BLOBS,
            )

    def _walk(self, top: str, passed: Callable[[str, str], bool]) -> Iterator[str]:
        waiting = [top]
        while waiting:
            folder = waiting.pop()
            if folder.count("/") > _DEEPEST:
                raise Difference(f"page {folder}: folders within folders, more than {_DEEPEST}")
            try:
                with os.scandir(f"{self._root}/{folder}") as found:
                    for one in found:
                        if passed(folder, one.name):
                            continue
                        if one.is_dir(follow_symlinks=False):
                            waiting.append(f"{folder}{one.name}/")
                        else:
                            yield f"{folder}{one.name}"
            except OSError as error:
                raise Refusal(f"{self._where}/{folder} can't be read ({error.strerror})") from None


class Site:
    """A site as it is served at an address. Nothing of it can be listed."""

    def __init__(self, address: str) -> None:
        self._address = address.rstrip("/")

    @property
    def where(self) -> str:
        """The address."""
        return self._address

    def get(self, path: str, limit: int) -> bytes | None:
        """What is served under a path, or None where nothing is."""
        head, _, last = path.rpartition("/")
        if last == "index.html":  # which servers show at the folder's own address
            path = f"{head}/" if head else ""
        return fetching.get(f"{self._address}/{quote(path)}", limit)

    def names(self, folder: str) -> None:
        """Nobody can list what is served."""

    def files(self, folder: str = "") -> None:
        """Nobody can list what is served."""


def read_checkpoint(source: Source, path: str) -> Checkpoint:
    """A checkpoint that must be there. Raises `Difference`, naming it, where it isn't one."""
    content = source.get(path, LONGEST)
    if content is None:
        raise Difference(f"{path}: missing")
    try:
        return checkpoint(content)
    except Refusal as refusal:
        raise Difference(f"{path}: {refusal}") from None
