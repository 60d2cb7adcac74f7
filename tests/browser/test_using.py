"""Using the board: by keyboard, without JavaScript, on paper."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from running import Served

FOCUSED = """() => {
  const one = document.activeElement, style = getComputedStyle(one);
  const box = one.getBoundingClientRect();
  return {
    words: one.textContent.trim(),
    href: one.getAttribute("href"),
    hreflang: one.getAttribute("hreflang"),
    outlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0,
    visible: box.width > 1 && box.height > 1 && box.top >= 0 && box.left >= 0,
  };
}"""


@pytest.fixture
def page(browser: Browser) -> Page:
    context = browser.new_context(viewport={"width": 1280, "height": 844})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize(
    "path", ["/ko/", "/en/", "/en/record/", "/ko/commitments/gwangju-2020-03/"]
)
def test_the_first_stop_skips_to_the_content(page: Page, served: Served, path: str) -> None:
    page.goto(served.address + path)
    page.keyboard.press("Tab")
    first = page.evaluate(FOCUSED)

    assert first["href"] == "#main"
    assert first["visible"]
    assert first["outlined"]
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_the_other_language_is_reached_by_keyboard_and_shows_the_same_page(
    page: Page, served: Served
) -> None:
    page.goto(served.address + "/ko/commitments/gwangju-2020-03/")
    for _ in range(12):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        assert stop["visible"], stop
        assert stop["outlined"], stop
        if stop["hreflang"] == "en":
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/commitments/gwangju-2020-03/")

    assert page.locator("html").get_attribute("lang") == "en"


def test_every_stop_of_the_wall_is_seen(page: Page, served: Served) -> None:
    page.goto(served.address + "/en/")
    unseen = []
    for _ in range(40):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        if not (stop["visible"] and stop["outlined"]):
            unseen.append(stop)

    assert unseen == []


def test_a_reader_without_javascript_goes_from_the_door_to_the_words(
    browser: Browser, served: Served
) -> None:
    context = browser.new_context(java_script_enabled=False, locale="en-GB")
    page = context.new_page()
    page.goto(served.address + "/")
    assert page.url == served.address + "/en/"

    page.locator("main h2 a").first.click()
    page.locator("main figcaption a").first.click()
    assert "/documents/" in page.url
    page.locator("nav a[href$='record/']").first.click()
    assert page.locator("h1").inner_text()
    context.close()


def test_a_page_prints_on_paper(page: Page, served: Served, tmp_path: Path) -> None:
    page.goto(served.address + "/ko/commitments/gwangju-2020-03/")
    paper = page.pdf(format="A4")
    page.emulate_media(media="print")

    assert paper.startswith(b"%PDF-")
    assert len(paper) > 20_000
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") in {
        "rgb(255, 255, 255)",
        "rgba(0, 0, 0, 0)",
    }
    assert not page.locator(".skip").is_visible()
