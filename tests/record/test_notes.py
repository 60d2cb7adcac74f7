"""Signed notes and checkpoints: examples of the specifications, laws, and what is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signboard.record.notes import COSIGNS, Checkpoint, Note, Signature, SignerKey, VerifierKey
from signboard.terms import Refusal

LOG = SignerKey("board.example/city", bytes(32))
WITNESS = SignerKey("witness.example", bytes([1] * 32), COSIGNS)
CHECKPOINT = Checkpoint("board.example/city", 349, bytes(range(32)))
SIGNED = Note(CHECKPOINT.text, (LOG.signature(CHECKPOINT.text),))

EXAMPLE = SignerKey.parse(
    "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
)
QUOTED = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
)
"""The example of Go's golang.org/x/mod/sumdb/note."""


def test_the_key_id_and_the_signature_are_those_of_gos_example() -> None:
    key = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
    signature = (
        "\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqd"
        "ngotpRZb6KE6RyyBwJnAM="
    )

    assert str(EXAMPLE.verifier) == key
    assert str(EXAMPLE.signature(QUOTED)) == signature


def test_a_note_is_read_back_as_it_was_written() -> None:
    more = SIGNED.with_signatures(WITNESS.cosignature(SIGNED.text, 1_679_315_147))

    assert Note.parse(bytes(more)) == more
    assert LOG.verifier.signed(more)
    assert WITNESS.verifier.signed_at(more) == 1_679_315_147


def test_a_later_signature_of_a_key_takes_the_earlier_ones_place() -> None:
    once = SIGNED.with_signatures(WITNESS.cosignature(SIGNED.text, 1))
    twice = once.with_signatures(WITNESS.cosignature(SIGNED.text, 2))

    assert len(twice.signatures) == 2
    assert WITNESS.verifier.signed_at(twice) == 2


def test_keys_are_read_back_as_they_were_written() -> None:
    for key in (LOG, WITNESS, EXAMPLE):
        assert SignerKey.parse(str(key)) == key
        assert VerifierKey.parse(str(key.verifier)) == key.verifier


def test_a_private_key_is_not_shown_by_accident() -> None:
    assert str(LOG) not in repr(LOG)


@given(st.integers(0, len(bytes(SIGNED)) - 1), st.integers(1, 255))
def test_a_note_with_one_byte_changed_is_not_signed(place: int, change: int) -> None:
    content = bytearray(bytes(SIGNED))
    content[place] ^= change
    try:
        note = Note.parse(bytes(content))
    except Refusal:
        return
    assert not LOG.verifier.signed(note)


@pytest.mark.parametrize("key", [LOG, WITNESS])
@pytest.mark.parametrize("first", [True, False])
def test_a_key_with_a_line_that_is_not_its_own_did_not_sign(key: SignerKey, first: bool) -> None:
    text = CHECKPOINT.text
    own = key.cosignature(text, 1) if key is WITNESS else key.signature(text)
    forged = Signature(own.name, own.key_id, bytes(len(own.signature)))
    lines = (forged, own) if first else (own, forged)

    assert not key.verifier.signed(Note(text, lines))
    assert key.verifier.signed(Note(text, lines).with_signatures(own))


def test_a_key_with_another_name_did_not_sign() -> None:
    other = VerifierKey("board.example/town", LOG.verifier.public)
    assert not other.signed(SIGNED)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"text\n",
        b"text\n\n",
        b"text\n\n- name AAAAAAA=\n",
        b"text\n\n\xe2\x80\x94 name AAAAAAA=",
        b"text\n\n\xe2\x80\x94 name AAAA\n",
        b"text\n\n\xe2\x80\x94 na+me AAAAAAA=\n",
        b"text\n\n\xe2\x80\x94 na\xc2\xadme AAAAAAA=\n",
        b"text\n\n\xe2\x80\x94 name AAAAAAB=\n",
        b"te\x1bxt\n\n\xe2\x80\x94 name AAAAAAA=\n",
        b"te\xff\n\n\xe2\x80\x94 name AAAAAAA=\n",
        "text\n\n— name AAAAAAA=\u2028— name AAAAAAA=\n".encode(),
        b"x" * 70_000,
    ],
)
def test_what_is_no_signed_note_is_refused(content: bytes) -> None:
    with pytest.raises(Refusal, match="note"):
        Note.parse(content)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "origin\n1\n",
        CHECKPOINT.text + "an extension\n",
        CHECKPOINT.text.replace("349", "0349"),
        CHECKPOINT.text.replace("349", "-1"),
        CHECKPOINT.text.replace("349", "9" * 20),
        CHECKPOINT.text.replace("349", "\u0663"),
        CHECKPOINT.text.replace("board.example/city", ""),
        CHECKPOINT.text[:-3] + "\n",
    ],
)
def test_what_is_no_checkpoint_is_refused(text: str) -> None:
    with pytest.raises(Refusal, match="not a checkpoint"):
        Checkpoint.parse(text)


@pytest.mark.parametrize(
    "text", ["", "a", "a+b", "a+00000000+AAAA", str(LOG.verifier).replace("+", " "), "a b+1+2"]
)
def test_what_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(Refusal, match="key"):
        VerifierKey.parse(text)
    with pytest.raises(Refusal, match="key"):
        SignerKey.parse(f"PRIVATE+KEY+{text}")
