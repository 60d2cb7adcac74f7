"""The board's own files, read once: templates, catalogue, style, fonts and favicon.

The only module of the board that touches files, and only those of this package. What is served
carries a piece of its own digest in its name, so that it can be cached for ever.
"""

import re
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

_FONT = re.compile(r"fonts/([a-z0-9-]+\.woff2)")


@dataclass(frozen=True, slots=True)
class Static:
    """What is served as it is: the paths by their plain names, and the bytes by path."""

    paths: dict[str, str]
    contents: dict[str, bytes]


@cache
def templates() -> dict[str, str]:
    """The templates' sources by file name."""
    folder = _package() / "templates"
    return {one.name: one.read_text("utf-8") for one in _sorted(folder) if _is(one, ".html")}


@cache
def catalogue(language: str) -> Catalog | None:
    """The catalogue of a language; none for English, which the sources are written in."""
    source = _package() / "locale" / f"{language}.po"
    if not source.is_file():
        return None
    with source.open("rb") as lines:
        return read_po(lines, locale=language, abort_invalid=True)


@cache
def static() -> Static:
    """Everything that is served as it is, under `static/`."""
    folder = _package() / "static"
    found = Static({}, {})
    for font in _sorted(folder / "fonts"):
        if _is(font, ".woff2"):
            _add(found, font.name, font.read_bytes())
        elif _is(font, ".txt"):
            found.contents[f"static/{font.name}"] = font.read_bytes()
    for one in _sorted(folder):
        if one.is_file():
            _add(
                found,
                one.name,
                _style(found, one.read_bytes()) if _is(one, ".css") else one.read_bytes(),
            )
    return found


def _package() -> Traversable:
    return files("signboard.board")


def _sorted(folder: Traversable) -> list[Traversable]:
    return sorted(folder.iterdir(), key=lambda one: one.name)


def _is(one: Traversable, ending: str) -> bool:
    return one.name.endswith(ending)


def _style(found: Static, content: bytes) -> bytes:
    """A style sheet with the fonts' names as they are served."""
    text = content.decode("utf-8")
    served = _FONT.sub(lambda m: found.paths[m[1]].removeprefix("static/"), text)
    return served.encode("utf-8")


def _add(found: Static, name: str, content: bytes) -> None:
    stem, _, ending = name.rpartition(".")
    path = f"static/{stem}.{sha256(content).hexdigest()[:10]}.{ending}"
    found.paths[name] = path
    found.contents[path] = content
