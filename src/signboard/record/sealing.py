"""Words that may name a person: sealed, so that the record holds only their salted digest.

The words lie beside the record as a blob of canonical JSON, `{"salt": …, "words": …}`. Without
the salt nobody can confirm a guess from the digest, so that the words could be withheld one day
and the entry stay as it is. How that is recorded is not settled yet: a missing blob is damage.
"""

from hashlib import sha256
from typing import Annotated

import msgspec

from signboard.terms import Refusal, Sealed, Words

SALT_BYTES = 16


class _Blob(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    salt: Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{32}\Z")]
    words: Words


class _Opened(msgspec.Struct, frozen=True):
    words: dict[str, str]


_opener = msgspec.json.Decoder(_Opened)
_encoder = msgspec.json.Encoder(order="sorted")
_decoder = msgspec.json.Decoder(_Blob)


def digest(content: bytes) -> str:
    """The name under which bytes lie beside the record."""
    return f"sha256:{sha256(content).hexdigest()}"


def intact(name: str, content: bytes) -> bytes:
    """What lies beside the record under a name. Raises `Refusal` where it isn't what was laid."""
    if digest(content) != name:
        raise Refusal(
            f"what lies beside the record as {name} is not what was laid there; "
            "restore it from a copy"
        )
    return content


def seal(words: Words, salt: bytes) -> tuple[Sealed, bytes]:
    """The digest to enter and the blob to lay beside the record.

    `salt` is 16 random bytes, used once. Raises `Refusal` where `words` is no text by language.
    """
    assert len(salt) == SALT_BYTES
    content = _encoder.encode(_Blob(salt.hex(), words))
    try:
        _decoder.decode(content)
    except msgspec.ValidationError as error:
        raise Refusal(f"{error}; write words by language, such as {{en: …, ko: …}}") from None
    return digest(content), content


def unseal(content: bytes, *, checked: bool = False) -> Words:
    """The words in a blob. Raises `Refusal` where it holds none.

    With `checked`, only its form is looked at: each sign of the words was when they were sealed.
    """
    try:
        return _opener.decode(content).words if checked else _decoder.decode(content).words
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Refusal(f"not sealed words: {error}") from None
