"""Proofs made naively, for every pair of small sizes, are accepted; whatever differs is not."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from growing import Log, proof, root
from merkle import node
from signboard.witness.proving import EMPTY, is_consistent

MOST = 130
LEAVES = Log().leaves(MOST)
ROOTS = [root(LEAVES[:size]) for size in range(MOST + 1)]


def test_every_tree_continues_every_earlier_one() -> None:
    for new in range(MOST + 1):
        for old in range(1, new + 1):
            path = proof(old, LEAVES[:new])
            assert is_consistent(old, ROOTS[old], new, ROOTS[new], path), (old, new)


def test_a_proof_for_other_sizes_or_of_other_roots_is_refused() -> None:
    for new in range(2, 40):
        for old in range(1, new):
            path = proof(old, LEAVES[:new])
            for other in range(1, new):
                if other != old:
                    assert not is_consistent(other, ROOTS[other], new, ROOTS[new], path)
            assert not is_consistent(old, ROOTS[old - 1], new, ROOTS[new], path)
            assert not is_consistent(old, ROOTS[old], new, ROOTS[new + 1], path)


def test_a_proof_that_is_longer_or_shorter_or_changed_is_refused() -> None:
    dice = Random(7)
    for new in range(2, MOST + 1, 3):
        for old in range(1, new, 2):
            path = proof(old, LEAVES[:new])
            ends = (old, ROOTS[old], new, ROOTS[new])
            assert not is_consistent(*ends, [*path, ROOTS[1]])
            assert not is_consistent(*ends, [ROOTS[1], *path])
            assert not is_consistent(*ends, path[:-1])
            assert not is_consistent(*ends, path[1:])
            assert not is_consistent(*ends, [])
            nth = dice.randrange(len(path))
            changed = bytes([path[nth][0] ^ 1]) + path[nth][1:]
            assert not is_consistent(*ends, [*path[:nth], changed, *path[nth + 1 :]])


def test_a_proof_that_ends_below_the_root_is_refused() -> None:
    for new in range(2, 40):
        for old in range(1, new):
            path = proof(old, LEAVES[:new])
            assert not is_consistent(old, ROOTS[old], 4 * new, ROOTS[new], path)


def test_a_proof_that_goes_on_above_the_root_is_refused() -> None:
    first, fifth, sixth = root(LEAVES[:4]), root(LEAVES[4:5]), root(LEAVES[5:6])
    assert node(first, node(fifth, sixth)) == ROOTS[6]
    made_up = node(first, node(fifth, node(sixth, b"x" * 32)))
    assert not is_consistent(6, ROOTS[6], 8, made_up, [sixth, b"x" * 32, fifth, first])


@pytest.mark.parametrize("fork", [1, 3, 10, 63])
def test_a_fork_has_no_proof(fork: int) -> None:
    other = Log(fork=fork)
    for new in range(fork + 2, MOST, 11):
        for old in range(fork + 1, new, 5):
            path = other.proof(old, new)
            forked = root(other.leaves(new))
            assert is_consistent(old, root(other.leaves(old)), new, forked, path)
            assert not is_consistent(old, ROOTS[old], new, forked, path)


def test_nothing_is_proved_between_a_tree_and_itself_or_from_the_empty_tree() -> None:
    assert ROOTS[0] == EMPTY
    assert is_consistent(0, EMPTY, 0, EMPTY, [])
    assert is_consistent(0, EMPTY, 5, ROOTS[5], [])
    assert is_consistent(5, ROOTS[5], 5, ROOTS[5], [])
    assert not is_consistent(0, EMPTY, 5, ROOTS[5], [ROOTS[1]])
    assert not is_consistent(0, ROOTS[1], 5, ROOTS[5], [])
    assert not is_consistent(5, ROOTS[5], 5, ROOTS[5], [ROOTS[1]])
    assert not is_consistent(5, ROOTS[5], 5, ROOTS[4], [])
    assert not is_consistent(6, ROOTS[6], 5, ROOTS[5], [])


@given(st.integers(0, 2**53), st.integers(0, 2**53), st.lists(st.binary(min_size=32, max_size=32)))
def test_made_up_proofs_are_refused_and_end(old: int, new: int, path: list[bytes]) -> None:
    assert not is_consistent(old, b"1" * 32, new, b"2" * 32, path)
