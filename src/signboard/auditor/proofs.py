"""The proof of every entry, each against the checkpoint that it carries, which must be the first
published one over the entry: what the log's audit then finds in the tree, at its size, holds for
them all.

A host can't fill the auditor's memory with checkpoints that are never met: entry by entry no more
than one is of a size that is still to come, and of each no more is kept than the log's own lines.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

from signboard.auditor import proving, tiles
from signboard.auditor.entries import Bundle
from signboard.auditor.notes import LONGEST, Checkpoint, Key
from signboard.auditor.sources import Source, read_checkpoint
from signboard.auditor.tiles import HASH
from signboard.auditor.verdict import Difference
from signboard.terms import Refusal

_MOST: Final = 4_000_000
"""Bytes of the checkpoints that may be waiting to be met. Those of a right log, of a bundle's 256
sizes, take less than a tenth."""


class Proofs:
    """The proofs of a log, whose `keys` may have signed the checkpoints in them. `sizes` are those
    of the checkpoints that were published: as `listed`, and as the proofs tell of them."""

    def __init__(
        self, source: Source, newest: Checkpoint, keys: Sequence[Key], listed: Iterable[int]
    ) -> None:
        self.sizes = {newest.size, *listed}
        self._listed = sorted(self.sizes)
        self._source = source
        self._newest = newest
        self._keys = {(key.name, key.id): key for key in keys}
        self._before = 0  # the size of the checkpoint in the proof before
        self._met: dict[int, dict[Checkpoint, str]] = {}
        self._waiting = 0
        self._kept = lru_cache(maxsize=4)(self._published)
        self._own = lru_cache(maxsize=4)(self._signed)

    def check(self, bundle: Bundle) -> int:
        """Check the proofs of a bundle's entries and say how many. Raises `Difference`."""
        for at in range(len(bundle.entries)):
            leaf = bundle.row[at * HASH : (at + 1) * HASH]
            self._check(bundle.first + at, leaf)
        return len(bundle.entries)

    def met(self, size: int) -> list[tuple[str, Checkpoint]]:
        """The checkpoints of a size that proofs carry, each with the first proof that does."""
        found = [(path, one) for one, path in self._met.pop(size, {}).items()]
        self._waiting -= sum(_weight(one) for _, one in found)
        return found

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
        own = self._own(carried)
        if own is None:
            raise Difference(f"{path}: under a checkpoint that none of the log's keys signed")
        self._check_first(number, carried.size)
        self._meet(own, path)

    def _check_first(self, number: int, size: int) -> None:
        """Raise `Difference` where a smaller published size is known, over the entry or over the
        one before it: the proof before must carry the same where its size is above the number."""
        first, before = self._listed[bisect_right(self._listed, number)], self._before
        if size < before > number:
            number, size, first = number - 1, before, size
        elif before > number:
            first = before
        if size > first:
            raise Difference(
                f"{tiles.proof(number)}: under a checkpoint of {size} entries, though one of "
                f"{first} was published"
            )
        self._before = size

    def _signed(self, carried: Checkpoint) -> Checkpoint | None:
        """A checkpoint with no lines but the log's own, or None where none of its keys signed."""
        own = tuple(one for one in carried.signatures if one[:2] in self._keys)
        found = replace(carried, note=b"", signatures=own)
        return found if any(found.signed_by(self._keys[one[:2]]) for one in own) else None

    def _meet(self, carried: Checkpoint, path: str) -> None:
        self.sizes.add(carried.size)
        notes = self._met.setdefault(carried.size, {})
        if carried not in notes:
            notes[carried] = path
            self._waiting += _weight(carried)
        if self._waiting > _MOST:
            raise Difference(f"{path}: under one checkpoint too many")

    def _published(self, size: int) -> str:
        path = f"checkpoints/{size}"
        if size == self._newest.size and self._source.get(path, LONGEST) is None:
            return self._newest.text  # shown already; its copy is laid last
        return read_checkpoint(self._source, path).text


def _weight(waiting: Checkpoint) -> int:
    """About how many bytes a checkpoint takes while it waits."""
    lines = (400 + len(name) + len(content) for name, _, content in waiting.signatures)
    return 500 + len(waiting.text) + sum(lines)
