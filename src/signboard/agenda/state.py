"""The agenda's state: documents, commitments, lists and evidence, as the entries left them.

Each thing keeps the numbers of the entries that made it, so that everything shown can be traced.
The state is mutable while it is folded and is read only afterwards.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from signboard.record.entries import (
    BoardNamed,
    DocumentFiled,
    EvidenceCited,
    EvidenceSought,
    ListAnnounced,
)
from signboard.terms import How, Interval, Point, Quote, Sealed, Words


@dataclass(slots=True)
class Cited:
    """Evidence as it was cited: entry `number`, and the entry that withdrew it, if any."""

    number: int
    at: datetime
    by: str
    fact: EvidenceCited
    withdrawn: int | None = None
    contradicted_by: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Sought:
    """A search that found nothing."""

    number: int
    fact: EvidenceSought
    withdrawn: int | None = None


@dataclass(slots=True)
class Due:
    """A due date as it was stated or moved by entry `number`: when, why, on what evidence.

    `on` is None for a date that stands in the commitment's own words.
    """

    number: int
    commitment: str
    interval: Interval
    on: Interval | None = None
    reason: Sealed | None = None
    evidence: str | None = None
    withdrawn: int | None = None


@dataclass(slots=True)
class Filed:
    """A document, and the entry that filed it."""

    number: int
    fact: DocumentFiled


@dataclass(slots=True)
class Named:
    """A body or a place as entry `number` named it."""

    number: int
    words: Words
    point: Point | None = None
    withdrawn: int | None = None


@dataclass(slots=True)
class Wording:
    """Words quoted from a document by entry `number`."""

    number: int
    document: str
    quote: Quote


@dataclass(slots=True)
class Commitment:
    """A commitment, or a part of one (`parent`), with all that the record says of it."""

    id: str
    number: int
    ordinal: int | None
    parent: str | None
    heading: Quote | None
    period: Interval | None
    wordings: dict[str, Wording]
    parts: list[str] = field(default_factory=list)
    lists: list[str] = field(default_factory=list)
    holders: list[Named] = field(default_factory=list)
    partners: list[Named] = field(default_factory=list)
    places: list[Named] = field(default_factory=list)
    dues: list[Due] = field(default_factory=list)
    """In the order of the days on which they were stated, not of entering."""
    evidence: list[tuple[Cited, How]] = field(default_factory=list)
    sought: list[Sought] = field(default_factory=list)

    @property
    def due(self) -> Due | None:
        """The due date that stands at present."""
        return next((due for due in reversed(self.dues) if due.withdrawn is None), None)

    @property
    def first_due(self) -> Due | None:
        """The due date that was stated first, which stays beside the present one for ever."""
        return next((due for due in self.dues if due.withdrawn is None), None)


@dataclass(slots=True)
class Item:
    """One item of a list, and the evidence that bears on it."""

    id: str
    listed: str
    wordings: dict[str, Wording]
    evidence: list[tuple[Cited, How]] = field(default_factory=list)
    sought: list[Sought] = field(default_factory=list)


@dataclass(slots=True)
class Listed:
    """A list that belongs to a commitment, its heading by language and its items in order."""

    number: int
    fact: ListAnnounced
    headings: dict[str, Wording]
    items: list[str]


Withdrawable = Cited | Sought | Due | Named | Commitment | Filed
"""What an entry can have made that a later one withdraws."""


@dataclass(slots=True)
class Agenda:
    """Everything that the record adds up to. Each mapping keeps the order of entering."""

    size: int = 0
    board: BoardNamed | None = None
    documents: dict[str, Filed] = field(default_factory=dict)
    commitments: dict[str, Commitment] = field(default_factory=dict)
    lists: dict[str, Listed] = field(default_factory=dict)
    items: dict[str, Item] = field(default_factory=dict)
    evidence: dict[str, Cited] = field(default_factory=dict)
    withdrawable: dict[int, "Withdrawable"] = field(default_factory=dict)
    struck: set[str] = field(default_factory=set)
    """Identifiers of commitments and documents that were withdrawn: they are never used again."""
    withdrawals: dict[int, tuple[int, Sealed]] = field(default_factory=dict)
    """By the number of the withdrawn entry: the withdrawing entry and its reason."""
    due_rests_on: dict[str, list[Due]] = field(default_factory=dict)
    """By evidence: the due dates that rest on it."""
    keys: list[str] = field(default_factory=list)
    """The keys that signed checkpoints, the one in force last; none where it is still the first,
    of which the record itself says nothing."""

    def whole(self) -> Iterator[Commitment]:
        """The commitments that are no parts, in the order in which they were made."""
        return (one for one in self.commitments.values() if one.parent is None)

    def subject(self, identifier: str) -> Commitment | Item | None:
        """What evidence can bear on under this identifier."""
        return self.commitments.get(identifier) or self.items.get(identifier)
