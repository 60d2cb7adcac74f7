"""May this fact be entered now? Refused is what could not be added up or rests on nothing.

Admission looks only at the agenda as it stands and the fact; it changes nothing. Whether a
quote really is in its document is the clerk's to check, who holds the text.
"""

from collections.abc import Callable, Container, Mapping
from datetime import date
from typing import Any

from signboard.agenda.state import Agenda
from signboard.agenda.withdrawing import withdrawal
from signboard.agenda.withholding import document_withheld, quotable, words_withheld
from signboard.record import rotation
from signboard.record.entries import (
    BoardNamed,
    CommitmentMade,
    DocumentFiled,
    DocumentWithheld,
    DueMoved,
    DueSet,
    EntryWithdrawn,
    EvidenceCited,
    EvidenceSought,
    Fact,
    HolderNamed,
    KeyRotated,
    ListAnnounced,
    PartnerNamed,
    PlaceNamed,
    TranslationQuoted,
    WordsWithheld,
)
from signboard.terms import Refusal


def admit(agenda: Agenda, fact: Fact, today: date) -> None:
    """Raise `Refusal`, saying what to do, where `fact` can't stand on what was entered so far.

    `today` is the day of entering: nothing that happened is dated after it.
    """
    if isinstance(fact, _DATED) and fact.on.start > today:
        raise Refusal(
            f"{type(fact).__name__} is dated {fact.on}, which is after today ({today}); "
            "enter what happened once it has happened"
        )
    _CHECKS[type(fact)](agenda, fact)


_DATED = EvidenceCited | EvidenceSought | DueSet | DueMoved


def _free(kind: str, identifier: str, *taken: Container[str]) -> None:
    if any(identifier in names for names in taken):
        raise Refusal(
            f'{kind} "{identifier}" stands in the record already; choose another identifier'
        )


def _known(kind: str, identifier: str, things: Mapping[str, object]) -> None:
    if identifier not in things:
        raise Refusal(f'no {kind} "{identifier}" stands in the record; enter it first')


def _subject(agenda: Agenda, identifier: str) -> None:
    if agenda.subject(identifier) is None:
        raise Refusal(
            f'no commitment, part or list item "{identifier}" stands in the record; '
            "enter it first, or correct the identifier"
        )


def _anything(agenda: Agenda, fact: BoardNamed) -> None:
    pass


def _document(agenda: Agenda, fact: DocumentFiled) -> None:
    _free("document", fact.document, agenda.documents, agenda.struck_documents)


def _commitment(agenda: Agenda, fact: CommitmentMade) -> None:
    taken = (agenda.commitments, agenda.lists, agenda.items, agenda.struck)
    _free("commitment", fact.commitment, *taken)
    quotable(agenda, fact.document)
    if fact.parent is None:
        return
    _known("commitment", fact.parent, agenda.commitments)
    if agenda.commitments[fact.parent].parent is not None:
        raise Refusal(f'"{fact.parent}" is itself a part; parts of parts are not kept')


def _list(agenda: Agenda, fact: ListAnnounced) -> None:
    quotable(agenda, fact.document)
    _known("commitment", fact.commitment, agenda.commitments)
    taken = (agenda.lists, agenda.items, agenda.commitments, agenda.struck)
    names = [fact.list, *(item.item for item in fact.items)]
    for name in names:
        _free("list or item", name, *taken)
    if len(set(names)) < len(names):
        raise Refusal(f'list "{fact.list}" names one identifier twice; give each item its own')


def _translation(agenda: Agenda, fact: TranslationQuoted) -> None:
    quotable(agenda, fact.document)
    subject = agenda.quotable(fact.subject)
    if subject is None:
        raise Refusal(
            f'no commitment or list "{fact.subject}" stands in the record; enter it first'
        )
    language, wordings = agenda.documents[fact.document].fact.language, subject.wordings
    if language in wordings:
        raise Refusal(
            f'"{fact.subject}" has its words in "{language}" already, '
            f'from document "{wordings[language].document}"'
        )


def _about_commitment(agenda: Agenda, fact: HolderNamed | PartnerNamed | PlaceNamed) -> None:
    _known("commitment", fact.commitment, agenda.commitments)
    if fact.evidence is not None:
        _standing_evidence(agenda, fact.evidence)


def _holder(agenda: Agenda, fact: HolderNamed) -> None:
    _about_commitment(agenda, fact)
    holders = agenda.commitments[fact.commitment].holders
    before = next((one for one in reversed(holders) if one.withdrawn is None), None)
    if before is not None and fact.reason is None:
        raise Refusal(
            f'"{fact.commitment}" has a holder already (entry {before.number}); '
            "give the reason for the change"
        )


def _evidence(agenda: Agenda, fact: EvidenceCited) -> None:
    _free("evidence", fact.evidence, agenda.evidence)
    subjects = [bearing.subject for bearing in fact.bears]
    for subject in subjects:
        _subject(agenda, subject)
    if len(set(subjects)) < len(subjects):
        raise Refusal(
            f'evidence "{fact.evidence}" bears on one thing twice; say once how it bears on it'
        )
    for other in fact.contradicts:
        _standing_evidence(agenda, other)
    if len(set(fact.contradicts)) < len(fact.contradicts):
        raise Refusal(f'evidence "{fact.evidence}" contradicts one thing twice; say it once')


def _sought(agenda: Agenda, fact: EvidenceSought) -> None:
    _subject(agenda, fact.subject)


def _standing_evidence(agenda: Agenda, identifier: str) -> None:
    _known("evidence", identifier, agenda.evidence)
    if agenda.evidence[identifier].withdrawn is not None:
        raise Refusal(f'evidence "{identifier}" was withdrawn; cite other evidence')


def _due_set(agenda: Agenda, fact: DueSet) -> None:
    _known("commitment", fact.commitment, agenda.commitments)
    _standing_evidence(agenda, fact.evidence)
    due = agenda.commitments[fact.commitment].due
    if due is not None:
        raise Refusal(
            f'"{fact.commitment}" has a due date already ({due.interval}, entry {due.number}); '
            "enter DueMoved with a reason"
        )


def _due_moved(agenda: Agenda, fact: DueMoved) -> None:
    _known("commitment", fact.commitment, agenda.commitments)
    if fact.evidence is not None:
        _standing_evidence(agenda, fact.evidence)
    due = agenda.commitments[fact.commitment].due
    if due is None:
        raise Refusal(f'"{fact.commitment}" has no due date that could move; enter DueSet')
    if due.interval == fact.due:
        raise Refusal(f'"{fact.commitment}" is due {fact.due} already (entry {due.number})')


def _key(agenda: Agenda, fact: KeyRotated) -> None:
    rotation.check(agenda.size, fact)
    if agenda.keys and fact.before != agenda.keys[-1]:
        raise Refusal(
            "the key that a rotation replaces is not the one in force; use: signboard key rotate"
        )
    if fact.after in (*agenda.keys, fact.before):
        raise Refusal("a key that signed once is not taken up again; draw a new one")


_CHECKS: dict[type, Callable[[Agenda, Any], None]] = {
    BoardNamed: _anything,
    DocumentFiled: _document,
    CommitmentMade: _commitment,
    ListAnnounced: _list,
    TranslationQuoted: _translation,
    HolderNamed: _holder,
    PartnerNamed: _about_commitment,
    PlaceNamed: _about_commitment,
    EvidenceCited: _evidence,
    EvidenceSought: _sought,
    DueSet: _due_set,
    DueMoved: _due_moved,
    EntryWithdrawn: withdrawal,
    WordsWithheld: words_withheld,
    DocumentWithheld: document_withheld,
    KeyRotated: _key,
}
