"""Published records as an office writes them that can sign whatever it likes, honest or not.

Written from docs/format.md and RFC 9162's definitions, not with the product's code: whoever lies
would not use it either. Only keys and notes are the product's; others' verifiers check those.
"""

import json
from base64 import b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from merkle import Tree, bundles, leaf, proof_file
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
        tree = Tree(map(leaf, self.entries))
        files = {f"blob/{name.replace(':', '/')}": blob for name, blob in self.blobs.items()}
        for size in self.sizes:
            files |= tree.tiles(size) | bundles(self.entries[:size])
            files[f"checkpoints/{size}"] = files["checkpoint"] = self.note(size, tree)
        for number in range(self.sizes[-1]):
            size = next(size for size in self.sizes if size > number)
            path = tree.path(number, 0, size)
            files |= [proof_file(number, path, files[f"checkpoints/{size}"])]
        for name, content in files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)
        return folder

    def note(self, size: int, tree: Tree) -> bytes:
        """The signed checkpoint of the first entries."""
        text = Checkpoint(NAME, size, tree.root(0, size)).text
        return bytes(Note(text, (self.signer(size).signature(text),)))


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
