"""Korean particles, whose form hangs on the last sound of the word before them."""

import re
from typing import Final, Literal

Sound = Literal["open", "rieul", "closed"]

FORMS: Final = {
    form: pair
    for pair in (("을", "를"), ("은", "는"), ("이", "가"), ("과", "와"), ("으로", "로"))
    for form in pair
}
"""Each form with its pair: after a consonant, after a vowel."""

_TAG = re.compile(r"<[^>]*>|&[#\w]+;")
_SPOKEN = re.compile(r"[0-9A-Za-z가-힣]")
_DIGITS: Final[dict[str, Sound]] = {
    **dict.fromkeys("036", "closed"),
    **dict.fromkeys("178", "rieul"),
    **dict.fromkeys("2459", "open"),
}
_LETTERS: Final[dict[str, Sound]] = {"L": "rieul", "R": "rieul", "M": "closed", "N": "closed"}


def particle(word: str, form: str) -> str:
    """The form of the particle that `word` takes: `particle("광주시", "이")` is `"가"`."""
    closed, after_vowel = FORMS[form]
    sound = _sound(word)
    if closed == "으로" and sound == "rieul":
        return after_vowel
    return after_vowel if sound == "open" else closed


def _sound(word: str) -> Sound:
    spoken = _SPOKEN.findall(_TAG.sub("", word))
    if not spoken:
        return "open"
    last = spoken[-1]
    if last in _DIGITS:
        return _DIGITS[last]
    if last.isascii():
        return _latin(spoken)
    tail = (ord(last) - 0xAC00) % 28
    return "open" if tail == 0 else "rieul" if tail == 8 else "closed"


def _latin(spoken: list[str]) -> Sound:
    """An abbreviation is spelt (KTX: 케이티엑스), a word is read by its last letters."""
    last = spoken[-1]
    if last.isupper():
        return _LETTERS.get(last, "open")
    if last == "l":
        return "rieul"
    if last in "mn" or "".join(spoken[-2:]) == "ng":
        return "closed"
    return "open"
