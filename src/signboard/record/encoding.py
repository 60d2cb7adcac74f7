"""Entries as bytes: canonical JSON (RFC 8785), one entry a line.

Keys are ASCII and sorted, there are no floats, and a field that has its default is left out, so
that a field added later changes no bytes written before. Hashes are taken over the bytes as they
were written; decoding checks that they are the canonical ones, so no entry has two forms.
"""

from typing import Final

import msgspec

from signboard.record.entries import Entry
from signboard.terms import Refusal

LONGEST: Final = 65_535
"""Bytes in the longest entry: its length fits a uint16 in an entry bundle (C2SP tlog-tiles)."""

_encoder = msgspec.json.Encoder(order="sorted")
_decoder = msgspec.json.Decoder(Entry)


def encode(entry: Entry) -> bytes:
    """An entry's canonical bytes, without a line end.

    A struct is not checked when it is built, so what was encoded is decoded once. Raises
    `Refusal` where the entry is too long or would not be read back as it is.
    """
    line = _encoder.encode(entry)
    if len(line) > LONGEST:
        raise Refusal(
            f"a {type(entry.fact).__name__} of {len(line):,} bytes is too long for an entry "
            f"({LONGEST:,} at most); shorten its quotes or put its words beside the record"
        )
    try:
        same = _decoder.decode(line) == entry
    except msgspec.ValidationError as error:
        raise Refusal(f"{type(entry.fact).__name__}: {error}") from None
    if not same:
        raise Refusal(f"{type(entry.fact).__name__} would not be read back as it was written")
    return line


def decode(line: bytes) -> Entry:
    """The entry that these bytes hold. Raises `Refusal` where they hold none."""
    try:
        return _decoder.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Refusal(f"not an entry: {error}") from None


def is_canonical(line: bytes, entry: Entry) -> bool:
    """Are these the one form of bytes in which the entry may be written?"""
    return _encoder.encode(entry) == line
