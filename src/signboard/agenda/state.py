"""The agenda's state: documents, commitments, lists and evidence, as the entries left them.

It holds no words, only the digests that seal them. Each thing keeps the numbers of the entries
that made it, so that everything shown can be traced. The state is mutable while it is folded and is
read only afterwards.
"""

from collections import defaultdict
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
from signboard.record.pieces import Quoted
from signboard.terms import Ground, How, Interval, Point, Sealed


@dataclass(slots=True)
class BoardName:
    """The board's title and publisher as entry `number` named them."""

    number: int
    fact: BoardNamed
    withdrawn: int | None = None


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
    """A body or a place as entry `number` named it; `reason` is why a holder took another's
    place."""

    number: int
    commitment: str
    words: Sealed
    reason: Sealed | None = None
    point: Point | None = None
    withdrawn: int | None = None


@dataclass(slots=True)
class Wording:
    """Words quoted from a document by entry `number`."""

    number: int
    document: str
    quote: Quoted


@dataclass(slots=True)
class Rendered:
    """That a subject was quoted in another language."""

    subject: str
    language: str
    wording: Wording


@dataclass(slots=True)
class Commitment:
    """A commitment, or a part of one (`parent`), with all that the record says of it."""

    id: str
    number: int
    ordinal: int | None
    parent: str | None
    heading: Quoted | None
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
    """One item of a list that entry `number` announced, and the evidence that bears on it."""

    id: str
    number: int
    listed: str
    wordings: dict[str, Wording]
    evidence: list[tuple[Cited, How]] = field(default_factory=list)
    sought: list[Sought] = field(default_factory=list)


@dataclass(slots=True)
class Listed:
    """A list that belongs to a commitment: its heading's words by language, its items in order."""

    number: int
    fact: ListAnnounced
    wordings: dict[str, Wording]
    items: list[str]


@dataclass(slots=True)
class Withheld:
    """That something was withheld, by entry `number`: on what ground, for what reason."""

    number: int
    ground: Ground
    reason: Sealed


Thing = BoardName | Cited | Sought | Due | Named | Rendered | Commitment | Listed | Filed
"""What an entry made, that a later one can withdraw."""


@dataclass(slots=True)
class Agenda:
    """Everything that the record adds up to. Each mapping keeps the order of entering.

    What was withdrawn bears `withdrawn`, or stands among what was struck and in no other mapping.
    """

    size: int = 0
    names: list[BoardName] = field(default_factory=list)
    documents: dict[str, Filed] = field(default_factory=dict)
    commitments: dict[str, Commitment] = field(default_factory=dict)
    lists: dict[str, Listed] = field(default_factory=dict)
    items: dict[str, Item] = field(default_factory=dict)
    evidence: dict[str, Cited] = field(default_factory=dict)
    made: dict[int, Thing] = field(default_factory=dict)
    """By the number of an entry: what it made, withdrawn or not."""
    resting: defaultdict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    """By the number of an entry: the entries that rest on it, withdrawn or not."""
    struck: dict[str, Commitment | Listed | Item] = field(default_factory=dict)
    struck_documents: dict[str, Filed] = field(default_factory=dict)
    """What was withdrawn, by its identifier, which is never used again."""
    withdrawals: dict[int, tuple[int, Sealed]] = field(default_factory=dict)
    """By the number of a withdrawn entry: the withdrawing entry and its reason."""
    strikes: dict[int, int] = field(default_factory=dict)
    """By the number of a withdrawing entry that still does: the entry that it withdraws."""
    history: dict[int, list[int]] = field(default_factory=dict)
    """By the number of an entry that ever was withdrawn: the entry that withdrew it, the one that
    reinstated it, and so on in turn."""
    lasting: dict[int, str] = field(default_factory=dict)
    """By the number of an entry that can't be withdrawn: its kind."""
    withheld: dict[str, Withheld] = field(default_factory=dict)
    """By the digest of what no longer lies beside the record."""
    withholdings: dict[int, Withheld] = field(default_factory=dict)
    """By the number of the entry that withheld something."""
    withheld_in: dict[int, list[int]] = field(default_factory=dict)
    """By the number of an entry: the entries that withheld something of it."""
    keys: list[str] = field(default_factory=list)
    """The keys that signed checkpoints, the one in force last; none where it is still the first,
    of which the record itself says nothing."""

    @property
    def board(self) -> BoardNamed | None:
        """The board's name at present: the one that was given last."""
        found = (name.fact for name in reversed(self.names) if name.withdrawn is None)
        return next(found, None)

    def whole(self) -> Iterator[Commitment]:
        """The commitments that are no parts, in the order in which they were made."""
        return (one for one in self.commitments.values() if one.parent is None)

    def subject(self, identifier: str) -> Commitment | Item | None:
        """What evidence can bear on under this identifier."""
        return self.commitments.get(identifier) or self.items.get(identifier)

    def rests(self, number: int) -> list[int]:
        """The entries that an entry rests on, found by going through all."""
        return [one for one, others in self.resting.items() if number in others]

    def quotable(self, identifier: str) -> Commitment | Listed | Item | None:
        """What can be quoted in another language under this identifier."""
        return self.lists.get(identifier) or self.subject(identifier)

    def filed(self, identifier: str) -> Filed | None:
        """A document under this identifier, withdrawn or not."""
        return self.documents.get(identifier) or self.struck_documents.get(identifier)
