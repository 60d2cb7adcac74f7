"""Published records as an office writes them that can sign whatever it likes, honest or not.

Written from docs/format.md and RFC 9162's definitions, not with the product's code: whoever lies
would not use it either. Only keys and notes are the product's; others' verifiers check those.
"""

import json
from base64 import b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from pathlib import Path

from signboard.record.notes import Checkpoint, Note, SignerKey

NAME = "board.example/city"
FIRST = SignerKey(NAME, bytes([1] * 32))
SECOND = SignerKey(NAME, bytes([2] * 32))
STRANGER = SignerKey(NAME, bytes([9] * 32))
DAY = {"start": "2026-11-25", "end": "2026-11-25"}
SIZES = (1, 3, 256, 259, 300)
"""After how many entries a checkpoint is published."""


def canonical(value: object) -> bytes:
    """JSON in the one form in which an entry is written."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def entry(fact: dict[str, object]) -> bytes:
    """A fact in its envelope."""
    return canonical({"at": "2026-11-25T09:00:00Z", "by": "office", "fact": fact})


def sealed(content: bytes, number: int) -> tuple[str, bytes]:
    """A blob with a salt that depends on a number only, and the digest that names it."""
    blob = sha256(b"salt %d" % number).digest()[:16] + content
    return f"sha256:{sha256(blob).hexdigest()}", blob


def rotated(number: int, before: SignerKey, after: SignerKey, by: SignerKey | None = None) -> bytes:
    """The entry that passes the log on from one key to another, signed by both."""
    keys = f"{before.verifier}\n{after.verifier}"
    text = f"signboard/key-rotated/v1\n{number}\n{keys}\n".encode()
    return entry(
        {
            "kind": "KeyRotated",
            "before": str(before.verifier),
            "after": str(after.verifier),
            "by_before": b64encode((by or before).sign(text)).decode(),
            "by_after": b64encode(after.sign(text)).decode(),
        }
    )


@dataclass
class Office:
    """Whoever holds the key: what it has entered, and which key signs what."""

    entries: list[bytes] = field(default_factory=list)
    blobs: dict[str, bytes] = field(default_factory=dict)
    sizes: Sequence[int] = SIZES
    signer: Callable[[int], SignerKey] = lambda size: FIRST

    def seal(self, words: dict[str, str]) -> str:
        """Lay words beside the record; the digest to enter."""
        name, blob = sealed(canonical(words), len(self.blobs))
        self.blobs[name] = blob
        return name

    def withhold(self, at: int, number: int) -> None:
        """Withhold, by the entry `at`, the words of an earlier one, and remove them."""
        name = statement(self.entries[number])
        del self.blobs[name]
        fact = {"kind": "WordsWithheld", "entry": number, "words": [name]}
        reason = self.seal({"en": "It named a person.", "ko": "개인의 이름이 있었다."})
        self.entries[at] = entry({**fact, "ground": "personal_data", "reason": reason})

    def publish(self, folder: Path) -> Path:
        """Write the site of all checkpoints up to the last size."""
        for size in self.sizes:
            self._tiles(folder, size)
            _write(folder / f"checkpoints/{size}", self.note(size))
        for number in range(self.sizes[-1]):
            _write(folder / f"proof/{numbered(number)}.tlog-proof", self.proof(number))
        for name, blob in self.blobs.items():
            _write(folder / "blob" / name.replace(":", "/"), blob)
        _write(folder / "checkpoint", self.note(self.sizes[-1]))
        return folder

    def note(self, size: int) -> bytes:
        """The signed checkpoint of the first entries."""
        text = Checkpoint(NAME, size, root(tuple(self.entries[:size]))).text
        return bytes(Note(text, (self.signer(size).signature(text),)))

    def proof(self, number: int) -> bytes:
        """The proof of an entry under the first checkpoint over it (C2SP tlog-proof)."""
        size = next(size for size in self.sizes if size > number)
        path = [b64encode(one).decode() for one in inclusion(number, tuple(self.entries[:size]))]
        head = "\n".join(["c2sp.org/tlog-proof@v1", f"index {number}", *path])
        return f"{head}\n\n".encode() + self.note(size)

    def _tiles(self, folder: Path, size: int) -> None:
        """Tiles and bundles of a tree of this size, those that are partial too."""
        span, level = 1, 0
        while size >= span:
            hashes = [
                root(tuple(self.entries[start : start + span]))
                for start in range(0, size - span + 1, span)
            ]
            _grouped(folder / f"tile/{level}", hashes)
            span, level = span * 256, level + 1
        lengths = (len(one).to_bytes(2, "big") + one for one in self.entries[:size])
        _grouped(folder / "tile/entries", list(lengths))


def _grouped(folder: Path, parts: Sequence[bytes]) -> None:
    for start in range(0, len(parts), 256):
        group = parts[start : start + 256]
        partial = f".p/{len(group)}" if len(group) < 256 else ""
        _write(folder / f"{numbered(start // 256)}{partial}", b"".join(group))


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def numbered(number: int) -> str:
    """A number in groups of three digits: x001/x234/067."""
    head, last = divmod(number, 1000)
    groups = [f"{last:03}"]
    while head:
        head, last = divmod(head, 1000)
        groups.insert(0, f"x{last:03}")
    return "/".join(groups)


@cache
def root(entries: tuple[bytes, ...]) -> bytes:
    """The Merkle tree hash of entries, by definition (RFC 9162, section 2.1.1)."""
    if len(entries) < 2:
        return sha256(b"".join(b"\x00" + one for one in entries)).digest()
    half = _half(len(entries))
    return sha256(b"\x01" + root(entries[:half]) + root(entries[half:])).digest()


def inclusion(number: int, entries: tuple[bytes, ...]) -> list[bytes]:
    """The proof that a tree includes an entry, by definition (RFC 9162, section 2.1.3.1)."""
    if len(entries) == 1:
        return []
    half = _half(len(entries))
    if number < half:
        return [*inclusion(number, entries[:half]), root(entries[half:])]
    return [*inclusion(number - half, entries[half:]), root(entries[:half])]


def _half(size: int) -> int:
    return 1 << (size - 1).bit_length() - 1


def honest(sizes: Sequence[int] = SIZES, *, rotating: bool = False) -> Office:
    """An office that enters searches that found nothing. Entry 258 withholds the words of entry 5;
    where asked, entry 257 passes the key on, so that checkpoints stand before and after."""
    office = Office(sizes=sizes)
    for number in range(sizes[-1]):
        name = office.seal({"en": f"Search {number} found nothing.", "ko": f"{number}번: 없음"})
        fact = {"kind": "EvidenceSought", "subject": "plan-01", "on": DAY, "statement": name}
        office.entries.append(entry(fact))
    if sizes[-1] > 258:
        office.withhold(258, 5)
    if rotating:
        office.entries[257] = rotated(257, FIRST, SECOND)
        office.signer = lambda size: SECOND if size > 257 else FIRST
    return office


def statement(content: bytes) -> str:
    """The digest of the words that an entry of ours seals."""
    return str(json.loads(content)["fact"]["statement"])
