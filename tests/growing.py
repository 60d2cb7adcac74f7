"""A log that grows, made in the plainest way: its leaves in a list, and every hash worked out anew.

It shares nothing with what makes and checks proofs in the product.
"""

from base64 import b64encode

from merkle import Tree, leaf
from signboard.record.notes import Checkpoint, Note, SignerKey

ORIGIN = "board.example"


def root(leaves: list[bytes]) -> bytes:
    """The root over leaves."""
    return Tree(map(leaf, leaves)).root(0, len(leaves))


def proof(old: int, leaves: list[bytes]) -> list[bytes]:
    """The proof that the tree over leaves continues that over the first of them."""
    return Tree(map(leaf, leaves)).subproof(old, 0, len(leaves), known=True)


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
