"""What a store holds, as its readers see it, whichever database it lies in."""

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import NamedTuple, Protocol


class Row(NamedTuple):
    """One entry as it rests: its bytes, and their leaf hash as it was when they were written."""

    number: int
    line: bytes
    leaf: bytes


@dataclass(frozen=True, slots=True)
class Head:
    """The record's size and root after one append."""

    size: int
    root: bytes


@dataclass(frozen=True, slots=True)
class Kept:
    """A checkpoint that was, or is about to be, published: a signed note over so many entries."""

    size: int
    note: bytes


class Store(Protocol):
    """A record and what lies beside it, to be read.

    Each answer is of one moment; answers of one moment together are asked for within `snapshot`.
    """

    @property
    def where(self) -> str:
        """A short name of the place, for messages. It never shows a password."""

    def snapshot(self) -> AbstractContextManager[None]:
        """Whatever is read within is of one moment, while another may be writing."""

    def rows(self, start: int = 0) -> Iterator[Row]:
        """The entries in order, from number `start` on."""

    def heads(self) -> list[Head]:
        """The record's size and root after each append, in order."""

    def checkpoints(self) -> list[Kept]:
        """The checkpoints that were kept, by size."""

    def names(self) -> list[str]:
        """The digests of all that lies beside the record, sorted; no content is read."""

    def blobs(self, digests: Iterable[str] | None = None) -> Iterator[tuple[str, bytes]]:
        """What lies beside the record, or that part of it which is named, sorted by digest."""

    def blob(self, digest: str) -> bytes | None:
        """What lies beside the record under a digest, or None where nothing does."""
