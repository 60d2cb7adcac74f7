"""Which item a block is nested in, and which heading it stands under.

A numbered list goes on after another list inside it when its next number comes. In plain text a
mark that is new since the last heading leads a list inside the item before it.
"""

from typing import NamedTuple

import msgspec

from signboard.reading.structure import Block

_REACH = 8  # how many open lists are looked through, so that time stays linear


class _Open(NamedTuple):
    """The latest item of a list that may go on; without an index it is a wall between lists."""

    block: int | None
    indent: int = 0
    family: str = ""
    number: int | None = None


class Nest:
    """The blocks so far, and the lists and headings that are open: a mutable local of `outline`."""

    def __init__(self, *, markup: bool) -> None:
        self.blocks: list[Block] = []
        self._markup = markup
        self._open: list[_Open] = []
        self._headings: list[int] = []

    def add(self, block: Block, family: str, number: int | None, indent: int) -> None:
        """Add a block; an item comes with its marker's family and number, and its indent."""
        if block.kind == "item":
            self._add_item(block, family, number, indent)
        elif block.kind == "heading":
            self._add_heading(block)
        else:
            parent = self._around(indent) if block.kind in ("paragraph", "quotation") else None
            if parent is None:
                self._wall()
            self._put(block, parent)

    def finished(self) -> tuple[Block, ...]:
        """All blocks."""
        return tuple(self.blocks)

    def _put(self, block: Block, parent: int | None) -> None:
        heading = self._headings[-1] if self._headings else None
        depth = block.depth
        if block.kind == "item":
            depth = self.blocks[parent].depth + 1 if parent is not None else 0
        self.blocks.append(
            msgspec.structs.replace(block, parent=parent, heading=heading, depth=depth)
        )

    def _wall(self) -> None:
        if self._open and self._open[-1].block is not None:
            self._open.append(_Open(None))

    def _around(self, indent: int) -> int | None:
        """The item that an indented paragraph belongs to, where indents mean what they say."""
        if not self._markup or indent == 0:
            return None
        for entry in reversed(self._open[-_REACH:]):
            if entry.block is None:
                return None
            if entry.indent < indent:
                return entry.block
        return None

    def _add_heading(self, block: Block) -> None:
        over = self.blocks[self._headings[-1]].depth if self._headings else 0
        if self._markup and block.depth < 6 and block.depth <= over:
            self._open.clear()
        else:  # a list may go on after another that has a heading of its own
            self._wall()
        while self._headings and self.blocks[self._headings[-1]].depth >= block.depth:
            self._headings.pop()
        heading = self._headings[-1] if self._headings else None
        self.blocks.append(msgspec.structs.replace(block, heading=heading))
        self._headings.append(len(self.blocks) - 1)

    def _add_item(self, block: Block, family: str, number: int | None, indent: int) -> None:
        before = self._resumed(family, number)
        if before is None:
            before = self._sibling(family, indent)
        if before is not None:
            parent = self.blocks[before].parent
        else:
            top = self._open[-1] if self._open else _Open(None)
            parent = top.block
        self._put(block, parent)
        self._open.append(_Open(len(self.blocks) - 1, indent, family, number))

    def _resumed(self, family: str, number: int | None) -> int | None:
        """The item before this number, with all that stood in between now nested in it."""
        if number is None or number < 2:
            return None
        for back in range(1, min(_REACH, len(self._open)) + 1):
            entry = self._open[-back]
            if entry.block is None or entry.family != family or entry.number != number - 1:
                continue
            if back > 1:
                self._nest_since(entry.block)
            del self._open[-back:]
            return entry.block
        return None

    def _nest_since(self, index: int) -> None:
        if self.blocks[-1].kind == "heading":
            return
        for at in range(index + 1, len(self.blocks)):
            if self.blocks[at].parent is None:
                depth = self.blocks[at].depth + (self.blocks[at].kind == "item")
                self.blocks[at] = msgspec.structs.replace(
                    self.blocks[at], parent=index, depth=depth
                )
        heading = self.blocks[index].heading
        while self._headings and self._headings[-1] != heading:
            self._headings.pop()
        if not self._headings and heading is not None:
            self._headings.append(heading)

    def _sibling(self, family: str, indent: int) -> int | None:
        for back in range(1, min(_REACH, len(self._open)) + 1):
            entry = self._open[-back]
            if entry.block is None:
                return None
            same = entry.indent == indent if self._markup else entry.family == family
            if same and (self._markup or entry.indent <= indent + 1):
                del self._open[-back:]
                return entry.block
            if self._markup and entry.indent < indent:
                return None
        if self._markup or not self._open or self._open[-1].indent <= indent:
            return None
        return self._outer(indent)

    def _outer(self, indent: int) -> int | None:
        """In plain text: the item at this indent or outside it, whatever its mark is."""
        while self._open and self._open[-1].block is not None and self._open[-1].indent > indent:
            self._open.pop()
        if self._open and self._open[-1].block is not None and self._open[-1].indent == indent:
            return self._open.pop().block
        return None
