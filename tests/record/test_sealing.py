"""Sealed words: found again by their digest, and not to be guessed from it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signboard.record.sealing import digest, seal, unseal
from signboard.terms import Refusal


@given(
    st.dictionaries(
        st.sampled_from(["ko", "en"]),
        st.text(st.characters(exclude_categories=("Cs", "Cc", "Cf")), min_size=1, max_size=50),
        min_size=1,
    )
)
def test_sealed_words_are_read_back(words: dict[str, str]) -> None:
    sealed, blob = seal(words, bytes(range(16)))
    assert sealed == digest(blob)
    assert unseal(blob) == words


def test_the_same_words_have_another_digest_under_another_salt() -> None:
    assert seal({"en": "a name"}, bytes(16))[0] != seal({"en": "a name"}, b"\1" * 16)[0]


@pytest.mark.parametrize("words", [{}, {"en": ""}, {"Not a language": "x"}, {"en": 3}])
def test_what_is_no_text_by_language_is_refused(words: dict[str, str]) -> None:
    with pytest.raises(Refusal, match="words by language"):
        seal(words, bytes(16))


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff", b'{"salt":"00","words":{"en":"x"}}'])
def test_a_blob_that_holds_no_words_is_refused(content: bytes) -> None:
    with pytest.raises(Refusal, match="not sealed words"):
        unseal(content)
