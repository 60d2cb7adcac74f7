"""Days, intervals and ages as people write them. An interval is never said more exactly than it is.

Nothing here knows what day it is: ages are reckoned from the day that is passed.
"""

from datetime import date
from functools import lru_cache
from typing import Final

from babel.dates import format_date

from signboard.board.speech import Speech
from signboard.terms import Interval

_DAY: Final = {"ko": "y년 M월 d일", "en": "d MMMM y"}
_MONTH: Final = {"ko": "y년 M월", "en": "MMMM y"}
_LOCALE: Final = {"ko": "ko_KR", "en": "en_GB"}


@lru_cache(maxsize=50_000)
def day(when: date, language: str) -> str:
    """2020년 1월 29일, 29 January 2020."""
    return format_date(when, _DAY[language], locale=_LOCALE[language])


@lru_cache(maxsize=50_000)
def interval(when: Interval, speech: Speech) -> str:
    """A day, a month, a quarter, a half or a whole year by name, or from one day to another."""
    first, last = when.start, when.end
    if first == last:
        return day(first, speech.language)
    months = _whole_months(first, last)
    named = _named(first, months, speech)
    if named:
        return named
    return speech.say(
        "{first} to {last}", first=day(first, speech.language), last=day(last, speech.language)
    )


@lru_cache(maxsize=50_000)
def due(when: Interval, speech: Speech) -> str:
    """A due date: by its name, or else by its last day, which is what counts."""
    first, last = when.start, when.end
    if first == last or _named(first, _whole_months(first, last), speech):
        return interval(when, speech)
    return speech.say("by {date}", date=day(last, speech.language))


def _named(first: date, months: int, speech: Speech) -> str:
    """The name of so many whole months from a day, where they have one."""
    if months == 1:
        return format_date(first, _MONTH[speech.language], locale=_LOCALE[speech.language])
    if months == 3 and first.month % 3 == 1:
        return speech.say("quarter {q} of {year}", q=first.month // 3 + 1, year=first.year)
    if months == 6 and first.month == 1:
        return speech.say("first half of {year}", year=first.year)
    if months == 6 and first.month == 7:
        return speech.say("second half of {year}", year=first.year)
    if months % 12 == 0 and months and first.month == 1:
        return _years_named(first.year, first.year + months // 12 - 1, speech)
    return ""


def _years_named(first: int, last: int, speech: Speech) -> str:
    """One whole year, or several."""
    written = {"ko": "{}년", "en": "{}"}[speech.language]
    if first == last:
        return written.format(first)
    return speech.say("{first} to {last}", first=first, last=written.format(last))


@lru_cache(maxsize=50_000)
def written(when: Interval, speech: Speech) -> tuple[str, str]:
    """An interval for people and for machines."""
    return interval(when, speech), machine(when)


def machine(when: Interval) -> str:
    """What a `datetime` attribute may hold: a day, a month, a year, or nothing."""
    text = str(when)
    return "" if "/" in text else text


def ago(days: int, speech: Speech) -> str:
    """How long ago, in the largest unit that fits: 6 years ago, 6년 전."""
    if days <= 0:
        return speech.say("today")
    years, months = _years(days), round(days / 30.44)
    if days >= 365:
        return speech.count("{n} year ago", "{n} years ago", years)
    if days >= 45:
        return speech.count("{n} month ago", "{n} months ago", months)
    return speech.count("{n} day ago", "{n} days ago", days)


def long(days: int, speech: Speech) -> str:
    """How long: 12 days, 5 months, 4 years, with a month's care."""
    if days >= 700:
        whole, rest = divmod(round(days / 30.44), 12)
        years = speech.count("{n} year", "{n} years", whole)
        if rest == 0:
            return years
        return f"{years} {speech.count('{n} month', '{n} months', rest)}"
    if days >= 60:
        return speech.count("{n} month", "{n} months", round(days / 30.44))
    return speech.count("{n} day", "{n} days", days)


def _years(days: int) -> int:
    return max(1, int(days / 365.2425))


def _whole_months(first: date, last: date) -> int:
    """How many whole months an interval is, or 0."""
    after = date.fromordinal(last.toordinal() + 1) if last < date.max else last
    if first.day != 1 or after.day != 1:
        return 0
    return (after.year - first.year) * 12 + after.month - first.month
