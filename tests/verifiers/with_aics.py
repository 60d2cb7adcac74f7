"""Verify a published record with aics-tlog: `with_aics.py SITE SEEN KEY…`, SEEN being `-` or the
file of a checkpoint seen before. Run by a Python that has it (tools/verifiers.sh)."""

import sys
from base64 import b64decode
from pathlib import Path

from aics_tlog import (
    Checkpoint,
    FileSystemTileReader,
    audit_tiles,
    consistency_proof_from_tiles,
    parse_checkpoint,
    parse_note,
    parse_vkey,
    read_entry,
    verify_checkpoint,
    verify_consistency,
    verify_leaf_inclusion,
)

site, seen, *KEYS = sys.argv[1:]
SITE = Path(site)
READER = FileSystemTileReader(SITE)


def opened(content: str) -> Checkpoint:
    """A checkpoint that one of the log's keys signed."""
    note = parse_note(content)
    found = [verify_checkpoint(note, parse_vkey(key)) for key in KEYS]
    if not any(one.ok for one in found):
        sys.exit(f"checkpoint: {found[0].error}")
    return parse_checkpoint(note.text)


def check_grown(older: Checkpoint, newer: Checkpoint) -> None:
    """Exit where the newer tree does not hold all of the older one."""
    if older.size > newer.size:
        sys.exit(f"rolled back from {older.size} to {newer.size} entries")
    proof = consistency_proof_from_tiles(READER, older.size, newer.size)
    if not verify_consistency(older.size, newer.size, older.root, newer.root, proof):
        sys.exit(f"{newer.size} entries did not grow from {older.size}")


def check_proof(number: int, content: str) -> None:
    """Exit where a tlog-proof file is not of this entry."""
    head, _, checkpoint = content.partition("\n\n")
    _, index, *path = head.split("\n")
    tree = opened(checkpoint)
    hashes = [b64decode(line, validate=True) for line in path]
    leaf = read_entry(READER, number, tree.size)
    if index != f"index {number}" or not verify_leaf_inclusion(
        leaf, number, tree.size, hashes, tree.root
    ):
        sys.exit(f"proof of entry {number}: does not lead to its checkpoint")


newest = opened((SITE / "checkpoint").read_text())
audit_tiles(READER, newest.size, newest.root)
kept = sorted(
    (opened(path.read_text()) for path in (SITE / "checkpoints").iterdir()),
    key=lambda one: one.size,
)
kept = [one for one in kept if one.size <= newest.size]  # a later one isn't published yet
for one in kept:
    audit_tiles(READER, one.size, one.root)
for older, newer in zip(kept, [*kept[1:], newest], strict=True):
    check_grown(older, newer)
proofs = sorted((SITE / "proof").rglob("*.tlog-proof"))[: newest.size]
for number, path in enumerate(proofs):
    check_proof(number, path.read_text())
if seen != "-":
    check_grown(opened(Path(seen).read_text()), newest)
