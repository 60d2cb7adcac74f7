"""A quote between the words that stand around it in its document."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from signboard.agenda import Commitment
from signboard.agenda.state import Wording
from signboard.board import addresses, labels
from signboard.board.edition import Edition
from signboard.board.survey import View
from signboard.board.wording import short
from signboard.reading import Block


def ordered(one: Commitment, edition: Edition) -> list[Wording]:
    """The wording in the page's language first."""
    own, _ = edition.quote(one.wordings)
    return [own, *(wording for wording in one.wordings.values() if wording is not own)]


def quotation(one: Commitment, wording: Wording, edition: Edition) -> View:
    """A quote between the words that stand around it in its document."""
    material = edition.survey.material
    filed = material.agenda.documents[wording.document].fact
    quote, title = edition.text(wording.quote.words), edition.text(filed.title)
    view: View = {
        "document": title.words,
        "document_lang": edition.lang(title, filed.language),
        "href": edition.place(wording.document, one.id),
        "lang": filed.language,
        "language": labels.language(filed.language, edition.speech),
        "quote": quote.words,
        "quote_lang": "" if quote.gone is None else edition.speech.language,
        "gone": edition.gone(quote, title),
        "entry": addresses.entry(wording.number),
        "number": wording.number,
    }
    reading = material.readings.get(wording.document)
    if reading is None:
        return view
    blocks = reading.blocks
    start, end = wording.quote.start, wording.quote.end
    first = max(0, bisect_right(blocks, start, key=_start) - 1)
    last = bisect_left(blocks, end, key=_start) - 1
    if blocks and first <= last and start < blocks[first].end:
        view["before"] = reading.text[blocks[first].start : start]
        view["after"] = reading.text[end : blocks[last].end]
        view["above"] = _neighbour(reading.text, blocks, first - 1)
        view["below"] = _neighbour(reading.text, blocks, last + 1)
        marker = blocks[first].marker
        view["marker"] = marker.text if marker is not None else ""
    return view


def _start(block: Block) -> int:
    return block.start


def _neighbour(text: str, blocks: Sequence[Block], index: int) -> View:
    if not 0 <= index < len(blocks):
        return {}
    block = blocks[index]
    marker = block.marker.text if block.marker is not None else ""
    return {"marker": marker, "text": short(text[block.start : block.end], 140)}
