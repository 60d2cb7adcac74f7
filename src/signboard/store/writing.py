"""Pages written to disk and compressed, by as many processes as there are cores.

Sections of a site don't depend on each other, so each process takes every n-th of them. It is
forked, and so shares what the pages are made of without a copy. Where processes can't be forked,
or there is one core, the pages are written one after the other.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from gzip import compress as gzip
from itertools import chain
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.connection import Connection
from multiprocessing.context import ForkContext
from pathlib import Path
from typing import Final

import brotli

from signboard.terms import Refusal

Pages = Iterator[tuple[str, bytes]]

_COMPRESSED: Final = frozenset({".html", ".css", ".svg", ".txt", ".jsonl", ".xml", ".json"})
_WORTH_BYTES: Final = 200
_BROTLI_QUALITY: Final = 4
_GZIP_LEVEL: Final = 3
"""A page is compressed once for each publishing: the steps above these cost twice the time or
more for a tenth of the size."""


def write(root: Path, sections: Sequence[Pages], *, compress: bool) -> int:
    """Write all pages (relative path, bytes) below `root`, and return how many.

    With `compress` each page's compressed forms (.br, .gz) are laid beside it. Raises the first
    `OSError` that any process met; the others are ended first.
    """
    workers = min(os.cpu_count() or 1, len(sections))
    if workers < 2 or "fork" not in get_all_start_methods():
        return _write(root, chain.from_iterable(sections), compress)
    context = get_context("fork")
    children = [
        _Child(context, root, sections[nth::workers], compress) for nth in range(1, workers)
    ]
    try:
        count = _write(root, chain.from_iterable(sections[::workers]), compress)
        return count + sum(child.result() for child in children)
    finally:
        for child in children:
            child.end()


STANDS: Final = "what was published before still stands"
SHOWN: Final = "the new site stands already; publish again to finish it"


@contextmanager
def refusing(folder: Path, stands: str = STANDS) -> Iterator[None]:
    """Turn what the disk refuses into a `Refusal` that says which site stands."""
    try:
        yield
    except OSError as error:
        raise Refusal(
            f"the site can't be written in {folder} ({error.strerror}); make room there or check "
            f"its permissions; {stands}"
        ) from None


class _Child:
    """A process that writes a share of the sections and says how many pages it wrote."""

    def __init__(
        self, context: ForkContext, root: Path, share: Sequence[Pages], compress: bool
    ) -> None:
        self._answer, answering = context.Pipe(duplex=False)
        self._process = context.Process(target=_answer, args=(answering, root, share, compress))
        self._process.start()
        answering.close()

    def result(self) -> int:
        """How many pages were written. Raises what went wrong."""
        try:
            answer: int | BaseException = self._answer.recv()
        except EOFError:
            raise OSError(None, "a process that wrote pages was ended") from None
        if isinstance(answer, BaseException):
            raise answer
        return answer

    def end(self) -> None:
        """End it, if it hasn't ended yet."""
        self._process.terminate()
        self._process.join()
        self._answer.close()


def _answer(answering: Connection, root: Path, share: Sequence[Pages], compress: bool) -> None:
    try:
        answering.send(_write(root, chain.from_iterable(share), compress))
    except Exception as error:
        answering.send(error)


def _write(root: Path, pages: Iterable[tuple[str, bytes]], compress: bool) -> int:
    count = 0
    folders: set[Path] = set()
    for path, content in pages:
        file = root / path
        assert file.is_relative_to(root)
        assert ".." not in file.parts
        if file.parent not in folders:
            file.parent.mkdir(parents=True, exist_ok=True)
            folders.add(file.parent)
        file.write_bytes(content)
        if compress and file.suffix in _COMPRESSED and len(content) >= _WORTH_BYTES:
            _compress(file, content)
        count += 1
    return count


def _compress(file: Path, content: bytes) -> None:
    brotlied = brotli.compress(content, mode=brotli.MODE_TEXT, quality=_BROTLI_QUALITY)
    file.with_name(file.name + ".br").write_bytes(brotlied)
    file.with_name(file.name + ".gz").write_bytes(gzip(content, _GZIP_LEVEL, mtime=0))
