"""What may not be entered, and what the refusal says."""

import pytest
from msgspec import structs

from making import SEALED, TODAY, agenda_of, commitment, document, evidence, moved, quote
from signboard.agenda import admit
from signboard.record.entries import (
    DueSet,
    EntryWithdrawn,
    EvidenceSought,
    Fact,
    HolderNamed,
    ListAnnounced,
    TranslationQuoted,
)
from signboard.record.pieces import Bearing, ListItem
from signboard.terms import Interval, Refusal

STANDING = (
    document(),
    document("plan-ko", "ko", "2"),
    commitment(due="2023"),
    commitment("plan-01.1", parent="plan-01"),
    evidence("opened", "2020-01-01", "starts"),
    DueSet(
        commitment="plan-01.1",
        on=Interval.parse("2020"),
        due=Interval.parse("2024"),
        evidence="opened",
    ),
    evidence("struck", "2020-02-01", "starts"),
    EntryWithdrawn(entry=6, reason=SEALED),
    moved("2025"),
)


def listed(*items: str, name: str = "plan-list") -> ListAnnounced:
    return ListAnnounced(
        list=name,
        commitment="plan-01",
        document="plan",
        heading=quote("the pool"),
        items=tuple(ListItem(item, quote("the park")) for item in items),
    )


def due_set(subject: str, evidence: str = "opened") -> DueSet:
    return DueSet(
        commitment=subject, on=Interval.parse("2020"), due=Interval.parse("2030"), evidence=evidence
    )


def translated(subject: str, document: str) -> TranslationQuoted:
    return TranslationQuoted(subject=subject, document=document, quote=quote("the park"))


REFUSED: list[tuple[Fact, str]] = [
    (document(), 'document "plan" stands in the record already'),
    (commitment(), 'commitment "plan-01" stands in the record already'),
    (commitment("plan-02", parent="plan-09"), 'no commitment "plan-09"'),
    (commitment("plan-02", parent="plan-01.1"), "parts of parts are not kept"),
    (listed("plan-01"), "stands in the record already"),
    (listed("plan-list.1", "plan-list.1"), "names one identifier twice"),
    (translated("plan-09", "plan"), 'no commitment or list "plan-09"'),
    (translated("plan-01", "plan-fr"), 'no document "plan-fr"'),
    (translated("plan-01", "plan"), 'has its words in "en" already'),
    (HolderNamed(commitment="plan-09", holder=SEALED), 'no commitment "plan-09"'),
    (evidence("opened", "2020", "starts"), 'evidence "opened" stands in the record already'),
    (evidence("new", "2020", "starts", "nothing"), 'no commitment, part or list item "nothing"'),
    (evidence("new", "2020", "starts", contradicts=("none",)), 'no evidence "none"'),
    (evidence("new", "2027", "starts"), "after today (2026-11-24)"),
    (
        EvidenceSought(subject="nothing", on=Interval.parse("2020"), statement=SEALED),
        'no commitment, part or list item "nothing"',
    ),
    (due_set("plan-01"), "has a due date already"),
    (due_set("plan-01.1", "struck"), "was withdrawn; cite other evidence"),
    (moved("2025"), "is due 2025 already (entry 8)"),
    (moved("2025", "plan-09"), 'no commitment "plan-09"'),
    (structs.replace(moved("2026"), evidence="struck"), "was withdrawn; cite other evidence"),
    (
        structs.replace(
            evidence("new", "2020", "starts"),
            bears=(Bearing("plan-01", "starts"), Bearing("plan-01", "ends")),
        ),
        "bears on one thing twice",
    ),
    (
        HolderNamed(commitment="plan-01", holder=SEALED, evidence="struck"),
        "was withdrawn; cite other evidence",
    ),
    (EntryWithdrawn(entry=99, reason=SEALED), "there is no entry 99; the last one is 8"),
    (EntryWithdrawn(entry=6, reason=SEALED), "was withdrawn already, by entry 7"),
    (EntryWithdrawn(entry=0, reason=SEALED), "while entries 2 and 3 rest on it; withdraw them"),
    (EntryWithdrawn(entry=2, reason=SEALED), "while entries 3, 4 and 8 rest on it; withdraw them"),
    (evidence("new", "2020", "starts", contradicts=("struck",)), "was withdrawn; cite other"),
    (
        evidence("new", "2020", "starts", contradicts=("opened", "opened")),
        "contradicts one thing twice",
    ),
    (EntryWithdrawn(entry=4, reason=SEALED), "while entry 5 rests on it; withdraw it first"),
]


@pytest.mark.parametrize(("fact", "said"), REFUSED, ids=[said[:40] for _, said in REFUSED])
def test_what_rests_on_nothing_or_stands_already_is_refused(fact: Fact, said: str) -> None:
    known = agenda_of(*STANDING)
    with pytest.raises(Refusal) as refusal:
        admit(known, fact, TODAY)
    assert said in str(refusal.value)
    assert "\n" not in str(refusal.value)
    assert known == agenda_of(*STANDING)


def test_a_due_date_that_was_moved_on_is_withdrawn_last_first() -> None:
    known = agenda_of(*STANDING, moved("2026"))
    with pytest.raises(Refusal, match="entry 8 can't be withdrawn while entry 9 rests on it"):
        admit(known, EntryWithdrawn(entry=8, reason=SEALED), TODAY)
    admit(known, EntryWithdrawn(entry=9, reason=SEALED), TODAY)


def test_a_commitment_without_a_due_date_has_none_to_move() -> None:
    with pytest.raises(Refusal, match="no due date that could move; enter DueSet"):
        admit(agenda_of(document(), commitment()), moved("2025"), TODAY)


def test_another_holder_takes_a_reason() -> None:
    known = agenda_of(*STANDING, HolderNamed(commitment="plan-01", holder=SEALED))
    with pytest.raises(Refusal, match="give the reason for the change"):
        admit(known, HolderNamed(commitment="plan-01", holder=SEALED), TODAY)
    other = HolderNamed(commitment="plan-01", holder=SEALED, reason=SEALED)
    admit(known, other, TODAY)
