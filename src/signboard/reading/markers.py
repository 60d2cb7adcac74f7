"""The marks that lead an item of a list: bullets, numbers, letters, ordinals in words.

It knows marks, not lists: where an item belongs is for the outline to say.
"""

import re
from typing import NamedTuple

_RINGS = (("①", 20, 1), ("㉑", 15, 21), ("㊱", 15, 36), ("❶", 10, 1), ("➊", 10, 1), ("⑴", 20, 1))
_RING = {chr(ord(first) + i): by + i for first, size, by in _RINGS for i in range(size)}
_ORDINALS = ("첫", "둘", "셋", "넷", "다섯", "여섯", "일곱", "여덟", "아홉", "열")
_SYLLABLES = "가나다라마바사아자차카타파하"

_GLYPHS = "▲△▶▷►▸◆◇■□▪▫●○◦◯•‣⁃❍➢➤✓✔☑★☆ㅇ"
_CODE = r"(?:\d{1,3}(?:\.[A-Za-z]?\d{1,3})+\)?(?=\s)\s*)?"
MARK = re.compile(
    rf"(?P<ring>[{''.join(_RING)}])"
    rf"|(?P<glyph>[{_GLYPHS}]){_CODE}(?!\w*\s*=)|(?P<bullet>[-–—*+·․ㆍo](?=\s)\s*){_CODE}"
    r"|(?P<paren>\(?(?P<pn>\d{1,3})\))(?=\s|\D)"
    r"|(?P<dot>(?P<dn>\d{1,3})\.)(?=\s+(?!\d{1,2}[.\s(])|[^\W\d_])"
    rf"|(?P<syllable>[{_SYLLABLES}][.)])(?=\s)"
    r"|(?P<roman>[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ]\.?)(?=\s)"
    r"|(?P<letter>\(?[a-z]\))(?=\s)"
    rf"|(?P<word>(?P<wn>{'|'.join(_ORDINALS)})째(?:는|로)?,?)(?=\s)"
)
RUN = re.compile(
    rf"(?:(?<=\s)|^)(?P<sign>[{''.join(_RING)}▲△▶▷►◆◇•]|(?:{'|'.join(_ORDINALS)})째(?:는|로)?,?(?=\s))"
)
"""A mark inside a line: what may lead an item of a run within one paragraph."""


class Mark(NamedTuple):
    """A mark: its family (marks of one list share it), its number if it has one, its length."""

    family: str
    number: int | None
    length: int


def mark_at(text: str, start: int, end: int) -> Mark | None:
    """The mark that leads `text[start:end]`, if one does and words follow it."""
    found = MARK.match(text, start, min(end, start + 60))
    if found is None or found.end() >= end:
        return None
    family = found.lastgroup if found.lastgroup in ("ring", "glyph", "bullet") else None
    family = family or next(k for k in _NUMBERED if found[k] is not None)
    length = len(found[0].rstrip())
    if family in ("glyph", "bullet"):
        return Mark(found[family].strip(), None, length)
    return Mark(family, _number(family, found), length)


_NUMBERED = ("ring", "glyph", "bullet", "paren", "dot", "syllable", "roman", "letter", "word")


def _number(family: str, found: re.Match[str]) -> int:
    words = found[0].strip("()")
    numbers = {
        "ring": lambda: _RING[found[0]],
        "paren": lambda: int(found["pn"]),
        "dot": lambda: int(found["dn"]),
        "syllable": lambda: _SYLLABLES.index(words[0]) + 1,
        "roman": lambda: ord(words[0]) - ord("Ⅰ") + 1,
        "word": lambda: _ORDINALS.index(found["wn"]) + 1,
        "letter": lambda: ord(words[0]) - ord("a") + 1,
    }
    return numbers[family]()


def sign_family(sign: str) -> str:
    """What the marks of one run have in common."""
    if sign in _RING:
        return "ring"
    return "word" if len(sign) > 1 else sign
