"""A log's files, laid in the plainest way: every hash worked out anew, by the letter of RFC 9162.

It shares nothing with what the product writes and checks but Ed25519. It can lay logs that no
honest writer would.
"""

import json
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from merkle import Tree, bundles, leaf, proof_file

ORIGIN = "board.example/city"


class Signer:
    """A private key with a name: kind 1 signs for a log, kind 4 cosigns for a witness."""

    def __init__(self, name: str = ORIGIN, seed: int = 1, kind: int = 1) -> None:
        self.name, self.kind = name, kind
        self._private = Ed25519PrivateKey.from_private_bytes(bytes([seed]) * 32)
        public = bytes([kind]) + self._private.public_key().public_bytes_raw()
        self.id = sha256(name.encode() + b"\n" + public).digest()[:4]
        self.verifier = f"{name}+{self.id.hex()}+{b64encode(public).decode()}"

    def sign(self, message: str) -> bytes:
        return self._private.sign(message.encode())

    def line(self, text: str, time: int = 0) -> str:
        """The line of a signature under a note."""
        signed = self.sign(text)
        if self.kind == 4:
            signed = time.to_bytes(8, "big") + self.sign(f"cosignature/v1\ntime {time}\n{text}")
        return f"\u2014 {self.name} {b64encode(self.id + signed).decode()}\n"


LOG = Signer()
WITNESS = Signer("witness.example", 7, 4)


def entry(number: int, *seals: str) -> bytes:
    """An entry that seals some blobs (their digests, hex)."""
    fact = {"kind": "Said", "of": number, "words": [f"sha256:{one}" for one in seals]}
    return packed(fact)


def packed(fact: dict[str, object]) -> bytes:
    found = {"at": "2026-11-24T09:00:00Z", "by": "office", "fact": fact}
    return json.dumps(found, sort_keys=True, separators=(",", ":")).encode()


def rotation(number: int, before: Signer, after: Signer, by: Signer | None = None) -> bytes:
    """An entry that rotates from a key to another, signed by the key before (or by another)."""
    text = f"signboard/key-rotated/v1\n{number}\n{before.verifier}\n{after.verifier}\n"
    return packed(
        {
            "kind": "KeyRotated",
            "before": before.verifier,
            "after": after.verifier,
            "by_before": b64encode((by or before).sign(text)).decode(),
            "by_after": b64encode(after.sign(text)).decode(),
        }
    )


class Site:
    """The folder of a site, of which only the log's files are there. Its checkpoints may be of
    another `origin` than the name of the key that signs them."""

    def __init__(self, folder: Path, signer: Signer = LOG, origin: str = "") -> None:
        self.folder, self.origin = folder, origin
        self.signers = {0: signer}
        self.entries: list[bytes] = []
        self.proved = 0

    def rotate(self, after: Signer, by: Signer | None = None) -> None:
        """Enter a rotation of keys."""
        size = len(self.entries)
        self.entries.append(rotation(size, self.signer(size), after, by))
        self.signers[size + 1] = after

    def signer(self, size: int) -> Signer:
        return self.signers[max(one for one in self.signers if one <= size)]

    def seal(self, content: bytes) -> str:
        """Lay a blob."""
        name = sha256(content).hexdigest()
        self.write(f"blob/sha256/{name}", content)
        return name

    def note(self, size: int, *, more: str = "", time: int | None = None) -> bytes:
        """The signed checkpoint of a size, with more lines than there should be, or cosigned."""
        hashed = b64encode(Tree(map(leaf, self.entries)).root(0, size)).decode()
        text = f"{self.origin or self.signer(size).name}\n{size}\n{hashed}\n{more}"
        cosigned = "" if time is None else WITNESS.line(text, time)
        return f"{text}\n{self.signer(size).line(text)}{cosigned}".encode()

    def publish(self, *, more: str = "", time: int | None = None) -> "Site":
        """Lay all files for the size that the log has now, and its checkpoint."""
        size = len(self.entries)
        tree = Tree(map(leaf, self.entries))
        note = self.note(size, more=more, time=time)
        files = tree.tiles(size) | bundles(self.entries)
        unproved = range(self.proved, size)
        files |= dict(proof_file(one, tree.path(one, 0, size), note) for one in unproved)
        for name, content in files.items():
            self.write(name, content)
        self.proved = size
        self.write(f"checkpoints/{size}", note)
        self.write("checkpoint", note)
        keys = "".join(f"{self.signers[at].verifier}\n" for at in sorted(self.signers))
        self.write("keys", keys.encode())
        return self

    def write(self, name: str, content: bytes) -> None:
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)

    def read(self, name: str) -> bytes:
        return (self.folder / name).read_bytes()


def laid(folder: Path, *sizes: int) -> Site:
    """A log that was published at some sizes; every third entry seals a blob."""
    site = Site(folder)
    for size in sizes:
        for number in range(len(site.entries), size):
            seals = [site.seal(b"s" * 16 + b"%d" % number)] if number % 3 == 0 else []
            site.entries.append(entry(number, *seals))
        site.publish()
    return site
