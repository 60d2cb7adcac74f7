"""The tree over the entries, against its definition written out and a vector of others."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

import merkle
from signboard.record.tree import EMPTY, Frontier, leaf


def root_of(lines: list[bytes]) -> bytes:
    """The root of a frontier that grew by these lines."""
    frontier = Frontier()
    for line in lines:
        frontier.add(leaf(line))
    return frontier.root()


@given(st.lists(st.binary(max_size=40), max_size=70))
def test_the_root_is_the_one_that_rfc_9162_defines(lines: list[bytes]) -> None:
    defined = merkle.Tree(map(merkle.leaf, lines))
    assert root_of(lines) == defined.root(0, len(lines))


def test_the_root_of_nothing_is_the_hash_of_nothing() -> None:
    assert Frontier().root() == EMPTY == sha256(b"").digest()


@pytest.mark.parametrize(
    ("size", "root"),
    [  # the vectors of certificate-transparency's own Merkle tree tests
        (1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"),
        (2, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"),
        (8, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"),
    ],
)
def test_the_root_is_the_one_that_others_published(size: int, root: str) -> None:
    inputs = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657"]
    inputs.append("606162636465666768696a6b6c6d6e6f")
    assert root_of([bytes.fromhex(one) for one in inputs[:size]]).hex() == root


@given(st.lists(st.binary(max_size=9), min_size=1, max_size=40), st.data())
def test_one_changed_byte_changes_the_root(lines: list[bytes], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(lines) - 1))
    changed = [*lines]
    changed[place] += b"x"
    assert root_of(changed) != root_of(lines)
