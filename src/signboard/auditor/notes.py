"""Signed notes, verifier keys and checkpoints, read by the auditor's own hands.

Written from C2SP signed-note, tlog-checkpoint and tlog-cosignature, apart from what writes them:
a mistake made there is not made here as well. Nothing here signs.
"""

from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from signboard.terms import LARGEST, Refusal

LONGEST: Final = 65_536
"""Bytes of a note that are read at most."""

_SIGNATURES: Final = 64
_LOG: Final = 1
_WITNESS: Final = 4


def base64(text: str) -> bytes:
    """The bytes behind standard base64 (RFC 4648, section 4), of which there is but one form."""
    try:
        found = b64decode(text.encode("ascii"), validate=True)
    except (Base64Error, ValueError):
        found = b""
    if not found or b64encode(found).decode() != text:
        raise Refusal(f'"{text[:60]}" is no base64')
    return found


@dataclass(frozen=True, slots=True)
class Key:
    """A public Ed25519 key with its name; `kind` 1 signs a note, 4 cosigns a checkpoint."""

    name: str
    kind: int
    public: bytes

    @property
    def id(self) -> bytes:
        """SHA-256(name ‖ 0x0A ‖ kind ‖ public key), its first four bytes."""
        return sha256(b"%s\n%c%s" % (self.name.encode(), self.kind, self.public)).digest()[:4]

    def __str__(self) -> str:
        written = b64encode(bytes([self.kind]) + self.public).decode()
        return f"{self.name}+{self.id.hex()}+{written}"

    def verifies(self, message: bytes, signature: bytes) -> bool:
        """Is this the key's Ed25519 signature (RFC 8032) of a message?"""
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, message)
        except (InvalidSignature, ValueError):
            return False
        return True


def key(text: str) -> Key:
    """A verifier key, `name+ID+base64`. Raises `Refusal` where it is none."""
    name, _, rest = text.partition("+")
    identifier, _, written = rest.partition("+")
    refusal = Refusal(f'"{text[:80]}" is not a verifier key, name+ID+base64; copy it whole')
    try:
        content = base64(written)
    except Refusal:
        raise refusal from None
    found = Key(name, content[0], content[1:])
    if not _names(name) or len(content) != 33 or found.kind not in {_LOG, _WITNESS}:
        raise refusal
    if found.id.hex() != identifier:
        raise Refusal(f'the ID in the key of "{name[:80]}" is not its own; copy the key again')
    return found


def log_key(text: str) -> Key:
    """The verifier key of a log. Raises `Refusal` where it is a witness's, or none."""
    found = key(text)
    if found.kind != _LOG:
        raise Refusal(f"the key of \"{found.name[:80]}\" is a witness's; a log's is needed here")
    return found


def witness_key(text: str) -> Key:
    """The verifier key of a witness. Raises `Refusal` where it is a log's, or none."""
    found = key(text)
    if found.kind != _WITNESS:
        raise Refusal(f'the key of "{found.name[:80]}" is no witness\'s')
    return found


def witnesses(texts: Iterable[str]) -> list[Key]:
    """The verifier keys of witnesses, each once. Raises `Refusal` where one of them is none, and
    where two are of one witness, which would count twice."""
    found = [witness_key(one) for one in dict.fromkeys(texts)]
    if min(len({one.name for one in found}), len({one.public for one in found})) < len(found):
        raise Refusal("--witness names one twice; a name and a key are one witness's")
    return found


def _names(name: str) -> bool:
    return bool(name) and name.isprintable() and not any(sign.isspace() for sign in name)


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A log's name, size and root (32 bytes) as a signed note.

    `note` is all of it; `text` is what is signed; each signature is a name, a key's ID (4 bytes)
    and the rest.
    """

    origin: str
    size: int
    root: bytes
    note: bytes
    text: str
    signatures: tuple[tuple[str, bytes, bytes], ...]

    def signed_by(self, log: Key) -> bool:
        """Is it this log's, by its origin, and did its key sign it, with every signature that
        claims to be its own?"""
        own = self._signatures(log)
        return (
            self.origin == log.name
            and bool(own)
            and all(log.verifies(self.text.encode(), one) for one in own)
        )

    def cosigned_at(self, witness: Key) -> int | None:
        """When a witness cosigned it (seconds since 1970), or None where it did not."""
        time = None
        for one in self._signatures(witness):
            time = int.from_bytes(one[:8], "big")
            message = f"cosignature/v1\ntime {time}\n{self.text}"
            if not witness.verifies(message.encode(), one[8:]):
                return None
        return time

    def _signatures(self, by: Key) -> list[bytes]:
        return [
            content
            for name, key_id, content in self.signatures
            if (name, key_id) == (by.name, by.id)
        ]


def checkpoint(content: bytes) -> Checkpoint:
    """Read a checkpoint. Raises `Refusal` where it is none, or has more lines than three."""
    text, signatures = _note(content)
    lines = text.split("\n")
    if len(lines) != 4 or not lines[0] or lines[3]:
        raise Refusal("not a checkpoint of three lines: origin, size, root")
    origin, size, root = lines[:3]
    hashed = base64(root)
    if not _is_number(size) or len(hashed) != 32:
        raise Refusal("its size is no number, or its root is no hash of 32 bytes")
    return Checkpoint(origin, int(size), hashed, content, text, signatures)


def _is_number(text: str) -> bool:
    right = text.isascii() and text.isdecimal() and len(text) < 17
    return right and str(int(text)) == text and int(text) <= LARGEST


def _note(content: bytes) -> tuple[str, tuple[tuple[str, bytes, bytes], ...]]:
    if len(content) > LONGEST:
        raise Refusal(f"a note of more than {LONGEST:,} bytes")
    try:
        written = content.decode()
    except UnicodeDecodeError:
        raise Refusal("a note that is no UTF-8") from None
    if any(ord(sign) < 32 and sign != "\n" for sign in written):
        raise Refusal("a note with control characters")
    at = written.rfind("\n\n")
    below = written[at + 2 :].split("\n")
    if at < 0 or len(below) < 2 or below.pop() or len(below) > _SIGNATURES:
        raise Refusal("no signed note: a text, an empty line and lines of signatures are needed")
    return written[: at + 1], tuple(_signature(line) for line in below)


def _signature(line: str) -> tuple[str, bytes, bytes]:
    parts = line.split(" ")
    if len(parts) != 3 or parts[0] != "\u2014" or not _names(parts[1]) or "+" in parts[1]:
        raise Refusal(f'"{line[:80]}" is no signature')
    content = base64(parts[2])
    if len(content) < 5:
        raise Refusal(f'"{line[:80]}" is no signature')
    return parts[1], content[:4], content[4:]


def rotated(number: int, before: Key, after: Key, signatures: tuple[str, str]) -> bool:
    """Was the log's key changed by an entry of this number, signed by the key before and by the
    key after (base64)?"""
    text = f"signboard/key-rotated/v1\n{number}\n{before}\n{after}\n".encode()
    try:
        signed = [base64(one) for one in signatures]
    except Refusal:
        return False
    return before.verifies(text, signed[0]) and after.verifies(text, signed[1])
