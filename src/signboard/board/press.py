"""Printing: a template, its values, and the address that a page will stand at → the page's bytes.

Each language has its own templates, whose words were put in when they were loaded, so that
nothing is looked up while pages are printed. Whatever comes from the record is escaped.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

from minijinja import Environment, safe

from signboard.board import assets
from signboard.board.edition import Edition
from signboard.board.speech import LANGUAGES, NAMES, speech

Page = tuple[str, bytes]


@dataclass(frozen=True, slots=True)
class Press:
    """Prints the pages of one edition; `site` is what stands on each of them."""

    edition: Edition
    environment: Environment
    site: dict[str, Any]

    def page(self, path: str, template: str, title: str, /, **values: Any) -> Page:
        """A page below the language's root: `path` is empty or ends in a slash."""
        language = self.edition.speech.language
        base = safe("../" * path.count("/"))
        text = self.environment.render_template(
            template,
            site=self.site,
            title=title,
            base=base,
            top=safe(f"../{base}"),
            path=path,
            **values,
        )
        return f"{language}/{path}index.html", text.encode("utf-8")


def press(edition: Edition) -> Press:
    """The press of an edition."""
    return Press(edition, environment(edition.speech.language), site(edition))


@cache
def environment(language: str) -> Environment:
    """The templates in a language."""
    words = speech(language)
    sources = {name: words.translated(text) for name, text in assets.templates().items()}
    return Environment(templates=sources, trim_blocks=True, lstrip_blocks=True)


def site(edition: Edition) -> dict[str, Any]:
    """What stands on every page: the board's name, the publisher, the other languages, the day."""
    material, words = edition.survey.material, edition.speech
    board = material.agenda.board
    return {
        "language": words.language,
        "name": board_name(edition),
        "publisher": edition.words(board.publisher).words if board else "",
        "others": [
            {"code": code, "name": NAMES[code]} for code in LANGUAGES if code != words.language
        ],
        "languages": list(LANGUAGES),
        "on": edition.day(material.on),
        "on_iso": material.on.isoformat(),
        "version": material.version,
        "size": material.agenda.size,
        "static": assets.static().paths,
    }


def board_name(edition: Edition) -> str:
    """The board's own name, or a plain one where it was given none."""
    board = edition.survey.material.agenda.board
    if board is None:
        return edition.speech.say("A board of commitments")
    return edition.words(board.title).words
