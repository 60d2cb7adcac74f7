"""The board: what the record adds up to, as the pages of a static site in Korean and English.

Values in, (path, bytes) out: no clock, no disk, no network; the same material always makes the
same bytes. The board judges nothing and adds nothing. It shows what the agenda holds, with its
sources, its age, its contradictions and its withdrawals.
"""

from collections.abc import Iterator
from itertools import chain

from signboard.board.document import documents
from signboard.board.edition import edition
from signboard.board.front import front
from signboard.board.ledger import ledger, lines
from signboard.board.listing import listings
from signboard.board.material import Material
from signboard.board.press import press
from signboard.board.rows import Rows
from signboard.board.scale import scale
from signboard.board.speech import LANGUAGES, speech
from signboard.board.statement import statements
from signboard.board.survey import survey
from signboard.board.wall import wall

__all__ = ["Material", "pages", "sections"]

SECTION = 100
"""So many commitments' pages are one section."""


def pages(material: Material) -> Iterator[tuple[str, bytes]]:
    """Every page and file of the site, by its path below the root."""
    return chain.from_iterable(sections(material))


def sections(material: Material) -> list[Iterator[tuple[str, bytes]]]:
    """The pages in sections of which none needs another, so that they can be printed apart."""
    common = survey(material)
    written = lines(common)
    editions = [edition(common, speech(language)) for language in LANGUAGES]
    made = [front(editions)]
    printings = []
    for one in editions:
        printing = press(one)
        hung = Rows(one)
        printings.append((printing, hung))
        made += [wall(printing, hung), listings(printing), documents(printing)]
        made += [scale(printing), ledger(printing, written)]
    for start in range(0, len(common.whole), SECTION):  # in all languages: they share facts
        slices = [statements(*each, start, start + SECTION) for each in printings]
        made.append(chain.from_iterable(slices))
    return made
