"""Passages become candidates: with marker, parent, heading, parts, slots and what they repeat.

Every quote is cut from the reading by offsets. Summaries that repeat nothing are left out.
"""

from collections.abc import Iterator, Sequence

import msgspec

from signboard.finding.findings import Candidate, Level, Listing, Named, Slots
from signboard.finding.passages import Passage, passages
from signboard.finding.repeats import index_of, repeated, same
from signboard.finding.slots import slots
from signboard.finding.survey import Key, Survey
from signboard.finding.tongues import tongue
from signboard.reading import Block, Reading
from signboard.terms import Interval, Quote

_SUMMARIES = 50  # a document is summed up in few lines


def gather(
    reading: Reading, anchor: Interval | None
) -> tuple[tuple[Candidate, ...], tuple[Listing, ...]]:
    """All candidates, and the lists that only name. `anchor` is the time of publication."""
    survey = Survey(reading)
    candidates: list[Candidate] = []
    items: dict[int, int] = {}  # block → the candidate that its item became
    summaries: list[int] = []
    for passage in passages(survey):
        if passage.summary:
            if len(summaries) == _SUMMARIES:
                continue
            summaries.append(len(candidates))
        _add(survey, passage, anchor, candidates, items)
    repeats = _repeats(candidates, summaries)
    return _renumbered(candidates, repeats, set(summaries), list(_listings(survey, items)))


def _add(
    survey: Survey,
    passage: Passage,
    anchor: Interval | None,
    candidates: list[Candidate],
    items: dict[int, int],
) -> None:
    block = survey.reading.blocks[passage.block]
    around = items.get(block.parent) if block.parent is not None else None
    level: Level = "part" if around is not None and passage.level == "item" else passage.level
    if passage.level == "item":
        items[passage.block] = len(candidates) if around is None else around
    heading = _heading(survey, block)
    over = _lead(survey, block) or heading
    quote = survey.reading.quote(passage.start, passage.end)
    marker = block.marker if passage.level == "item" else None
    parent = around if level == "part" else None
    held = Slots() if passage.summary else slots(survey.reading, quote, over, anchor)
    found = Candidate(quote, level, passage.kind, marker, parent, heading, (), held)
    candidates.append(found)
    inside = Key(passage.block, block.heading)
    if level == "item" and not (inside in survey.lists and survey.sense(inside) == "promises"):
        candidates.extend(_parts(survey.reading, found, len(candidates) - 1, over, anchor))


def _parts(
    reading: Reading, item: Candidate, index: int, over: Quote | None, anchor: Interval | None
) -> Iterator[Candidate]:
    words = item.quote.text
    for first, last in tongue(words).parts(words):
        quote = reading.quote(item.quote.start + first, item.quote.start + last)
        held = slots(reading, quote, over, anchor)
        yield Candidate(quote, "part", item.kind, None, index, item.heading, (), held)


def _heading(survey: Survey, block: Block) -> Quote | None:
    """For an item, the nearest heading above that promises by its own words."""
    at = block.heading
    if block.kind != "item" or survey.bearing(at) != 1:
        return None
    while at is not None:
        over = survey.reading.blocks[at]
        if survey.own_bearing(at) == 1 and over.end - over.start <= 300:
            return survey.reading.quote(over.start, over.end)
        at = over.heading
    return None


def _lead(survey: Survey, block: Block) -> Quote | None:
    """For an item of a run, the words of the sentence before the run."""
    if block.parent is None or block.parent not in survey.runs:
        return None
    marker = survey.runs[block.parent][0].marker
    around = survey.reading.blocks[block.parent]
    if marker is None or not around.start < marker.start <= around.start + 300:
        return None
    return survey.reading.quote(around.start, marker.start)


def _listings(survey: Survey, items: dict[int, int]) -> Iterator[Listing]:
    """The lists that only name things, under a heading of their own or nested in a candidate."""
    reading = survey.reading
    for key, indexes in survey.lists.items():
        if len(indexes) < 2 or indexes[0] < survey.front or survey.sense(key) != "names":
            continue
        within = key.parent is not None and (key.heading or 0) <= key.parent
        head = key.parent if within else key.heading
        if head is None or reading.blocks[head].end - reading.blocks[head].start > 300:
            continue
        over = reading.blocks[head]
        yield Listing(
            reading.quote(over.start, over.end),
            None if key.parent is None else items.get(key.parent),
            tuple(_named(reading, reading.blocks[index]) for index in indexes),
        )


def _named(reading: Reading, block: Block) -> Named:
    return Named(block.marker, reading.quote(block.start, block.end))


def _repeats(candidates: Sequence[Candidate], summaries: Sequence[int]) -> list[tuple[int, ...]]:
    """For each candidate, the ones that it only says again."""
    summed = set(summaries)
    whole = [i for i, c in enumerate(candidates) if c.level == "item" and i not in summed]
    holders = index_of([(i, candidates[i].quote.text) for i in whole] if summaries else [])
    first: dict[str, int] = {}
    repeats: list[tuple[int, ...]] = []
    for index, candidate in enumerate(candidates):
        words = candidate.quote.text
        if index in summed:
            repeats.append(repeated(words, holders))
        elif candidate.level == "part":
            repeats.append(())
        else:
            before = first.setdefault(same(words) or words, index)
            repeats.append((before,) if before != index else ())
    return repeats


def _renumbered(
    candidates: Sequence[Candidate],
    repeats: Sequence[tuple[int, ...]],
    summed: set[int],
    listings: Sequence[Listing],
) -> tuple[tuple[Candidate, ...], tuple[Listing, ...]]:
    """Without the summaries that repeat nothing."""
    kept = [i for i in range(len(candidates)) if i not in summed or repeats[i]]
    place: dict[int | None, int | None] = {old: new for new, old in enumerate(kept)}
    place[None] = None
    numbers = {old: new for new, old in enumerate(kept)}
    found = tuple(
        msgspec.structs.replace(
            candidates[old],
            repeats=tuple(numbers[other] for other in repeats[old]),
            parent=place[candidates[old].parent],
        )
        for old in kept
    )
    lists = tuple(msgspec.structs.replace(each, parent=place[each.parent]) for each in listings)
    return found, lists
