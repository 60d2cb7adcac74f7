"""Which language's rules a passage is judged by."""

import re
from collections.abc import Callable
from typing import NamedTuple

from signboard.finding import coordination, english, korean

_HANGUL = re.compile(r"[가-힣]")


class Tongue(NamedTuple):
    """One language's rules, each over a single passage.

    `parts` divides an item of a list, `clauses` a sentence of prose, where only verbs divide.
    """

    form: Callable[[str], str | None]
    promise: Callable[[str], int | None]
    follows: Callable[[str], int | None]
    achieved: Callable[[str], bool]
    measured: Callable[[str], bool]
    parts: Callable[[str], list[tuple[int, int]]]
    clauses: Callable[[str], list[tuple[int, int]]]
    spoken: Callable[[str], int]


ENGLISH = Tongue(
    english.form,
    english.promise,
    english.follows,
    english.achieved,
    english.measured,
    coordination.parts,
    coordination.clauses,
    len,
)
KOREAN = Tongue(
    korean.form,
    korean.promise,
    korean.promise,  # a Korean plan is told by its ending, whoever is its subject
    korean.achieved,
    korean.measured,
    korean.parts,
    korean.clauses,
    korean.spoken,
)


def tongue(text: str) -> Tongue:
    """Korean where any Hangul stands in the passage, else English."""
    return KOREAN if _HANGUL.search(text) else ENGLISH
