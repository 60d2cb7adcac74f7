"""A page's words are read in order; what is no word of it is left out."""

from signboard.reading import Reading, read
from signboard.reading.page import DEEPEST


def words(reading: Reading, kind: str) -> list[str]:
    return [reading.text[b.start : b.end] for b in reading.blocks if b.kind == kind]


def test_scripts_are_dropped_and_a_script_that_is_shown_stays_text() -> None:
    page = b"<p>Type &lt;script&gt;alert(1)&lt;/script&gt; here.</p><script>We will pay</script>"
    reading = read(page, "page.html")
    assert reading.text == "Type <script>alert(1)</script> here."


def test_items_have_the_marks_that_a_reader_sees() -> None:
    page = "<ol start=3><li>Build</li><li><p>① Plant</p></li></ol><ul><li>Sell</li></ul>"
    reading = read(page.encode(), "page.html")
    assert reading.text == "3. Build\n① Plant\n• Sell"
    assert [b.marker.text for b in reading.blocks if b.marker] == ["3.", "①", "•"]


def test_what_surrounds_the_main_text_is_navigation() -> None:
    page = b"<nav>Home</nav><h1>Plan</h1><p>Text</p><aside>More</aside><footer>End</footer>"
    reading = read(page, "page.html")
    assert words(reading, "navigation") == ["Home", "More", "End"]
    assert words(reading, "heading") == ["Plan"]


def test_words_split_by_inline_tags_stay_one_word() -> None:
    assert read(b"<p>Re<b>build</b>  the\n<i>pier</i></p>", "page.html").text == "Rebuild the pier"


def test_a_page_nested_as_deep_as_is_read_is_read() -> None:
    page = b"<div>" * DEEPEST + b"deep" + b"</div>" * DEEPEST
    assert read(page, "page.html").text == "deep"


def test_a_page_is_known_by_its_beginning_where_the_name_does_not_tell() -> None:
    assert read(b"<!DOCTYPE html><p>Plan</p>", "plan").media_type == "text/html"
    assert read(b"<p>Plan</p>", "plan.txt").media_type == "text/plain"


def test_what_a_page_hides_is_not_read() -> None:
    page = (
        "<html><h2>We will</h2><ol><li>Build a bridge</li><li hidden>Build a wall</li>"
        '<li style="display: none">Build a moat</li><li>Plant trees</li></ol></html>'
    )
    text = read(page.encode(), "plan.html").text
    assert "bridge" in text
    assert "trees" in text
    assert "wall" not in text
    assert "moat" not in text
