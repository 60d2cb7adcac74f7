"""What is wrong with a draft, in the words of the person who wrote it.

It walks the types of a fact to the innermost value that does not fit, and says what its type
asks for. It accepts and refuses nothing by itself: whether a value fits is the decoder's word.
"""

import json
from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal as Exact
from difflib import get_close_matches
from math import isfinite
from types import UnionType
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin

import msgspec

from signboard.terms import (
    Decimal,
    Digest,
    Identifier,
    KeySignature,
    Language,
    Money,
    Phrase,
    PublicKey,
    Url,
)

QUOTING: Final = "put words that hold : , # or quotes into quotes"

_CURRENCY = next(field.type for field in msgspec.structs.fields(Money) if field.name == "currency")
FORMS: Final = {
    Url: "is not an address; begin it with https:// or http:// and leave no blanks in it",
    Decimal: 'is not an exact number; write digits only, such as "12000000" or "0.75"',
    Identifier: "is not an identifier; write small letters a to z and digits, "
    "joined by - or ., such as plan-01",
    Language: "is no language tag; write one such as ko or en",
    Phrase: "holds a sign that steers a terminal or turns the line; leave it out",
    Digest: "is no digest; copy it from the entry as it was written, with sha256: before it",
    PublicKey: "is no verifier key, name+ID+base64; copy it from: signboard key show",
    KeySignature: "is no signature; use: signboard key rotate",
    _CURRENCY: "is no currency; write its three capital letters, such as KRW",
}
"""What a text of a checked form is not, and how it is written, by its type."""


def fault(kind: Any, value: object, at: str = "") -> tuple[str, str] | None:
    """Where a value at a place doesn't fit its type (such as `bears[0].how`), and why."""
    refused = _refused(kind, value)
    if refused is None:
        return None
    kind = _bare(kind)
    for step, inner, held in _inside(kind, value):
        found = fault(inner, held, f"{at}{'.' if at and step[0] != '[' else ''}{step}")
        if found is not None:
            return found
    return at, _why(kind, value) or refused


def nearest(word: object, known: Collection[str]) -> str | None:
    """The known word that is most like another, if any is."""
    return next(iter(get_close_matches(str(word), known, n=1)), None)


def shown(value: object) -> str:
    """A value in one short line."""
    text = json.dumps(value, ensure_ascii=False, default=str, skipkeys=True)
    text = " ".join(text.split())  # a line may end in marks that JSON leaves as they are
    return text if len(text) <= 80 else f"{text[:79]}…"


def _refused(kind: Any, value: object) -> str | None:
    try:
        msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        return " ".join(str(error).partition(" - at ")[0].split())
    return None


def _bare(kind: Any) -> Any:
    """The type of a field that may be left out, without the None."""
    options = get_args(kind) if get_origin(kind) in (Union, UnionType) else (kind,)
    return next(each for each in options if each is not type(None))


def _inside(kind: Any, value: object) -> Iterator[tuple[str, Any, object]]:
    """The values that a value holds, each with its place in it and its type."""
    kind = get_args(kind)[0] if get_origin(kind) is Annotated else kind
    if hasattr(kind, "__struct_fields__"):
        if isinstance(value, Mapping) and _ill_named(kind, value) is None:
            fields = msgspec.structs.fields(kind)
            yield from ((f.name, f.type, value[f.name]) for f in fields if f.name in value)
    elif isinstance(value, Mapping) and get_origin(kind) is dict:
        named, held = get_args(kind)
        if all(_refused(named, key) is None for key in value):
            yield from ((str(key), held, each) for key, each in value.items())
    elif isinstance(value, list | tuple) and get_origin(kind) is tuple:
        yield from ((f"[{at}]", get_args(kind)[0], each) for at, each in enumerate(value))


def _why(kind: Any, value: object) -> str | None:
    plain = get_args(kind)[0] if get_origin(kind) is Annotated else kind
    if value is None:
        return f"is empty; write its value, and {QUOTING}"
    if hasattr(plain, "__struct_fields__"):
        return _ill_named(plain, value)
    if get_origin(plain) is dict:
        return _ill_keyed(plain, value)
    if get_origin(plain) is tuple:
        return f"{shown(value)} is {'no' if value else 'an empty'} list; begin each thing with -"
    return _ill_typed(plain, value) or _ill_formed(kind, value)


def _ill_typed(kind: Any, value: object) -> str | None:
    if get_origin(kind) is Literal:
        return f"{shown(value)} is none of {', '.join(get_args(kind))}"
    if kind is bool:
        return f"{shown(value)} is neither true nor false"
    if kind is int and type(value) is not int:
        return f"{shown(value)} is no whole number; write digits without quotes"
    if kind is not str or isinstance(value, str):
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        return f"{shown(value)} is no text; write words, in quotes"
    text = format(Exact(repr(value)), "f")
    return f'{text} is a number; put it in quotes: "{text}"'


def _ill_named(kind: Any, value: object) -> str | None:
    fields = msgspec.structs.fields(kind)
    names = [field.name for field in fields]
    if not isinstance(value, Mapping):
        return f"{shown(value)} is no {kind.__name__}; write its fields: {', '.join(names)}"
    unknown = [name for name in value if name not in names]
    lacking = [f'"{field.name}"' for field in fields if field.required and field.name not in value]
    if unknown and (lacking or kind.__struct_config__.forbid_unknown_fields):
        near = nearest(unknown[0], [name for name in names if name not in value])
        meant = f'did you mean "{near}"? ' if near else ""
        known = f"{meant}its fields are {', '.join(names)}"
        return f"{kind.__name__} has no field {shown(unknown[0])}; {known}"
    return f"{kind.__name__} lacks {', '.join(lacking)}; add it" if lacking else None


def _ill_keyed(kind: Any, value: object) -> str | None:
    if not value or not isinstance(value, Mapping):
        return f"{shown(value)} has no language; write words by language, such as {{en: …, ko: …}}"
    for key, held in value.items():
        if _refused(get_args(kind)[0], key) is not None:
            more = f"; {QUOTING}" if held is None else ""
            return f"{shown(key)} {FORMS[Language]}{more}"
    return None


def _ill_formed(kind: Any, value: Any) -> str | None:
    """What a checked text or number lacks, by the check that its type holds."""
    meta = kind.__metadata__[0] if get_origin(kind) is Annotated else msgspec.Meta()
    if meta.ge is not None and value < meta.ge:
        return f"{value} is too small; write {meta.ge} or more"
    if value == "":
        return f"is empty; write its value, and {QUOTING}"
    if meta.max_length is not None and len(value) > meta.max_length:
        return f"{len(value):,} characters are too many; write {meta.max_length:,} at most"
    return f"{shown(value)} {FORMS[kind]}" if kind in FORMS else None
