"""A reading seen as lists: which items make one list, and what each list is.

It only looks over the whole; what a passage states is judged in `passages`.
"""

from collections import defaultdict
from typing import NamedTuple

from signboard.finding.lists import Sense, bearing, sense
from signboard.finding.sentences import LONGEST, sentences, veil
from signboard.finding.tongues import tongue
from signboard.reading import Block, Reading

_FEW = 6  # the most bullets that sum a document up under its title
_BULLETS = frozenset("-–—▷▶·○□*")
_PROSE = 80  # a paragraph with more characters than this tells something


class Key(NamedTuple):
    """What the items of one list share: the item they stand in, and their heading."""

    parent: int | None
    heading: int | None


class Survey:
    """What is known of one reading's lists: a mutable local of `find`, filled as it is asked."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.lists: dict[Key, list[int]] = defaultdict(list)
        self.runs: dict[int, list[Block]] = defaultdict(list)
        self._bearings: dict[int, int] = {}
        self._senses: dict[Key, Sense] = {}
        for index, block in enumerate(reading.blocks):
            if block.kind == "item":
                self.lists[Key(block.parent, block.heading)].append(index)
                if block.parent is not None and reading.blocks[block.parent].end >= block.end:
                    self.runs[block.parent].append(block)
        self.front = self._front()

    def _front(self) -> int:
        """Where prose begins under the title: items before it sum the document up."""
        blocks = self.reading.blocks
        headings = 0
        for index, block in enumerate(blocks):
            headings += block.kind == "heading"
            prose = block.kind == "paragraph" and block.end - block.start > _PROSE
            if headings > 1 or (prose and index not in self.runs):
                titled = headings == 1 and prose and self._is_summed_up(index)
                return index if titled else 0
        return 0

    def _is_summed_up(self, front: int) -> bool:
        """Whether a few bullets, without numbers, stand between a mere title and the prose."""
        blocks = self.reading.blocks[:front]
        marks = [b.marker.text for b in blocks if b.kind == "item" and b.marker]
        mere = blocks[0].kind == "heading" and self.bearing(0) == 0
        return mere and len(marks) <= _FEW and all(mark in _BULLETS for mark in marks)

    def bearing(self, index: int | None) -> int:
        """The bearing of a heading, or of the first heading above it that has one."""
        if index is None:
            return 0
        if index not in self._bearings:
            block = self.reading.blocks[index]
            self._bearings[index] = self.own_bearing(index) or self.bearing(block.heading)
        return self._bearings[index]

    def own_bearing(self, index: int) -> int:
        """The bearing of a block's own first words."""
        block = self.reading.blocks[index]
        return bearing(self.reading.text[block.start : min(block.end, block.start + 300)])

    def sense(self, key: Key) -> Sense:
        """What a list is."""
        if key not in self._senses:
            items = [self.reading.blocks[index] for index in self.lists[key]]
            nested = key.parent is not None and key.parent not in self.runs
            told = key.parent is not None and not nested and self._plans(key.parent)
            self._senses[key] = sense(
                self.reading, items, self._over(key, nested=nested), nested=nested, told=told
            )
        return self._senses[key]

    def _over(self, key: Key, *, nested: bool) -> int:
        """The bearing of what stands over a list: its heading, or the item that it is in."""
        if nested and key.parent is not None and (key.heading or 0) <= key.parent:
            return self.own_bearing(key.parent)
        return self.bearing(key.heading)

    def _plans(self, index: int) -> bool:
        """Whether a sentence of the block around a run tells a plan."""
        block = self.reading.blocks[index]
        words = self.reading.text[block.start : block.end]
        if len(words) > LONGEST:
            return False
        speaker = tongue(words)
        return any(
            speaker.promise(words[start : start + speaker.spoken(words[start:end])]) is not None
            for start, end in sentences(veil(words))
        )

    def groups(self, index: int) -> bool:
        """Whether an item only groups the promises that are nested in it."""
        block = self.reading.blocks[index]
        inside = Key(index, block.heading)
        if inside not in self.lists or index in self.runs or block.end - block.start > _PROSE:
            return False
        words = self.reading.text[block.start : block.end]
        return tongue(words).form(words) is None and self.sense(inside) == "promises"
