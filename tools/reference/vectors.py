"""docs/reference/vectors.md: a tiny record with every byte of its log, made by the product's own
code from fixed keys, salts and times, for whoever writes a verifier."""

from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from typing import Final

from signboard.record import tiles
from signboard.record.encoding import encode
from signboard.record.entries import BoardNamed, Entry, Fact, KeyRotated, WordsWithheld
from signboard.record.notes import Checkpoint, Note, SignerKey, encoded
from signboard.record.proofs import Prover, proof_file
from signboard.record.sealing import SALT_BYTES, Sealer
from signboard.record.tree import leaf, node

NAME: Final = "board.example"
FIRST: Final = SignerKey(NAME, bytes([1] * 32))
SECOND: Final = SignerKey(NAME, bytes([2] * 32))
SIZES: Final = {2: FIRST, 3: SECOND}
"""After how many entries a checkpoint was published, and by which key it is signed."""


def page() -> Iterator[str]:
    """The page, a line each."""
    facts, blobs = _facts()
    lines = [
        encode(Entry(datetime(2026, 1, 5, 9, minute, tzinfo=UTC), "city", fact))
        for minute, fact in enumerate(facts)
    ]
    withheld = {one for fact in facts if isinstance(fact, WordsWithheld) for one in fact.words}
    yield from _HEAD
    yield from _keys()
    yield from _sealed(blobs, withheld)
    yield from _hashes(lines)
    yield from ["## Files", ""]
    for path, content in sorted(_files(lines)):
        yield from _file(path, content)
    for name in sorted(blobs.keys() - withheld):
        yield from _file(tiles.blob_path(name), blobs[name])


def _facts() -> tuple[list[Fact], dict[str, bytes]]:
    salts = iter(range(1, 256))
    sealer = Sealer(lambda: bytes([next(salts)] * SALT_BYTES))
    publisher = sealer.words({"en": "The City of Alder"})
    named = BoardNamed(
        title=sealer.words({"en": "Our promises", "ko": "우리의 약속"}), publisher=publisher
    )
    reason = sealer.words({"en": "It named a person."})
    held = WordsWithheld(entry=0, words=(publisher,), ground="personal_data", reason=reason)
    before, after = str(FIRST.verifier), str(SECOND.verifier)
    text = f"signboard/key-rotated/v1\n2\n{before}\n{after}\n".encode()
    rotated = KeyRotated(
        before=before,
        after=after,
        by_before=encoded(FIRST.sign(text)),
        by_after=encoded(SECOND.sign(text)),
    )
    return [named, held, rotated], sealer.blobs


def _files(lines: list[bytes]) -> Iterator[tuple[str, bytes]]:
    for bundle, content in tiles.bundled(0, lines, set(SIZES)):
        yield bundle.path, content
    grown = dict(tiles.grown(0, map(leaf, lines), set(SIZES), lambda tile: b""))
    for tile, content in grown.items():
        yield tile.path, content
    done = 0
    for size, key in SIZES.items():
        prover = Prover(size, grown.__getitem__)
        text = Checkpoint(NAME, size, prover.root).text
        note = Note(text, (key.signature(text),))
        for number in range(done, size):
            yield tiles.proof_path(number), proof_file(number, prover.inclusion(number), note)
        yield f"checkpoints/{size}", bytes(note)
        done = size
    yield "checkpoint", bytes(note)


_HEAD: Final = """\
# Test vectors

A record of three entries, with all that [the format](../format.md) makes of it. Text ends with a
newline where it is a file; what is binary is in hexadecimal.
""".splitlines()


def _keys() -> Iterator[str]:
    yield from ["## Keys", "", "| key | seed (32 bytes) | verifier key |", "| --- | --- | --- |"]
    for title, key in (("first", FIRST), ("second", SECOND)):
        yield f"| {title} | `{key.seed[:1].hex()}` 32 times | `{key.verifier}` |"
    yield ""


def _sealed(blobs: dict[str, bytes], withheld: set[str]) -> Iterator[str]:
    yield from [
        "## Seals",
        "",
        "| seal | salt (16 bytes) | content | |",
        "| --- | --- | --- | --- |",
    ]
    for name, blob in blobs.items():
        salt, content = blob[:SALT_BYTES], blob[SALT_BYTES:].decode()
        said = "withheld by entry 1" if name in withheld else ""
        yield f"| `{name}` | `{salt[:1].hex()}` 16 times | `{content}` | {said} |"
    yield ""


def _hashes(lines: list[bytes]) -> Iterator[str]:
    yield from ["## Entries and hashes", ""]
    for number, line in enumerate(lines):
        yield from [f"Entry {number}, {len(line)} bytes:", "", "```json", line.decode(), "```", ""]
    leaves = [leaf(line) for line in lines]
    pair = node(leaves[0], leaves[1])
    named = [(f"leaf {number}", one) for number, one in enumerate(leaves)]
    named += [("node over 0 and 1: root of 2", pair), ("root of 3", node(pair, leaves[2]))]
    named += [("root of none", sha256(b"").digest())]
    yield from ["| hash | |", "| --- | --- |"]
    yield from (f"| {title} | `{one.hex()}` |" for title, one in named)
    yield ""


def _file(path: str, content: bytes) -> Iterator[str]:
    yield from [f"### `{path}`", ""]
    if path.startswith(("checkpoint", "proof")):
        yield from ["```text", *content.decode().splitlines(), "```", ""]
    else:
        digits = content.hex()
        rows = [digits[at : at + 96] for at in range(0, len(digits), 96)]
        yield from ["```hex", *rows, "```", ""]
