"""May this entry be withdrawn now?

What others rest on can't be withdrawn before them. A withdrawal is withdrawn too, which
reinstates what it struck, unless what that rests on is gone or something else stands in its place.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from signboard.agenda.state import Agenda, Due, Named, Rendered
from signboard.record.entries import EntryWithdrawn
from signboard.terms import Refusal

_NAMED: Final = 5
"""So many entries are named in a refusal; the rest is counted."""

_LASTING: Final = {
    "WordsWithheld": "what was withheld is gone, and no entry can bring it back; what may be shown "
    "again is entered anew",
    "DocumentWithheld": "what was withheld is gone, and no entry can bring it back; a document "
    "that may be shown again is filed anew",
    "KeyRotated": "signatures by the new key stand already; rotate to another key instead",
    "EntryWithdrawn": "it reinstated another; withdraw that one again",
}
"""Why an entry of a kind can't be withdrawn."""


def withdrawal(agenda: Agenda, fact: EntryWithdrawn) -> None:
    """Raise `Refusal` where an entry can't be withdrawn now."""
    number = fact.entry
    if number >= agenda.size:
        raise Refusal(f"there is no entry {number}; the last one is {agenda.size - 1}")
    if number in agenda.withdrawals:
        by = agenda.withdrawals[number][0]
        raise Refusal(f"entry {number} was withdrawn already, by entry {by}")
    if number in agenda.lasting:
        raise Refusal(f"entry {number} can't be withdrawn: {_LASTING[agenda.lasting[number]]}")
    if number in agenda.strikes:
        _reinstatement(agenda, agenda.strikes[number], number)
        return
    rest = [one for one in agenda.resting.get(number, ()) if one not in agenda.withdrawals]
    if rest:
        verb, what = ("rests", "it") if len(rest) == 1 else ("rest", "them")
        raise Refusal(
            f"entry {number} can't be withdrawn while {_told(rest)} {verb} on it; "
            f"withdraw {what} first"
        )


def _reinstatement(agenda: Agenda, number: int, by: int) -> None:
    """Whether what entry `number` made can come back, which entry `by` struck."""
    refused = f"entry {number} can't be reinstated"
    gone = [one for one in agenda.rests(number) if one in agenda.withdrawals]
    if gone:
        were, it = ("was", "it") if len(gone) == 1 else ("were", "them")
        raise Refusal(
            f"{refused} while {_told(gone)}, on which it rests, {were} withdrawn; "
            f"reinstate {it} first"
        )
    instead = list(_instead(agenda, number, by))
    if instead:
        verb, it = ("stands", "it") if len(instead) == 1 else ("stand", "them")
        raise Refusal(
            f"{refused} while {_told(instead)} {verb} in its place; withdraw {it} first, or leave "
            "it withdrawn"
        )


def _instead(agenda: Agenda, number: int, by: int) -> Iterator[int]:
    """The entries that stand in the place of what entry `by` struck."""
    match agenda.made[number]:
        case Due(commitment=name):
            below = _below(agenda, number)
            for due in agenda.commitments[name].dues:
                if due.withdrawn is None and _since(agenda, due.number) > by:
                    yield from {due.number} - below
        case Named(commitment=name) as named:
            holders = agenda.commitments[name].holders
            if any(one is named for one in holders):
                yield from _unreasoned(holders, named)
        case Rendered(subject=name, language=language):
            subject = agenda.quotable(name)
            if subject is not None and language in subject.wordings:
                yield subject.wordings[language].number


def _unreasoned(holders: Iterable[Named], named: Named) -> Iterator[int]:
    """The holder before or after one, where nobody gave the reason for the change."""
    standing = [one for one in holders if one.withdrawn is None or one is named]
    place = next(place for place, one in enumerate(standing) if one is named)
    if place > 0 and named.reason is None:
        yield standing[place - 1].number
    if place + 1 < len(standing) and standing[place + 1].reason is None:
        yield standing[place + 1].number


def _below(agenda: Agenda, number: int) -> set[int]:
    """Every entry that an entry rests on, itself or through others."""
    found: set[int] = set()
    waiting = [number]
    while waiting:
        rests = agenda.rests(waiting.pop())
        waiting += [one for one in rests if one not in found]
        found.update(rests)
    return found


def _since(agenda: Agenda, number: int) -> int:
    """The entry since which an entry stands: itself, or the last that reinstated it."""
    return agenda.history.get(number, [number])[-1]


def _told(numbers: list[int]) -> str:
    """`entry 4`, `entries 4 and 5`, `entries 4, 5, 6, 7, 8 and 2 more`."""
    if len(numbers) == 1:
        return f"entry {numbers[0]}"
    named = [str(number) for number in sorted(numbers)]
    if len(named) > _NAMED:
        named = [*named[:_NAMED], f"{len(named) - _NAMED} more"]
    return f"entries {', '.join(named[:-1])} and {named[-1]}"
