"""The tree, by its definition, with which this folder's tests compare the product's."""

from functools import cache
from hashlib import sha256

from merkle import Tree

BORDERS = (65_535, 65_536, 65_537)
"""Sizes at which a level of tiles begins."""


@cache
def tree() -> Tree:
    """A tree of 70,000 leaves; a smaller one has the first of them."""
    return Tree(sha256(f"leaf {number}".encode()).digest() for number in range(70_000))


def leaves(size: int) -> list[bytes]:
    """The hashes of the first leaves."""
    return list(tree().leaves[:size])
