"""Where each thing stands on the site: addresses below a language's root, no slash before.

They are marked as safe for a template: an identifier holds nothing that would have to be escaped
(its type says so), and every slash escaped all the same would make the pages a fifth longer.
"""

from html import escape
from typing import Final

from minijinja import safe

from signboard.agenda import Agenda
from signboard.board.wording import Text

ENTRIES: Final = 256
"""So many entries of the record stand on a page."""

ROWS: Final = 100
"""So many commitments stand on a page of the wall."""


def outside(url: Text) -> str:
    """An address on somebody else's site, escaped; nothing where it was withheld."""
    return "" if url.gone is not None else safe(escape(url.words))


def shown(host: str) -> str:
    """A site as it is named beside what it said."""
    return host.removeprefix("www.")


def commitment(identifier: str) -> str:
    return safe(f"commitments/{identifier}/")


def document(identifier: str) -> str:
    return safe(f"documents/{identifier}/")


def quoted(identifier: str, subject: str) -> str:
    """The words of a subject in a document."""
    return safe(f"documents/{identifier}/#q-{subject}")


def entry(number: int) -> str:
    return safe(f"record/{number // ENTRIES}/#e{number}")


def part(agenda: Agenda, identifier: str) -> str:
    """The anchor of a part on its parent's page."""
    parent = agenda.commitments[identifier].parent
    assert parent is not None
    return safe(f"part-{agenda.commitments[parent].parts.index(identifier) + 1}")


def subject(agenda: Agenda, identifier: str) -> str:
    """Where a commitment, a part, a list or an item of one is shown."""
    one = agenda.commitments.get(identifier)
    if one is not None:
        if one.parent is None:
            return commitment(identifier)
        return safe(f"{commitment(one.parent)}#{part(agenda, identifier)}")
    item = agenda.items.get(identifier)
    if item is not None:
        return safe(f"lists/{item.listed}/#item-{identifier}")
    return safe(f"lists/{identifier}/")
