"""A reading's blocks become candidates, in the order of the document.

It decides list by list, then sentence by sentence. Quotations, captions, navigation and metadata
are never candidates; a summary is one only for what it repeats.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from signboard.finding.findings import Candidate, Entry, Level, Listing, Slots, Sort
from signboard.finding.lists import Sense, bearing, judged, sense
from signboard.finding.repeats import index_of, repeated, same
from signboard.finding.sentences import LONGEST, sentences, veil
from signboard.finding.slots import slots
from signboard.finding.tongues import tongue
from signboard.reading import Block, Reading
from signboard.terms import Interval, Quote

Key = tuple[int | None, int | None]
_LONG = 300  # a marked passage longer than this, of several sentences, is prose
_SUMMARIES = 50  # a document is summed up in few lines


class _Found(NamedTuple):
    """What one block gives, before it has a place among the candidates."""

    start: int
    end: int
    level: Level
    kind: Sort
    block: int
    summary: bool = False


class Gatherer:
    """One pass over one reading: a mutable local of `find`."""

    def __init__(self, reading: Reading, anchor: Interval | None) -> None:
        self.reading = reading
        self.anchor = anchor
        self.bearings: dict[int, int] = {}
        self.groups: dict[Key, list[int]] = defaultdict(list)
        self.runs: dict[int, list[Block]] = defaultdict(list)
        for index, block in enumerate(reading.blocks):
            if block.kind == "item":
                self.groups[block.parent, block.heading].append(index)
                if block.parent is not None and reading.blocks[block.parent].end >= block.end:
                    self.runs[block.parent].append(block)
        self.senses: dict[Key, Sense] = {}
        self.front = self._front()

    def _front(self) -> int:
        """Where the first prose or section begins: list items before it sum the document up."""
        blocks = self.reading.blocks
        headings = 0
        for index, block in enumerate(blocks):
            headings += block.kind == "heading"
            prose = block.kind == "paragraph" and block.end - block.start > 80
            if headings > 1 or (prose and index not in self.runs):
                return index if headings == 1 and prose and blocks[0].kind == "heading" else 0
        return 0

    def bearing(self, index: int | None) -> int:
        """The bearing of a heading, or of the first heading above it that has one."""
        if index is None:
            return 0
        if index not in self.bearings:
            block = self.reading.blocks[index]
            own = bearing(self.reading.text[block.start : min(block.end, block.start + 300)])
            title = block.heading is None and index + 1 < len(self.reading.blocks)
            if own == 0 and not title:
                own = self.bearing(block.heading)
            self.bearings[index] = own
        return self.bearings[index]

    def sense(self, key: Key) -> Sense:
        """What the list is whose items stand in the same item and under the same heading."""
        if key not in self.senses:
            parent, heading = key
            blocks = self.reading.blocks
            items = [blocks[index] for index in self.groups[key]]
            run = parent is not None and parent in self.runs
            told = run and parent is not None and self._plans(blocks[parent])
            nested = parent is not None and not run
            over = self.bearing(heading)
            if nested and parent is not None:
                within = heading is not None and heading > parent
                over = self.bearing(heading) if within else self._above(blocks[parent])
            self.senses[key] = sense(self.reading, items, over, nested=nested, told=told)
        return self.senses[key]

    def _above(self, block: Block) -> int:
        return bearing(self.reading.text[block.start : min(block.end, block.start + 200)])

    def _plans(self, block: Block) -> bool:
        words = self.reading.text[block.start : block.end]
        if len(words) > LONGEST:
            return False
        speaker = tongue(words)
        return any(
            speaker.promise(words[start : start + speaker.spoken(words[start:end])]) is not None
            for start, end in sentences(veil(words))
        )

    def found(self) -> Iterator[_Found]:
        """What each block gives, in order."""
        for index, block in enumerate(self.reading.blocks):
            if block.kind == "summary" or (block.kind == "item" and index < self.front):
                yield _Found(block.start, block.end, "sentence", "commitment", index, True)
            elif block.kind == "item":
                yield from self._item(index, block)
            elif block.kind == "paragraph":
                yield from self._prose(index, block, "sentence")

    def _item(self, index: int, block: Block) -> Iterator[_Found]:
        key = (block.parent, block.heading)
        kind = self.sense(key)
        words = self.reading.text[block.start : block.end]
        if len(words) > _LONG and sum(1 for _ in sentences(words)) > 2:
            yield from self._prose(index, block, "sentence")
            return
        if kind == "names" or self._groups(index, block, kind):
            return
        if kind == "sentences":
            yield from self._prose(index, block, "item")
            return
        end = block.end - (len(words) - len(words.rstrip(" .!。;,:")))
        if not block.start < end <= block.start + LONGEST:
            return
        speaker = tongue(words)
        sort: Sort = "target" if speaker.measured(words) else "commitment"
        past = speaker.achieved(words) and speaker.promise(words) is None
        if kind == "achievements" or past:
            sort = "achievement"
        yield _Found(block.start, end, "item", sort, index)

    def _groups(self, index: int, block: Block, kind: Sense) -> bool:
        """Whether an item only groups the promises nested in it."""
        inside = self.groups.get((index, block.heading))
        if not inside or index in self.runs or block.end - block.start > 80:
            return False
        words = self.reading.text[block.start : block.end]
        speaker = tongue(words)
        return speaker.form(words) is None and self.sense((index, block.heading)) == "promises"

    def _prose(self, index: int, block: Block, level: Level) -> Iterator[_Found]:
        words = self.reading.text[block.start : block.end]
        veiled = veil(words)
        runs = self.runs.get(index, [])
        at = 0
        for start, end in sentences(veiled):
            while at < len(runs) and runs[at].end <= block.start + start:
                at += 1
            run = at < len(runs) and runs[at].start < block.start + end
            if run or end - start > LONGEST:
                continue
            for first, last, kind in _stated(veiled[start:end]):
                first, last = block.start + start + first, block.start + start + last
                yield _Found(first, last, level, kind, index)
                level = "sentence"


def _stated(sentence: str) -> Iterator[tuple[int, int, Sort]]:
    """The clauses of a sentence that state something, each with its kind."""
    speaker = tongue(sentence)
    end = speaker.spoken(sentence)
    whole = judged(sentence[:end], speaker)
    if whole is None:
        return
    verb = speaker.promise(sentence[:end]) or 0
    pieces = speaker.clauses(sentence[verb:end]) if whole != "achievement" else []
    if not pieces:
        yield 0, end, whole
        return
    for number, (first, last) in enumerate(pieces):
        start = 0 if number == 0 else verb + first
        words = sentence[start : verb + last]
        past = speaker.achieved(words) and speaker.promise(words) is None
        own: Sort = "target" if speaker.measured(words) else "commitment"
        yield start, verb + last, "achievement" if past else own


def gather(reading: Reading, anchor: Interval | None) -> tuple[list[Candidate], list[Listing]]:
    """All candidates and the lists that only name. `anchor` is the time of publication."""
    gatherer = Gatherer(reading, anchor)
    candidates: list[Candidate] = []
    places: dict[int, int] = {}  # block → its item's candidate
    summaries: list[int] = []
    for found in gatherer.found():
        if found.summary:
            if len(summaries) >= _SUMMARIES:
                continue
            summaries.append(len(candidates))
        _append(gatherer, found, candidates, places)
    listings = list(_listings(gatherer, places))
    return _repeating(candidates, summaries, listings)


def _append(
    gatherer: Gatherer, found: _Found, candidates: list[Candidate], places: dict[int, int]
) -> None:
    reading = gatherer.reading
    block = reading.blocks[found.block]
    around = places.get(block.parent) if block.parent is not None else None
    level: Level = "part" if around is not None and found.level == "item" else found.level
    heading = _heading(gatherer, block)
    marker = block.marker if found.level == "item" else None
    index = len(candidates)
    if level == "item":
        places[found.block] = index
    elif level == "part" and around is not None:
        places[found.block] = around
    parent = around if level == "part" else None
    candidates.append(_candidate(gatherer, found.start, found.end, found, level, parent, heading, marker))
    nested = (found.block, block.heading) in gatherer.groups
    if level != "item" or nested and gatherer.sense((found.block, block.heading)) == "promises":
        return
    words = reading.text[found.start : found.end]
    for first, last in tongue(words).parts(words):
        start, end = found.start + first, found.start + last
        candidates.append(_candidate(gatherer, start, end, found, "part", index, heading, None))


def _candidate(
    gatherer: Gatherer,
    start: int,
    end: int,
    found: _Found,
    level: Level,
    parent: int | None,
    heading: Quote | None,
    marker: Quote | None,
) -> Candidate:
    reading = gatherer.reading
    quote = reading.quote(start, end)
    held = Slots() if found.summary else slots(reading, start, end, heading, gatherer.anchor)
    return Candidate(quote, level, found.kind, marker, parent, heading, (), held)


def _heading(gatherer: Gatherer, block: Block) -> Quote | None:
    """The nearest heading above that promises by its own words, for an item."""
    at = block.heading
    blocks = gatherer.reading.blocks
    if block.kind != "item" or gatherer.bearing(at) != 1:
        return None
    while at is not None:
        over = blocks[at]
        if over.end - over.start <= 300 and bearing(gatherer.reading.text[over.start : over.end]) == 1:
            return gatherer.reading.quote(over.start, over.end)
        at = over.heading
    return None


def _listings(gatherer: Gatherer, places: dict[int, int]) -> Iterator[Listing]:
    """The lists that only name things, under a heading of their own or in a candidate."""
    reading = gatherer.reading
    for (parent, heading), indexes in gatherer.groups.items():
        if len(indexes) < 2 or gatherer.sense((parent, heading)) != "names":
            continue
        within = places.get(parent) if parent is not None else None
        head = parent if heading is None or (parent is not None and heading < parent) else heading
        if head is None or indexes[0] < gatherer.front or reading.blocks[head].depth == 1:
            continue
        over = reading.blocks[head]
        items = [reading.blocks[index] for index in indexes]
        yield Listing(
            reading.quote(over.start, over.end),
            within,
            tuple(Entry(item.marker, reading.quote(item.start, item.end)) for item in items),
        )


def _repeating(
    candidates: list[Candidate], summaries: list[int], listings: list[Listing]
) -> tuple[list[Candidate], list[Listing]]:
    """The candidates with what they repeat, without summaries that repeat nothing."""
    summed = set(summaries)
    texts = [(i, c.quote.text) for i, c in enumerate(candidates) if c.level == "item" and i not in summed]
    holders = index_of(texts) if summaries else {}
    first: dict[str, int] = {}
    repeats: list[tuple[int, ...]] = []
    for index, candidate in enumerate(candidates):
        if index in summed:
            repeats.append(repeated(candidate.quote.text, holders))
            continue
        before = first.setdefault(same(candidate.quote.text), index) if candidate.level != "part" else index
        repeats.append((before,) if before != index else ())
    kept = [i for i in range(len(candidates)) if i not in summed or repeats[i]]
    return _renumbered(candidates, repeats, kept, listings)


def _renumbered(
    candidates: list[Candidate],
    repeats: list[tuple[int, ...]],
    kept: list[int],
    listings: list[Listing],
) -> tuple[list[Candidate], list[Listing]]:
    place = {old: new for new, old in enumerate(kept)}
    found = [
        msgspec.structs.replace(
            candidates[old],
            repeats=tuple(place[other] for other in repeats[old]),
            parent=None if candidates[old].parent is None else place[candidates[old].parent],
        )
        for old in kept
    ]
    lists = [
        msgspec.structs.replace(l, parent=None if l.parent is None else place[l.parent])
        for l in listings
    ]
    return found, lists
