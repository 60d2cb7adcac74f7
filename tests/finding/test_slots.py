"""Slots: what a passage says of how much, and what only looks like it."""

import pytest

from signboard.finding import find
from signboard.reading import read


def amount(words: str) -> str | None:
    """The amount found in an item of a plan."""
    found = find(read(f"2026년 주요 시책\n\n① {words}\n② 공원 조성\n".encode(), "plan.txt"))
    slot = found.candidates[0].slots.amount
    return slot.text if slot else None


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("도시철도 2호선 건설", None),
        ("원자력 3호기 점검", None),
        ("임대주택 300호 공급", "300호"),
        ("나무 4천 그루 식재 지원", "4천"),
        ("기반 시설에 1조 2,300억 원 투자", "1조 2,300억 원"),
    ],
)
def test_a_number_in_a_name_is_no_amount(words: str, expected: str | None) -> None:
    assert amount(words) == expected
