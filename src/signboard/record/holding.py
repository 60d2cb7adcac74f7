"""What a fact holds, wherever in it: the digests of all that it seals, and its quotes."""

from collections.abc import Iterator
from typing import Any, get_args

import msgspec

from signboard.record.entries import KINDS, CommitmentMade, Fact, ListAnnounced, TranslationQuoted
from signboard.record.pieces import Quoted
from signboard.terms import Identifier, Sealed, SealedBytes, SealedText, SealedUrl

_Plan = tuple[tuple[str, "_Plan | None"], ...]
"""The fields of a struct that hold seals, or structs that do, each with the plan of these."""

_SEALS = (Sealed, SealedText, SealedUrl, SealedBytes)


def _plan(kind: type[msgspec.Struct]) -> _Plan:
    return tuple(
        (field.name, found)
        for field in msgspec.structs.fields(kind)
        for found in _held(field.type)
        if found != ()
    )


def _held(kind: Any) -> Iterator[_Plan | None]:
    if kind in _SEALS:
        yield None
    elif isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        yield _plan(kind)
    else:
        for each in get_args(kind):
            yield from _held(each)


_PLANS: dict[type, _Plan] = {kind: _plan(kind) for kind in KINDS.values()}


def sealed_in(fact: Fact) -> Iterator[str]:
    """The digests of all that a fact seals, wherever in it: words, texts and bytes."""
    yield from _sealed(fact, _PLANS[type(fact)])


def _sealed(held: object, plan: _Plan) -> Iterator[str]:
    for name, inner in plan:
        value = getattr(held, name)
        if inner is None and value is not None:
            yield value
        elif inner is not None:
            for each in value if isinstance(value, tuple) else (value,):
                if each is not None:
                    yield from _sealed(each, inner)


def quotes_in(fact: Fact) -> Iterator[tuple[Identifier, Quoted]]:
    """Every quote that a fact holds, with the document that it is quoted from."""
    if isinstance(fact, ListAnnounced):
        yield fact.document, fact.heading
        yield from ((fact.document, item.quote) for item in fact.items)
    elif isinstance(fact, CommitmentMade | TranslationQuoted):
        yield fact.document, fact.quote
    if isinstance(fact, CommitmentMade) and fact.heading is not None:
        yield fact.document, fact.heading
