"""A kind of fact as people write it, and what they wrote → the fact, its words sealed.

Where an entry holds a seal, a draft holds the words themselves; a quote is written with its text,
and the site of an address is not written, since the address says it. Nothing is checked here but
by the types: what does not fit is refused by the reader of drafts, in its writer's words.
"""

from functools import cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

import msgspec

from signboard.record.entries import Fact
from signboard.record.pieces import Quoted
from signboard.record.sealing import Sealer
from signboard.terms import (
    Phrase,
    Quote,
    Sealed,
    SealedText,
    SealedUrl,
    Url,
    Words,
    host,
)


@cache
def form(kind: type[msgspec.Struct]) -> type[msgspec.Struct]:
    """The fields that a draft of a kind has, or a struct within one, under the same name."""
    if kind is Quoted:
        return Quote
    fields = [field for field in msgspec.structs.fields(kind) if field.name != "host"]
    written = {field.name: _written(field.type) for field in fields}
    if all(written[field.name] == field.type for field in fields):
        return kind
    return msgspec.defstruct(
        kind.__name__,
        [
            (field.name, written[field.name], *(() if field.required else (field.default,)))
            for field in fields
        ],
        frozen=True,
        kw_only=True,
        forbid_unknown_fields=True,
    )


def _written(kind: Any) -> Any:
    for seal, plain in ((Sealed, Words), (SealedText, Phrase), (SealedUrl, Url)):
        if kind == seal:
            return plain
    if _is_struct(kind):
        return form(kind)
    origin, inner = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return Annotated[_written(inner[0]), *inner[1:]]
    if origin in {Union, UnionType}:
        return Union[tuple(_written(each) for each in inner)]  # noqa: UP007 - of any number
    return tuple.__class_getitem__((_written(inner[0]), ...)) if origin is tuple else kind


def sealed(kind: type[Fact], draft: object, sealer: Sealer) -> Fact:
    """The fact that a draft states, which has the form of its kind."""
    return _sealed(kind, draft, sealer)  # type: ignore[no-any-return]


def _sealed(kind: Any, value: Any, sealer: Sealer) -> Any:
    if isinstance(value, Quote):
        return Quoted(value.start, value.end, sealer.text(value.text))
    if isinstance(value, tuple):
        return tuple(_sealed(_struct_in(kind), each, sealer) for each in value)
    options = get_args(kind) if get_origin(kind) in {Union, UnionType} else (kind,)
    for seal, sealing in (
        (Sealed, sealer.words),
        (SealedText, sealer.phrase),
        (SealedUrl, sealer.address),
    ):
        if value is not None and seal in options:
            return sealing(value)
    return _struct(_struct_in(kind), value, sealer)


def _struct(kind: Any, value: Any, sealer: Sealer) -> Any:
    """A struct of a kind, of a value that has its form; anything else as it is."""
    if value is None or kind is None or isinstance(value, kind):
        return value
    fields = msgspec.structs.fields(kind)
    held = {each.name: getattr(value, each.name) for each in fields if each.name != "host"}
    made = {each.name: _sealed(each.type, held.get(each.name), sealer) for each in fields}
    return kind(**made | ({"host": host(value.url)} if "host" in made else {}))


def _struct_in(kind: Any) -> Any:
    """The struct that a type is or holds, if any."""
    if _is_struct(kind):
        return kind
    found = (_struct_in(each) for each in get_args(kind))
    return next((each for each in found if each is not None), None)


def _is_struct(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, msgspec.Struct)
