"""Words that give a time become days, as exactly as they say it and no more exactly.

Anchored to the day of publication where they need one; it knows no other today. What can't be
told (`within the term`) has a quote and no days.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from signboard.terms import Interval

_MONTHS = "january february march april may june july august september october november december"
_MONTH = {name[:3]: number for number, name in enumerate(_MONTHS.split(), 1)}
_NAMES = "|".join(f"{name[:3]}(?:{name[3:]})?" if name[3:] else name for name in _MONTHS.split())
_YEAR = r"(?:19|20)\d\d"
_BY = (
    r"(?P<by>\b(?:by|before|until|till|no\s+later\s+than)\s+(?:the\s+)?"
    r"(?:(?:end|fall|autumn|spring|summer)\s+of\s+)?)"
)
_ENGLISH = re.compile(
    rf"(?:{_BY}|(?P<prep>\b(?:in|on|from|since|during|for|of|at|after|through|over|starting)\s+))?"
    r"(?:"
    rf"(?P<span>(?P<y1>{_YEAR})\s?[-–/]\s?(?P<y2>{_YEAR}))\b"
    rf"|(?P<iso>(?P<iy>{_YEAR})-(?P<im>\d\d)(?:-(?P<id>\d\d))?)\b"
    rf"|(?:(?P<d>\d{{1,2}})\s+)?(?P<mon>{_NAMES})\.?\s+(?:(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+)?(?P<my>{_YEAR})\b"
    rf"|(?P<q>first|second|third|fourth|Q[1-4])\s+(?P<unit>quarter\s+(?:of\s+)?|half\s+(?:of\s+)?)?(?P<qy>{_YEAR})\b"
    rf"|(?P<y>{_YEAR})\b(?![-,.]\d|%)"
    r"|(?P<rel>(?:next|this)\s+year)\b"
    r")"
    r"|(?P<vague>\bwithin\s+\w+\s+(?:months?|years?|days?|weeks?)\b|\bover\s+the\s+next\s+\w+\s+(?:years?|months?)\b|"
    r"\bby\s+the\s+end\s+of\s+(?:this|the|my|our)\s+(?:parliament|term|decade|mandate|century)\b)",
    re.IGNORECASE,
)
_KOREAN = re.compile(
    r"(?:(?P<year>(?:19|20)\d\d)\s?년|[’'](?P<short>\d\d)\s?년|"
    r"(?P<rel>내후년|내년|올해|금년|지난해|작년|재작년)(?:\s?\((?P<paren>(?:19|20)\d\d)년?\))?)"
    r"(?:\s?(?P<half>상반기|하반기)|\s?(?P<q>[1-4])\s?[/∕]?4?\s?분기|\s?(?P<m>\d{1,2})\s?월(?:\s?(?P<d>\d{1,2})\s?일)?)?"
    r"(?P<tail>\s?(?:말|초|중)?\s?(?P<by>까지|이내)|\s?(?:말|초|중)|부터|에)?"
    r"|(?:오는\s|지난\s)?(?<!\d)(?P<om>\d{1,2})\s?월(?:\s?(?P<od>\d{1,2})\s?일)?(?:\s?말)?(?P<otail>\s?(?P<oby>까지)|부터|에)?(?!간)"
    r"|(?P<ohalf>상반기|하반기)(?:\s?(?P<hby>까지)|부터|에)?"
    r"|(?P<vague>임기\s?(?:내|중|말까지)|향후\s?\d+년(?:간|\s?이내)?|\d+년\s?(?:이내|내)|조속히|조기에)"
)
# Most passages give no time: two quick looks spare them the grammars.
_HANGUL = re.compile(r"[년월기]|조속히|조기에|이내|올해|금년")
_HINT = re.compile(r"(?:19|20)\d\d|year|within|by\s+the\s+end|next", re.IGNORECASE)
_RELATIVE = {"내후년": 2, "내년": 1, "올해": 0, "금년": 0, "지난해": -1, "작년": -1, "재작년": -2}
_PARTS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "q1": 1, "q2": 2, "q3": 3, "q4": 4}


class Mention(NamedTuple):
    """Words that give a time: their range, and the days, or None where none can be told."""

    start: int
    end: int
    days: Interval | None


def mentions(text: str, anchor: Interval | None, *, heading: bool = False) -> Iterator[Mention]:
    """The times that `text` gives, in order. A bare year counts in a heading only."""
    for found in _KOREAN.finditer(text) if _HANGUL.search(text) else ():
        yield Mention(*_range(text, found), _korean(found, anchor))
    for found in _ENGLISH.finditer(text) if _HINT.search(text) else ():
        bare = found["y"] is not None and found["by"] is None and found["prep"] is None
        if bare and not heading:
            continue
        start = found.end("prep") if found["prep"] else found.start()
        yield Mention(start, found.end(), _english(found, anchor))


def _range(text: str, found: re.Match[str]) -> tuple[int, int]:
    start, end = found.span()
    return start, start + len(text[start:end].rstrip())


def _english(found: re.Match[str], anchor: Interval | None) -> Interval | None:
    days: Interval | None = None
    if found["span"]:
        days = interval(int(found["y1"]), last=int(found["y2"]))
    elif found["iso"]:
        days = interval(int(found["iy"]), int(found["im"]), _number(found["id"]))
    elif found["mon"]:
        month = _MONTH[found["mon"][:3].lower()]
        days = interval(int(found["my"]), month, _number(found["d"] or found["d2"]))
    elif found["q"]:
        half = (found["unit"] or "").startswith("half")
        days = _part(int(found["qy"]), _PARTS[found["q"].lower()], 6 if half else 3)
    elif found["y"]:
        days = interval(int(found["y"]))
    elif found["rel"] and anchor:
        days = interval(anchor.start.year + found["rel"].lower().startswith("next"))
    return _until(days, anchor) if found["by"] else days


def _korean(found: re.Match[str], anchor: Interval | None) -> Interval | None:
    by = found["by"] or found["oby"] or found["hby"]
    days = _korean_days(found, anchor)
    return _until(days, anchor) if by else days


def _korean_days(found: re.Match[str], anchor: Interval | None) -> Interval | None:
    year = _korean_year(found, anchor)
    if year is None or found["vague"]:
        return None
    half = found["half"] or found["ohalf"]
    if half:
        return _part(year, 1 if half == "상반기" else 2, 6)
    if found["q"]:
        return _part(year, int(found["q"]), 3)
    month = _number(found["m"] or found["om"])
    return interval(year, month, _number(found["d"] or found["od"]))


def _korean_year(found: re.Match[str], anchor: Interval | None) -> int | None:
    written = found["year"] or found["paren"]
    if written:
        return int(written)
    if found["short"]:
        return 2000 + int(found["short"])
    return anchor.start.year + _RELATIVE.get(found["rel"] or "올해", 0) if anchor else None


def _number(words: str | None) -> int | None:
    return int(words) if words else None


def interval(
    year: int, month: int | None = None, day: int | None = None, *, last: int | None = None
) -> Interval | None:
    """The days of a year (or of several), a month or a day; None where no such day exists."""
    try:
        if month is None:
            return Interval(date(year, 1, 1), date(last or year, 12, 31))
        if day is None:
            return Interval(date(year, month, 1), date(year, month, monthrange(year, month)[1]))
        return Interval(date(year, month, day), date(year, month, day))
    except ValueError:  # there is no such day, or the years run backwards
        return None


def _part(year: int, number: int, months: int) -> Interval | None:
    first = (number - 1) * months + 1
    if first + months - 1 > 12:
        return None
    end = first + months - 1
    return Interval(date(year, first, 1), date(year, end, monthrange(year, end)[1]))


def _until(days: Interval | None, anchor: Interval | None) -> Interval | None:
    """What is due by a time is due from publication on; without one, the time itself is given."""
    if days is None or anchor is None or anchor.start > days.end:
        return days
    return Interval(anchor.start, days.end)
