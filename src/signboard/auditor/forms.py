"""The form of entries, whatever they mean (docs/format.md, section 2): what can be checked of those
whose kind this version doesn't know, and of all after them."""

import re
from datetime import datetime
from typing import Any, Final, NamedTuple

import msgspec

from signboard.terms import LARGEST, Refusal

_TIME: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")


class Form(NamedTuple):
    """When an entry was entered, and its kind."""

    at: datetime
    kind: str


class _Envelope(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    at: str
    by: str
    fact: dict[str, Any]


def form(line: bytes) -> Form:
    """Read an entry of any kind. Raises `Refusal` where it isn't in the form of one."""
    try:
        entry = msgspec.json.decode(line, type=_Envelope)
        kind = entry.fact.get("kind")
        if not isinstance(kind, str) or not _occurs(entry.fact):
            raise Refusal("it holds what no entry holds")
        if msgspec.json.encode(entry, order="sorted") != line:
            raise Refusal("it is not in its canonical form")
        if not _TIME.fullmatch(entry.at):
            raise Refusal("its time is none")
        return Form(datetime.fromisoformat(entry.at), kind)
    except (ValueError, RecursionError):  # of which msgspec's are some
        raise Refusal("it is no entry") from None


def _occurs(value: object) -> bool:
    """Is it of that part of JSON which occurs in entries?"""
    if isinstance(value, dict):
        return all(key.isascii() and _occurs(one) for key, one in value.items())
    if isinstance(value, list):
        return all(map(_occurs, value))
    return isinstance(value, str | bool) or (isinstance(value, int) and 0 <= value <= LARGEST)
