"""The pieces of facts: quotes, files that came with a document, items of a list, bearings."""

from typing import Annotated

import msgspec

from signboard.terms import LARGEST, How, Identifier, SealedText


class Attachment(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A file that came with a document: its name and its size as the document states it."""

    name: SealedText
    size: SealedText | None = None


class Quoted(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Exact words of a document, sealed: its text from `start` to `end`, in code points."""

    start: Annotated[int, msgspec.Meta(ge=0, le=LARGEST)]
    end: Annotated[int, msgspec.Meta(ge=1, le=LARGEST)]
    words: SealedText

    def __post_init__(self) -> None:
        if self.end <= self.start:
            raise ValueError(f"a quote can't end ({self.end}) where it starts ({self.start})")


class ListItem(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One item of an announced list, in its own words."""

    item: Identifier
    quote: Quoted


class Bearing(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What a fact bears on (a commitment, a part, an item of a list), and how."""

    subject: Identifier
    how: How
