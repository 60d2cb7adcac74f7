"""Entries → agenda: one pass, one small step for each kind.

What `admit` accepted adds up without failing. Nothing is refused here, and nothing is skipped
but what was entered after `known_at`; what was withheld, whenever it was, is never skipped.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any

from signboard.agenda.state import (
    Agenda,
    BoardName,
    Cited,
    Commitment,
    Due,
    Filed,
    Item,
    Listed,
    Named,
    Rendered,
    Sought,
    Thing,
    Withheld,
    Wording,
)
from signboard.agenda.striking import reinstate, strike
from signboard.record.entries import (
    BoardNamed,
    CommitmentMade,
    DocumentFiled,
    DocumentWithheld,
    DueMoved,
    DueSet,
    Entry,
    EntryWithdrawn,
    EvidenceCited,
    EvidenceSought,
    HolderNamed,
    KeyRotated,
    ListAnnounced,
    PartnerNamed,
    PlaceNamed,
    TranslationQuoted,
    WordsWithheld,
)


def fold(entries: Iterable[Entry], known_at: datetime | None = None) -> Agenda:
    """Add entries up, in their order; with `known_at`, only those entered by that time.

    The clerk's times never go backwards, so the entries known at a time are a beginning of the
    record, whose root was public then. What was withheld since is withheld of it too.
    """
    agenda = Agenda()
    for number, entry in enumerate(entries):
        if known_at is None or entry.at <= known_at:
            apply(agenda, entry)
        else:
            forget(agenda, number, entry)
    return agenda


def apply(agenda: Agenda, entry: Entry) -> None:
    """Add one more entry to a live agenda, in place."""
    fact = entry.fact
    _STEPS[type(fact)](agenda, agenda.size, entry, fact)
    agenda.size += 1


def forget(agenda: Agenda, number: int, entry: Entry) -> None:
    """Take from an agenda of an earlier day what a later entry withheld: it is gone for good."""
    fact = entry.fact
    filed = isinstance(fact, DocumentWithheld) and agenda.filed(fact.document) is not None
    if filed or isinstance(fact, WordsWithheld):
        _STEPS[type(fact)](agenda, number, entry, fact)


def _make(agenda: Agenda, number: int, thing: Thing, *rests: int) -> None:
    """Keep what an entry made, and which entries it rests on."""
    agenda.made[number] = thing
    for one in rests:
        _rest(agenda, number, one)


def _rest(agenda: Agenda, number: int, on: int) -> None:
    """Keep that an entry rests on another, once, however often it says so."""
    resting = agenda.resting[on]
    if not resting or resting[-1] != number:
        resting.append(number)


def _board_named(agenda: Agenda, number: int, entry: Entry, fact: BoardNamed) -> None:
    named = BoardName(number, fact)
    agenda.names.append(named)
    _make(agenda, number, named)


def _document_filed(agenda: Agenda, number: int, entry: Entry, fact: DocumentFiled) -> None:
    filed = Filed(number, fact)
    agenda.documents[fact.document] = filed
    _make(agenda, number, filed)


def _commitment_made(agenda: Agenda, number: int, entry: Entry, fact: CommitmentMade) -> None:
    filed = agenda.documents[fact.document]
    made = Commitment(
        id=fact.commitment,
        number=number,
        ordinal=fact.ordinal,
        parent=fact.parent,
        heading=fact.heading,
        period=fact.period,
        wordings={filed.fact.language: Wording(number, fact.document, fact.quote)},
    )
    if fact.due is not None:
        made.dues.append(Due(number, fact.commitment, fact.due))
    rests = [filed.number]
    if fact.parent is not None:
        parent = agenda.commitments[fact.parent]
        parent.parts.append(fact.commitment)
        rests.append(parent.number)
    agenda.commitments[fact.commitment] = made
    _make(agenda, number, made, *rests)


def _list_announced(agenda: Agenda, number: int, entry: Entry, fact: ListAnnounced) -> None:
    filed, commitment = agenda.documents[fact.document], agenda.commitments[fact.commitment]
    language = filed.fact.language
    heading = Wording(number, fact.document, fact.heading)
    listed = Listed(number, fact, {language: heading}, [item.item for item in fact.items])
    agenda.lists[fact.list] = listed
    for item in fact.items:
        wording = Wording(number, fact.document, item.quote)
        agenda.items[item.item] = Item(item.item, number, fact.list, {language: wording})
    commitment.lists.append(fact.list)
    _make(agenda, number, listed, filed.number, commitment.number)


def _translation_quoted(agenda: Agenda, number: int, entry: Entry, fact: TranslationQuoted) -> None:
    filed, subject = agenda.documents[fact.document], agenda.quotable(fact.subject)
    assert subject is not None
    wording = Wording(number, fact.document, fact.quote)
    subject.wordings[filed.fact.language] = wording
    rendered = Rendered(fact.subject, filed.fact.language, wording)
    _make(agenda, number, rendered, filed.number, subject.number)


def _holder_named(agenda: Agenda, number: int, entry: Entry, fact: HolderNamed) -> None:
    named = Named(number, fact.commitment, fact.holder, fact.reason)
    _name(agenda, named, agenda.commitments[fact.commitment].holders, fact.evidence)


def _partner_named(agenda: Agenda, number: int, entry: Entry, fact: PartnerNamed) -> None:
    named = Named(number, fact.commitment, fact.partner)
    _name(agenda, named, agenda.commitments[fact.commitment].partners, fact.evidence)


def _place_named(agenda: Agenda, number: int, entry: Entry, fact: PlaceNamed) -> None:
    named = Named(number, fact.commitment, fact.place, point=fact.point)
    _name(agenda, named, agenda.commitments[fact.commitment].places, fact.evidence)


def _name(agenda: Agenda, named: Named, beside: list[Named], evidence: str | None) -> None:
    beside.append(named)
    rests = agenda.commitments[named.commitment].number, *_numbers(agenda, evidence)
    _make(agenda, named.number, named, *rests)


def _numbers(agenda: Agenda, evidence: str | None) -> tuple[int, ...]:
    return () if evidence is None else (agenda.evidence[evidence].number,)


def _evidence_cited(agenda: Agenda, number: int, entry: Entry, fact: EvidenceCited) -> None:
    cited = Cited(number, entry.at, entry.by, fact)
    agenda.evidence[fact.evidence] = cited
    agenda.made[number] = cited
    for bearing in fact.bears:
        subject = agenda.commitments.get(bearing.subject) or agenda.items[bearing.subject]
        subject.evidence.append((cited, bearing.how))
        _rest(agenda, number, subject.number)
    for other in fact.contradicts:
        agenda.evidence[other].contradicted_by.append(fact.evidence)


def _evidence_sought(agenda: Agenda, number: int, entry: Entry, fact: EvidenceSought) -> None:
    sought = Sought(number, fact)
    subject = agenda.subject(fact.subject)
    assert subject is not None
    subject.sought.append(sought)
    _make(agenda, number, sought, subject.number)


def _due_set(agenda: Agenda, number: int, entry: Entry, fact: DueSet) -> None:
    _due(agenda, Due(number, fact.commitment, fact.due, fact.on, None, fact.evidence))


def _due_moved(agenda: Agenda, number: int, entry: Entry, fact: DueMoved) -> None:
    _due(agenda, Due(number, fact.commitment, fact.due, fact.on, fact.reason, fact.evidence))


def _due(agenda: Agenda, due: Due) -> None:
    """A due date rests on the one that was entered before it, so that the last goes first."""
    commitment = agenda.commitments[due.commitment]
    before = sorted(one.number for one in commitment.dues if one.withdrawn is None)
    commitment.dues.append(due)
    commitment.dues.sort(key=_stated)
    rests = commitment.number, *_numbers(agenda, due.evidence), *before[-1:]
    _make(agenda, due.number, due, *rests)


def _stated(due: Due) -> tuple[date, int]:
    return (date.min if due.on is None else due.on.end), due.number


def _entry_withdrawn(agenda: Agenda, number: int, entry: Entry, fact: EntryWithdrawn) -> None:
    """Strike what an entry made; or, where that was a withdrawal, reinstate what it had struck."""
    struck = agenda.strikes.pop(fact.entry, None)
    if struck is None:
        strike(agenda, agenda.made[fact.entry], number)
        agenda.strikes[number] = fact.entry
    else:
        reinstate(agenda, agenda.made[struck])
        del agenda.withdrawals[struck]
        agenda.history[struck].append(number)
        agenda.lasting[number] = type(fact).__name__
    agenda.withdrawals[fact.entry] = (number, fact.reason)
    agenda.history.setdefault(fact.entry, []).append(number)


def _key_rotated(agenda: Agenda, number: int, entry: Entry, fact: KeyRotated) -> None:
    agenda.keys = [*(agenda.keys or [fact.before]), fact.after]
    agenda.lasting[number] = type(fact).__name__


def _words_withheld(agenda: Agenda, number: int, entry: Entry, fact: WordsWithheld) -> None:
    _withhold(agenda, fact.entry, fact.words, Withheld(number, fact.ground, fact.reason))
    agenda.lasting[number] = type(fact).__name__


def _document_withheld(agenda: Agenda, number: int, entry: Entry, fact: DocumentWithheld) -> None:
    filed = agenda.filed(fact.document)
    assert filed is not None
    names = filed.fact.digest, filed.fact.text
    _withhold(agenda, filed.number, names, Withheld(number, fact.ground, fact.reason))
    agenda.lasting[number] = type(fact).__name__


def _withhold(agenda: Agenda, entry: int, names: Iterable[str], withheld: Withheld) -> None:
    agenda.withholdings[withheld.number] = withheld
    agenda.withheld_in.setdefault(entry, []).append(withheld.number)
    for name in names:
        agenda.withheld[name] = withheld


_STEPS: dict[type, Callable[[Agenda, int, Entry, Any], None]] = {
    BoardNamed: _board_named,
    DocumentFiled: _document_filed,
    CommitmentMade: _commitment_made,
    ListAnnounced: _list_announced,
    TranslationQuoted: _translation_quoted,
    HolderNamed: _holder_named,
    PartnerNamed: _partner_named,
    PlaceNamed: _place_named,
    EvidenceCited: _evidence_cited,
    EvidenceSought: _evidence_sought,
    DueSet: _due_set,
    DueMoved: _due_moved,
    EntryWithdrawn: _entry_withdrawn,
    WordsWithheld: _words_withheld,
    DocumentWithheld: _document_withheld,
    KeyRotated: _key_rotated,
}
