"""Proofs, against the definition of RFC 9162 written out, and what making one may read."""

from collections.abc import Callable, Iterator
from functools import cache
from hashlib import sha256
from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from record.trees import BORDERS, leaves, tree
from signboard.record import tiles
from signboard.record.notes import Checkpoint, Note, SignerKey
from signboard.record.proofs import Prover, proof_file
from signboard.record.tiles import Tile

LARGE = 1_000_000


@cache
def prover(size: int) -> Prover:
    held = dict(tiles.grown(0, leaves(size), [size], lambda tile: b""))
    return Prover(size, held.__getitem__)


@pytest.mark.parametrize("size", range(1, 70))
def test_every_proof_of_a_small_tree_is_the_one_that_rfc_9162_defines(size: int) -> None:
    for number in range(size):
        assert prover(size).inclusion(number) == tree().path(number, 0, size)
        old = number + 1
        assert prover(size).consistency(old) == tree().subproof(old, 0, size, known=True)
    assert prover(size).root == tree().root(0, size)


@pytest.mark.parametrize("sizes", [range(at, at + 90) for at in range(70, 610, 90)])
def test_every_proof_of_a_tree_of_several_tiles_is_the_one_defined(sizes: range) -> None:
    for size in sizes:
        made = prover(size)
        assert made.root == tree().root(0, size)
        assert all(made.inclusion(at) == tree().path(at, 0, size) for at in range(0, size, 7))
        olds = range(1, size + 1, 5)
        assert all(made.consistency(at) == tree().subproof(at, 0, size, known=True) for at in olds)


@settings(deadline=None)  # the first proof of a size has its tree to hash
@given(
    st.sampled_from([255, 256, 257, 511, 512, 513, *BORDERS, 69_999]),
    st.integers(0, 70_000),
)
def test_the_proofs_at_the_borders_of_tiles_are_those_defined(size: int, near: int) -> None:
    for number in {near % size, 0, size - 1, size // 2}:
        assert prover(size).inclusion(number) == tree().path(number, 0, size)
        expected = tree().subproof(number + 1, 0, size, known=True)
        assert prover(size).consistency(number + 1) == expected


def test_a_tree_of_nothing_has_the_root_of_nothing() -> None:
    assert prover(0).root == sha256(b"").digest()


@cache
def large() -> dict[Tile, bytes]:
    hashed = (sha256(number.to_bytes(4, "big")).digest() for number in range(LARGE))
    return dict(tiles.grown(0, hashed, [LARGE], lambda tile: b""))


def counted(read: list[Tile]) -> Callable[[Tile], bytes]:
    def reading(tile: Tile) -> bytes:
        read.append(tile)
        return large()[tile]

    return reading


def at_most_one_of_each_level(read: list[Tile]) -> bool:
    levels = [tile.level for tile in read]
    return len(levels) == len(set(levels)) <= 3


@pytest.mark.parametrize("number", [0, 1, 255, 256, 65_535, 65_536, 777_777, LARGE - 2, LARGE - 1])
def test_a_proof_out_of_a_million_reads_at_most_one_tile_of_each_level(number: int) -> None:
    read: list[Tile] = []
    made = Prover(LARGE, counted(read))
    assert at_most_one_of_each_level(read)
    read.clear()
    proof = made.inclusion(number)
    assert at_most_one_of_each_level(read)
    assert len(proof) <= 20
    read.clear()
    made.consistency(number + 1)
    assert at_most_one_of_each_level(read)


def test_proofs_in_a_row_read_each_tile_once() -> None:
    read: list[Tile] = []
    made = Prover(LARGE, counted(read))
    for number in range(60_000, 70_000):
        made.inclusion(number)
    assert len(read) == len(set(read))


def lines_of(proof: bytes) -> Iterator[str]:
    return iter(proof.decode().split("\n"))


@pytest.mark.parametrize(("number", "size"), [(0, 1), (3, 7), (299, 300)])
def test_a_proof_file_has_the_form_of_c2sp_tlog_proof(number: int, size: int) -> None:
    key = SignerKey("promises.example.org", bytes(32))
    text = Checkpoint(key.name, size, prover(size).root).text
    note = Note(text, (key.signature(text),))
    lines = lines_of(proof_file(number, prover(size).inclusion(number), note))

    assert next(lines) == "c2sp.org/tlog-proof@v1"
    assert next(lines) == f"index {number}"
    hashes = list(chain.from_iterable([line] for line in iter(lambda: next(lines), "")))
    assert len(hashes) == len(tree().path(number, 0, size))
    assert "\n".join(lines) == bytes(note).decode()
