"""Dates and ages are written as people write them, and never more exactly than they are known."""

from datetime import date

import pytest

from signboard.board import dates
from signboard.board.speech import speech
from signboard.terms import Interval


@pytest.mark.parametrize(
    ("text", "korean", "english"),
    [
        ("2020-01-29", "2020년 1월 29일", "29 January 2020"),
        ("2027-12", "2027년 12월", "December 2027"),
        ("2020", "2020년", "2020"),
        ("2021-01/2021-06", "2021년 상반기", "first half of 2021"),
        ("2021-07/2021-12", "2021년 하반기", "second half of 2021"),
        ("2021-04/2021-06", "2021년 2분기", "quarter 2 of 2021"),
        ("2020/2024", "2020~2024년", "2020 to 2024"),
        ("2020-03/2024-02", "2020년 3월 1일~2024년 2월 29일", "1 March 2020 to 29 February 2024"),
        (
            "2020-02-01/2020-02-10",
            "2020년 2월 1일~2020년 2월 10일",
            "1 February 2020 to 10 February 2020",
        ),
    ],
)
def test_an_interval_has_the_name_that_people_give_it(text: str, korean: str, english: str) -> None:
    when = Interval.parse(text)
    assert dates.interval(when, speech("ko")) == korean
    assert dates.interval(when, speech("en")) == english


@pytest.mark.parametrize(
    ("text", "korean", "english"),
    [
        ("2026-01-05/2027-12-31", "2027년 12월 31일까지", "by 31 December 2027"),
        ("2020-03/2024-02", "2024년 2월 29일까지", "by 29 February 2024"),
        ("2027-12-31", "2027년 12월 31일", "31 December 2027"),
        ("2027-12", "2027년 12월", "December 2027"),
        ("2024-10/2024-12", "2024년 4분기", "quarter 4 of 2024"),
        ("2027/2028", "2027~2028년", "2027 to 2028"),
    ],
)
def test_a_due_date_without_a_name_is_told_by_its_last_day(
    text: str, korean: str, english: str
) -> None:
    when = Interval.parse(text)
    assert dates.due(when, speech("ko")) == korean
    assert dates.due(when, speech("en")) == english


@pytest.mark.parametrize(
    ("days", "korean", "english"),
    [
        (0, "오늘", "today"),
        (1, "1일 전", "1 day ago"),
        (44, "44일 전", "44 days ago"),
        (60, "2개월 전", "2 months ago"),
        (365, "1년 전", "1 year ago"),
        (2500, "6년 전", "6 years ago"),
    ],
)
def test_an_age_is_told_in_the_largest_unit_that_fits(days: int, korean: str, english: str) -> None:
    assert dates.ago(days, speech("ko")) == korean
    assert dates.ago(days, speech("en")) == english


@pytest.mark.parametrize(
    ("days", "english"),
    [
        (1, "1 day"),
        (59, "59 days"),
        (400, "13 months"),
        (731, "2 years"),
        (1461, "4 years"),
        (1800, "4 years 11 months"),
    ],
)
def test_a_length_of_time_is_told_in_years_and_months(days: int, english: str) -> None:
    assert dates.long(days, speech("en")) == english


def test_a_machine_is_told_a_day_a_month_a_year_or_nothing() -> None:
    assert dates.machine(Interval.parse("2020-01")) == "2020-01"
    assert dates.machine(Interval.parse("2020/2021")) == ""


def test_the_last_day_of_the_calendar_is_a_day_too() -> None:
    assert dates.interval(Interval(date(9999, 1, 1), date.max), speech("en"))
