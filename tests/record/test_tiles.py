"""Tiles and bundles, against their definition written out and the figures of C2SP tlog-tiles."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from merkle import Tree
from record.trees import BORDERS, leaves, tree
from signboard.record import tiles
from signboard.record.tiles import Bundle, Tile


def no_tile(tile: Tile) -> bytes:
    raise AssertionError(f"{tile.path} was read, and nothing had been written")


@pytest.mark.parametrize(
    ("number", "path"), [(0, "000"), (67, "067"), (1000, "x001/000"), (1234067, "x001/x234/067")]
)
def test_a_place_is_written_in_groups_of_three_digits(number: int, path: str) -> None:
    assert tiles.place(number) == path
    assert Tile(2, number).path == f"tile/2/{path}"
    assert Bundle(number, 3).path == f"tile/entries/{path}.p/3"
    assert tiles.proof_path(number) == f"proof/{path}.tlog-proof"


def test_a_blob_lies_under_the_name_of_its_hash() -> None:
    assert tiles.blob_path("sha256:00ff") == "blob/sha256/00ff"


def test_a_tree_of_70000_has_the_tiles_that_the_specification_counts() -> None:
    grown = [tile for tile, _ in tiles.grown(0, leaves(70_000), [70_000], no_tile)]
    full = [tile.level for tile in grown if tile.width == 256]
    assert (full.count(0), full.count(1)) == (273, 1)
    assert [(one.level, one.width) for one in grown if one.width < 256] == [
        (0, 112),
        (1, 17),
        (2, 1),
    ]


@pytest.mark.parametrize("size", [0, 1, 2, 255, 256, 257, 600, *BORDERS])
def test_the_tiles_are_those_of_the_definition(size: int) -> None:
    grown = tiles.grown(0, leaves(size), [size], no_tile)
    assert {tile.path: content for tile, content in grown} == tree().tiles(size)


@given(st.lists(st.integers(0, 1300), min_size=1, max_size=5).map(sorted))
def test_a_tree_grown_in_steps_has_the_tiles_of_every_step(sizes: list[int]) -> None:
    held: dict[Tile, bytes] = {}
    old = 0
    for size in sizes:
        more = list(tiles.grown(old, leaves(size)[old:], [size], held.__getitem__))
        assert not held.keys() & {tile for tile, _ in more}
        held |= more
        assert {path: held_by_path(held)[path] for path in tree().tiles(size)} == tree().tiles(size)
        old = size
    assert held == dict(tiles.grown(0, leaves(old), sizes, no_tile))


def held_by_path(held: dict[Tile, bytes]) -> dict[str, bytes]:
    return {tile.path: content for tile, content in held.items()}


@pytest.mark.parametrize("old", [1, 255, 256, 257, 65_535, 65_536, 65_537])
def test_growing_reads_only_the_edge_and_hashes_nothing_again(old: int) -> None:
    held = dict(tiles.grown(0, leaves(old), [old], no_tile))
    read = []

    def reading(tile: Tile) -> bytes:
        read.append(tile)
        return held[tile]

    more = dict(tiles.grown(old, leaves(old + 300)[old:], [old + 300], reading))
    assert read == list(tiles.edge(old))
    assert len(more) < 8


@given(st.lists(st.binary(max_size=9), max_size=600), st.sets(st.integers(1, 600), max_size=4))
def test_a_bundle_holds_its_entries_each_after_its_length(
    lines: list[bytes], sizes: set[int]
) -> None:
    bundles = dict(tiles.bundled(0, lines, sizes))
    ends = {*range(256, len(lines) + 1, 256), *(one for one in sizes if one <= len(lines))}
    assert {one.index * 256 + one.width for one in bundles} == ends
    for bundle, content in bundles.items():
        begin = bundle.index * 256
        expected = lines[begin : begin + bundle.width]
        assert content == b"".join(len(one).to_bytes(2, "big") + one for one in expected)


def test_a_full_tile_stands_for_the_subtree_over_it() -> None:
    row = [sha256(bytes([at])).digest() for at in range(256)]
    assert tiles.root_of_full(tiles.hashes(b"".join(row))) == Tree(row).root(0, 256)
