"""Which passages only say again what other candidates say more fully.

A summary's clause repeats the one item that holds most of its words. Word for word the same is
the same. Time is bounded: a document is summed up in few lines.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from signboard.finding.coordination import parts as english_parts

_WORD = re.compile(r"[A-Za-z]+|\d+|[가-힣]+")
_STOPS_WORDS = (
    "the a an of for in to on with at by from and or its their our this that through as between "
    "into over under will be is are city government 및 등 위한 통한 위해 대한"
)
_STOPS = frozenset(_STOPS_WORDS.split())
_NUMBER_WORDS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty"
)
_NUMBERS = {word: str(number) for number, word in enumerate(_NUMBER_WORDS.split(), 1)}
_CLAUSE = re.compile(r"\s(?:by|through|with)\s|[,;]\s|\s(?:통해|위해|위한)\s|[고며]\s|\s및\s")
_SHARE = 0.6  # of a clause's words, that one item must hold
_COMMON = 200  # a stem in more candidates than this tells nothing


def stems(text: str) -> set[str]:
    """What is left of the words of a text when endings and small words are taken away."""
    found: set[str] = set()
    for word in _WORD.findall(text):
        low = word.lower()
        if low in _STOPS:
            continue
        low = _NUMBERS.get(low, low)
        found.add(low[:2] if "가" <= low[0] <= "힣" else low[:6].rstrip("s") or low)
    return found


def same(text: str) -> str:
    """Equal for two passages that say the same in the same words."""
    return " ".join(word.lower() for word in _WORD.findall(text))


def index_of(texts: Sequence[tuple[int, str]]) -> dict[str, list[int]]:
    """For each stem, which of the candidates (index, text) hold it."""
    found: dict[str, list[int]] = defaultdict(list)
    for index, text in texts:
        for stem in stems(text):
            found[stem].append(index)
    return found


def repeated(summary: str, holders: dict[str, list[int]]) -> tuple[int, ...]:
    """The candidates that the clauses of `summary` sum up, in order."""
    found: set[int] = set()
    for clause in _clauses(summary):
        words = stems(clause)
        if len(words) < 3:
            continue
        shared: dict[int, int] = defaultdict(int)
        for stem in words:
            if len(holders.get(stem, ())) <= _COMMON:
                for index in holders.get(stem, ()):
                    shared[index] += 1
        best = max(shared.values(), default=0)
        if best >= 3 and best >= _SHARE * len(words):
            found.add(min(index for index, count in shared.items() if count == best))
    return tuple(sorted(found))


def _clauses(summary: str) -> Iterator[str]:
    pieces = english_parts(summary) or [(0, len(summary))]
    starts = [start for start, _ in pieces] + [len(summary)]
    if starts[0] > 0:
        starts.insert(0, 0)
    for start, end in pairwise(starts):
        yield summary[start:end]
        yield from _CLAUSE.split(summary[start:end])
