"""Which key signs: the log's first, and those that entries rotated to, each signed by the one
before it and by itself. And why the first is believed."""

from signboard.auditor.entries import Fact
from signboard.auditor.notes import Checkpoint, Key, log_key, rotated
from signboard.auditor.verdict import Difference
from signboard.terms import Refusal


class Chain:
    """The keys of a log, each with the size of the log from which on it signs."""

    def __init__(self, first: Key) -> None:
        self._keys = [(0, first)]

    @property
    def keys(self) -> list[Key]:
        """All keys, the first one first."""
        return [key for _, key in self._keys]

    def at(self, size: int) -> Key:
        """The key in force after so many entries."""
        return next(key for begins, key in reversed(self._keys) if begins <= size)

    def rotate(self, number: int, fact: Fact) -> None:
        """Take up the key that an entry rotates to. Raises `Difference` where it may not."""
        before = self._keys[-1][1]
        try:
            after = log_key(fact.after)
        except Refusal as refusal:
            raise Difference(f"entry {number}: {refusal}") from None
        if fact.before != str(before) or after.name != before.name:
            raise Difference(
                f"entry {number}: rotates from a key that was not in force, or to another name"
            )
        if not rotated(number, before, after, (fact.by_before, fact.by_after)):
            raise Difference(f"entry {number}: a rotation of keys that both did not sign")
        self._keys.append((number + 1, after))

    def check(self, checkpoint: Checkpoint, name: str) -> None:
        """Raise `Difference` where the key in force did not sign a checkpoint."""
        key = self.at(checkpoint.size)
        if not checkpoint.signed_by(key):
            raise Difference(f"{name}: not signed by the key in force, {key}")
