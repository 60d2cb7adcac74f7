"""What an audit comes to: a verdict, or the first difference by its name.

Nothing here checks anything.
"""

from dataclasses import dataclass, field


class Difference(Exception):
    """Something is not as the log's formats, its signatures or its tree say. The message begins
    with the name of the thing: an entry, a tile, a checkpoint, a proof, a blob or a page.

    `notes` are signed checkpoints that don't fit together, where the log itself is convicted.
    """

    def __init__(self, said: str, *notes: bytes) -> None:
        super().__init__(said)
        self.notes = notes


@dataclass(frozen=True, slots=True)
class Withheld:
    """What one entry withheld: on what ground, and how many blobs (words, bytes, texts)."""

    entry: int
    ground: str
    blobs: int


@dataclass(frozen=True, slots=True)
class Cosigned:
    """A cosignature under a checkpoint. `at` is the time that it bears (UTC); None where the
    witness's key was not given, so that nothing was checked but its form."""

    name: str
    at: str | None


@dataclass(slots=True)
class Verdict:
    """What was audited, how much of it, and what differs, if anything.

    `size` and `root` (hex) are those of the published checkpoint (the root is the store's where
    none was published), `key` the verifier key that
    signed it and `trusted` why that key was believed. `counted` says how many of what were
    checked. `continues` is the size of the checkpoint that somebody kept, which the log was found
    to continue. `stored` is the size of the board's store, where that was audited too. `unchecked`
    are sentences on what couldn't be checked and why; `partial` says that the pages are among it.
    `evidence` are the files that prove a fork or a rollback.
    """

    origin: str = ""
    size: int | None = None
    root: str = ""
    key: str = ""
    trusted: str = ""
    continues: int | None = None
    stored: int | None = None
    counted: dict[str, int] = field(default_factory=dict)
    withheld: list[Withheld] = field(default_factory=list)
    cosigned: list[Cosigned] = field(default_factory=list)
    unchecked: list[str] = field(default_factory=list)
    partial: bool = False
    evidence: list[str] = field(default_factory=list)
    difference: str | None = None

    def count(self, what: str, number: int = 1) -> None:
        """Add to how many of something were checked."""
        self.counted[what] = self.counted.get(what, 0) + number
