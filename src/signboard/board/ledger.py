"""The record as pages: how large it is, its root, and every entry as it was written."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from html import escape

from minijinja import safe

from signboard.board import addresses, labels
from signboard.board.addresses import ENTRIES
from signboard.board.edition import Edition
from signboard.board.press import Page, Press
from signboard.board.seal import sealing
from signboard.board.survey import Concern, Survey, View
from signboard.record.tiles import proof_path


@dataclass(frozen=True, slots=True)
class Chunk:
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
        chunks=chunks,
        latest=_last(press.edition) if size else "",
        **sealing(press.edition),
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


def _last(edition: Edition) -> str:
    """The day of the last entry."""
    return edition.day(date.fromisoformat(edition.survey.entries[-1].at[:10]))


def lines(survey: Survey) -> list[str]:
    """The entries as they were written, escaped once for every language."""
    return [
        safe(escape(line.decode("utf-8", "replace"), quote=False)) for line in survey.material.lines
    ]


def _entry(number: int, edition: Edition, written: list[str]) -> View:
    entry = edition.survey.entries[number]
    view: View = {
        "number": number,
        "kind": labels.kinds(edition.speech).get(entry.fact.kind, entry.fact.kind),
        "at": f"{entry.at[:10]} {entry.at[11:16]}",
        "by": entry.by,
        "about": _about(entry.fact, edition),
        "line": written[number],
        "proof": safe(proof_path(number)),
        "file": safe(proof_path(number).rpartition("/")[2]),
    }
    agenda = edition.survey.material.agenda
    view["withdrawn"] = number in agenda.withdrawals
    view["history"] = [
        {"number": by, "entry": addresses.entry(by), "back": place % 2 == 1}
        for place, by in enumerate(agenda.history.get(number, ()))
    ]
    view["withheld"] = [
        {"number": by, "entry": addresses.entry(by)} for by in agenda.withheld_in.get(number, ())
    ]
    return view


def _about(fact: Concern, edition: Edition) -> list[View]:
    """What an entry concerns, by its own words. What the agenda no longer holds has no link."""
    if fact.kind in {"EntryWithdrawn", "WordsWithheld"}:
        words = edition.speech.say("entry {n}", n=fact.entry)
        return [{"href": addresses.entry(fact.entry), "words": words}]
    single = fact.list or fact.subject or fact.commitment
    if fact.document and not single:
        return [_filed(fact.document, edition)]
    subjects = [single] if single else [bearing.subject for bearing in fact.bears]
    return [edition.link(subject) for subject in subjects]


def _filed(document: str, edition: Edition) -> View:
    filed = edition.survey.material.agenda.documents.get(document)
    if filed is None:
        return {"href": "", "words": document}
    return {"href": addresses.document(document), "words": edition.text(filed.fact.title).words}
