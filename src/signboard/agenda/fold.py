"""Entries → agenda: one pass, one small step for each kind.

What `admit` accepted adds up without failing. Nothing is refused here, and nothing is skipped
but what was entered after `known_at`.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any

from signboard.agenda.state import (
    Agenda,
    Cited,
    Commitment,
    Due,
    Filed,
    Item,
    Listed,
    Named,
    Sought,
    Wording,
)
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
    KeyRotated,
    ListAnnounced,
    PartnerNamed,
    PlaceNamed,
    TranslationQuoted,
)


def fold(entries: Iterable[Entry], known_at: datetime | None = None) -> Agenda:
    """Add entries up, in their order; with `known_at`, only those entered by that time.

    The clerk's times never go backwards, so the entries known at a time are a beginning of the
    record, whose root was public then.
    """
    agenda = Agenda()
    for entry in entries:
        if known_at is not None and entry.at > known_at:
            break
        apply(agenda, entry)
    return agenda


def apply(agenda: Agenda, entry: Entry) -> None:
    """Add one more entry to a live agenda, in place."""
    fact = entry.fact
    _STEPS[type(fact)](agenda, agenda.size, entry, fact)
    agenda.size += 1


def _board_named(agenda: Agenda, number: int, entry: Entry, fact: BoardNamed) -> None:
    agenda.board = fact


def _document_filed(agenda: Agenda, number: int, entry: Entry, fact: DocumentFiled) -> None:
    filed = Filed(number, fact)
    agenda.documents[fact.document] = filed
    agenda.withdrawable[number] = filed


def _commitment_made(agenda: Agenda, number: int, entry: Entry, fact: CommitmentMade) -> None:
    language = agenda.documents[fact.document].fact.language
    made = Commitment(
        id=fact.commitment,
        number=number,
        ordinal=fact.ordinal,
        parent=fact.parent,
        heading=fact.heading,
        period=fact.period,
        wordings={language: Wording(number, fact.document, fact.quote)},
    )
    if fact.due is not None:
        made.dues.append(Due(number, fact.commitment, fact.due))
    if fact.parent is not None:
        agenda.commitments[fact.parent].parts.append(fact.commitment)
    agenda.commitments[fact.commitment] = made
    agenda.withdrawable[number] = made


def _list_announced(agenda: Agenda, number: int, entry: Entry, fact: ListAnnounced) -> None:
    language = agenda.documents[fact.document].fact.language
    heading = Wording(number, fact.document, fact.heading)
    agenda.lists[fact.list] = Listed(
        number, fact, {language: heading}, [item.item for item in fact.items]
    )
    for item in fact.items:
        wording = Wording(number, fact.document, item.quote)
        agenda.items[item.item] = Item(item.item, fact.list, {language: wording})
    agenda.commitments[fact.commitment].lists.append(fact.list)


def _translation_quoted(agenda: Agenda, number: int, entry: Entry, fact: TranslationQuoted) -> None:
    language = agenda.documents[fact.document].fact.language
    wording = Wording(number, fact.document, fact.quote)
    listed = agenda.lists.get(fact.subject)
    if listed is not None:
        listed.headings[language] = wording
        return
    subject = agenda.subject(fact.subject)
    assert subject is not None
    subject.wordings[language] = wording


def _holder_named(agenda: Agenda, number: int, entry: Entry, fact: HolderNamed) -> None:
    named = Named(number, fact.holder)
    agenda.commitments[fact.commitment].holders.append(named)
    agenda.withdrawable[number] = named


def _partner_named(agenda: Agenda, number: int, entry: Entry, fact: PartnerNamed) -> None:
    named = Named(number, fact.partner)
    agenda.commitments[fact.commitment].partners.append(named)
    agenda.withdrawable[number] = named


def _place_named(agenda: Agenda, number: int, entry: Entry, fact: PlaceNamed) -> None:
    named = Named(number, fact.place, fact.point)
    agenda.commitments[fact.commitment].places.append(named)
    agenda.withdrawable[number] = named


def _evidence_cited(agenda: Agenda, number: int, entry: Entry, fact: EvidenceCited) -> None:
    cited = Cited(number, entry.at, entry.by, fact)
    agenda.evidence[fact.evidence] = cited
    agenda.withdrawable[number] = cited
    for bearing in fact.bears:
        subject = agenda.commitments.get(bearing.subject) or agenda.items[bearing.subject]
        subject.evidence.append((cited, bearing.how))
    for other in fact.contradicts:
        agenda.evidence[other].contradicted_by.append(fact.evidence)


def _evidence_sought(agenda: Agenda, number: int, entry: Entry, fact: EvidenceSought) -> None:
    sought = Sought(number, fact)
    agenda.withdrawable[number] = sought
    subject = agenda.subject(fact.subject)
    assert subject is not None
    subject.sought.append(sought)


def _due_set(agenda: Agenda, number: int, entry: Entry, fact: DueSet) -> None:
    _due(agenda, Due(number, fact.commitment, fact.due, fact.on, None, fact.evidence))


def _due_moved(agenda: Agenda, number: int, entry: Entry, fact: DueMoved) -> None:
    _due(agenda, Due(number, fact.commitment, fact.due, fact.on, fact.reason, fact.evidence))


def _due(agenda: Agenda, due: Due) -> None:
    dues = agenda.commitments[due.commitment].dues
    dues.append(due)
    dues.sort(key=_stated)
    agenda.withdrawable[due.number] = due
    if due.evidence is not None:
        agenda.due_rests_on.setdefault(due.evidence, []).append(due)


def _stated(due: Due) -> tuple[date, int]:
    return (date.min if due.on is None else due.on.end), due.number


def _entry_withdrawn(agenda: Agenda, number: int, entry: Entry, fact: EntryWithdrawn) -> None:
    thing = agenda.withdrawable.pop(fact.entry)
    if isinstance(thing, Commitment):
        _strike(agenda, thing)
    elif isinstance(thing, Filed):
        del agenda.documents[thing.fact.document]
        agenda.struck.add(thing.fact.document)
    else:
        thing.withdrawn = number
    agenda.withdrawals[fact.entry] = (number, fact.reason)


def _key_rotated(agenda: Agenda, number: int, entry: Entry, fact: KeyRotated) -> None:
    agenda.keys = [*(agenda.keys or [fact.before]), fact.after]


def _strike(agenda: Agenda, commitment: Commitment) -> None:
    """A commitment on which nothing rests hangs no longer; its entry stays in the record."""
    del agenda.commitments[commitment.id]
    agenda.struck.add(commitment.id)
    if commitment.parent is not None:
        agenda.commitments[commitment.parent].parts.remove(commitment.id)


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
    KeyRotated: _key_rotated,
}
