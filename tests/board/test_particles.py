"""Korean particles follow the sound before them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signboard.board.particles import FORMS, particle
from signboard.board.speech import speech


@pytest.mark.parametrize(
    ("word", "form", "right"),
    [
        ("광주시", "이", "가"),
        ("광주광역시청", "이", "이"),
        ("서울", "으로", "로"),
        ("부산", "으로", "으로"),
        ("광주", "으로", "로"),
        ("2020", "을", "을"),
        ("2022", "을", "를"),
        ("7", "으로", "로"),
        ("3", "으로", "으로"),
        ("KTX", "은", "는"),
        ("NGO", "은", "는"),
        ("URL", "이", "이"),
        ("Seoul", "으로", "로"),
        ("Gwangju", "을", "를"),
        ("Busan", "과", "과"),
        ("Muang", "과", "과"),
        ("광주글로벌모터스㈜", "은", "는"),
        ("<b>시청</b>", "을", "을"),
        ("(시청)", "을", "을"),
        ("", "을", "를"),
    ],
)
def test_a_particle_takes_the_form_that_the_word_asks_for(word: str, form: str, right: str) -> None:
    assert particle(word, form) == right


@given(st.text(max_size=8), st.sampled_from(sorted(FORMS)))
def test_any_word_takes_one_of_the_two_forms(word: str, form: str) -> None:
    assert particle(word, form) in FORMS[form]


def test_a_sentence_puts_the_particle_after_its_value() -> None:
    said = speech("ko").count(
        "{n} commitment that {who} announced on {date}.",
        "{n} commitments that {who} announced on {date}.",
        20,
        who="가온군청",
        date="2020년 1월 2일",
    )
    assert said == "가온군청이 2020년 1월 2일 발표한 시책 20건입니다."
