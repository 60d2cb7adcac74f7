"""The line in time: everything in its place, in its order, and inside the picture."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signboard.agenda import Cited, Commitment, Due
from signboard.board.line import ABOVE, BELOW, COLUMN, EDGE, LABELS, Dated, Line, Span, line, span
from signboard.record.entries import EvidenceCited
from signboard.record.pieces import Bearing
from signboard.terms import How, Interval

ON = date(2026, 11, 24)
HOWS: list[How] = ["starts", "advances", "completes", "sets_back", "ends", "context"]
days = st.dates(date(2015, 1, 1), date(2035, 12, 31))


def cited(number: int, when: date, how: How) -> Dated:
    fact = EvidenceCited(
        evidence=f"e-{number}",
        on=Interval(when, when),
        statement="sha256:" + "0" * 64,
        url="sha256:" + "0" * 64,
        host="news.example",
        title="sha256:" + "0" * 64,
        language="ko",
        voice="independent",
        bears=(Bearing("c", how),),
    )
    return Cited(number, datetime(2026, 1, 1, tzinfo=UTC), "office", fact), how


def drawn(facts: list[tuple[date, How]], dues: list[date], said: date) -> Line:
    every = [cited(number, when, how) for number, (when, how) in enumerate(facts)]
    subject = Commitment("c", 0, 1, None, None, Interval.parse("2020"), {})
    subject.dues = [Due(number, "c", Interval(due, due)) for number, due in enumerate(dues)]
    covered = span([said, *dues, *(when for when, _ in facts)], ON)
    return line(subject, every, Interval(said, said), covered, ON)


facts = st.lists(st.tuples(days, st.sampled_from(HOWS)), max_size=80)


@given(days, days, days, days)
def test_a_later_day_never_stands_before_an_earlier_one(
    first: date, last: date, one: date, other: date
) -> None:
    covered = Span(min(first, last), max(first, last))
    assert covered.at(min(one, other)) <= covered.at(max(one, other))
    assert EDGE <= covered.at(one) <= 100 - EDGE


@given(facts, st.lists(days, max_size=4), days)
def test_everything_stands_inside_the_picture(
    facts: list[tuple[date, How]], dues: list[date], said: date
) -> None:
    made = drawn(facts, dues, said)
    across = [made.said, made.now, *made.notches, *(tick.x for tick in made.ticks)]
    across += [mark.x for mark in made.marks] + [count.x for count in made.counts]
    across += [x for x in (made.due, made.first_due) if x is not None]
    assert all(EDGE <= x <= 100 - EDGE for x in across)
    down = [made.base + one.y for one in (*made.marks, *made.counts)]
    assert all(0 <= y <= made.height for y in down)


@given(facts)
def test_every_fact_until_today_is_shown_or_counted(facts: list[tuple[date, How]]) -> None:
    made = drawn(facts, [], date(2020, 1, 1))
    number = len(made.marks) + sum(count.number for count in made.counts)
    assert number == sum(when <= ON for when, _ in facts)


@given(facts)
def test_set_backs_stand_below_the_line_and_all_else_above(
    facts: list[tuple[date, How]],
) -> None:
    for mark in drawn(facts, [], date(2020, 1, 1)).marks:
        assert (mark.y > 0) == (mark.shape in {"setback", "ended"})


@given(facts)
def test_columns_keep_apart_so_that_no_mark_hides_another(facts: list[tuple[date, How]]) -> None:
    made = drawn(facts, [], date(2020, 1, 1))
    for side in (1, -1):
        columns = sorted({mark.x for mark in made.marks if mark.y * side > 0})
        assert all(b - a >= COLUMN - 0.02 for a, b in pairwise(columns))
        for x in columns:
            height = sorted(abs(m.y) for m in made.marks if m.x == x and m.y * side > 0)
            assert all(b - a >= 7 for a, b in pairwise(height))


def test_sixty_facts_in_a_month_become_a_column_and_a_count() -> None:
    facts: list[tuple[date, How]] = [
        (date(2022, 3, 1) + timedelta(days=number % 28), "advances") for number in range(60)
    ]
    made = drawn(facts, [], date(2020, 1, 1))
    assert len(made.marks) == ABOVE
    assert [count.number for count in made.counts] == [60 - ABOVE]
    below = drawn([(when, "sets_back") for when, _ in facts], [], date(2020, 1, 1))
    assert len(below.marks) == BELOW


def test_the_first_due_date_stays_as_a_ghost_and_those_between_as_notches() -> None:
    dues = [date(2022, 1, 1), date(2024, 1, 1), date(2027, 12, 31)]
    made = drawn([], dues, date(2020, 1, 1))
    assert made.first_due is not None
    assert made.due is not None
    assert made.first_due < made.notches[0] < made.now < made.due
    assert drawn([], dues[:1], date(2020, 1, 1)).first_due is None


def test_no_more_years_are_numbered_than_there_is_room_for() -> None:
    made = drawn([(date(1960, 1, 1), "advances")], [], date(1960, 1, 1))
    assert sum(bool(tick.label) for tick in made.ticks) <= LABELS + 1
    young = drawn([], [], date(2026, 10, 1))
    assert [tick.label for tick in young.ticks] == ["2026"]


@pytest.mark.parametrize("due", [date(2026, 12, 31), date(2027, 12, 31), date(2029, 6, 30)])
def test_a_young_line_numbers_the_year_of_the_announcement(due: date) -> None:
    made = drawn([], [due], date(2026, 10, 1))
    year = next(tick for tick in made.ticks if tick.label == "2026")
    assert year.x < made.said < made.now
