"""The sentences of a passage, with what others are quoted as saying veiled.

One pass over the passage. A passage longer than `LONGEST` characters is no sentence.
"""

import re
from collections.abc import Iterator

LONGEST = 4_000

_SPEECH = re.compile(r"“[^“”]{1,1500}”|\"[^\"\n]{1,1500}\"|‘[^‘’]{40,1500}’")
_SPOKEN = re.compile(r"[.!?]\s*[”\"’]|[다요까죠][”\"’]|\b(?:we|I|our|my|you)\b", re.IGNORECASE)
_STOP = re.compile(
    r"(?<![.!?。！？])[.!?。！？]+[\"”’')\]」』]*(?=\s|$)|(?<=[\s.])[□■○ㅇ▷▶※*–](?=\s)|(?<=\s)-(?=\s)"
)
_ABBREVIATED = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Gov|Sen|Rep|Hon|St|No|vs|etc|e\.g|i\.e|approx|Inc|Ltd|Jr|Sr|Art|U\.S|"
    r"Jan|Feb|Mar|Apr|Aug|Sept|Sep|Oct|Nov|Dec)|\b[A-Z])$"
)
# A full stop after a short number may mark an item (1.) or stand in a date (2026. 1. 20.).
_NUMBERED = re.compile(r"(?:(?:^|\s)\d{1,2}|\d{4})$")
_QUANTITY = re.compile(
    r"(?:\d{4}|\b(?:by|to|of|in|from|for|than|least|most|over|under|about|and|or|aged?|"
    r"(?:jan|febr)uary|march|april|may|june|july|august|(?:septem|octo|novem|decem)ber)\s+\d{1,2})$",
    re.IGNORECASE,
)
_CAPITAL = re.compile(r"\s*(?:$|(?<=\s)[“‘\"'(]?[A-Z])")


def veil(text: str) -> str:
    """The text, as long as before, with speech in quotation marks made unreadable.

    A name or a slogan in quotation marks stays readable: it is part of the sentence around it.
    """

    def veiled(found: re.Match[str]) -> str:
        words = found[0]
        if len(words) < 30 and not _SPOKEN.search(words):
            return words
        return words[0] + "…" * (len(words) - 2) + words[-1]

    return _SPEECH.sub(veiled, text) if "“" in text or '"' in text or "‘" in text else text


def sentences(veiled: str) -> Iterator[tuple[int, int]]:
    """The ranges of the sentences of a veiled text, without final stop or outer space."""
    start = 0
    for stop in _STOP.finditer(veiled):
        if stop[0] == "." and not _closes(veiled, start, stop.start()):
            continue
        yield from _trimmed(veiled, start, stop.start())
        start = stop.end()
    yield from _trimmed(veiled, start, len(veiled))


def _closes(text: str, start: int, dot: int) -> bool:
    """Whether the full stop at `dot` ends the sentence that began at `start`."""
    if _ABBREVIATED.search(text, max(0, dot - 8), dot):
        return False
    if not _NUMBERED.search(text, max(0, dot - 8), dot):
        return True
    if text[start:dot].strip().isdigit():
        return False
    quantity = _QUANTITY.search(text, max(start, dot - 20), dot)
    return quantity is not None and _CAPITAL.match(text, dot + 1) is not None


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and (text[start].isspace() or text[start] in ",;:·"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;:"):
        end -= 1
    if start < end:
        yield start, end
