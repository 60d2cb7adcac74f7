"""What the pages of every language share, worked out once: standings, lines and what is quoted."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import msgspec

from signboard.agenda import Agenda, Commitment, standing
from signboard.agenda.standing import Standing
from signboard.board.line import Dated, Line, Span, line, span
from signboard.board.material import Material
from signboard.terms import Interval


class Bears(msgspec.Struct):
    """What a written fact bears on."""

    subject: str


class Concern(msgspec.Struct, tag=False):
    """What a written fact is about: as much of any kind as a page of the record needs."""

    kind: str
    commitment: str = ""
    list: str = ""
    subject: str = ""
    document: str = ""
    entry: int = 0
    bears: tuple[Bears, ...] = ()


class Written(msgspec.Struct):
    """An entry as it was written. It was checked when it was entered, and isn't checked again."""

    at: str
    by: str
    fact: Concern


View = dict[str, Any]
"""What a template is given of one thing: strings, numbers, truths and other views."""


@dataclass(frozen=True, slots=True)
class Survey:
    """The material, and what follows from it in any language, by commitment."""

    material: Material
    whole: tuple[Commitment, ...]
    standings: dict[str, Standing]
    facts: dict[str, list[Dated]]
    days: Span
    entries: tuple[Written, ...]
    lines: dict[str, Line] = field(default_factory=dict)
    """Those laid out so far: see `line`."""
    drawings: dict[str, str] = field(default_factory=dict)
    """Those drawn so far."""
    plain: dict[int, View] = field(default_factory=dict)
    """What is put in the same way in every language, by the number of the fact's entry."""

    def line(self, one: Commitment) -> Line:
        """The line of a commitment, laid out when it is first asked for."""
        found = self.lines.get(one.id)
        if found is None:
            material = self.material
            when = said(material.agenda, one) or Interval(self.days.first, self.days.first)
            found = line(one, _once(self.facts[one.id]), when, self.days, material.on)
            self.lines[one.id] = found
        return found


def survey(material: Material) -> Survey:
    """Judge every commitment, and find the days that all lines span."""
    agenda, on = material.agenda, material.on
    whole = tuple(agenda.whole())
    decoder = msgspec.json.Decoder(Written)
    return Survey(
        material=material,
        whole=whole,
        standings={one.id: standing(agenda, one.id, on) for one in whole},
        facts={one.id: _facts(agenda, one) for one in whole},
        days=span(_days(agenda), on),
        entries=tuple(decoder.decode(text) for text in material.lines),
    )


def said(agenda: Agenda, one: Commitment) -> Interval | None:
    """When a commitment was announced, or else published, by the document it was made in."""
    wording = next(iter(one.wordings.values()))
    filed = agenda.documents[wording.document].fact
    return filed.announced or filed.published


def _facts(agenda: Agenda, one: Commitment) -> list[Dated]:
    """What bears on a commitment or on a part of it, in the order in which it happened.

    A fact that bears on several parts comes several times in a row.
    """
    pairs = list(one.evidence)
    for part in one.parts:
        pairs += agenda.commitments[part].evidence
    return sorted(pairs, key=lambda pair: (pair[0].fact.on.start, pair[0].number))


def _once(pairs: list[Dated]) -> list[Dated]:
    """Each fact once, by how it bears first."""
    seen: dict[int, Dated] = {}
    for pair in pairs:
        seen.setdefault(pair[0].number, pair)
    return list(seen.values())


def _days(agenda: Agenda) -> Iterator[date]:
    for one in agenda.whole():
        when = said(agenda, one)
        if when is not None:
            yield when.start
        yield from (due.interval.end for due in one.dues if due.withdrawn is None)
    for cited in agenda.evidence.values():
        if cited.withdrawn is None:
            yield cited.fact.on.start
