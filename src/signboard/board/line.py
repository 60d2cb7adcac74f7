"""The line in time: where everything on it stands, as numbers. It draws nothing and says nothing.

Across, places are per cents of the width, so that a mark keeps its size on a phone and on a
wall; down, they are pixels. Facts close together stack; those that find no room are counted.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

import msgspec

from signboard.agenda import Cited, Commitment
from signboard.terms import How, Interval

EDGE: Final = 1.5
"""Left free at either end, in per cent."""

COLUMN: Final = 2.3
"""Marks closer than this, in per cent, share a column: 6 pixels of 280."""

ABOVE: Final = 5
BELOW: Final = 2
"""So many marks stand in a column; the rest is counted."""

LABELS: Final = 8
"""At most so many years carry their number."""

YOUNG: Final = 4
"""A line of fewer years begins on New Year's Day, so that its first year is numbered."""

Shape = Literal["fact", "done", "context", "setback", "ended"]

SHAPES: Final[dict[How, Shape]] = {
    "starts": "fact",
    "advances": "fact",
    "completes": "done",
    "sets_back": "setback",
    "ends": "ended",
    "context": "context",
}
_ROOM: Final = 7.5
_BIG: Final = 11.0


@dataclass(frozen=True, slots=True)
class Span:
    """The days that lines cover, from the left end to the right."""

    first: date
    last: date

    def at(self, when: date) -> float:
        """How far across a day stands, in per cent; days outside stand at the ends."""
        length = max(1, (self.last - self.first).days)
        share = min(1.0, max(0.0, (when - self.first).days / length))
        return round(EDGE + share * (100 - 2 * EDGE), 2)


class Mark(msgspec.Struct, frozen=True):
    """A fact on the line: filled where independent, hollow where only claimed."""

    x: float
    y: float
    shape: Shape
    solid: bool


class Count(msgspec.Struct, frozen=True):
    """How many more facts there are than a column shows."""

    x: float
    y: float
    number: int


class Tick(msgspec.Struct, frozen=True):
    """New Year's Day, with the year's number where there is room."""

    x: float
    label: str


class Line(msgspec.Struct, frozen=True):
    """Everything on one line. `base` is its own height, `height` that of the whole picture."""

    height: float
    base: float
    said: float
    now: float
    due: float | None
    first_due: float | None
    notches: tuple[float, ...]
    band: tuple[float, float] | None
    ticks: tuple[Tick, ...]
    marks: tuple[Mark, ...]
    counts: tuple[Count, ...]


Dated = tuple[Cited, How]


def span(days: Iterable[date], on: date) -> Span:
    """From the first of some days to the last of them, the day of the board among them."""
    every = [*days, on]
    first, last = min(every), max(every)
    if last.year - first.year < YOUNG:  # a short line carries its first year's number too
        first = date(first.year, 1, 1)
    return Span(first, last)


def line(subject: Commitment, facts: Sequence[Dated], said: Interval, span: Span, on: date) -> Line:
    """The line of a commitment with the facts that stand on it, from `said` to `on`."""
    dues = [
        due.interval.end
        for due in subject.dues
        if due.withdrawn is None and (due.on is None or due.on.end <= on)
    ]
    shown = sorted(
        (pair for pair in facts if pair[0].withdrawn is None and pair[0].fact.on.start <= on),
        key=lambda pair: (pair[0].fact.on.start, pair[0].number),
    )
    over = [pair for pair in shown if pair[1] not in {"sets_back", "ends"}]
    under = [pair for pair in shown if pair[1] in {"sets_back", "ends"}]
    above, more = _stacked(over, span, -1, ABOVE)
    below, less = _stacked(under, span, 1, BELOW)
    top = max([14.0, *(-y + 6 for y in _heights(above, more))]) + (9 if dues else 0)
    bottom = max([12.0, *(y + 6 for y in _heights(below, less))])
    return Line(
        height=round(top + bottom + 16),
        base=round(top),
        said=span.at(said.start),
        now=span.at(on),
        due=span.at(dues[-1]) if dues else None,
        first_due=span.at(dues[0]) if len(dues) > 1 else None,
        notches=tuple(span.at(due) for due in dues[1:-1]),
        band=_band(subject.period, span),
        ticks=tuple(_ticks(span)),
        marks=(*above, *below),
        counts=(*more, *less),
    )


def _heights(marks: Sequence[Mark], counts: Sequence[Count]) -> list[float]:
    return [one.y for one in marks] + [one.y for one in counts]


def _stacked(
    facts: Sequence[Dated], span: Span, way: int, most: int
) -> tuple[list[Mark], list[Count]]:
    """Marks in columns, away from the line (`way` -1 is up)."""
    marks: list[Mark] = []
    counts: list[Count] = []
    for x, column in _columns(facts, span):
        height = 0.0
        for cited, how in column[:most]:
            size = _BIG if how == "completes" else _ROOM
            y = way * (height + size / 2 + 2)
            height += size
            marks.append(Mark(x, round(y, 1), SHAPES[how], cited.fact.voice == "independent"))
        if len(column) > most:
            counts.append(Count(x, round(way * (height + 8), 1), len(column) - most))
    return marks, counts


def _columns(facts: Sequence[Dated], span: Span) -> Iterator[tuple[float, list[Dated]]]:
    column: list[Dated] = []
    start = -COLUMN
    for pair in facts:
        x = span.at(pair[0].fact.on.start)
        if x - start >= COLUMN and column:
            yield start, column
            column = []
        if not column:
            start = x
        column.append(pair)
    if column:
        yield start, column


def _band(period: Interval | None, span: Span) -> tuple[float, float] | None:
    """Where a period lies, and how wide it is."""
    if period is None or period.end < span.first or period.start > span.last:
        return None
    start = span.at(period.start)
    return start, round(span.at(period.end + timedelta(days=1)) - start, 2)


def _ticks(span: Span) -> Iterator[Tick]:
    years = range(span.first.year, span.last.year + 1)
    step = -(-len(years) // LABELS)
    for year in years:
        new_year = date(year, 1, 1)
        if span.first <= new_year <= span.last:
            yield Tick(span.at(new_year), str(year) if year % step == 0 else "")
