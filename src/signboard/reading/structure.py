"""The frozen values that a reading consists of. They hold no rule of how a document is read."""

from typing import Literal, NamedTuple

import msgspec

from signboard.terms import Quote

Kind = Literal[
    "heading", "paragraph", "item", "quotation", "caption", "navigation", "metadata", "summary"
]
"""What a block is. A `summary` is a sub-headline that says in advance what the text will say."""


class Block(msgspec.Struct, frozen=True, gc=False):
    """A piece of a document: `text[start:end]` are its words, without marker or outer space.

    `parent` is the index of the item it is nested in, or of the paragraph that a run of items
    stands in; `heading` that of the nearest heading above. `depth` is a heading's level (1 to 7)
    or how deep an item is nested (from 0). Offsets count code points.
    """

    kind: Kind
    start: int
    end: int
    marker: Quote | None = None
    depth: int = 0
    parent: int | None = None
    heading: int | None = None


class Reading(msgspec.Struct, frozen=True):
    """A document's text, its blocks in order, and what its own metadata says (names and values)."""

    text: str
    blocks: tuple[Block, ...]
    media_type: str
    language: str
    title: Quote | None = None
    metadata: tuple[tuple[str, str], ...] = ()

    def quote(self, start: int, end: int) -> Quote:
        """The exact words between two offsets."""
        return Quote(start, end, self.text[start:end])


class Line(NamedTuple):
    """A line, or several that were wrapped, before its part in the whole is known.

    `kind` is what the markup says it is, if it says anything; `level` a heading's, or 0.
    """

    start: int
    end: int
    kind: Kind | None = None
    level: int = 0
    indent: int = 0
    apart: bool = True  # a blank line, or the end of a block, stands before it


_EMPTY = "\ufeff\u200b\u2060"


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The range without white space (and invisible marks such as a BOM) at its ends."""
    while start < end and (text[start].isspace() or text[start] in _EMPTY):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in _EMPTY):
        end -= 1
    return start, end
