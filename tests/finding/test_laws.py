"""What holds for any document whatever: every quote stands at its place, and nothing raises."""

import msgspec
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from signboard.finding import Findings, find
from signboard.reading import Reading, read
from signboard.terms import Quote, Refusal

PIECES = [
    *["\n", "\r\n", "\n\n", " ", "\t", "  ", "\ufeff", "\u3000", "\u2028", "\u200b", "\x0b"],
    *["# ", "## ", "**", "> ", "```\n", "---\n", "<Ten tasks>", "[약속]", "Our plan:", "5대 과제"],
    *[
        "- ",
        "* ",
        "• ",
        "① ",
        "②",
        "③",
        "1. ",
        "2. ",
        "(3) ",
        "가. ",
        "▲ ",
        "▲",
        "| ",
        "첫째, ",
        "둘째 ",
    ],
    *["We will build 300 homes by 2030", "and open parks", ", and ", "; ", ". ", "!", ", "],
    *[
        "Creation of jobs by hiring ten people and fostering trade",
        "Tourism Industry",
        "we built a pier",
    ],
    *[
        "도서관 건립 및 공원 조성",
        "하고 ",
        "하며, ",
        "을 추진하겠습니다",
        "할 계획이다.",
        " 등을 ",
        "했다. ",
    ],
    *[
        "내년 상반기",
        "2027년까지",
        "1조 2,300억 원",
        "“",
        "”",
        '"',
        "‘",
        "「",
        "사진=",
        "Date : 2030-01-02",
    ],
    *[
        "a.pdf[size: 1 KB]",
        "작성일 2030. 13. 41.",
        "City of Ardle",
        "해솔시는 ",
        "31 February 2030",
        "2030-2020",
    ],
    *[
        "<li>",
        "</li>",
        "<ol>",
        "</ol>",
        "<p>",
        "<br>",
        "<nav>",
        "</nav>",
        "&lt;script&gt;",
        "<script>",
        "<h2>",
    ],
]
TEXT = st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=40).map("".join)


def quotes(value: object) -> list[Quote]:
    if isinstance(value, Quote):
        return [value]
    if isinstance(value, msgspec.Struct):
        return quotes([getattr(value, name) for name in value.__struct_fields__])
    if isinstance(value, (list, tuple)):
        return [quote for each in value for quote in quotes(each)]
    return []


def check(reading: Reading, findings: Findings) -> None:
    for quote in [*quotes(findings), *quotes(reading)]:
        assert reading.text[quote.start : quote.end] == quote.text
        assert quote.text == quote.text.strip()
    for block in reading.blocks:
        assert 0 <= block.start < block.end <= len(reading.text)
        words = reading.text[block.start : block.end]
        assert words == words.strip()
    count = len(findings.candidates)
    for index, candidate in enumerate(findings.candidates):
        assert (candidate.level == "part") == (candidate.parent is not None)
        assert candidate.parent is None or candidate.parent < index
        assert all(0 <= other < count and other != index for other in candidate.repeats)
        if candidate.parent is not None:
            assert findings.candidates[candidate.parent].level == "item"
    assert all(each.parent is None or each.parent < count for each in findings.document.lists)


@given(TEXT, st.sampled_from(["a.txt", "a.md", "a.html", "a"]))
@example("> \n<Ten tasks>", "a.md")
@settings(max_examples=600, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_is_read_every_quote_stands_at_its_place(text: str, name: str) -> None:
    try:
        reading = read(text.encode("utf-8", "ignore"), name)
    except Refusal:
        return
    check(reading, find(reading))


def outcome_of(content: bytes, name: str) -> Reading | str:
    try:
        return read(content, name)
    except Refusal as refused:
        return str(refused)


@given(st.binary(max_size=200), st.sampled_from(["a.txt", "a.md", "a.html"]))
@settings(max_examples=300, deadline=None)
def test_whatever_bytes_come_they_are_read_or_refused_in_one_line(
    content: bytes, name: str
) -> None:
    outcome = outcome_of(content, name)
    if isinstance(outcome, str):
        assert "\n" not in outcome
    else:
        check(outcome, find(outcome))
