"""The shared values: what they accept, and what they say when they don't."""

from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from signboard.terms import (
    Decimal,
    Identifier,
    Interval,
    Language,
    Point,
    Quote,
    Refusal,
    Url,
    host,
)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2021-12-31", date(2021, 12, 31), date(2021, 12, 31)),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29)),
        ("2021", date(2021, 1, 1), date(2021, 12, 31)),
        ("2021-03/2022", date(2021, 3, 1), date(2022, 12, 31)),
    ],
)
def test_a_date_is_an_interval_no_more_exact_than_it_was_written(
    text: str, start: date, end: date
) -> None:
    assert Interval.parse(text) == Interval(start, end)


@pytest.mark.parametrize("text", ["2o21", "21", "2021-13", "2021-02-30", "", "2021/", "٢٠٢١"])
def test_what_is_no_date_is_refused_with_what_to_write_instead(text: str) -> None:
    with pytest.raises(ValueError, match="write 2021-12-31, 2021-12 or 2021"):
        Interval.parse(text)


def test_an_interval_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(ValueError, match="can't end"):
        Interval.parse("2022/2021")


@given(st.dates(), st.dates())
def test_an_interval_is_read_back_as_it_is_written(one: date, other: date) -> None:
    interval = Interval(min(one, other), max(one, other))
    assert Interval.parse(str(interval)) == interval


def test_a_quote_whose_length_belies_its_place_is_refused() -> None:
    with pytest.raises(msgspec.ValidationError, match="holds 4 characters"):
        msgspec.convert({"start": 0, "end": 4, "text": "abc"}, Quote)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (Identifier, "Gwangju"),
        (Identifier, "a b"),
        (Identifier, "a\n"),
        (Identifier, "../a"),
        (Language, "korean language"),
        (Decimal, "1e9"),
        (Decimal, "01"),
        (Decimal, "1.0\n"),
        (Url, "javascript:alert(1)"),
        (Url, 'https://a.example/"onclick="x'),
    ],
)
def test_what_could_break_a_key_a_number_or_an_address_is_refused(kind: object, text: str) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(text, kind)  # type: ignore[call-overload]


def test_a_place_in_the_wrong_hemisphere_of_numbers_is_refused() -> None:
    with pytest.raises(ValueError, match="longitude"):
        Point("35.1", "216.8")


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://news.example/a?b=https://c.example", "news.example"),
        ("https://WWW.News.Example", "www.news.example"),
        ("http://reader@news.example:8080/1", "news.example"),
        ("https://news.example?a@b", "news.example"),
        ("https://news.example.#a", "news.example"),
        ("https://광주.kr/알림", "xn--hc0bl34c.kr"),
        ("http://3.37.37.99/board", "3.37.37.99"),
        ("http://[2001:DB8::1]:80/", "[2001:db8::1]"),
    ],
)
def test_an_address_names_the_site_that_it_leads_to(url: str, expected: str) -> None:
    assert host(msgspec.convert(url, Url)) == expected


@pytest.mark.parametrize("url", ["https://a..b/", "https://:80/", "https://a!b.example/"])
def test_an_address_that_names_no_site_is_refused(url: str) -> None:
    with pytest.raises(Refusal, match="is no name of a site"):
        host(url)
