"""The record as pages: how large it is, its root, and every entry as it was written."""

from collections.abc import Callable, Iterator
from html import escape
from typing import Any, NamedTuple

from minijinja import safe

from signboard.board import addresses, labels
from signboard.board.addresses import ENTRIES
from signboard.board.edition import Edition
from signboard.board.press import Page, Press
from signboard.board.survey import Survey, View
from signboard.record.entries import (
    BoardNamed,
    CommitmentMade,
    DocumentFiled,
    DueMoved,
    DueSet,
    Entry,
    EntryWithdrawn,
    EvidenceCited,
    EvidenceSought,
    HolderNamed,
    ListAnnounced,
    PartnerNamed,
    PlaceNamed,
    TranslationQuoted,
)

_ABOUT: dict[type, Callable[[Any], tuple[str, ...]]] = {
    BoardNamed: lambda fact: (),
    DocumentFiled: lambda fact: (),
    CommitmentMade: lambda fact: (fact.commitment,),
    ListAnnounced: lambda fact: (fact.list,),
    TranslationQuoted: lambda fact: (fact.subject,),
    HolderNamed: lambda fact: (fact.commitment,),
    PartnerNamed: lambda fact: (fact.commitment,),
    PlaceNamed: lambda fact: (fact.commitment,),
    EvidenceCited: lambda fact: tuple(bearing.subject for bearing in fact.bears),
    EvidenceSought: lambda fact: (fact.subject,),
    DueSet: lambda fact: (fact.commitment,),
    DueMoved: lambda fact: (fact.commitment,),
    EntryWithdrawn: lambda fact: (),
}


class Chunk(NamedTuple):
    """The entries of one page, from `first` to `last`."""

    href: str
    first: int
    last: int


def ledger(press: Press, written: list[str]) -> Iterator[Page]:
    """The record's own page, then its entries, 256 to a page."""
    survey, say = press.edition.survey, press.edition.speech.say
    size = len(survey.entries)
    chunks = [
        Chunk(f"record/{start // ENTRIES}/", start, min(start + ENTRIES, size) - 1)
        for start in range(0, size, ENTRIES)
    ]
    yield press.page(
        "record/",
        "record.html",
        say("The record"),
        size=f"{size:,}",
        root=survey.material.root,
        chunks=chunks,
        latest=press.edition.day(survey.entries[-1].at.date()) if size else "",
    )
    for number, chunk in enumerate(chunks):
        yield press.page(
            chunk.href,
            "entries.html",
            say("Entries {first} to {last}", first=chunk.first, last=chunk.last),
            entries=[
                _entry(index, press.edition, written)
                for index in range(chunk.first, chunk.last + 1)
            ],
            before=chunks[number - 1] if number else None,
            after=chunks[number + 1] if number + 1 < len(chunks) else None,
        )


def lines(survey: Survey) -> list[str]:
    """The entries as they were written, escaped once for every language."""
    return [
        safe(escape(line.decode("utf-8", "replace"), quote=False)) for line in survey.material.lines
    ]


def _entry(number: int, edition: Edition, written: list[str]) -> View:
    entry = edition.survey.entries[number]
    view: View = {
        "number": number,
        "kind": labels.kind(type(entry.fact).__name__, edition.speech),
        "at": f"{entry.at:%Y-%m-%d %H:%M}",
        "by": entry.by,
        "about": list(_about(entry, edition)),
        "line": written[number],
    }
    withdrawal = edition.survey.material.agenda.withdrawals.get(number)
    if withdrawal is not None:
        view["withdrawn"] = withdrawal[0]
        view["withdrawn_entry"] = addresses.entry(withdrawal[0])
    return view


def _about(entry: Entry, edition: Edition) -> Iterator[View]:
    """What an entry concerns, by its own words."""
    fact, agenda = entry.fact, edition.survey.material.agenda
    if isinstance(fact, DocumentFiled):
        yield {"href": addresses.document(fact.document), "words": fact.title}
    elif isinstance(fact, EntryWithdrawn):
        words = edition.speech.say("entry {n}", n=fact.entry)
        yield {"href": addresses.entry(fact.entry), "words": words}
    for subject in _ABOUT[type(fact)](fact):
        yield {"href": addresses.subject(agenda, subject), "words": edition.name(subject)}
