"""An entry holds no free text: whatever people write is sealed, and lies beside the record.

A text field is allowed only where its type is named here: codes, numbers, names of sites, and
digests. Whoever adds a kind with another says here why it can hold nobody's words.
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Annotated, Any, Literal, get_args, get_origin

import msgspec
import pytest

from signboard import terms
from signboard.record.entries import Entry
from signboard.terms import Interval, Money

CURRENCY = next(one.type for one in msgspec.structs.fields(Money) if one.name == "currency")
ALLOWED = (
    terms.Identifier,
    terms.Language,
    terms.Decimal,
    terms.Host,
    terms.Digest,
    terms.Sealed,
    terms.SealedText,
    terms.SealedUrl,
    terms.SealedBytes,
    terms.PublicKey,
    terms.KeySignature,
    CURRENCY,
)
PLAIN = (int, bool, date, datetime, type(None), Ellipsis)


def free(kind: Any, place: str, seen: set[Any]) -> Iterator[str]:
    """The places in a type where a free text could stand."""
    if kind in ALLOWED or kind in PLAIN or get_origin(kind) is Literal:
        return
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        if kind not in seen:
            seen.add(kind)
            for field in msgspec.structs.fields(kind):
                yield from free(field.type, f"{kind.__name__}.{field.name}", seen)
        return
    inner = get_args(kind)[:1] if get_origin(kind) is Annotated else get_args(kind)
    if not inner:
        yield place
    for each in inner:
        yield from free(each, place, seen)


def test_no_field_of_an_entry_holds_a_free_text() -> None:
    seen: set[Any] = set()
    assert list(free(Entry, "Entry", seen)) == []
    assert len(seen) > 20


@pytest.mark.parametrize(
    "kind", [str, terms.Phrase, terms.Words, terms.Url, str | None, tuple[str, ...], Any, bytes]
)
def test_a_field_of_free_text_would_be_found(kind: Any) -> None:
    made = msgspec.defstruct("PromiseKept", [("remark", kind), ("on", Interval)])
    assert set(free(made, "", set())) == {"PromiseKept.remark"}
