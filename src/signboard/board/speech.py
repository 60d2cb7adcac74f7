"""What the board says in one language: sentences from a catalogue, filled with values.

English is what the sources are written in. A value may be followed by a Korean particle:
`{holder:이}` gives 광주시가, 광주광역시청이.
"""

import re
from collections.abc import Mapping
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


@dataclass(frozen=True, slots=True, eq=False)
class Speech:
    """A language with its sentences; there is one of each, so that it can be a key."""

    language: str
    sentences: Mapping[str, str]

    def say(self, sentence: str, /, **values: object) -> str:
        """A sentence in this language, with its holes filled."""
        return _fill(self._found(sentence), values) if values else self._found(sentence)

    def count(self, one: str, many: str, number: int, /, **values: object) -> str:
        """A sentence in the singular or the plural, with `{n}` written as people write it.

        Of the board's languages only English has a plural, so a catalogue holds one form.
        """
        text = one if number == 1 else many
        if self.sentences:
            text = self.sentences[one]
        return _fill(text, {"n": f"{number:,}", **values})

    def translated(self, template: str) -> str:
        """A template whose `_("…")` are replaced by this language's words, once and for all."""
        return MARK.sub(self._placed, template)

    def _placed(self, match: re.Match[str]) -> str:
        given = dict(_GIVEN.findall(match[2]))
        words = str(escape(self._found(match[1])))
        return _HOLE.sub(lambda hole: f"{{{{ {given.get(hole[1], hole[1])} }}}}", words)

    def _found(self, sentence: str) -> str:
        return self.sentences[sentence] if self.sentences else sentence


MARK = re.compile(r'\{\{ _\("([^"]+)"((?:, \w+=[\w.]+)*)\) \}\}')
"""What a template writes for words: `{{ _("entry {n}", n=fact.number) }}`."""

_GIVEN = re.compile(r", (\w+)=([\w.]+)")


@cache
def speech(language: str) -> Speech:
    """The speech of one of the board's languages."""
    return Speech(language, _sentences(assets.catalogue(language)))


def _sentences(catalogue: Catalog | None) -> dict[str, str]:
    """The first form of every sentence of a catalogue, by its English (singular)."""
    found: dict[str, str] = {}
    for message in catalogue or ():
        plural = isinstance(message.id, tuple)
        key = message.id[0] if plural else message.id
        text = message.string[0] if plural and message.string else message.string
        if key:
            found[str(key)] = str(text)
    return found


def _fill(text: str, values: dict[str, object]) -> str:
    def filled(match: re.Match[str]) -> str:
        value = str(values[match[1]])
        return value + particle(value, match[2]) if match[2] else value

    return _HOLE.sub(filled, text)
