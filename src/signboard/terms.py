"""The words that every part of Signboard shares, as frozen values.

A value is checked when it is decoded; nothing here reads a clock, a disk or a network, and
nothing here knows what a document, an entry or a board is.
"""

import re
from calendar import monthrange
from datetime import date
from typing import Annotated, Literal, Self

import msgspec

Identifier = Annotated[
    str, msgspec.Meta(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*(\.[0-9]+)*\Z", min_length=1, max_length=100)
]
"""A readable, stable key such as `gwangju-2020-03.1`: lower-case ASCII, never reused."""

Language = Annotated[str, msgspec.Meta(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z", max_length=35)]
"""A language tag (BCP 47), such as `ko` or `en`."""

Phrase = Annotated[
    str,
    msgspec.Meta(
        pattern=r"^[^\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]+\Z",
        min_length=1,
        max_length=4000,
    ),
]
"""A text that is not empty, of at most 4,000 characters, with none that steer a terminal or turn
the direction of what stands around it."""

Words = Annotated[dict[Language, Phrase], msgspec.Meta(min_length=1, max_length=20)]
"""A text by language: `{"ko": "…", "en": "…"}`."""

_DIGEST = r"^sha256:[0-9a-f]{64}\Z"

Digest = Annotated[str, msgspec.Meta(pattern=_DIGEST)]
"""The name of what lies beside the record: `sha256:` and the SHA-256 of its bytes, salt and all."""

Sealed = Annotated[
    str, msgspec.Meta(pattern=_DIGEST, extra_json_schema={"title": "Sealed words by language"})
]
"""The digest of salted words by language, which lie beside the record and can be withheld."""

SealedText = Annotated[
    str, msgspec.Meta(pattern=_DIGEST, extra_json_schema={"title": "Sealed text"})
]
"""The digest of a salted text in one language, such as a quote, a title or a name."""

SealedUrl = Annotated[
    str, msgspec.Meta(pattern=_DIGEST, extra_json_schema={"title": "Sealed address"})
]
"""The digest of a salted address of the web: a text, sealed as texts are."""

SealedBytes = Annotated[
    str, msgspec.Meta(pattern=_DIGEST, extra_json_schema={"title": "Sealed bytes"})
]
"""The digest of a document's salted bytes."""

Decimal = Annotated[str, msgspec.Meta(pattern=r"^-?(0|[1-9][0-9]*)(\.[0-9]+)?\Z", max_length=40)]
"""An exact number as a string: a record holds no floating point."""

Url = Annotated[
    str,
    msgspec.Meta(
        pattern=r"^https?://[^\s/<>\"\\^`{|}\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069]+"
        r"(/[^\s<>\"\\^`{|}\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069]*)?\Z",
        min_length=10,
        max_length=2000,
    ),
]
"""An address of the web, beginning with `http://` or `https://`."""

Host = Annotated[
    str,
    msgspec.Meta(
        pattern=r"^(\[[0-9a-f:.]+\]|[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?"
        r"(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*)\Z",
        max_length=253,
    ),
]
"""The site that an address leads to: a name of the DNS in small letters (other scripts as
`xn--…`), or a number (IPv6 in brackets). Without the port and without who asks."""


PublicKey = Annotated[
    str,
    msgspec.Meta(
        pattern=r"^[^+\s\x00-\x1f\x7f]+\+[0-9a-f]{8}\+[A-Za-z0-9+/]{43}[A-Za-z0-9+/=]\Z",
        max_length=2000,
    ),
]
"""A verifier key as it is published, `name+ID+base64` (C2SP signed-note)."""

KeySignature = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9+/]{86}==\Z")]
"""An Ed25519 signature of 64 bytes, in base64."""


LARGEST = 2**53 - 1
"""The largest whole number that every reader of JSON holds exactly (RFC 8785, section 3.2.2.3)."""


class Refusal(Exception):
    """What was asked is refused; the message says what, which thing, and what to do instead."""


def denied(what: object) -> str:
    """What is said of a file or a folder that this user may not read."""
    return f"{what} can't be read (Permission denied); run this as the user that keeps the board"


def host(url: str) -> str:
    """The `Host` of a `Url` (RFC 3986, section 3.2). Raises `Refusal` where it names none."""
    authority = url.split("/", 3)[2].partition("?")[0].partition("#")[0].rpartition("@")[2]
    name = authority.partition("]")[0] + "]" if "[" in authority else authority.partition(":")[0]
    try:
        found = name.lower() if name.isascii() else name.encode("idna").decode("ascii").lower()
        return msgspec.convert(found.removesuffix("."), Host)
    except (UnicodeError, msgspec.ValidationError):
        raise Refusal(f'"{name}" in an address is no name of a site; correct the address') from None


class Quote(
    msgspec.Struct, frozen=True, order=True, forbid_unknown_fields=True, omit_defaults=True
):
    """Exact words of a reading: `reading.text[start:end] == text`.

    `start` and `end` count Unicode code points.
    """

    start: Annotated[int, msgspec.Meta(ge=0, le=LARGEST)]
    end: Annotated[int, msgspec.Meta(ge=1, le=LARGEST)]
    text: Annotated[str, msgspec.Meta(min_length=1)]

    def __post_init__(self) -> None:
        if self.end - self.start != len(self.text):
            raise ValueError(
                f"a quote from {self.start} to {self.end} holds {self.end - self.start} "
                f"characters, but its text has {len(self.text)}"
            )


class Interval(
    msgspec.Struct, frozen=True, order=True, forbid_unknown_fields=True, omit_defaults=True
):
    """Days from `start` to `end`, both included. A month or a year is an interval too, so that
    no date is stated more exactly than its source states it."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"an interval can't end ({self.end}) before it starts ({self.start})")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `2021-12-31`, `2021-12`, `2021`, or two of these joined by `/`.

        Raises `ValueError`, saying what to write instead.
        """
        first, slash, last = text.strip().partition("/")
        start = _span(first, text)
        return cls(start[0], _span(last, text)[1] if slash else start[1])

    def __str__(self) -> str:
        if self.start == self.end:
            return self.start.isoformat()
        for size in (4, 7):
            head = self.start.isoformat()[:size]
            if _span(head, head) == (self.start, self.end):
                return head
        return f"{self.start}/{self.end}"


_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


def _span(piece: str, whole: str) -> tuple[date, date]:
    match = _DATE.fullmatch(piece)
    if match is None:
        raise ValueError(f'"{whole}" is not a date; write 2021-12-31, 2021-12 or 2021')
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None
    try:
        if day is not None and month is not None:
            return date(year, month, day), date(year, month, day)
        if month is not None:
            return date(year, month, 1), date(year, month, monthrange(year, month)[1])
        return date(year, 1, 1), date(year, 12, 31)
    except ValueError:  # there is no such day in that calendar
        raise ValueError(
            f'"{whole}" is not a date of the calendar; write 2021-12-31, 2021-12 or 2021'
        ) from None


class Money(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """An exact amount in a currency (ISO 4217), in whole units of it: won, not billions."""

    amount: Decimal
    currency: Annotated[str, msgspec.Meta(pattern=r"^[A-Z]{3}\Z")]


class Measure(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A number and what it counts, such as 47 and "% of the works"."""

    value: Decimal
    unit: Sealed


class Point(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A place on the earth (WGS 84), in degrees as decimal strings, and how far off it may be."""

    latitude: Decimal
    longitude: Decimal
    within_km: Decimal = "0"

    def __post_init__(self) -> None:
        if abs(float(self.latitude)) > 90:
            raise ValueError(f"latitude {self.latitude} lies outside -90 to 90")
        if abs(float(self.longitude)) > 180:
            raise ValueError(f"longitude {self.longitude} lies outside -180 to 180")


How = Literal["starts", "advances", "completes", "sets_back", "ends", "context"]
"""How a fact bears on a commitment. `ends` is work that stopped unfinished."""

Voice = Literal["holder", "interested", "independent"]
"""Who says it: the body that promised, somebody with a stake in it, or somebody without."""

MediaType = Literal["text/plain", "text/markdown", "text/html"]
"""What a document may be. A later reading adds to these."""

Ground = Literal["personal_data", "court_order", "copyright", "security"]
"""Why something was withheld. It stands in the entry itself, so that it always stays public."""
