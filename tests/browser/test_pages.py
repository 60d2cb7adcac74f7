"""Every page in a browser: by the rules of axe, quiet, without scripts."""

from importlib.resources import files
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page

from running import Served

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LOOKS: list[tuple[int, Literal["light", "dark"]]] = [
    (390, "light"),
    (390, "dark"),
    (1280, "light"),
    (1280, "dark"),
]
LANGUAGES = ["ko", "en"]
COMMITMENTS = 2
"""So many commitments are looked at in every look; the others, whose pages are alike, in one."""


def _violations(page: Page) -> list[str]:
    page.evaluate(AXE)
    options = {"runOnly": RULES, "resultTypes": ["violations"], "elementRef": False}
    found: dict[str, Any] = page.evaluate("options => axe.run(document, options)", options)
    return [
        f"{one['id']}: {one['help']} ({', '.join(node['target'][0] for node in one['nodes'][:3])})"
        for one in found["violations"]
    ]


def _pages(served: Served, language: str, every: bool) -> list[str]:
    own = [path for path in served.pages() if path.startswith(f"/{language}/")]
    if every:
        return [*own, "/404.html", "/"]
    commitments = [path for path in own if "/commitments/" in path]
    return [path for path in own if path not in commitments[COMMITMENTS:]]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_no_page_breaks_a_rule_of_axe(
    browser: Browser,
    served: Served,
    language: str,
    width: int,
    scheme: Literal["light", "dark"],
) -> None:
    every = (width, scheme) == LOOKS[0]
    context = browser.new_context(
        viewport={"width": width, "height": 844}, color_scheme=scheme, bypass_csp=True
    )
    page = context.new_page()
    broken = {}
    for path in _pages(served, language, every):
        page.goto(served.address + path)
        found = _violations(page)
        if found:
            broken[path] = found
    context.close()

    assert broken == {}


def test_axe_finds_what_is_broken(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content("<img src='data:,'><p style='color: #ccc'>faint</p>")
    found = " ".join(_violations(page))
    page.close()

    assert "image-alt" in found
    assert "color-contrast" in found
    assert "html-has-lang" in found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_quiet_and_asks_nobody_else_for_anything(
    browser: Browser, served: Served, language: str
) -> None:
    context = browser.new_context(locale=language, viewport={"width": 320, "height": 640})
    page = context.new_page()
    noise: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: noise.append(message.text))
    page.on("pageerror", lambda error: noise.append(str(error)))
    page.on("requestfailed", lambda request: noise.append(f"failed: {request.url}"))
    page.on("request", lambda request: asked.append(request.url))
    wide, scripts = {}, {}
    for path in _pages(served, language, every=True):
        page.goto(served.address + path, wait_until="networkidle" if path == "/" else "load")
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > 320:
            wide[path] = width
        if page.locator("script, [onclick], [onload], iframe, object, embed").count():
            scripts[path] = True
    context.close()

    assert noise == []
    assert {url for url in asked if not url.startswith(served.address + "/")} == set()
    assert scripts == {}
    assert wide == {}


def test_the_fonts_are_the_boards_own(browser: Browser, served: Served) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("response", lambda answer: asked.append(f"{answer.status} {answer.url}"))
    page.goto(served.address + "/ko/", wait_until="networkidle")
    page.close()

    fonts = [one for one in asked if ".woff2" in one]
    assert fonts
    assert all(one.startswith(f"200 {served.address}/static/") for one in fonts)
