"""Signed notes (C2SP signed-note), and what is signed with them here: checkpoints.

A note is a text and, after an empty line, signatures of it, each by a key with a name. Whoever
reads one ignores the signatures of keys that it doesn't know. Nothing here draws a key: a seed
comes as a value.
"""

from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from dataclasses import dataclass
from hashlib import sha256
from typing import Final, Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from signboard.terms import LARGEST, Refusal

SIGNS: Final = 0x01
"""A key that signs notes with Ed25519, such as a log's."""

COSIGNS: Final = 0x04
"""A key that cosigns checkpoints with Ed25519 and the time (C2SP tlog-cosignature)."""

ADD_CHECKPOINT: Final = "/add-checkpoint"
"""Where a witness is asked to cosign, below its address (C2SP tlog-witness)."""

LONGEST: Final = 65_536
"""Bytes in the longest note that is read, and signatures in the fullest."""
MOST_SIGNATURES: Final = 64

_DASH: Final = "\u2014"
_TIME_BYTES: Final = 8


@dataclass(frozen=True, slots=True)
class Signature:
    """One line under a note: the name and the ID (4 bytes) of a key, and what it signed with."""

    name: str
    key_id: bytes
    signature: bytes

    def __str__(self) -> str:
        return f"{_DASH} {self.name} {encoded(self.key_id + self.signature)}"


@dataclass(frozen=True, slots=True)
class Note:
    """A text, ending in a newline, and the signatures under it."""

    text: str
    signatures: tuple[Signature, ...] = ()

    @classmethod
    def parse(cls, content: bytes) -> Self:
        """Read a signed note. Raises `Refusal` where it isn't one."""
        if len(content) > LONGEST:
            raise Refusal(f"a note of {len(content):,} bytes is too long; {LONGEST:,} at most")
        try:
            written = content.decode("utf-8")
        except UnicodeDecodeError:
            raise Refusal("a note is UTF-8; this one is not") from None
        text, parted, below = written.rpartition("\n\n")
        lines = below.removesuffix("\n").split("\n")  # a note knows no other ends of lines
        steers = any(sign < " " and sign != "\n" for sign in written)
        if not parted or not below.endswith("\n") or len(lines) > MOST_SIGNATURES or steers:
            raise Refusal("not a signed note: a text, an empty line, and signatures are needed")
        return cls(f"{text}\n", tuple(_signature(line) for line in lines))

    def __bytes__(self) -> bytes:
        below = "".join(f"{one}\n" for one in self.signatures)
        return f"{self.text}\n{below}".encode()

    def with_signatures(self, *more: Signature) -> "Note":
        """The same note with more signatures; a later one of a key takes the earlier's place."""
        keys = {(one.name, one.key_id) for one in more}
        kept = (one for one in self.signatures if (one.name, one.key_id) not in keys)
        return Note(self.text, (*kept, *more))


def _signature(line: str) -> Signature:
    dash, name, written = (*line.split(" "), "", "")[:3]
    content = decoded(written)
    if dash != _DASH or line.count(" ") != 2 or not is_name(name) or len(content) <= 4:
        raise Refusal(f'not a signature line of a note: "{line[:80]}"')
    return Signature(name, content[:4], content[4:])


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """A public key (32 bytes) with the name of whoever signs, as `name+ID+base64`."""

    name: str
    public: bytes
    algorithm: int = SIGNS

    @property
    def key_id(self) -> bytes:
        """SHA-256(name ‖ newline ‖ algorithm ‖ public key)[:4] (C2SP signed-note)."""
        return _key_id(self.name, bytes([self.algorithm]) + self.public)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a key as it is published. Raises `Refusal` where it is none of ours."""
        name, key_id, content = _parts(text, "a verifier key, name+ID+base64")
        key = cls(name, content[1:], content[0])
        if key.key_id.hex() != key_id:
            raise Refusal(f'the ID in the key of "{name}" is not its own; copy the key again')
        return key

    def __str__(self) -> str:
        content = encoded(bytes([self.algorithm]) + self.public)
        return f"{self.name}+{self.key_id.hex()}+{content}"

    def signed(self, note: Note) -> bool:
        """Did this key sign the note?"""
        return self.signed_at(note) is not None

    def signed_at(self, note: Note) -> int | None:
        """When this key cosigned the note (seconds since 1970; of several times the last), 0 where
        it signs without a time, None where it did not sign, or where a line that claims to be its
        own is not."""
        own = (one for one in note.signatures if (one.name, one.key_id) == (self.name, self.key_id))
        times = [self._time(note.text, one.signature) for one in own]
        return None if not times or None in times else times[-1]

    def verify(self, message: bytes, signature: bytes) -> bool:
        """Is this an Ed25519 signature (64 bytes) of a message by this key?"""
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, message)
        except InvalidSignature:
            return False
        return True

    def _time(self, text: str, signature: bytes) -> int | None:
        time = 0
        message = text.encode()
        if self.algorithm == COSIGNS:
            time = int.from_bytes(signature[:_TIME_BYTES], "big")
            message, signature = _cosigned(text, time), signature[_TIME_BYTES:]
        return time if self.verify(message, signature) else None


@dataclass(frozen=True, slots=True, repr=False)
class SignerKey:
    """A private key (a seed of 32 bytes) with a name, as `PRIVATE+KEY+name+ID+base64`."""

    name: str
    seed: bytes
    algorithm: int = SIGNS

    @property
    def verifier(self) -> VerifierKey:
        """The public key."""
        return VerifierKey(self.name, self._key().public_key().public_bytes_raw(), self.algorithm)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a key as it is kept. Raises `Refusal`, which doesn't show it."""
        head = "PRIVATE+KEY+"
        if not text.startswith(head):
            raise Refusal(f"not a signing key; it begins with {head}")
        name, key_id, content = _parts(text.removeprefix(head).rstrip("\n"), "a signing key")
        key = cls(name, content[1:], content[0])
        if key.verifier.key_id.hex() != key_id:
            raise Refusal(f'the ID in the signing key of "{name}" is not its own')
        return key

    def __str__(self) -> str:
        content = encoded(bytes([self.algorithm]) + self.seed)
        return f"PRIVATE+KEY+{self.name}+{self.verifier.key_id.hex()}+{content}"

    def sign(self, message: bytes) -> bytes:
        """The Ed25519 signature (64 bytes) of a message."""
        return self._key().sign(message)

    def signature(self, text: str) -> Signature:
        """The line under a note of this text."""
        assert self.algorithm == SIGNS
        return Signature(self.name, self.verifier.key_id, self.sign(text.encode()))

    def cosignature(self, text: str, time: int) -> Signature:
        """The line under a checkpoint that was found consistent at a time, in seconds since 1970
        (C2SP tlog-cosignature)."""
        assert self.algorithm == COSIGNS
        signed = self.sign(_cosigned(text, time))
        return Signature(
            self.name, self.verifier.key_id, time.to_bytes(_TIME_BYTES, "big") + signed
        )

    def _key(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)


def _cosigned(text: str, time: int) -> bytes:
    return f"cosignature/v1\ntime {time}\n{text}".encode()


def _key_id(name: str, content: bytes) -> bytes:
    return sha256(name.encode() + b"\n" + content).digest()[:4]


def _parts(text: str, what: str) -> tuple[str, str, bytes]:
    name, key_id, written = (*text.split("+", 2), "", "")[:3]
    content = decoded(written)
    if not is_name(name) or len(content) != 33 or content[0] not in {SIGNS, COSIGNS}:
        raise Refusal(f"not {what}; copy it whole")
    return name, key_id, content


def is_name(text: str) -> bool:
    """May a key be named so? Not empty, and without blanks, a plus sign or what can't be seen."""
    seen = text.isprintable() and not any(sign.isspace() for sign in text)
    return bool(text) and "+" not in text and seen


def encoded(content: bytes) -> str:
    """Base64 (RFC 4648, section 4)."""
    return b64encode(content).decode("ascii")


def decoded(text: str) -> bytes:
    """The bytes behind base64 in its one form; none where it is no base64."""
    try:
        content = b64decode(text, validate=True)
    except (Base64Error, ValueError):
        return b""
    return content if encoded(content) == text else b""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A log's size and root (32 bytes) under its name, the origin (C2SP tlog-checkpoint)."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        """The text of the note that says so, without extension lines."""
        return f"{self.origin}\n{self.size}\n{encoded(self.root)}\n"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read the text of a note. Raises `Refusal` where it is no checkpoint of ours."""
        origin, size, root = (*text.split("\n"), "", "", "")[:3]
        number = int(size) if size.isascii() and size.isdecimal() and len(size) < 17 else -1
        found = cls(origin, number, decoded(root))
        right = origin and found.text == text and len(found.root) == 32
        if not right or not 0 <= number <= LARGEST:
            raise Refusal("not a checkpoint: origin, size and root, a line each, are needed")
        return found
