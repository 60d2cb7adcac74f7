"""What the board says in one language: sentences from a catalogue, filled with values.

English is what the sources are written in. A value may be followed by a Korean particle:
`{holder:이}` gives 광주시가, 광주광역시청이.
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from babel.messages.catalog import Catalog
from minijinja import escape

from signboard.board import assets
from signboard.board.particles import particle

LANGUAGES: Final = ("ko", "en")
"""The board's languages, in the order in which they are offered."""

NAMES: Final = {"ko": "한국어", "en": "English"}
"""Each language's own name."""

_HOLE = re.compile(r"\{(\w+)(?::(\w+))?\}")


@dataclass(frozen=True, slots=True)
class Speech:
    """A language with its sentences."""

    language: str
    catalogue: Catalog | None

    def say(self, sentence: str, /, **values: object) -> str:
        """A sentence in this language, with its holes filled."""
        return _fill(self._found(sentence), values) if values else self._found(sentence)

    def count(self, one: str, many: str, number: int, /, **values: object) -> str:
        """A sentence in the singular or the plural, with `{n}` written as people write it.

        Of the board's languages only English has a plural, so a catalogue holds one form."""
        text = one if number == 1 else many
        if self.catalogue is not None:
            text = self._found(one)
        return _fill(text, {"n": f"{number:,}", **values})

    def translated(self, template: str) -> str:
        """A template whose `_("…")` are replaced by this language's words, once and for all."""
        return MARK.sub(self._placed, template)

    def _placed(self, match: re.Match[str]) -> str:
        given = dict(_GIVEN.findall(match[2]))
        words = str(escape(self._found(match[1])))
        return _HOLE.sub(lambda hole: f"{{{{ {given.get(hole[1], hole[1])} }}}}", words)

    def _found(self, sentence: str) -> str:
        if self.catalogue is None:
            return sentence
        message = self.catalogue.get(sentence)
        assert message is not None, f"the catalogue lacks: {sentence}"
        found = message.string
        return found if isinstance(found, str) else (found or ("",))[0]


MARK = re.compile(r'\{\{ _\("([^"]+)"((?:, \w+=[\w.]+)*)\) \}\}')
"""What a template writes for words: `{{ _("entry {n}", n=fact.number) }}`."""

_GIVEN = re.compile(r", (\w+)=([\w.]+)")


@cache
def speech(language: str) -> Speech:
    """The speech of one of the board's languages."""
    return Speech(language, assets.catalogue(language))


def _fill(text: str, values: dict[str, object]) -> str:
    def filled(match: re.Match[str]) -> str:
        value = str(values[match[1]])
        return value + particle(value, match[2]) if match[2] else value

    return _HOLE.sub(filled, text)
