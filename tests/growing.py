"""A log that grows, made in the plainest way: its leaves in a list, and every hash worked out anew.

It shares nothing with what makes and checks proofs in the product.
"""

from base64 import b64encode
from hashlib import sha256

from signboard.record.notes import Checkpoint, Note, SignerKey

ORIGIN = "board.example"


def root(leaves: list[bytes]) -> bytes:
    """RFC 9162, section 2.1.1, as it is written there."""
    if not leaves:
        return sha256().digest()
    if len(leaves) == 1:
        return sha256(b"\x00" + leaves[0]).digest()
    k = split(len(leaves))
    return sha256(b"\x01" + root(leaves[:k]) + root(leaves[k:])).digest()


def split(size: int) -> int:
    """The largest power of two below `size`."""
    k = 1
    while k * 2 < size:
        k *= 2
    return k


def proof(old: int, leaves: list[bytes], whole: bool = True) -> list[bytes]:
    """RFC 9162, section 2.1.4.1, as it is written there: SUBPROOF(old, leaves, whole)."""
    if old == len(leaves):
        return [] if whole else [root(leaves)]
    k = split(len(leaves))
    if old <= k:
        return [*proof(old, leaves[:k], whole), root(leaves[k:])]
    return [*proof(old - k, leaves[k:], False), root(leaves[:k])]


class Log:
    """A log with a key; `fork` makes it differ from that leaf on."""

    def __init__(self, origin: str = ORIGIN, seed: int = 1, fork: int = 10**9) -> None:
        self.signer = SignerKey(origin, bytes([seed]) * 32)
        self.origin = origin
        self.fork = fork

    def leaves(self, size: int) -> list[bytes]:
        """The first leaves."""
        return [b"%d" % (one if one < self.fork else -one) for one in range(size)]

    def proof(self, old: int, size: int) -> list[bytes]:
        """That a tree continues an earlier one; no hashes where there is nothing to prove."""
        return proof(old, self.leaves(size)) if 0 < old < size else []

    def note(self, size: int) -> Note:
        """The signed checkpoint of a size."""
        text = Checkpoint(self.origin, size, root(self.leaves(size))).text
        return Note(text, (self.signer.signature(text),))

    def body(self, old: int, size: int) -> bytes:
        """What is posted to a witness."""
        return asked(old, self.proof(old, size), self.note(size))


def asked(old: object, hashes: list[bytes], note: Note) -> bytes:
    """The body of a request, of whatever parts."""
    lines = "".join(f"{b64encode(one).decode()}\n" for one in hashes)
    return f"old {old}\n{lines}\n".encode() + bytes(note)
