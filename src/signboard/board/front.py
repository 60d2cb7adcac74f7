"""What stands outside the languages: the front page, the page that wasn't found, and the record
as files."""

from collections.abc import Iterator
from typing import Any

import msgspec

from signboard.board import assets
from signboard.board.edition import Edition
from signboard.board.material import Material
from signboard.board.press import Page, board_name, environment
from signboard.board.speech import NAMES
from signboard.board.summary import summary
from signboard.board.survey import View
from signboard.record.notes import Checkpoint


def front(editions: list[Edition]) -> Iterator[Page]:
    """The pages and files at the root of the site."""
    material = editions[0].survey.material
    doors = [_door(edition) for edition in editions]
    static = assets.static().paths
    values: dict[str, Any] = {"doors": doors, "static": static, "root": _root(material)}
    pages = environment(editions[0].speech.language)
    yield "index.html", pages.render_template("front.html", **values).encode("utf-8")
    yield "404.html", pages.render_template("lost.html", **values).encode("utf-8")
    yield "robots.txt", b"User-agent: *\nAllow: /\n"
    yield "checkpoint", bytes(material.checkpoint)
    yield "keys", "".join(f"{key}\n" for key in material.keys).encode()
    yield "edition.json", _edition(material)
    yield from assets.static().contents.items()


def _root(material: Material) -> str:
    """Where the board stands below its host, between slashes, for the page that is shown in the
    place of any other. A board without an address is `localhost/` and a name, and stands at /."""
    host, _, path = Checkpoint.parse(material.checkpoint.text).origin.partition("/")
    return f"/{path}/" if path and host != "localhost" else "/"


def _edition(material: Material) -> bytes:
    """What the pages were made with beside the record, in canonical JSON."""
    made = {"on": material.on, "version": material.version}
    return msgspec.json.encode(made, order="sorted")


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
