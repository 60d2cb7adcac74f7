"""Which words a reader is shown: in the page's language, or else in another that is named."""

from collections.abc import Mapping
from typing import NamedTuple

from signboard.agenda.state import Wording


class Text(NamedTuple):
    """Words to be shown. `lang` is their language where it isn't the page's, or else empty;
    `gone` the number of the entry that withheld them, in whose place plain words say so."""

    words: str
    lang: str = ""
    gone: int | None = None


def chosen(words: Mapping[str, str], language: str) -> Text:
    """A text by language, in `language` if it exists in it, or else in the first one."""
    own = words.get(language)
    if own is not None:
        return Text(own)
    other = next(iter(words))
    return Text(words[other], other)


def quoted(wordings: Mapping[str, Wording], language: str) -> tuple[Wording, str]:
    """A quote in `language` if there is one, or else the first; and its language if another."""
    own = wordings.get(language)
    if own is not None:
        return own, ""
    other = next(iter(wordings))
    return wordings[other], other


def short(words: str, most: int) -> str:
    """Words cut at a space, so that they take no more than `most` characters."""
    if len(words) <= most:
        return words
    cut = words[: most - 1]
    head, space, _ = cut.rpartition(" ")
    kept = head if space and len(head) > most // 2 else cut
    return f"{kept.rstrip(' ,.;:·')}…"
