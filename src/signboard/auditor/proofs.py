"""The proof of every entry, each against the checkpoint that it carries, which must be one that
was published: what the log's audit then finds in the tree, at its size, holds for them all."""

from functools import lru_cache
from typing import Final

from signboard.auditor import proving, tiles
from signboard.auditor.entries import Bundle
from signboard.auditor.notes import LONGEST, Checkpoint
from signboard.auditor.sources import Source, read_checkpoint
from signboard.auditor.tiles import HASH
from signboard.auditor.verdict import Difference
from signboard.terms import Refusal

_MOST: Final = 100_000
"""Checkpoints that may be waiting to be met: a host can't fill the auditor's memory with them."""


class Proofs:
    """The proofs of a log. `sizes` are those of the checkpoints that were published, as far as
    anything told of them."""

    def __init__(self, source: Source, newest: Checkpoint) -> None:
        self.sizes: set[int] = set()
        self._source = source
        self._newest = newest
        self._met: dict[int, dict[Checkpoint, str]] = {}
        self._kept = lru_cache(maxsize=4)(self._published)

    def check(self, bundle: Bundle) -> int:
        """Check the proofs of a bundle's entries and say how many. Raises `Difference`."""
        for at in range(len(bundle.entries)):
            leaf = bundle.row[at * HASH : (at + 1) * HASH]
            self._check(bundle.first + at, leaf)
        return len(bundle.entries)

    def met(self, size: int) -> list[tuple[str, Checkpoint]]:
        """The checkpoints of a size that proofs carry, each with the first proof that does."""
        return [(path, one) for one, path in self._met.pop(size, {}).items()]

    def _check(self, number: int, leaf: bytes) -> None:
        path = tiles.proof(number)
        content = self._source.get(path, proving.PROOF_LIMIT)
        if content is None:
            raise Difference(f"{path}: missing")
        try:
            found = proving.proof(content)
        except Refusal as refusal:
            raise Difference(f"{path}: {refusal}") from None
        carried = found.checkpoint
        if found.index != number:
            raise Difference(f"{path}: a proof of entry {found.index}")
        if not number < carried.size <= self._newest.size:
            raise Difference(f"{path}: under a checkpoint of {carried.size} entries")
        if not proving.included(leaf, number, carried.size, found.path, carried.root):
            raise Difference(f"{path}: does not prove that entry {number} is in the tree")
        if self._kept(carried.size) != carried.text:
            raise Difference(f"{path}: under a checkpoint that is not checkpoints/{carried.size}")
        self._meet(carried, path)

    def _meet(self, carried: Checkpoint, path: str) -> None:
        self.sizes.add(carried.size)
        notes = self._met.setdefault(carried.size, {})
        notes.setdefault(carried, path)
        if len(notes) > _MOST or len(self._met) > _MOST:
            raise Difference(f"{path}: under one checkpoint too many")

    def _published(self, size: int) -> str:
        path = f"checkpoints/{size}"
        if size == self._newest.size and self._source.get(path, LONGEST) is None:
            return self._newest.text  # shown already; its copy is laid last
        return read_checkpoint(self._source, path).text
