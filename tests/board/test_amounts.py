"""Amounts are told as people say them, and exactly beside that."""

import pytest

from signboard.board.amounts import measure, money
from signboard.board.speech import speech
from signboard.board.wording import Text
from signboard.terms import Measure, Money


@pytest.mark.parametrize(
    ("amount", "korean", "english"),
    [
        ("2877200000000", "2조 8,772억 원", "2.8772 trillion won"),
        ("2830000000000", "2조 8,300억 원", "2.83 trillion won"),
        ("3000000000000", "3조 원", "3 trillion won"),
        ("62600000000", "626억 원", "62.6 billion won"),
        ("412345678", "약 4억 1,235만 원", "about 412.3457 million won"),
        ("999999999999", "약 1조 원", "about 1 trillion won"),
        ("50000", "5만 원", "50,000 won"),
        ("12345", "12,345 원", "12,345 won"),
        ("-62600000000", "-626억 원", "-62.6 billion won"),
        ("0", "0 원", "0 won"),
    ],
)
def test_an_amount_is_told_in_the_units_of_the_language(
    amount: str, korean: str, english: str
) -> None:
    assert money(Money(amount, "KRW"), speech("ko"))[0] == korean
    assert money(Money(amount, "KRW"), speech("en"))[0] == english


def test_the_exact_figure_goes_with_it() -> None:
    assert money(Money("412345678", "KRW"), speech("ko"))[1] == "412,345,678원"
    assert money(Money("2500000.5", "USD"), speech("en"))[1] == "2,500,000.5 US dollars"


def size(value: str) -> Measure:
    return Measure(value, "sha256:" + "0" * 64)


def test_a_measure_says_what_it_counts() -> None:
    assert measure(size("47.5"), Text("% of the works"), speech("en")) == "47.5% of the works"
    assert measure(size("1234"), Text("jobs"), speech("en")) == "1,234 jobs"


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        ("1234", "명", "1,234명"),
        ("520", "건 (민원)", "520건 (민원)"),
        ("3", "등급 (1등급이 가장 높음)", "3등급 (1등급이 가장 높음)"),
        ("12.5", "km", "12.5km"),
        ("-4", "명", "-4명"),
    ],
)
def test_korean_joins_a_number_to_what_it_counts(value: str, unit: str, said: str) -> None:
    assert measure(size(value), Text(unit), speech("ko")) == said


def test_a_unit_that_is_borrowed_is_written_as_its_own_language_writes_it() -> None:
    assert measure(size("5"), Text("jobs", "en"), speech("ko")) == "5 jobs"
    assert measure(size("5"), Text("명", "ko"), speech("en")) == "5명"
