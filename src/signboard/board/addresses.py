"""Where each thing stands on the site: addresses below a language's root, no slash before."""

from typing import Final

from signboard.agenda import Agenda

ENTRIES: Final = 256
"""So many entries of the record stand on a page."""

ROWS: Final = 100
"""So many commitments stand on a page of the wall."""


def commitment(identifier: str) -> str:
    return f"commitments/{identifier}/"


def document(identifier: str) -> str:
    return f"documents/{identifier}/"


def quoted(identifier: str, subject: str) -> str:
    """The words of a subject in a document."""
    return f"documents/{identifier}/#q-{subject}"


def entry(number: int) -> str:
    return f"record/{number // ENTRIES}/#e{number}"


def part(agenda: Agenda, identifier: str) -> str:
    """The anchor of a part on its parent's page."""
    parent = agenda.commitments[identifier].parent
    assert parent is not None
    return f"part-{agenda.commitments[parent].parts.index(identifier) + 1}"


def subject(agenda: Agenda, identifier: str) -> str:
    """Where a commitment, a part, a list or an item of one is shown."""
    one = agenda.commitments.get(identifier)
    if one is not None:
        if one.parent is None:
            return commitment(identifier)
        return f"{commitment(one.parent)}#{part(agenda, identifier)}"
    item = agenda.items.get(identifier)
    if item is not None:
        return f"lists/{item.listed}/#item-{identifier}"
    return f"lists/{identifier}/"
