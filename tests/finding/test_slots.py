"""Slots: what a passage says of how much, and what only looks like it."""

from datetime import date

import pytest

from signboard.finding import Slots, find
from signboard.finding.slots import slots as slots_of
from signboard.reading import read
from signboard.terms import Interval


def slots(words: str) -> Slots:
    """What is found in the first item of a plan."""
    found = find(read(f"2026년 주요 시책\n\n① {words}\n② 공원 조성\n".encode(), "plan.txt"))
    return found.candidates[0].slots


def amount(words: str) -> str | None:
    slot = slots(words).amount
    return slot.text if slot else None


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("도시철도 2호선 건설", None),
        ("원자력 3호기 점검", None),
        ("임대주택 300호 공급", "300호"),
        ("나무 5,000그루 식재", "5,000그루"),
        ("주차장 300면을 조성", "300면"),
        ("공연 12회 개최", "12회"),
        ("전문인력을 700명에서 늘려 양성", "700명"),
        ("제12회 축제 개최", None),
        ("3회차 공연 개최", None),
        ("상무2동 공원 조성", None),
        ("30일 이내 민원 처리 시행", "30일 이내"),
        ("처리 기간을 30일에서 20일로 단축", "30일"),
        ("5월 30일 이내 공원 조성", None),
        ("30일에 축제 개최", None),
        ("나무 4천 그루 식재 지원", "4천"),
        ("기반 시설에 1조 2,300억 원 투자", "1조 2,300억 원"),
    ],
)
def test_a_number_in_a_name_is_no_amount(words: str, expected: str | None) -> None:
    assert amount(words) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("지역에서 일자리 창출", None),
        ("도시에서 나무 식재", None),
        ("전역에서 축제 개최", None),
        ("산업단지에서 축제 개최", "산업단지"),
        ("푸른산공원에서 축제 개최", "푸른산공원"),
        ("대전역에서 축제 개최", "대전역"),
    ],
)
def test_a_common_noun_is_no_place(words: str, expected: str | None) -> None:
    slot = slots(words).place
    assert (slot.text if slot else None) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("주제와의 관련도가 낮다. 관련도는 다시 잰다.", None),
        ("관계부처는 협의한다. 지방정부는 돕는다.", None),
        ("여수시는 새해 계획을 알렸다.", "여수시"),
        ("통일부(장관 김하나)는 새해 계획을 알렸다.", "통일부"),
        ("행정안전부는 새해 계획을 알렸다.", None),
        ("충청북도는 새해 계획을 알렸다.", None),
        ("충청북도(도지사 김하나)는 새해 계획을 알렸다.", "충청북도"),
        ("충청북도는 계획을 알렸다. 충청북도는 길을 낸다.", "충청북도"),
        ("세종특별자치시는 새해 계획을 알렸다.", "세종특별자치시"),
    ],
)
def test_a_publisher_has_the_form_of_a_name(sentence: str, expected: str | None) -> None:
    found = find(read(f"새해 계획\n\n{sentence}\n".encode(), "plan.txt"))
    assert found.document.publisher == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("2018년 대비 온실가스 배출량을 2030년까지 40% 감축한다", "2030년까지"),
        ("2024년 착공한 시립도서관을 조기 개관한다", None),
        ("1970년대 지어진 노후 상수관 50㎞ 교체", None),
        ("시립미술관 건립(’25년 설계, ’28년 준공)", "’28년"),
        ("Cut emissions by 40% from 2018 levels by 2030", "by 2030"),
        ("Restore the bridge that collapsed in 2019", None),
        ("Open the library in 2026", "2026"),
    ],
)
def test_what_was_over_at_publication_is_no_due_date(words: str, expected: str | None) -> None:
    reading = read(words.encode(), "plan.txt")
    anchor = Interval(date(2026, 3, 2), date(2026, 3, 2))
    due = slots_of(reading, reading.quote(0, len(words)), None, anchor).due
    assert (due.quote.text if due else None) == expected
