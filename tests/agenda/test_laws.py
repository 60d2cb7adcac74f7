"""Laws of the agenda, on agendas that were generated through its own door."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from admitted import admitted
from generated import days
from making import TODAY, agenda_of, commitment, document, evidence
from signboard.agenda import Agenda, apply, fold, standing
from signboard.agenda.rubric import STEPS
from signboard.record.encoding import decode, encode
from signboard.record.entries import Entry
from signboard.terms import How


@settings(max_examples=150, deadline=None)
@given(admitted(), days())
def test_whatever_is_admitted_folds_and_can_be_judged(entries: list[Entry], on: date) -> None:
    known = fold(decode(encode(one)) for one in entries)
    assert known.size == len(entries)
    for name in known.commitments:
        judged = standing(known, name, on)
        assert set(judged.completion_reasons) <= set(range(known.size))
        assert (judged.completion == "no_evidence") == (not judged.completion_reasons)
        assert all(known.withdrawals.get(number) is None for number in judged.completion_reasons)


@settings(max_examples=75, deadline=None)
@given(admitted())
def test_adding_one_by_one_is_folding_from_the_start(entries: list[Entry]) -> None:
    live = Agenda()
    for one in entries:
        apply(live, one)
    assert live == fold(entries)


hows: st.SearchStrategy[How] = st.sampled_from(
    ["starts", "advances", "completes", "sets_back", "ends", "context"]
)
bearings = st.lists(st.tuples(hows, st.dates(date(2019, 1, 1), date(2025, 12, 31))), max_size=12)


def agenda_with(moves: list[tuple[How, date]]) -> Agenda:
    cited = (
        evidence(f"e{place}", str(day), how, host=f"h{place % 3}.example")
        for place, (how, day) in enumerate(moves)
    )
    return agenda_of(document(), commitment(), *cited)


@settings(max_examples=200, deadline=None)
@given(bearings, st.dates(date(2019, 1, 1), date(2025, 12, 31)))
def test_one_more_contrary_fact_never_raises_completion(
    moves: list[tuple[How, date]], day: date
) -> None:
    before = standing(agenda_with(moves), "plan-01", TODAY)
    after = standing(agenda_with([*moves, ("sets_back", day)]), "plan-01", TODAY)
    if before.completion != "no_evidence":  # a first set-back says that it has not started
        assert STEPS[after.completion] <= STEPS[before.completion]


@settings(max_examples=200, deadline=None)
@given(bearings, st.dates(date(2019, 1, 1), date(2025, 12, 31)))
def test_one_more_advance_never_lowers_completion(moves: list[tuple[How, date]], day: date) -> None:
    before = standing(agenda_with(moves), "plan-01", TODAY)
    after = standing(agenda_with([*moves, ("advances", day)]), "plan-01", TODAY)
    assert STEPS[after.completion] >= STEPS[before.completion]


@settings(max_examples=100, deadline=None)
@given(bearings)
def test_the_order_of_entering_does_not_change_completion(moves: list[tuple[How, date]]) -> None:
    days_once = {day: how for how, day in moves}
    one = [(how, day) for day, how in days_once.items()]
    forth = standing(agenda_with(one), "plan-01", TODAY).completion
    sources = {day: place % 3 for place, (_, day) in enumerate(one)}
    back = agenda_of(
        document(),
        commitment(),
        *(
            evidence(f"e{day}", str(day), how, host=f"h{sources[day]}.example")
            for how, day in reversed(one)
        ),
    )
    assert standing(back, "plan-01", TODAY).completion == forth
