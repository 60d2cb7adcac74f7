"""What a list is: promises, things achieved, sentences to be judged one by one, or mere names.

Structure decides first: what heads the list, and whether its items are headed by deeds.
"""

import re
from collections.abc import Sequence
from typing import Literal

from signboard.finding.tongues import tongue
from signboard.reading import Block, Reading

Sense = Literal["promises", "achievements", "sentences", "names"]

_PROMISING = re.compile(
    r"\b(?:initiatives?|commitments?|pledges?|promises?|plans?|priorit(?:y|ies)|projects?|actions?|"
    r"activit(?:y|ies)|measures?|tasks?|goals?|targets?|objectives?|polic(?:y|ies)|strateg(?:y|ies)|"
    r"agenda|proposals?|reforms?|roadmap|to[- ]do|next\ssteps|policy)\b"
    r"|\b(?:will|shall|going\sto|plan\sto|commit\sto|pledge\sto)\b",
    re.IGNORECASE,
)
_PROMISING_KOREAN = re.compile(
    r"(?:시책|공약|과제|계획|전략|목표|정책|대책|방안|약속|로드맵|사업|추진|할\s?일|청사진|비전|겠습니다|겠다)[^가-힣]*$"
)
_PAST = re.compile(
    r"\b(?:achievements?|accomplishments?|results|performance|record|what\swe\s(?:have\s)?(?:did|done|achieved))\b"
    r"|(?:성과|실적|결과|달성\s?현황|추진\s?현황|발자취)[^가-힣]*$",
    re.IGNORECASE,
)
_NAMING = re.compile(
    r"\b(?:members?|participants?|attend\w+|contacts?|principles?|values|background|partners?|"
    r"contents|references|sources|appendix|definitions?|schedule|faq|questions?)\b"
    r"|(?:배경|개요|참석|참석자|명단|문의|원칙|일정|구성|현황|목차|참고|붙임|필요성|산업|용어|문제점|여건|위원)[^가-힣]*$",
    re.IGNORECASE,
)
_HEAD = re.compile(r"\s(?:for|of|in|to|by|with|from|at|on|that|which)\s")
_SENTENCE = re.compile(r"(?:[다요죠]|[.!?])[”’\"')\]]*$")


def bearing(heading: str) -> int:
    """1 where a heading promises, -1 where it tells the past, -2 where it names; else 0."""
    if _PAST.search(heading):
        return -1
    head = _HEAD.split(heading, maxsplit=1)[0]
    promises = _PROMISING.search(head) or _PROMISING_KOREAN.search(heading)
    if promises:
        return 1
    if _NAMING.search(head):
        return -2
    return 1 if re.search(r"\b(?:we|I)\s(?:will|shall)\b", heading) else 0


def sense(
    reading: Reading, items: Sequence[Block], heading: int, *, nested: bool, told: bool
) -> Sense:
    """What the `items` of one list are. `heading` is the bearing of what stands above them,
    `nested` that they stand in another item, `told` that a plan's sentence runs around them."""
    if heading == -1:
        return "achievements"
    spread = items[:: max(1, len(items) // 200)]
    texts = [reading.text[block.start : min(block.end, block.start + 400)] for block in spread]
    deeds = sum(_is_deed(text) for text in texts) / len(texts)
    whole = sum(1 for text in texts if len(text) > 25 and _SENTENCE.search(text)) / len(texts)
    if heading == -2:
        return "names" if deeds < 0.5 else "sentences"
    if told or (heading == 1 and not nested and (deeds > 0 or not _all_names(texts))):
        return "promises"
    if deeds >= 0.5:
        return "promises" if _nominal(texts) or whole < 0.5 or heading == 1 else "sentences"
    return "sentences" if whole >= 0.3 else "names"


def _is_deed(text: str) -> bool:
    return tongue(text).form(text) is not None


def _nominal(texts: Sequence[str]) -> bool:
    return (
        sum(tongue(text).form(text) in ("noun", "ing", "base") for text in texts) > len(texts) / 2
    )


def _all_names(texts: Sequence[str]) -> bool:
    return all(len(text.split()) <= 3 for text in texts)
