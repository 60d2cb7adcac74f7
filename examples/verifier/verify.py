#!/usr/bin/env python3
"""A stranger's verifier, written from docs/format.md alone: `verify.py SITE KEY [SEEN]`.

SITE is the folder of a published record, KEY the log's first verifier key (from elsewhere than the
site), SEEN a checkpoint that was kept earlier. It needs Python 3.11 and `cryptography`, prints the
first thing that is wrong, and ends with 1 then. The numbers are those of the document's sections.
"""

import json
import re
import sys
from base64 import b64decode, b64encode
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

SEAL = re.compile(rb'"sha256:([0-9a-f]{64})"')
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def must(right, what):
    """End with what is wrong, unless it is right."""
    if not right:
        sys.exit(f"wrong: {what}")


def unbase64(text, length):
    """Bytes of a known number, from base64 in its one form."""
    content = b64decode(text, validate=True)
    must(b64encode(content).decode() == text and len(content) == length, f'base64 "{text}"')
    return content


# 1. Hashes: subtrees are merged while they are of one size, and what remains from the right.


def node(left, right):
    return sha256(b"\x01" + left + right).digest()


class Tree:
    def __init__(self):
        self.size, self.peaks = 0, []

    def add(self, leaf):
        size, self.size = self.size, self.size + 1
        while size & 1:
            leaf, size = node(self.peaks.pop(), leaf), size >> 1
        self.peaks.append(leaf)

    def root(self):
        root, *rest = self.peaks[::-1] or [sha256(b"").digest()]
        for peak in rest:
            root = node(peak, root)
        return root


def leads_to(leaf, number, size, path):
    """The root that a proof of inclusion leads to (RFC 9162, section 2.1.3.2)."""
    last = size - 1
    for one in path:
        must(last, "a proof that is too long")
        if number & 1 or number == last:
            leaf = node(one, leaf)
            while not number & 1 and number:
                number, last = number >> 1, last >> 1
        else:
            leaf = node(leaf, one)
        number, last = number >> 1, last >> 1
    must(not last, "a proof that is too short")
    return leaf


# 2. Entries.


def read_entry(content, number, before):
    try:
        entry = json.loads(content)
        again = json.dumps(entry, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    except (ValueError, RecursionError):
        again = ""
    must(again.encode() == content, f"entry {number}: not canonical JSON")
    must(set(entry) == {"at", "by", "fact"}, f"entry {number}: another envelope")
    must(TIME.fullmatch(entry["at"]) and entry["at"] >= before, f"entry {number}: its time")
    return entry


# 3. Tiles and bundles.


def grouped(number):
    path = f"{number % 1000:03}"
    while number := number // 1000:
        path = f"x{number % 1000:03}/{path}"
    return path


def tile(site, level, number, width):
    part = "" if width == 256 else f".p/{width}"
    return (site / f"tile/{level}/{grouped(number)}{part}").read_bytes()


def bundle(site, number, width):
    content, entries = tile(site, "entries", number, width), []
    while content:
        end = 2 + int.from_bytes(content[:2], "big")
        must(1 < end <= len(content), f"bundle {number}: torn")
        entries.append(content[2:end])
        content = content[end:]
    must(len(entries) == width, f"bundle {number}: {len(entries)} entries, not {width}")
    return entries


def check_tiles(site, entries, leaves, size, before):
    """The tiles and the bundle that a checkpoint needs and the one before it did not."""
    row, level = leaves[:size], 0
    while row:
        for at in range(before >> 8 * (level + 1), -(-len(row) // 256)):
            part = row[256 * at : 256 * at + 256]
            must(tile(site, level, at, len(part)) == b"".join(part), f"tile {level}/{at} of {size}")
        row, level = [top(row[at : at + 256]) for at in range(0, len(row) - 255, 256)], level + 1
    for at in range(before >> 8, -(-size // 256)):
        part = entries[256 * at : min(size, 256 * at + 256)]
        must(bundle(site, at, len(part)) == part, f"bundle {at} of {size}")


def top(row):
    while len(row) > 1:
        row = [node(row[at], row[at + 1]) for at in range(0, len(row), 2)]
    return row[0]


# 4. to 6. Keys, checkpoints, rotation.


def parted(key):
    """The parts of a verifier key: its name, its ID and the public key behind its first byte."""
    name, key_id, content, *_ = *key.split("+", 2), "", ""
    try:
        public = b64decode(content, validate=True)
    except ValueError:
        public = b""
    right = name and re.fullmatch("[0-9a-f]{8}", key_id) and len(public) == 33
    must(right, f'"{key}" is not a verifier key, name+ID+base64; copy it whole')
    return name, key_id, content


def verified(key, message, signature):
    """The name of a verifier key, where it signed the message."""
    name, key_id, content = parted(key)
    public = unbase64(content, 33)
    whole = sha256(name.encode() + b"\n" + public).digest()[:4].hex()
    must(public[0] == 1 and whole == key_id, f"the key {key}")
    try:
        Ed25519PublicKey.from_public_bytes(public[1:]).verify(signature, message)
    except InvalidSignature:
        must(False, f"a signature by {key}")
    return name


def size_of(note):
    _, size, *_ = note.split("\n", 2)
    must(re.fullmatch("0|[1-9][0-9]{0,15}", size), "the size in a checkpoint")
    return int(size)


def opened(note, keys):
    """Size and root of a checkpoint, signed by the key that was in force at its size."""
    text, _, below = note.rpartition("\n\n")
    size = size_of(note)
    key = next(key for begin, key in reversed(keys) if begin <= size)
    name, key_id, _ = parted(key)
    found = [line.split(" ") for line in below.split("\n") if line]
    mine = [one for dash, by, one in found if dash == "—" and by == name]
    ours = [one for one in mine if b64decode(one)[:4].hex() == key_id]
    must(ours, f"no signature by {key}")
    verified(key, f"{text}\n".encode(), unbase64(ours[0], 68)[4:])
    origin, _, root = text.split("\n")
    must(origin == name, f"a checkpoint of another log, {origin}")
    return size, unbase64(root, 32)


def rotate(keys, number, fact):
    before, after = fact["before"], fact["after"]
    must(before == keys[-1][1], f"entry {number}: rotates a key that is not in force")
    text = f"signboard/key-rotated/v1\n{number}\n{before}\n{after}\n".encode()
    name = verified(before, text, unbase64(fact["by_before"], 64))
    must(name == verified(after, text, unbase64(fact["by_after"], 64)), f"entry {number}: its name")
    keys.append((number + 1, after))


# 8. and 9. What lies beside the log.


def check_blobs(site, entries, facts):
    withheld, documents = set(), {}
    for number, fact in enumerate(facts):
        if fact["kind"] == "DocumentFiled":
            documents[fact["document"]] = {fact["digest"], fact["text"]}
        elif fact["kind"] == "DocumentWithheld":
            withheld |= documents[fact["document"]]
        elif fact["kind"] == "WordsWithheld":
            there = {f"sha256:{one.decode()}" for one in SEAL.findall(entries[fact["entry"]])}
            must(fact["entry"] < number, f"entry {number}: withholds what comes later")
            must(set(fact["words"]) <= there, f"entry {number}: withholds what is not there")
            withheld |= set(fact["words"])
    for number, entry in enumerate(entries):
        for name in (one.decode() for one in SEAL.findall(entry)):
            path = site / "blob/sha256" / name
            if path.exists():
                right = sha256(path.read_bytes()).hexdigest() == name
                must(right, f"blob {name} of entry {number}")
            else:
                must(f"sha256:{name}" in withheld, f"blob {name} of entry {number}: missing")
    return len(withheld)


# 7. Proofs.


def check_proof(site, number, leaf, keys, trees):
    content = (site / f"proof/{grouped(number)}.tlog-proof").read_text("utf-8")
    head, _, note = content.partition("\n\n")
    title, index, *path = head.split("\n")
    must((title, index) == ("c2sp.org/tlog-proof@v1", f"index {number}"), f"proof {number}: head")
    size, root = opened(note, keys)
    must(size == min(one for one in trees if one > number), f"proof {number}: another checkpoint")
    must(trees[size] == root, f"proof {number}: another root")
    path = [unbase64(one, 32) for one in path]
    must(leads_to(leaf, number, size, path) == root, f"proof {number}: leads elsewhere")


# 12. All of it.


def read_log(site, size, key):
    """The entries, and the keys with the number of entries from which on each is in force."""
    entries, keys, before = [], [(0, key)], ""
    for at in range(0, size, 256):
        for content in bundle(site, at // 256, min(256, size - at)):
            entry = read_entry(content, len(entries), before)
            if entry["fact"]["kind"] == "KeyRotated":
                rotate(keys, len(entries), entry["fact"])
            before = entry["at"]
            entries.append(content)
    return entries, keys


def check_history(site, entries, leaves, trees, remembered):
    """The root, tiles and bundle of every checkpoint; `remembered` is one that was seen before."""
    tree, roots = Tree(), {0: Tree().root()}
    for leaf in leaves:
        tree.add(leaf)
        roots[tree.size] = tree.root()
    if remembered:
        size, root = remembered
        must(roots.get(size) == root, f"not grown from the {size} entries seen before")
    done = 0
    for size in sorted(trees):
        must(roots[size] == trees[size], f"the root of the first {size} entries")
        check_tiles(site, entries, leaves, size, done)
        done = size


def verify(site, key, seen):
    note = (site / "checkpoint").read_text("utf-8")
    size = size_of(note)
    entries, keys = read_log(site, size, key)
    leaves = [sha256(b"\x00" + one).digest() for one in entries]
    trees = dict([opened(note, keys)])
    for path in (site / "checkpoints").iterdir():
        if int(path.name) <= size:
            kept, root = opened(path.read_text("utf-8"), keys)
            right = kept == int(path.name) and trees.setdefault(kept, root) == root
            must(right, f"checkpoints/{path.name}")
    remembered = opened(seen.read_text("utf-8"), keys) if seen else None
    check_history(site, entries, leaves, trees, remembered)
    for number, leaf in enumerate(leaves):
        check_proof(site, number, leaf, keys, trees)
    withheld = check_blobs(site, entries, [json.loads(one)["fact"] for one in entries])
    print(f"{size} entries, {len(trees)} checkpoints, {withheld} blobs withheld: all right")


if __name__ == "__main__":
    must(len(sys.argv) in {3, 4}, "write: verify.py SITE KEY [SEEN]")
    folder, first, *seen_before = sys.argv[1:]
    holds = (Path(folder) / "checkpoint").is_file()
    must(holds, f"{folder}: SITE must be a folder that holds a copied site")
    parted(first)
    for one in seen_before:
        must(Path(one).is_file(), f"{one}: SEEN must be a file with a checkpoint that was kept")
    try:
        verify(Path(folder), first, Path(seen_before[0]) if seen_before else None)
    except OSError as error:
        sys.exit(f"wrong: {error.filename} can't be read ({error.strerror})")
    except (ValueError, KeyError, IndexError, TypeError, StopIteration):
        sys.exit("wrong: a file of the site is not in the form that docs/format.md says")
