"""Facts and agendas for tests, made short: what a test does not name has a plain value."""

from collections.abc import Iterable
from datetime import UTC, date, datetime

from signboard.agenda import Agenda, admit, apply
from signboard.record.entries import (
    CommitmentMade,
    DocumentFiled,
    DueMoved,
    Entry,
    EvidenceCited,
    Fact,
)
from signboard.record.pieces import Bearing, Quoted
from signboard.record.sealing import Sealer
from signboard.terms import How, Interval, Voice

TEXT = "We will build the bridge. We will open the pool and the park."
TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
_sealer = Sealer(lambda: bytes(16))
SEALED = _sealer.words({"en": "words"})
BLOBS = _sealer.blobs


def quote(text: str, within: str = TEXT) -> Quoted:
    """The first place where some words stand, sealed without dice."""
    start = within.index(text)
    return Quoted(start, start + len(text), _sealer.text(text))


def document(identifier: str = "plan", language: str = "en", digit: str = "1") -> DocumentFiled:
    """A filed document; documents with other digits have other bytes."""
    return DocumentFiled(
        document=identifier,
        digest="sha256:" + digit * 64,
        text="sha256:" + digit * 64,
        media_type="text/plain",
        title=SEALED,
        language=language,
    )


def commitment(
    identifier: str = "plan-01", parent: str | None = None, due: str | None = None
) -> CommitmentMade:
    """A commitment, or a part of one."""
    return CommitmentMade(
        commitment=identifier,
        document="plan",
        quote=quote("build the bridge"),
        ordinal=None if parent else 1,
        parent=parent,
        due=Interval.parse(due) if due else None,
    )


def evidence(
    identifier: str,
    on: str,
    how: How,
    subject: str = "plan-01",
    *,
    voice: Voice = "independent",
    host: str = "news.example",
    contradicts: tuple[str, ...] = (),
) -> EvidenceCited:
    """Evidence from a host on a day, bearing on one subject."""
    return EvidenceCited(
        evidence=identifier,
        on=Interval.parse(on),
        statement=SEALED,
        url=SEALED,
        host=host,
        title=SEALED,
        language="en",
        voice=voice,
        bears=(Bearing(subject, how),),
        contradicts=contradicts,
    )


def moved(due: str, subject: str = "plan-01", on: str = "2022-03-01") -> DueMoved:
    """A due date moved."""
    return DueMoved(
        commitment=subject, on=Interval.parse(on), due=Interval.parse(due), reason=SEALED
    )


def entry(fact: Fact, at: datetime = NOW) -> Entry:
    """A fact in its envelope."""
    return Entry(at, "office", fact)


def agenda_of(*facts: Fact) -> Agenda:
    """Admit and apply facts, in order, to an empty agenda."""
    return grown(Agenda(), facts)


def grown(agenda: Agenda, facts: Iterable[Fact]) -> Agenda:
    """Admit and apply more facts, in order."""
    for fact in facts:
        admit(agenda, fact, TODAY)
        apply(agenda, entry(fact))
    return agenda
