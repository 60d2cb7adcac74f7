"""What the withdrawals of a sitting struck or reinstated, named for whoever entered them.

Nothing is withdrawn here: it only reads what was entered.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from signboard.record.entries import EntryWithdrawn, Fact

_NAMES: Final = ("commitment", "list", "document", "evidence", "subject")
"""The fields that name what a fact is about, the nearest first."""


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """What entry `by` withdrew: the entry and what that is, such as `CommitmentMade plan-01`. Where
    that was a withdrawal, `reinstated` is the entry that stands again by it."""

    by: int
    entry: int
    what: str
    reinstated: bool = False


def withdrawn(
    facts: Sequence[Fact], first: int, stood: Callable[[int], Fact]
) -> tuple[Withdrawn, ...]:
    """What was withdrawn by those of `facts`, entered from number `first` on, that withdraw.
    `stood` gives the fact of an entry."""
    return tuple(
        _named(number, fact.entry, stood)
        for number, fact in enumerate(facts, start=first)
        if isinstance(fact, EntryWithdrawn)
    )


def _named(by: int, entry: int, stood: Callable[[int], Fact]) -> Withdrawn:
    fact = stood(entry)
    if isinstance(fact, EntryWithdrawn):
        return Withdrawn(by, fact.entry, _what(stood(fact.entry)), reinstated=True)
    return Withdrawn(by, entry, _what(fact))


def _what(fact: Fact) -> str:
    names = (getattr(fact, name, None) for name in _NAMES)
    name = next((one for one in names if isinstance(one, str)), "")
    return f"{type(fact).__name__} {name}".strip()
