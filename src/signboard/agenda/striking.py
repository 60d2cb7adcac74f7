"""What a withdrawal takes away, and how what it took comes back in its old place.

Facts about a commitment stay beside it, marked; documents, commitments, lists and translations
leave the agenda and are kept among what was struck. Nothing is refused here (`withdrawing`).
"""

from collections.abc import Callable
from typing import TypeVar

from signboard.agenda.state import (
    Agenda,
    BoardName,
    Cited,
    Commitment,
    Due,
    Filed,
    Item,
    Listed,
    Named,
    Rendered,
    Sought,
    Thing,
    Wording,
)

K = TypeVar("K")
V = TypeVar("V")


def strike(agenda: Agenda, thing: Thing, number: int) -> None:
    """Withdraw, by entry `number`, a thing on which nothing rests."""
    match thing:
        case BoardName() | Cited() | Sought() | Due() | Named():
            thing.withdrawn = number
        case Rendered():
            subject = agenda.quotable(thing.subject)
            assert subject is not None
            del subject.wordings[thing.language]
        case Filed():
            agenda.struck_documents[thing.fact.document] = agenda.documents.pop(thing.fact.document)
        case Commitment():
            agenda.struck[thing.id] = agenda.commitments.pop(thing.id)
            if thing.parent is not None:
                agenda.commitments[thing.parent].parts.remove(thing.id)
        case Listed():
            agenda.struck[thing.fact.list] = agenda.lists.pop(thing.fact.list)
            agenda.struck |= {name: agenda.items.pop(name) for name in thing.items}
            agenda.commitments[thing.fact.commitment].lists.remove(thing.fact.list)


def reinstate(agenda: Agenda, thing: Thing) -> None:
    """Put a thing that was struck back where it was, as if it had never been withdrawn."""
    match thing:
        case BoardName() | Cited() | Sought() | Due() | Named():
            thing.withdrawn = None
        case Rendered():
            subject = agenda.quotable(thing.subject)
            assert subject is not None
            subject.wordings[thing.language] = thing.wording
            _in_order(subject.wordings, _number)
        case Filed():
            agenda.documents[thing.fact.document] = agenda.struck_documents.pop(thing.fact.document)
            _in_order(agenda.documents, _number)
        case Commitment():
            _commitment(agenda, thing)
        case Listed():
            _listed(agenda, thing)


def _commitment(agenda: Agenda, made: Commitment) -> None:
    del agenda.struck[made.id]
    agenda.commitments[made.id] = made
    _in_order(agenda.commitments, _number)
    if made.parent is not None:
        parts = agenda.commitments[made.parent].parts
        parts.append(made.id)
        parts.sort(key=lambda part: agenda.commitments[part].number)


def _listed(agenda: Agenda, listed: Listed) -> None:
    name = listed.fact.list
    del agenda.struck[name]
    agenda.lists[name] = listed
    _in_order(agenda.lists, _number)
    lists = agenda.commitments[listed.fact.commitment].lists
    lists.append(name)
    lists.sort(key=lambda one: agenda.lists[one].number)
    for item in listed.items:
        found = agenda.struck.pop(item)
        assert isinstance(found, Item)
        agenda.items[item] = found
    _in_order(agenda.items, _number)  # a stable order: the items of one list stay as they are


def _number(thing: Filed | Commitment | Listed | Item | Wording) -> int:
    return thing.number


def _in_order(things: dict[K, V], key: Callable[[V], int]) -> None:
    """Bring a mapping into the order of entering again."""
    ordered = sorted(things.items(), key=lambda pair: key(pair[1]))
    things.clear()
    things.update(ordered)
