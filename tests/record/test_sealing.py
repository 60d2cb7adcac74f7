"""Sealed words, texts and bytes: found again by their digest, and not to be guessed from it."""

from collections.abc import Callable
from itertools import count

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from signboard.record.sealing import (
    Sealer,
    digest,
    intact,
    unseal_bytes,
    unseal_text,
    unseal_words,
)
from signboard.terms import Refusal


def sealer() -> Sealer:
    numbers = count()
    return Sealer(lambda: next(numbers).to_bytes(16, "big"))


@given(
    st.dictionaries(
        st.sampled_from(["ko", "en"]),
        st.text(st.characters(exclude_categories=("Cs", "Cc", "Cf")), min_size=1, max_size=50),
        min_size=1,
    )
)
def test_sealed_words_are_read_back(words: dict[str, str]) -> None:
    made = sealer()
    name = made.words(words)
    assert unseal_words(made.blobs[name]) == words
    assert unseal_words(made.blobs[name], checked=True) == words


@given(st.text(st.characters(exclude_categories=("Cs",))), st.binary())
def test_sealed_texts_and_bytes_are_read_back(text: str, content: bytes) -> None:
    made = sealer()
    assert unseal_text(made.blobs[made.text(text)]) == text
    assert unseal_bytes(made.blobs[made.content(content)]) == content


def test_a_blob_is_its_salt_and_its_content_in_one_form_for_all() -> None:
    made = Sealer(lambda: b"salt" * 4)
    assert made.blobs[made.words({"ko": "말", "en": "words"})] == (
        b"saltsaltsaltsalt" + '{"en":"words","ko":"말"}'.encode()
    )
    assert made.blobs[made.text("말")] == b"saltsaltsaltsalt" + "말".encode()
    for name, blob in made.blobs.items():
        assert intact(name, blob) == blob
        assert name == digest(blob)


def test_the_same_words_have_another_digest_under_another_salt() -> None:
    made = sealer()
    assert made.words({"en": "a name"}) != made.words({"en": "a name"})
    assert made.content(b"a name") != made.text("a name")


def test_a_blob_under_another_name_is_refused() -> None:
    with pytest.raises(Refusal, match="is not what was laid there; restore it"):
        intact(digest(b"one"), b"another")


@pytest.mark.parametrize("words", [{}, {"en": ""}, {"Not a language": "x"}, {"en": 3}])
def test_what_is_no_text_by_language_is_refused(words: dict[str, str]) -> None:
    with pytest.raises(Refusal, match="words by language"):
        sealer().words(words)


@pytest.mark.parametrize("text", ["", "a\u202eb", "a\x1bb", "a\u2066b", "x" * 4001])
def test_a_name_that_steers_a_terminal_or_turns_a_line_is_refused(text: str) -> None:
    with pytest.raises(Refusal, match="can't stand in the record"):
        sealer().phrase(text)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "www.example.org", "https://a b/"])
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(Refusal, match="begins with https"):
        sealer().address(url)


@pytest.mark.parametrize(
    ("unseal", "content", "said"),
    [
        (unseal_words, b"", "not sealed words"),
        (unseal_text, b"", "shorter than its salt"),
        (unseal_words, bytes(16) + b"{}", "not sealed words"),
        (unseal_words, bytes(16) + b"\xff", "not sealed words"),
        (unseal_words, bytes(16) + b'{"en":""}', "not sealed words"),
        (unseal_text, bytes(16) + b"\xff", "not a sealed text"),
        (unseal_bytes, bytes(15), "shorter than its salt"),
    ],
)
def test_a_blob_that_does_not_hold_what_it_should_is_refused(
    unseal: Callable[[bytes], object], content: bytes, said: str
) -> None:
    with pytest.raises(Refusal, match=said):
        unseal(content)


def test_words_are_sealed_in_canonical_form() -> None:
    made = sealer()
    content = unseal_bytes(made.blobs[made.words({"ko": "나", "en": "\u2028"})])
    assert content == msgspec.json.encode({"en": "\u2028", "ko": "나"}, order="sorted")
