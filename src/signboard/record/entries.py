"""The kinds of entry: facts in the past tense, and the envelope that each stands in.

No entry holds a free text: it holds identifiers, dates, numbers, codes, the names of sites, and
seals, which are digests of salted words, texts and bytes that lie beside the record.

A kind is never edited once it is released: a new field has a default, a new meaning is a new
kind. Whether a fact may be entered is not judged here (`agenda.admit`), only its form.
"""

from datetime import datetime
from typing import Annotated

import msgspec

from signboard.record.pieces import Attachment, Bearing, ListItem, Quoted
from signboard.terms import (
    LARGEST,
    Digest,
    Ground,
    Host,
    Identifier,
    Interval,
    KeySignature,
    Language,
    Measure,
    MediaType,
    Money,
    Point,
    PublicKey,
    Sealed,
    SealedBytes,
    SealedText,
    SealedUrl,
    Voice,
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


class BoardNamed(_Fact, frozen=True):
    """The board was given its title, and the body whose commitments hang on it was named."""

    title: Sealed
    publisher: Sealed


class DocumentFiled(_Fact, frozen=True):
    """A document was filed: its bytes (`digest`) and its reading's text (`text`) lie beside the
    record. Title, publisher and dates are those that the document itself states; `source` is the
    address that it was published at."""

    document: Identifier
    digest: SealedBytes
    text: SealedText
    media_type: MediaType
    title: SealedText
    language: Language
    publisher: SealedText | None = None
    published: Interval | None = None
    announced: Interval | None = None
    source: SealedUrl | None = None
    attachments: tuple[Attachment, ...] = ()


class CommitmentMade(_Fact, frozen=True):
    """A commitment was made in a document, in these words. With a `parent` it is a part of one.

    `due` is a date in its own words; `period` is one that it inherits from its heading, such as
    the year of the programme, and is not a date by which it can be late.
    """

    commitment: Identifier
    document: Identifier
    quote: Quoted
    ordinal: Annotated[int, msgspec.Meta(ge=1, le=999_999)] | None = None
    parent: Identifier | None = None
    heading: Quoted | None = None
    due: Interval | None = None
    period: Interval | None = None


class ListAnnounced(_Fact, frozen=True):
    """A list that belongs to a commitment was announced under a heading."""

    list: Identifier
    commitment: Identifier
    document: Identifier
    heading: Quoted
    items: Annotated[tuple[ListItem, ...], msgspec.Meta(min_length=1)]


class TranslationQuoted(_Fact, frozen=True):
    """The same words were quoted from a document in another language. `subject` is a
    commitment, a part, a list or an item of one."""

    subject: Identifier
    document: Identifier
    quote: Quoted


class HolderNamed(_Fact, frozen=True):
    """The body that answers for a commitment was named. A later one takes its place, for a
    reason; the earlier ones stay."""

    commitment: Identifier
    holder: Sealed
    on: Interval | None = None
    reason: Sealed | None = None
    evidence: Identifier | None = None


class PartnerNamed(_Fact, frozen=True):
    """A body that works on a commitment beside its holder was named."""

    commitment: Identifier
    partner: Sealed
    on: Interval | None = None
    evidence: Identifier | None = None


class PlaceNamed(_Fact, frozen=True):
    """A place that a commitment is about was named."""

    commitment: Identifier
    place: Sealed
    point: Point | None = None
    evidence: Identifier | None = None


class EvidenceCited(_Fact, frozen=True):
    """Something that happened, or was measured or said, was cited with its source.

    `on` is when it happened, as exactly as the source says (`inferred` where it had to be worked
    out); `url` is where its source stands, `host` the site that it leads to, by which sources
    are told apart.
    """

    evidence: Identifier
    on: Interval
    statement: Sealed
    url: SealedUrl
    host: Host
    title: Sealed
    language: Language
    voice: Voice
    bears: Annotated[tuple[Bearing, ...], msgspec.Meta(min_length=1)]
    inferred: bool = False
    remark: Sealed | None = None
    money: Money | None = None
    measure: Measure | None = None
    place: Sealed | None = None
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


class WordsWithheld(_Fact, frozen=True):
    """Words that an earlier entry sealed were withheld: they no longer lie beside the record.

    `words` are their digests, as they stand in that entry. The ground stays public whatever
    becomes of the reason.
    """

    entry: Number
    words: Annotated[tuple[Digest, ...], msgspec.Meta(min_length=1)]
    ground: Ground
    reason: Sealed


class DocumentWithheld(_Fact, frozen=True):
    """A document's bytes and its text were withheld: they no longer lie beside the record.

    Its quotes and its title are words of their own, and stay unless they are withheld too.
    """

    document: Identifier
    ground: Ground
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
    | WordsWithheld
    | DocumentWithheld
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
