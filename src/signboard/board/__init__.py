"""The board: what the record adds up to, as the pages of a static site in Korean and English.

Values in, (path, bytes) out: no clock, no disk, no network; the same material always makes the
same bytes. The board judges nothing and adds nothing. It shows what the agenda holds, with its
sources, its age, its contradictions and its withdrawals.
"""

from collections.abc import Iterator

from signboard.board.document import documents
from signboard.board.edition import edition
from signboard.board.front import front
from signboard.board.ledger import ledger, lines
from signboard.board.listing import listings
from signboard.board.material import Material
from signboard.board.press import press
from signboard.board.rows import drawings, rows
from signboard.board.scale import scale
from signboard.board.speech import LANGUAGES, speech
from signboard.board.statement import statements
from signboard.board.survey import survey
from signboard.board.wall import wall

__all__ = ["Material", "pages"]


def pages(material: Material) -> Iterator[tuple[str, bytes]]:
    """Every page and file of the site, by its path below the root."""
    common = survey(material)
    written, drawn = lines(common), drawings(common)
    editions = [edition(common, speech(language)) for language in LANGUAGES]
    for one in editions:
        printing = press(one)
        hung = rows(one, drawn)
        yield from wall(printing, hung)
        yield from statements(printing, hung)
        yield from listings(printing)
        yield from documents(printing)
        yield scale(printing)
        yield from ledger(printing, written)
    yield from front(editions)
