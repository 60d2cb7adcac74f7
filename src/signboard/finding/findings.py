"""The frozen values that finding gives: candidates for commitments, and facts of the document.

A candidate is a proposal. It has no standing, and no person has looked at it yet.
"""

from typing import Literal

import msgspec

from signboard.terms import Quote

Level = Literal["item", "part", "sentence"]
Sort = Literal["commitment", "target", "achievement"]


class Due(msgspec.Struct, frozen=True, gc=False):
    """The words that give a time, the days they mean (`2020-01-01/2020-12-31`) where that can be
    told, and whether they stand in the heading rather than in the passage."""

    quote: Quote
    norm: str | None
    inherited: bool


class Slots(msgspec.Struct, frozen=True, gc=False):
    """What a passage says of when, how much, where, with whom and for whom, in its own words."""

    due: Due | None = None
    amount: Quote | None = None
    place: Quote | None = None
    partner: Quote | None = None
    audience: Quote | None = None


class Candidate(msgspec.Struct, frozen=True, gc=False):
    """A passage that may state one commitment, or an achievement that stands among them.

    `parent` is the index of the item that a part belongs to; `repeats` the indexes of the
    candidates that it only says again; `heading` the nearest heading that promises.
    """

    quote: Quote
    level: Level
    kind: Sort
    marker: Quote | None
    parent: int | None
    heading: Quote | None
    repeats: tuple[int, ...]
    slots: Slots


class Named(msgspec.Struct, frozen=True, gc=False):
    """An item of a list that only names things."""

    marker: Quote | None
    quote: Quote


class Listing(msgspec.Struct, frozen=True, gc=False):
    """A list that only names things, and the index of the candidate it is nested in."""

    heading: Quote
    parent: int | None
    items: tuple[Named, ...]


class Attachment(msgspec.Struct, frozen=True, gc=False):
    """A file that the document says it comes with; the size as written."""

    name: str
    size: str | None


class Document(msgspec.Struct, frozen=True, gc=False):
    """What the document says of itself. Dates are `2020-01-20`, `2020-01` or `2020`."""

    title: str
    language: str
    media_type: str
    publisher: str | None
    published: str | None
    announced: str | None
    attachments: tuple[Attachment, ...]
    lists: tuple[Listing, ...]


class Findings(msgspec.Struct, frozen=True, gc=False):
    """All that was found in one document, candidates in its order."""

    document: Document
    candidates: tuple[Candidate, ...]
