"""The README's picture: the example's wall, from the running board.

make up                      # in another terminal
.venv/bin/python -m tools.picture http://127.0.0.1:8000/en/ docs/board.png
"""

import shutil
import sys

from playwright.sync_api import sync_playwright


def main() -> None:
    """Take a picture of an address into a PNG file."""
    address, file = sys.argv[1:]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        page = browser.new_page(viewport={"width": 1200, "height": 900})
        page.goto(address)
        page.evaluate("document.fonts.ready")
        page.screenshot(path=file)
        browser.close()


if __name__ == "__main__":
    main()
