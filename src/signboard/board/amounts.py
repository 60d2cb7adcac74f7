"""Amounts as people say them, with the exact figure one step away."""

from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from itertools import pairwise
from typing import Final

from babel.numbers import get_currency_name

from signboard.board.speech import Speech
from signboard.board.wording import Text
from signboard.terms import Measure, Money

_KO: Final = ((10**12, "조"), (10**8, "억"), (10**4, "만"))
_EN: Final = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))
_LOCALE: Final = {"ko": "ko_KR", "en": "en_GB"}


@lru_cache(maxsize=20_000)
def money(amount: Money, speech: Speech) -> tuple[str, str]:
    """An amount as people say it, and exactly: 2조 8,772억 원 and 2,877,200,000,000원."""
    value = Decimal(amount.amount)
    spoken = _korean(value) if speech.language == "ko" else _english(value)
    exact = f"{value:,f}"
    name = _currency(amount.currency, speech.language)
    if speech.language == "ko" and name == "원":
        return f"{spoken} 원", f"{exact}원"
    return f"{spoken} {name}", f"{exact} {name}"


def measure(size: Measure, unit: Text, speech: Speech) -> str:
    """A number and what it counts: 47% of the works, 1,234 jobs, 1,234명.

    Korean joins a number to its counter, also on a page that shows Korean for want of another.
    """
    value = f"{Decimal(size.value):,f}"
    close = unit.words.startswith("%") or (unit.lang or speech.language) == "ko"
    return f"{value}{'' if close else ' '}{unit.words}"


def _currency(code: str, language: str) -> str:
    if code == "KRW":
        return "원" if language == "ko" else "won"
    return get_currency_name(code, 2, locale=_LOCALE[language])


def _korean(value: Decimal) -> str:
    """The two highest of 조, 억, 만 that it has; 약 where a rest had to be rounded away."""
    size, sign = abs(value), "-" if value < 0 else ""
    for (high, name), (low, rest_name) in pairwise(_KO):
        rounded = (size / low).to_integral_value(ROUND_HALF_UP) * low
        if rounded >= high:
            whole, rest = divmod(rounded, high)
            text = f"{sign}{whole:,.0f}{name}" + (f" {rest / low:,.0f}{rest_name}" if rest else "")
            return text if rounded == size else f"약 {text}"
    if size >= 10**4 and size % 10**4 == 0:
        return f"{sign}{size / 10**4:,.0f}만"
    return f"{value:,f}"


def _english(value: Decimal) -> str:
    """In the highest of trillion, billion and million, to four decimals."""
    for unit, name in _EN:
        share = value / unit
        shown = share.quantize(Decimal("0.0001"), ROUND_HALF_UP)
        if abs(shown) >= 1:
            digits = f"{shown:,f}".rstrip("0").rstrip(".")
            return f"{digits} {name}" if shown == share else f"about {digits} {name}"
    return f"{value:,f}"
