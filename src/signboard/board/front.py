"""What stands outside the languages: the front page, the page that wasn't found, and the record
as files."""

from collections.abc import Iterator
from typing import Any

from signboard.board import assets
from signboard.board.edition import Edition
from signboard.board.press import Page, board_name, environment
from signboard.board.speech import NAMES
from signboard.board.summary import summary
from signboard.board.survey import View


def front(editions: list[Edition]) -> Iterator[Page]:
    """The pages and files at the root of the site."""
    material = editions[0].survey.material
    doors = [_door(edition) for edition in editions]
    values: dict[str, Any] = {"doors": doors, "static": assets.static().paths}
    pages = environment(editions[0].speech.language)
    yield "index.html", pages.render_template("front.html", **values).encode("utf-8")
    yield "404.html", pages.render_template("lost.html", **values).encode("utf-8")
    yield "robots.txt", b"User-agent: *\nAllow: /\n"
    yield "record/entries.jsonl", b"\n".join(material.lines)
    yield "record/root.txt", f"{len(material.lines)}\n{material.root}\n".encode()
    yield from assets.static().contents.items()


def _door(edition: Edition) -> View:
    """The way into a language."""
    say, code = edition.speech.say, edition.speech.language
    return {
        "code": code,
        "language": NAMES[code],
        "name": board_name(edition),
        "who": summary(edition)["who"],
        "enter": say("To the board"),
        "lost": say("This page was not found."),
        "advice": say("It may have moved. Everything on the board can be reached from the wall."),
    }
