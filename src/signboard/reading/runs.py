"""What runs together inside one line: items after marks, and captions that stand there twice.

Each function passes over its range once.
"""

import re
from collections.abc import Iterator

from signboard.reading.markers import RUN, sign_family
from signboard.reading.structure import trim

_TAIL = re.compile(r"\s*등\s*(?:을|를|이|의|에|과|도)?\s|\s+등(?:을|를|이|에)?$|[.!?](?:\s|$)")
_TWIN = 30  # the fewest characters that are looked for again


def twins(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The ranges of passages that are at once said again, word for word; both sayings."""
    while end - start >= 2 * _TWIN:
        again = text.find(text[start : start + _TWIN], start + _TWIN, end)
        size = again - start
        if again < 0 or " " not in text[start:again]:
            return
        if text[start:again] != text[again : again + size] or again + size > end:
            return
        for first in (start, again):
            yield trim(text, first, first + size)
        start = again + size


def holds_run(text: str, start: int, end: int) -> bool:
    """Whether two or more items run inside `text[start:end]`, the first of them at its start."""
    first = RUN.match(text, start, end)
    return first is not None and RUN.search(text, first.end(), end) is not None


def runs(text: str, start: int, end: int) -> Iterator[tuple[tuple[int, int], int, int]]:
    """The items of a run inside `text[start:end]`: each marker's range, then the words' range.

    A run is two marks of one family or more. The last item ends where the sentence around the
    run goes on (`등을 …`) or where it stops.
    """
    signs = list(RUN.finditer(text, start, end))
    if len(signs) < 2 or len({sign_family(s["sign"]) for s in signs}) > 1:
        return
    words = sign_family(signs[0]["sign"]) == "word"
    for sign, after in zip(signs, [*signs[1:], None], strict=True):
        last = after.start() if after else _stop(text, sign.end(), end, sentence=words)
        first, last = trim(text, sign.end(), last)
        while last > first and text[last - 1] in ",;·":
            first, last = trim(text, first, last - 1)
        if first < last:
            yield (sign.start(), sign.end()), first, last


def _stop(text: str, start: int, end: int, *, sentence: bool) -> int:
    if sentence:
        found = re.compile(r"[.!?](?=\s|$)").search(text, start, end)
        return found.end() if found else end
    found = _TAIL.search(text, start, end)
    return found.start() if found else end
