"""What is found in a city's real announcement, which lies outside this repository."""

from pathlib import Path

import pytest

from signboard.finding import Candidate, Findings, find
from signboard.reading import Reading, read


@pytest.fixture(scope="module")
def reading(shared: Path) -> Reading:
    path = shared / "data/gwangju-2020/announcement.txt"
    if not path.is_file():
        pytest.skip("needs ../shared")
    return read(path.read_bytes(), path.name)


@pytest.fixture(scope="module")
def findings(reading: Reading) -> Findings:
    return find(reading)


def items(findings: Findings) -> list[int]:
    return [i for i, c in enumerate(findings.candidates) if c.level == "item"]


def parts(findings: Findings, number: int) -> list[Candidate]:
    parent = items(findings)[number - 1]
    return [c for c in findings.candidates if c.parent == parent]


def test_the_twenty_items_are_found_in_order(findings: Findings) -> None:
    marks = [findings.candidates[i].marker for i in items(findings)]
    assert "".join(mark.text for mark in marks if mark) == "".join(map(chr, range(0x2460, 0x2474)))
    assert all(findings.candidates[i].kind == "commitment" for i in items(findings))
    assert not findings.candidates[items(findings)[-1]].quote.text.endswith("!")


def test_items_have_as_many_parts_as_they_promise_different_things(findings: Findings) -> None:
    found = {number: len(parts(findings, number)) for number in range(1, 21)}
    several = {2: 3, 3: 2, 4: 2, 5: 2, 8: 2, 9: 3, 11: 2, 12: 3, 13: 2, 14: 3, 16: 2}
    assert found == {number: several.get(number, 0) for number in range(1, 21)}


def test_an_item_is_directly_followed_by_its_parts(findings: Findings) -> None:
    for index, candidate in enumerate(findings.candidates):
        if candidate.level == "part":
            assert candidate.parent is not None
            between = findings.candidates[candidate.parent + 1 : index + 1]
            assert all(other.parent == candidate.parent for other in between)


def test_the_eleven_names_are_a_list_in_the_fifth_item(findings: Findings) -> None:
    (listing,) = findings.document.lists
    assert listing.parent == items(findings)[4]
    assert [entry.marker.text for entry in listing.items if entry.marker] == [
        f"{number}." for number in range(1, 12)
    ]
    named = {entry.quote for entry in listing.items}
    assert not named & {candidate.quote for candidate in findings.candidates}


def test_the_three_leading_lines_repeat_the_items_that_they_sum_up(findings: Findings) -> None:
    order = items(findings)
    leading = [c for c in findings.candidates if c.level == "sentence"]
    numbers = [[order.index(i) + 1 for i in candidate.repeats] for candidate in leading]
    assert numbers == [[1], [2], [5, 9]]


def test_nothing_else_is_a_candidate(findings: Findings, reading: Reading) -> None:
    kinds = {"caption", "navigation", "quotation", "metadata"}
    for block in reading.blocks:
        if block.kind in kinds:
            inside = [c for c in findings.candidates if block.start <= c.quote.start < block.end]
            assert inside == []


def test_the_year_is_inherited_from_the_heading(findings: Findings) -> None:
    for index in items(findings):
        due = findings.candidates[index].slots.due
        assert due is not None
        assert (due.quote.text, due.inherited) == ("2020", True)
        assert due.norm == "2020-01-01/2020-12-31"
        heading = findings.candidates[index].heading
        assert heading is not None
        assert heading.start <= due.quote.start < heading.end


def test_the_document_says_who_speaks_and_when(findings: Findings) -> None:
    document = findings.document
    assert document.publisher is not None
    assert document.publisher.endswith("City")
    assert (document.published, document.announced) == ("2020-01-20", "2019-12-29")
    sizes = [each.size for each in document.attachments]
    assert sizes == ["783.2 KB", "1.89 MB", "484.95 KB", "1.58 MB"]
    assert document.language == "en"


def test_every_quote_stands_at_its_place(findings: Findings, reading: Reading) -> None:
    for candidate in findings.candidates:
        quote = candidate.quote
        assert reading.text[quote.start : quote.end] == quote.text
        assert quote.text == quote.text.strip()
