"""What can be withdrawn and reinstated, what can't before others, and what is left of it."""

from dataclasses import fields
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from msgspec import structs

from admitted import admitted, grow
from making import SEALED, TODAY, agenda_of, commitment, document, entry, evidence, moved, quote
from signboard.agenda import Agenda, admit, apply, fold
from signboard.record.entries import (
    BoardNamed,
    CommitmentMade,
    DocumentWithheld,
    DueSet,
    Entry,
    EntryWithdrawn,
    EvidenceCited,
    EvidenceSought,
    Fact,
    HolderNamed,
    ListAnnounced,
    PartnerNamed,
    PlaceNamed,
    TranslationQuoted,
    WordsWithheld,
)
from signboard.record.pieces import ListItem
from signboard.terms import Interval, Refusal

TRACE = {"size", "withdrawals", "strikes", "history", "lasting"}
WHEN = Interval.parse("2020")
ITEMS = (ListItem("i-1", quote("the pool")), ListItem("i-2", quote("the park")))


def withdrawn(number: int) -> EntryWithdrawn:
    return EntryWithdrawn(entry=number, reason=SEALED)


def listed(name: str, *items: ListItem) -> ListAnnounced:
    return ListAnnounced(
        list=name, commitment="plan-01", document="plan", heading=quote("We"), items=items
    )


def translated(subject: str, document: str = "ko") -> TranslationQuoted:
    return TranslationQuoted(subject=subject, document=document, quote=quote("We"))


def holder(reason: str | None = None) -> HolderNamed:
    return HolderNamed(commitment="plan-01", holder=SEALED, reason=reason)


EVERY: tuple[Fact, ...] = (
    BoardNamed(title=SEALED, publisher=SEALED),
    BoardNamed(title=SEALED, publisher=SEALED),
    document(),
    document("ko", "ko", "2"),
    commitment(),
    commitment("plan-02"),
    commitment("plan-01.1", parent="plan-01"),
    commitment("plan-01.2", parent="plan-01"),
    listed("l-2", ListItem("i-3", quote("We"))),
    listed("l-1", *ITEMS),
    translated("plan-01"),
    translated("l-1"),
    translated("i-2"),
    holder(),
    holder(SEALED),
    PartnerNamed(commitment="plan-01", partner=SEALED),
    PlaceNamed(commitment="plan-01", place=SEALED),
    evidence("e-1", "2020", "starts"),
    evidence("e-2", "2020", "sets_back", "i-1", contradicts=("e-1",)),
    EvidenceSought(subject="i-1", on=WHEN, statement=SEALED),
    DueSet(commitment="plan-01", on=WHEN, due=WHEN, evidence="e-1"),
    moved("2025"),
    document("other", "en", "3"),
)
RESTS = {
    2: "entries 4, 5, 6, 7, 8 and 1 more",
    3: "entries 10, 11 and 12",
    4: "entries 6, 7, 8, 9, 10 and 7 more",
    9: "entries 11, 12, 18 and 19",
    17: "entry 20",
    20: "entry 21",
}


@pytest.mark.parametrize("number", range(len(EVERY)))
def test_every_kind_is_withdrawn_once_nothing_rests_on_it_and_comes_back_in_its_place(
    number: int,
) -> None:
    known = agenda_of(*EVERY)
    if number in RESTS:
        with pytest.raises(Refusal) as refusal:
            admit(known, withdrawn(number), TODAY)
        verb = "rests" if RESTS[number].startswith("entry") else "rest"
        assert f"while {RESTS[number]} {verb} on it; withdraw" in str(refusal.value)
        return
    before = without_trace(known)
    grown = agenda_of(*EVERY, withdrawn(number))
    assert without_trace(grown) != before
    assert grown.withdrawals[number] == (len(EVERY), SEALED)
    back = agenda_of(*EVERY, withdrawn(number), withdrawn(len(EVERY)))
    assert without_trace(back) == before
    assert back.history[number] == [len(EVERY), len(EVERY) + 1]
    assert number not in back.withdrawals


def test_the_earlier_name_of_the_board_stands_again() -> None:
    one, two = (BoardNamed(title=quote(word).words, publisher=SEALED) for word in ("pool", "park"))
    known = agenda_of(one, two, withdrawn(1))
    assert known.board == one
    assert agenda_of(one, two, withdrawn(1), withdrawn(0)).board is None
    assert agenda_of(one, two, withdrawn(1), withdrawn(2)).board == two


def without_trace(known: Agenda, *more: str) -> dict[str, str]:
    """All that an agenda holds, in its order, but that something was withdrawn and came back."""
    names = {one.name for one in fields(known)} - TRACE - set(more)
    return {name: repr(getattr(known, name)) for name in names}


def standing_at(known: Agenda) -> st.SearchStrategy[int]:
    """The numbers of the entries that can be withdrawn."""
    found = []
    for number in known.made:
        try:
            admit(known, withdrawn(number), TODAY)
        except Refusal:
            continue
        found.append(number)
    assume(found)
    return st.sampled_from(found)


@settings(max_examples=100, deadline=None)
@given(admitted(30), st.data())
def test_what_was_withdrawn_and_reinstated_was_never_withdrawn(
    entries: list[Entry], data: st.DataObject
) -> None:
    known, never = fold(entries), fold(entries)
    number = data.draw(standing_at(known))
    apply(known, entry(withdrawn(number)))
    apply(known, entry(withdrawn(known.size - 1)))
    never.size += 2
    assert without_trace(known) == without_trace(never)
    for one in data.draw(later(known)):
        admit(never, one.fact, TODAY)
        apply(never, one)
    assert without_trace(known) == without_trace(never)


@st.composite
def later(draw: st.DrawFn, known: Agenda) -> list[Entry]:
    return grow(draw, known, 12)


@settings(max_examples=100, deadline=None)
@given(admitted(30), st.data())
def test_what_comes_back_after_other_entries_stands_as_if_it_had_been_there(
    entries: list[Entry], data: st.DataObject
) -> None:
    known, never = fold(entries), fold(entries)
    apply(known, entry(withdrawn(data.draw(standing_at(known)))))
    by = known.size - 1
    never.size += 1
    between = data.draw(later(known))
    try:
        admit(known, withdrawn(by), TODAY)
        for one in between:
            admit(never, one.fact, TODAY)
            apply(never, one)
    except Refusal:
        return
    apply(known, entry(withdrawn(by)))
    never.size += 1
    assert without_trace(known, "resting") == without_trace(never, "resting")


@settings(max_examples=100, deadline=None)
@given(admitted(30), st.data())
def test_what_was_withdrawn_has_no_effect_and_leaves_its_trace(
    entries: list[Entry], data: st.DataObject
) -> None:
    known = fold(entries)
    number = data.draw(standing_at(known))
    apply(known, entry(withdrawn(number)))
    assert known.withdrawals[number][0] == known.size - 1
    assert number in known.made
    assert shown(known) == shown(never_entered(entries, number, known))


def never_entered(entries: list[Entry], number: int, known: Agenda) -> Agenda:
    """The agenda without an entry and all that ever rested on it or withdrew any of these."""
    gone = {number}
    for place, one in enumerate(entries):
        fact = one.fact
        rests = gone.intersection(known.rests(place))
        if rests or (isinstance(fact, EntryWithdrawn) and fact.entry in gone):
            gone.add(place)
    cited = {
        f.evidence for place in gone if isinstance(f := fact_at(entries, place), EvidenceCited)
    }
    found = Agenda()
    for place, one in enumerate(entries):
        fact = one.fact
        if isinstance(fact, EvidenceCited):
            others = tuple(other for other in fact.contradicts if other not in cited)
            fact = structs.replace(fact, contradicts=others)
        if place in gone or isinstance(fact, DocumentWithheld):
            found.size += 1
        else:
            apply(found, Entry(one.at, one.by, fact))
    return found


def fact_at(entries: list[Entry], place: int) -> Fact:
    return entries[place].fact


def shown(known: Agenda) -> dict[str, Any]:
    """All that stands in an agenda, in its order."""

    def standing(things: list[Any]) -> list[int]:
        return [one.number for one in things if one.withdrawn is None]

    def about(subject: Any) -> list[Any]:
        cited = [(one.number, how) for one, how in subject.evidence if one.withdrawn is None]
        return [list(subject.wordings.items()), cited, standing(subject.sought)]

    return {
        "names": standing(known.names),
        "documents": [(name, one.number) for name, one in known.documents.items()],
        "lists": [(name, one.items, list(one.wordings)) for name, one in known.lists.items()],
        "items": [(name, about(one)) for name, one in known.items.items()],
        "evidence": standing(list(known.evidence.values())),
        "commitments": [
            (
                *(name, one.parts, one.lists, about(one)),
                *map(standing, (one.holders, one.partners, one.places, one.dues)),
            )
            for name, one in known.commitments.items()
        ],
    }


REFUSED: dict[str, tuple[tuple[Fact, ...], int, str]] = {
    "what was withheld": (
        (
            document(),
            DocumentWithheld(document="plan", ground="copyright", reason=SEALED),
        ),
        1,
        "entry 1 can't be withdrawn: what was withheld is gone, and no entry can bring it back",
    ),
    "words that were withheld": (
        (
            document(),
            WordsWithheld(entry=0, words=(quote("We").words,), ground="security", reason=SEALED),
        ),
        1,
        "entry 1 can't be withdrawn: what was withheld is gone",
    ),
    "what reinstated another": (
        (document(), withdrawn(0), withdrawn(1)),
        2,
        "entry 2 can't be withdrawn: it reinstated another; withdraw that one again",
    ),
    "a withdrawal that was withdrawn": (
        (document(), withdrawn(0), withdrawn(1)),
        1,
        "entry 1 was withdrawn already, by entry 2",
    ),
    "what rests on what is gone": (
        (document(), commitment(), withdrawn(1), withdrawn(0)),
        2,
        "entry 1 can't be reinstated while entry 0, on which it rests, was withdrawn; reinstate it",
    ),
    "a due date in whose place another stands": (
        (document(), commitment(due="2020"), moved("2022"), withdrawn(2), moved("2023")),
        3,
        "entry 2 can't be reinstated while entry 4 stands in its place; withdraw it first",
    ),
    "a due date set anew": (
        (
            document(),
            commitment(),
            evidence("e", "2020", "starts"),
            DueSet(commitment="plan-01", on=WHEN, due=WHEN, evidence="e"),
            withdrawn(3),
            DueSet(commitment="plan-01", on=WHEN, due=WHEN, evidence="e"),
        ),
        4,
        "entry 3 can't be reinstated while entry 5 stands in its place",
    ),
    "a holder in whose place another stands": (
        (document(), commitment(), holder(), withdrawn(2), holder()),
        3,
        "entry 2 can't be reinstated while entry 4 stands in its place",
    ),
    "a holder without a reason after one that came back": (
        (document(), commitment(), holder(), withdrawn(2), holder(), withdrawn(4), withdrawn(3)),
        5,
        "entry 4 can't be reinstated while entry 2 stands in its place",
    ),
    "a translation in whose place another stands": (
        (
            document(),
            document("ko", "ko"),
            document("ko-2", "ko"),
            commitment(),
            translated("plan-01"),
            withdrawn(4),
            translated("plan-01", "ko-2"),
        ),
        5,
        "entry 4 can't be reinstated while entry 6 stands in its place",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_can_not_be_withdrawn_or_reinstated_is_refused_with_the_entry_named(
    name: str,
) -> None:
    facts, number, said = REFUSED[name]
    known = agenda_of(*facts)
    with pytest.raises(Refusal) as refusal:
        admit(known, withdrawn(number), TODAY)
    assert said in str(refusal.value)
    assert known == agenda_of(*facts)


def test_a_holder_comes_back_before_one_that_was_named_for_a_reason() -> None:
    facts = (document(), commitment(), holder(), withdrawn(2), holder(SEALED), withdrawn(3))
    holders = agenda_of(*facts).commitments["plan-01"].holders
    assert [one.number for one in holders if one.withdrawn is None] == [2, 4]


def test_a_chain_of_due_dates_comes_back_as_it_went() -> None:
    chain = (document(), commitment(due="2020"), moved("2021"), moved("2022"), moved("2023"))
    gone = (withdrawn(4), withdrawn(3), withdrawn(2))
    back = (withdrawn(7), withdrawn(6), withdrawn(5))
    assert without_trace(agenda_of(*chain, *gone, *back)) == without_trace(agenda_of(*chain))


def test_what_was_struck_keeps_its_identifiers() -> None:
    gone = agenda_of(document(), commitment(), listed("l-1", *ITEMS), withdrawn(2))
    for name, items in (("l-1", ITEMS[:1]), ("l-9", ITEMS[1:])):
        with pytest.raises(Refusal, match="stands in the record already"):
            admit(gone, listed(name, *items), TODAY)
    with pytest.raises(Refusal, match="stands in the record already"):
        admit(gone, CommitmentMade(commitment="i-1", document="plan", quote=quote("We")), TODAY)
