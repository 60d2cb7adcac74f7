"""What the entries of a record say, piece by piece, and where words stand in them.

What was withheld says nothing any more. Nothing here is changed.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from unicodedata import normalize

import msgspec

from signboard.clerk.loading import Loaded, load, opened_to_read
from signboard.record.encoding import decode
from signboard.record.entries import DocumentFiled, Fact
from signboard.record.holding import sealed_in
from signboard.record.sealing import SALT_BYTES, unseal_text, unseal_words
from signboard.store import Store
from signboard.terms import Refusal

_AROUND = 20
"""Signs that are shown on each side of words that were found."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing that an entry seals: its field, its digest, and what it says."""

    field: str
    digest: str
    says: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where words stand: an entry and its field, the document that the entry filed if it is all
    that this says, and the words with those around them."""

    entry: int
    field: str
    document: str | None
    says: str


def search(folder: Path, words: str) -> list[Place]:
    """Every place of a record where words stand, however they are capitalised or composed, in the
    order of the entries. Raises `Refusal` where there is nothing to look for."""
    wanted = _plain(words)
    if not wanted:
        raise Refusal("--find: name the words to look for")
    with opened_to_read(folder) as store, store.snapshot():
        loaded = load(store)
        saying = {
            name: said for name, blob in store.blobs() if wanted in _plain(said := _says(blob))
        }
        return [
            Place(number, field, _document(fact, name), _around(saying[name], wanted))
            for number, line in enumerate(loaded.lines)
            for fact in (decode(line).fact,)
            for field, name in _sealed(fact)
            if name in saying and name not in loaded.agenda.withheld
            if not _is_twice(fact, name, saying)
        ]


def pieces(fact: Fact, store: Store, loaded: Loaded) -> Iterator[Piece]:
    """What a fact seals, in the order of its fields."""
    for field, name in _sealed(fact):
        blob = None if name in loaded.agenda.withheld else store.blob(name)
        yield Piece(field, name, _says(blob))


def _sealed(fact: Fact) -> Iterator[tuple[str, str]]:
    """Each field that holds a seal, and the digest."""
    sealed = set(sealed_in(fact))
    for field, name in _fields(msgspec.to_builtins(fact), ""):
        if name in sealed:
            yield field.removesuffix(".words"), name


def _fields(value: object, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _fields(inner, f"{path}.{name}" if path else name)
    elif isinstance(value, Sequence):
        for place, inner in enumerate(value, start=1):
            yield from _fields(inner, f"{path}.{place}")


def _says(blob: bytes | None) -> str:
    if blob is None:
        return ""
    try:
        return " / ".join(unseal_words(blob, checked=True).values())
    except Refusal:
        pass
    try:
        return unseal_text(blob)
    except Refusal:
        return f"{len(blob) - SALT_BYTES:,} bytes"


def _is_twice(fact: Fact, name: str, saying: Mapping[str, str]) -> bool:
    """A document's bytes, where its text says the same."""
    return isinstance(fact, DocumentFiled) and name == fact.digest and fact.text in saying


def _document(fact: Fact, name: str) -> str | None:
    if isinstance(fact, DocumentFiled) and name in {fact.digest, fact.text}:
        return fact.document
    return None


def _plain(text: str) -> str:
    return normalize("NFC", text).casefold().strip()


def _around(said: str, wanted: str) -> str:
    """The words with some before and after; of another length in plain form, the beginning."""
    shown = normalize("NFC", said)
    at = max(0, shown.casefold().find(wanted))
    first, last = max(0, at - _AROUND), at + len(wanted) + _AROUND
    return f"{'…' if first else ''}{shown[first:last]}{'…' if last < len(shown) else ''}"
