"""All words, texts and bytes that an entry speaks of: sealed, so that it holds only their digest.

What is sealed lies beside the record as a blob: 16 random bytes of salt, then the content. The
content of words by language is canonical JSON, `{"en": …, "ko": …}`; of a text, its UTF-8; of a
document, its bytes. Without the salt nobody can confirm a guess from the digest, so that a blob
can be withheld one day and the entry stay as it is. Whether it was is the agenda's to know.
"""

from collections.abc import Callable
from hashlib import sha256
from typing import Any, Final

import msgspec

from signboard.terms import Phrase, Refusal, Sealed, SealedBytes, SealedText, Url, Words

SALT_BYTES: Final = 16

_encoder = msgspec.json.Encoder(order="sorted")
_checked = msgspec.json.Decoder(Words)
_opener = msgspec.json.Decoder(dict[str, str])


def digest(content: bytes) -> str:
    """The name under which bytes lie beside the record."""
    return f"sha256:{sha256(content).hexdigest()}"


def intact(name: str, blob: bytes) -> bytes:
    """What lies beside the record under a name. Raises `Refusal` where it isn't what was laid."""
    if digest(blob) != name:
        raise Refusal(
            f"what lies beside the record as {name} is not what was laid there; "
            "restore it from a copy"
        )
    return blob


class Sealer:
    """Seals, and collects what has to be laid beside the record in `blobs`, by its digest.

    `salt` gives 16 random bytes, others each time. What is sealed is checked here, once. Each
    method raises `Refusal` where it is not given what its name says.
    """

    def __init__(self, salt: Callable[[], bytes]) -> None:
        self._salt = salt
        self.blobs: dict[str, bytes] = {}

    def words(self, words: Words) -> Sealed:
        """Seal words by language."""
        content = _encoder.encode(words)
        try:
            _checked.decode(content)
        except msgspec.ValidationError as error:
            raise Refusal(f"{error}; write words by language, such as {{en: …, ko: …}}") from None
        return self.content(content)

    def phrase(self, text: str) -> SealedText:
        """Seal a title, a name: a text of a line, without signs that steer a terminal."""
        return self.text(_fit(text, Phrase, "shorten it, and leave out signs that steer"))

    def address(self, url: str) -> SealedText:
        """Seal an address of the web."""
        return self.text(_fit(url, Url, "write an address that begins with https:// or http://"))

    def text(self, text: str) -> SealedText:
        """Seal any text, such as a quote, or all that a document says."""
        return self.content(text.encode("utf-8"))

    def content(self, content: bytes) -> SealedBytes:
        """Seal a document's bytes."""
        salt = self._salt()
        assert len(salt) == SALT_BYTES
        blob = salt + content
        name = digest(blob)
        self.blobs[name] = blob
        return name


def _fit(text: str, kind: Any, instead: str) -> str:
    try:
        return msgspec.convert(text, kind)  # type: ignore[no-any-return]
    except msgspec.ValidationError:
        shown = text if len(text) <= 60 else text[:59] + "…"
        raise Refusal(f'"{shown}" can\'t stand in the record; {instead}') from None


def unseal_words(blob: bytes, *, checked: bool = False) -> Words:
    """The words by language in a blob. Raises `Refusal` where it holds none.

    With `checked`, only its form is looked at: each sign of the words was when they were sealed.
    """
    try:
        return (_opener if checked else _checked).decode(blob[SALT_BYTES:])
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Refusal(f"not sealed words: {error}") from None


def unseal_text(blob: bytes) -> str:
    """The text in a blob. Raises `Refusal` where it holds none."""
    try:
        return unseal_bytes(blob).decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refusal(f"not a sealed text: {error}") from None


def unseal_bytes(blob: bytes) -> bytes:
    """A blob's content. Raises `Refusal` where it is shorter than its salt."""
    if len(blob) < SALT_BYTES:
        raise Refusal("not a sealed blob: it is shorter than its salt")
    return blob[SALT_BYTES:]
