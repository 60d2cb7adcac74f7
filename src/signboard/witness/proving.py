"""Does a larger tree hold a smaller one unchanged? (RFC 9162, section 2.1.4.2)

Only hashes are compared here. A proof that is longer or shorter than it has to be is refused.
"""

from collections.abc import Sequence
from hashlib import sha256
from typing import Final

EMPTY: Final = sha256().digest()
"""The root of a tree without leaves."""


def is_consistent(
    old: int, old_root: bytes, new: int, new_root: bytes, proof: Sequence[bytes]
) -> bool:
    """Is the tree of `old` leaves the beginning of the tree of `new`, by this proof?

    From a tree to itself, and from the empty one, the proof has no hashes.
    """
    if not 0 < old < new:
        return not proof and old <= new and (old_root == (new_root if old == new else EMPTY))
    known = [old_root] if old & (old - 1) == 0 else []
    path = [*known, *proof]
    if not proof:
        return False
    return _walked(old - 1, new - 1, path) == (old_root, new_root)


def _walked(first: int, second: int, path: list[bytes]) -> tuple[bytes, bytes] | None:
    """Both roots as the path gives them; None where it doesn't end at the root."""
    while first & 1:
        first, second = first >> 1, second >> 1
    older = newer = path[0]
    for one in path[1:]:
        if second == 0:
            return None
        if first & 1 or first == second:
            older, newer = _node(one, older), _node(one, newer)
            while first and not first & 1:
                first, second = first >> 1, second >> 1
        else:
            newer = _node(newer, one)
        first, second = first >> 1, second >> 1
    return (older, newer) if second == 0 else None


def _node(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()
