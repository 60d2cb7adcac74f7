"""Text and Markdown are read without a change, and their structure is found in place."""

from collections.abc import Sequence

from signboard.reading import Block, Reading, read


def words(reading: Reading, kind: str) -> list[str]:
    return [reading.text[b.start : b.end] for b in reading.blocks if b.kind == kind]


def nested(blocks: Sequence[Block], index: int) -> list[int]:
    return [i for i, block in enumerate(blocks) if block.parent == index]


def test_the_text_of_a_file_stays_as_it_is_with_its_mark_and_line_ends() -> None:
    source = "\ufeffOur plan\r\n\r\n① Build homes\r\n\r\n② Plant trees \x07\r\n"
    reading = read(source.encode(), "plan.txt")
    assert reading.text == source
    assert words(reading, "heading") == ["Our plan"]
    assert words(reading, "item") == ["Build homes", "Plant trees \x07"]


def test_a_numbered_list_goes_on_after_a_list_of_its_own_heading_inside_it() -> None:
    reading = read(
        b"<Ten tasks>\n(1) Build a\n(2) Build b\n\n<Towns>\n1. Ay\n2. Bee\n\n(3) Build c\n",
        "plan.txt",
    )
    kinds = [block.kind for block in reading.blocks]
    assert kinds == ["heading", "item", "item", "heading", "item", "item", "item"]
    assert nested(reading.blocks, 2) == [3, 4, 5]
    assert reading.blocks[6].parent is None
    assert reading.blocks[6].heading == 0
    assert reading.blocks[4].heading == 3


def test_numbers_that_go_on_under_the_next_heading_are_not_nested() -> None:
    reading = read(b"<Work>\n1. Build a\n2. Build b\n\n<Health>\n3. Build c\n", "plan.txt")
    assert [block.parent for block in reading.blocks] == [None] * 5
    assert reading.blocks[4].heading == 3


def test_in_markdown_a_list_goes_on_after_a_deeper_heading_with_a_list_of_its_own() -> None:
    source = "## Tasks\n1. Build a\n2. Build b\n\n### Towns\n- Ay\n- Bee\n\n3. Build c\n"
    reading = read(source.encode(), "plan.md")
    assert nested(reading.blocks, 2) == [3, 4, 5]
    assert (reading.blocks[6].parent, reading.blocks[6].heading) == (None, 0)


def test_a_line_led_by_a_bar_is_a_summary_and_a_line_said_twice_a_caption() -> None:
    said = "The mayor of Ardle opens the new swimming hall by the river on 3 May 2030."
    reading = read(f"| New hall for Ardle\n{said}{said}\n".encode(), "plan.txt")
    assert words(reading, "summary") == ["New hall for Ardle"]
    assert words(reading, "caption") == [said, said]


def test_links_that_only_steer_a_reader_are_navigation_and_no_title() -> None:
    reading = read(
        b"City news\n\n  - print\n  - share\n\nA new year for Ardle\n\nText.", "plan.txt"
    )
    assert words(reading, "navigation") == ["City news", "print", "share"]
    assert reading.title is not None
    assert reading.title.text == "A new year for Ardle"


def test_a_paragraph_in_quotation_marks_is_a_quotation() -> None:
    reading = read("“We will build it.”\n\n“첫 줄만 열린 인용\n".encode(), "plan.txt")
    assert words(reading, "quotation") == ["“We will build it.”", "“첫 줄만 열린 인용"]


def test_marks_inside_one_paragraph_lead_items_of_a_run() -> None:
    reading = read("시는 ▲ 공원 조성 ▲ 병원 건립 등을 추진한다. 끝.".encode(), "plan.txt")
    assert [block.kind for block in reading.blocks] == ["paragraph", "item", "item"]
    assert words(reading, "item") == ["공원 조성", "병원 건립"]
    assert [block.parent for block in reading.blocks] == [None, 0, 0]


def test_lines_that_were_wrapped_are_one_paragraph() -> None:
    line = "We will open the harbour to the public before the summer of next year and"
    reading = read(f"{line}\nkeep it open.\n".encode(), "plan.txt")
    assert words(reading, "paragraph") == [f"{line}\nkeep it open."]


def test_markdown_says_what_headings_quotations_code_and_nested_items_are() -> None:
    source = "# Plan\n\n**Homes**\n\n- Build\n  - Repair\n- Sell\n\n> said\n\n"
    source += "```\n- code\n```\n\nEnd\n---\n"
    reading = read(source.encode(), "plan.md")
    assert words(reading, "heading") == ["Plan", "Homes", "End"]
    assert words(reading, "quotation") == ["said"]
    assert words(reading, "item") == ["Build", "Repair", "Sell"]
    assert [b.depth for b in reading.blocks if b.kind == "item"] == [0, 1, 0]


def test_the_language_is_told_by_the_share_of_scripts() -> None:
    sources = {
        "ko": "AI 도시를 만들자 OK",
        "ja": "教育をよくする",
        "en": "Build homes",
        "und": "1 2",
    }
    for language, source in sources.items():
        assert read(source.encode(), "a.txt").language == language


def test_every_mark_is_a_quote_of_its_own_place() -> None:
    source = "①Build a\n가. 병원 건립\n1) Open b\n- 1.02.A3) Open c\n둘째, 공원 조성\nⅣ. 끝내기\n"
    reading = read(source.encode(), "plan.txt")
    marks = [b.marker for b in reading.blocks if b.marker]
    assert [mark.text for mark in marks] == ["①", "가.", "1)", "- 1.02.A3)", "둘째,", "Ⅳ."]
    assert all(reading.text[mark.start : mark.end] == mark.text for mark in marks)
