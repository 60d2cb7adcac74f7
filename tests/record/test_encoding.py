"""Entries survive encoding, in one canonical form only."""

import json
from typing import Any, get_args

import msgspec
import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from generated import entries
from making import NOW, SEALED, document, entry
from signboard.record.encoding import LONGEST, decode, encode, is_canonical
from signboard.record.entries import Entry, EntryWithdrawn
from signboard.record.holding import sealed_in
from signboard.record.pieces import Attachment
from signboard.terms import Refusal


@given(entries())
def test_every_entry_survives_encoding(made: Entry) -> None:
    line = encode(made)
    assert decode(line) == made
    assert is_canonical(line, made)
    assert b"\n" not in line


@given(entries())
def test_the_bytes_are_those_of_rfc_8785(made: Entry) -> None:
    assert encode(made) == rfc8785.dumps(json.loads(encode(made)))


def test_a_field_that_has_its_default_is_left_out() -> None:
    assert b"attachments" not in encode(entry(document()))


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"null",
        b"{",
        b"\xff",
        b'{"at":"2026-01-01T00:00:00Z","by":"o","fact":{"kind":"Nonsense"}}',
        b'{"at":"2026-01-01T00:00:00","by":"o","fact":{"entry":1,"kind":"EntryWithdrawn"}}',
        b'{"at":"2026-01-01T00:00:00Z","by":"A Person","fact":{"entry":1,"kind":"EntryWithdrawn"}}',
        b"[" * 100_000,
    ],
)
def test_bytes_that_hold_no_entry_are_refused(line: bytes) -> None:
    with pytest.raises(Refusal, match="not an entry"):
        decode(line)


def test_an_unknown_field_is_refused() -> None:
    made = json.loads(encode(entry(EntryWithdrawn(entry=1, reason=SEALED))))
    made["fact"]["note"] = "minor"
    with pytest.raises(Refusal, match="note"):
        decode(json.dumps(made).encode())


def test_another_form_of_the_same_entry_is_not_canonical() -> None:
    line = encode(entry(document()))
    loose = json.dumps(json.loads(line)).encode()
    assert decode(loose) == decode(line)
    assert not is_canonical(loose, decode(loose))


def test_what_would_not_be_read_back_is_not_written() -> None:
    with pytest.raises(Refusal, match="DocumentFiled"):
        encode(Entry(NOW, "office", document("Not An Identifier")))


def test_a_fact_that_would_be_read_back_differently_is_not_written() -> None:
    mutable: Any = [Attachment(SEALED)]
    with pytest.raises(Refusal, match="would not be read back"):
        encode(entry(msgspec.structs.replace(document(), attachments=mutable)))


def test_an_entry_too_long_for_a_bundle_is_refused() -> None:
    many = tuple(Attachment(SEALED) for _ in range(1000))
    with pytest.raises(Refusal, match=f"{LONGEST:,} at most"):
        encode(entry(msgspec.structs.replace(document(), attachments=many)))


@given(st.data())
def test_sealed_words_are_digests_in_the_entry(data: st.DataObject) -> None:
    made = data.draw(entries())
    for sealed in sealed_in(made.fact):
        assert sealed.encode() in encode(made)


def test_every_struct_in_an_entry_leaves_defaults_out_and_refuses_what_it_does_not_know() -> None:
    found: set[type] = set()
    waiting: list[object] = [Entry]
    while waiting:
        kind = waiting.pop()
        if isinstance(kind, type) and issubclass(kind, msgspec.Struct) and kind not in found:
            found.add(kind)
            waiting += [field.type for field in msgspec.structs.fields(kind)]
        else:
            waiting += get_args(kind)
    assert len(found) > 20
    for kind in found:
        config = kind.__struct_config__  # type: ignore[attr-defined]
        assert config.omit_defaults, kind
        assert config.forbid_unknown_fields, kind


@pytest.mark.parametrize("at", ["2026-01-01T09:00:00+09:00", "2026-01-01T09:00:00.5Z"])
def test_a_time_is_in_whole_seconds_of_utc(at: str) -> None:
    line = encode(entry(document())).replace(b"2026-11-24T09:00:00Z", at.encode())
    with pytest.raises(Refusal, match="whole seconds of UTC"):
        decode(line)
