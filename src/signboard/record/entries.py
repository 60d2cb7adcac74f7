"""The kinds of entry: facts in the past tense, and the envelope that each stands in.

A kind is never edited once it is released: a new field has a default, a new meaning is a new
kind. Whether a fact may be entered is not judged here (`agenda.admit`), only its form.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated, get_args

import msgspec

from signboard.terms import (
    LARGEST,
    Digest,
    How,
    Identifier,
    Interval,
    KeySignature,
    Language,
    Measure,
    MediaType,
    Money,
    Phrase,
    Point,
    PublicKey,
    Quote,
    Sealed,
    Url,
    Voice,
    Words,
)

Number = Annotated[int, msgspec.Meta(ge=0, le=LARGEST)]
"""An entry's place in the record, counted from 0 as the leaves of its tree are (RFC 9162)."""


class _Fact(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    tag_field="kind",
    tag=True,
    forbid_unknown_fields=True,
    omit_defaults=True,
):
    pass


class Attachment(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A file that came with a document: its name and its size as the document states it."""

    name: Phrase
    size: Phrase | None = None


class ListItem(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One item of an announced list, in its own words."""

    item: Identifier
    quote: Quote


class Bearing(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What a fact bears on (a commitment, a part, an item of a list), and how."""

    subject: Identifier
    how: How


class BoardNamed(_Fact, frozen=True):
    """The board was given its title, and the body whose commitments hang on it was named."""

    title: Words
    publisher: Words


class DocumentFiled(_Fact, frozen=True):
    """A document was filed: its bytes (`digest`) and its reading's text (`text`) lie beside the
    record. Title, publisher and dates are those that the document itself states."""

    document: Identifier
    digest: Digest
    text: Digest
    media_type: MediaType
    title: Phrase
    language: Language
    publisher: Phrase | None = None
    published: Interval | None = None
    announced: Interval | None = None
    source: Url | None = None
    attachments: tuple[Attachment, ...] = ()


class CommitmentMade(_Fact, frozen=True):
    """A commitment was made in a document, in these words. With a `parent` it is a part of one.

    `due` is a date in its own words; `period` is one that it inherits from its heading, such as
    the year of the programme, and is not a date by which it can be late.
    """

    commitment: Identifier
    document: Identifier
    quote: Quote
    ordinal: Annotated[int, msgspec.Meta(ge=1, le=999_999)] | None = None
    parent: Identifier | None = None
    heading: Quote | None = None
    due: Interval | None = None
    period: Interval | None = None


class ListAnnounced(_Fact, frozen=True):
    """A list that belongs to a commitment was announced under a heading."""

    list: Identifier
    commitment: Identifier
    document: Identifier
    heading: Quote
    items: Annotated[tuple[ListItem, ...], msgspec.Meta(min_length=1)]


class TranslationQuoted(_Fact, frozen=True):
    """The same words were quoted from a document in another language. `subject` is a
    commitment, a part, a list or an item of one."""

    subject: Identifier
    document: Identifier
    quote: Quote


class HolderNamed(_Fact, frozen=True):
    """The body that answers for a commitment was named. A later one takes its place, for a
    reason; the earlier ones stay."""

    commitment: Identifier
    holder: Words
    on: Interval | None = None
    reason: Sealed | None = None
    evidence: Identifier | None = None


class PartnerNamed(_Fact, frozen=True):
    """A body that works on a commitment beside its holder was named."""

    commitment: Identifier
    partner: Words
    on: Interval | None = None
    evidence: Identifier | None = None


class PlaceNamed(_Fact, frozen=True):
    """A place that a commitment is about was named."""

    commitment: Identifier
    place: Words
    point: Point | None = None
    evidence: Identifier | None = None


class EvidenceCited(_Fact, frozen=True):
    """Something that happened, or was measured or said, was cited with its source.

    `on` is when it happened, as exactly as the source says (`inferred` where it had to be worked
    out); `statement` and the source's `title` are sealed, since they may name a person.
    """

    evidence: Identifier
    on: Interval
    statement: Sealed
    url: Url
    title: Sealed
    language: Language
    voice: Voice
    bears: Annotated[tuple[Bearing, ...], msgspec.Meta(min_length=1)]
    inferred: bool = False
    remark: Sealed | None = None
    money: Money | None = None
    measure: Measure | None = None
    place: Words | None = None
    contradicts: tuple[Identifier, ...] = ()


class EvidenceSought(_Fact, frozen=True):
    """Somebody looked for evidence on a day and did not find it: not a failure, but not silence."""

    subject: Identifier
    on: Interval
    statement: Sealed


class DueSet(_Fact, frozen=True):
    """A due date was stated, on a day, for a commitment that had none in its own words."""

    commitment: Identifier
    on: Interval
    due: Interval
    evidence: Identifier


class DueMoved(_Fact, frozen=True):
    """A commitment's due date was moved, on a day and for a reason; the earlier ones stay.

    `on` may span the days between which it must have happened, where no source says the day.
    """

    commitment: Identifier
    on: Interval
    due: Interval
    reason: Sealed
    evidence: Identifier | None = None


class EntryWithdrawn(_Fact, frozen=True):
    """An earlier entry was struck, for a reason. It stays visible as withdrawn."""

    entry: Number
    reason: Sealed


class KeyRotated(_Fact, frozen=True):
    """A new key signs the record's checkpoints from now on. Both keys signed that it is so, with
    this entry's number: `signboard/key-rotated/v1`, the number, `before` and `after`, each on a
    line."""

    before: PublicKey
    after: PublicKey
    by_before: KeySignature
    by_after: KeySignature


Fact = (
    BoardNamed
    | DocumentFiled
    | CommitmentMade
    | ListAnnounced
    | TranslationQuoted
    | HolderNamed
    | PartnerNamed
    | PlaceNamed
    | EvidenceCited
    | EvidenceSought
    | DueSet
    | DueMoved
    | EntryWithdrawn
    | KeyRotated
)

KINDS: dict[str, type[Fact]] = {kind.__name__: kind for kind in Fact.__args__}
"""Every kind by its name."""


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A fact, when it was entered (UTC, whole seconds) and the office that entered it."""

    at: Annotated[datetime, msgspec.Meta(tz=True)]
    by: Identifier
    fact: Fact

    def __post_init__(self) -> None:
        if self.at.utcoffset() or self.at.microsecond:
            raise ValueError(f"an entry's time is in whole seconds of UTC, not {self.at}")


_SEALED: dict[type, tuple[str, ...]] = {
    kind: tuple(
        field.name
        for field in msgspec.structs.fields(kind)
        if field.type is Sealed or Sealed in get_args(field.type)
    )
    for kind in KINDS.values()
}


def sealed_in(fact: Fact) -> Iterator[Sealed]:
    """The digests of all sealed words that a fact holds."""
    for name in _SEALED[type(fact)]:
        sealed = getattr(fact, name)
        if sealed is not None:
            yield sealed


def quotes_in(fact: Fact) -> Iterator[tuple[Identifier, Quote]]:
    """Every quote that a fact holds, with the document that it is quoted from."""
    if isinstance(fact, ListAnnounced):
        yield fact.document, fact.heading
        yield from ((fact.document, item.quote) for item in fact.items)
    elif isinstance(fact, CommitmentMade | TranslationQuoted):
        yield fact.document, fact.quote
    if isinstance(fact, CommitmentMade) and fact.heading is not None:
        yield fact.document, fact.heading
