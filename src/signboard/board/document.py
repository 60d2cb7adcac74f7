"""A document as it was filed: its blocks in their order, with the words that became commitments
marked where they stand. Nothing of it is left out, shortened or mended."""

from collections.abc import Iterator, Sequence
from itertools import chain, groupby, pairwise
from typing import NamedTuple

from signboard.agenda import Agenda
from signboard.agenda.state import Filed
from signboard.board import addresses, dates, labels
from signboard.board.edition import Edition
from signboard.board.press import Page, Press
from signboard.board.survey import View
from signboard.board.wording import Text
from signboard.reading import Block, Reading
from signboard.record.pieces import Attachment, Quoted


class Marked(NamedTuple):
    """Words of a document that the record quotes, and what they became."""

    start: int
    end: int
    subject: str


def documents(press: Press) -> Iterator[Page]:
    """The list of documents, and the page of each."""
    agenda = press.edition.survey.material.agenda
    title = press.edition.speech.say("Documents")
    filed = [_metadata(one, press.edition) for one in agenda.documents.values()]
    yield press.page("documents/", "documents.html", title, documents=filed)
    marks = quotes(agenda)
    for identifier, one in agenda.documents.items():
        yield _page(press, one, sorted(marks.get(identifier, ())))


def _page(press: Press, filed: Filed, marks: Sequence[Marked]) -> Page:
    edition = press.edition
    fact, title = filed.fact, edition.text(filed.fact.title).words
    reading = edition.survey.material.readings.get(fact.document)
    blocks = _grouped(reading, marks, edition, title) if reading is not None else []
    return press.page(
        addresses.document(fact.document),
        "document.html",
        title,
        document=_metadata(filed, edition),
        groups=blocks,
        missing=edition.gone(edition.text(fact.text)) if reading is None else [],
        marks=len(marks),
    )


def quotes(agenda: Agenda) -> dict[str, list[Marked]]:
    """By document: everything that the record quotes from it."""
    found: dict[str, list[Marked]] = {}

    def add(document: str, quote: Quoted, subject: str) -> None:
        found.setdefault(document, []).append(Marked(quote.start, quote.end, subject))

    for subjects in (agenda.commitments.values(), agenda.items.values()):
        for subject in subjects:
            for wording in subject.wordings.values():
                add(wording.document, wording.quote, subject.id)
    for identifier, listed in agenda.lists.items():
        for heading in listed.wordings.values():
            add(heading.document, heading.quote, identifier)
    return found


def _metadata(filed: Filed, edition: Edition) -> View:
    fact, speech = filed.fact, edition.speech
    title = edition.text(fact.title)
    publisher = edition.text(fact.publisher) if fact.publisher else Text("")
    source = edition.text(fact.source) if fact.source else Text("")
    files = [_attachment(one, edition) for one in fact.attachments]
    return {
        "title": title.words,
        "title_lang": edition.lang(title, fact.language),
        "href": addresses.document(fact.document),
        "lang": fact.language,
        "language": labels.language(fact.language, speech),
        "publisher": publisher.words,
        "publisher_lang": edition.lang(publisher, fact.language),
        "published": dates.interval(fact.published, speech) if fact.published else "",
        "announced": dates.interval(fact.announced, speech) if fact.announced else "",
        "source": addresses.outside(source),
        "source_words": source.words,
        "attachments": [{"name": name.words, "size": size.words} for name, size in files],
        "gone": edition.gone(title, publisher, source, *chain.from_iterable(files)),
        "digest": fact.digest,
        "text": fact.text,
        "media_type": fact.media_type,
        "number": filed.number,
        "entry": addresses.entry(filed.number),
    }


def _attachment(one: Attachment, edition: Edition) -> tuple[Text, Text]:
    return edition.text(one.name), edition.text(one.size) if one.size else Text("")


def _grouped(reading: Reading, marks: Sequence[Marked], edition: Edition, title: str) -> list[View]:
    """Blocks in runs of a kind, so that items next to each other become one list.

    A first heading that is the title stands above the page already.
    """
    blocks = reading.blocks
    if blocks and blocks[0].kind == "heading" and _words(reading, blocks[0]) == title:
        blocks = blocks[1:]
    shown = [_block(block, reading, within, edition) for block, within in _within(blocks, marks)]
    runs = groupby(shown, key=lambda view: "item" if view["kind"] == "item" else view["at"])
    return [{"kind": views[0]["kind"], "blocks": views} for _, run in runs if (views := list(run))]


def _within(
    blocks: Sequence[Block], marks: Sequence[Marked]
) -> Iterator[tuple[Block, list[Marked]]]:
    """Each block with the quotes that touch it; both come in the order of the text."""
    touching: list[Marked] = []
    coming = 0
    for block in blocks:
        while coming < len(marks) and marks[coming].start < block.end:
            touching.append(marks[coming])
            coming += 1
        touching = [mark for mark in touching if mark.end > block.start]
        yield block, touching


def _words(reading: Reading, block: Block) -> str:
    return reading.text[block.start : block.end]


def _block(block: Block, reading: Reading, marks: Sequence[Marked], edition: Edition) -> View:
    return {
        "at": block.start,
        "kind": block.kind,
        "level": min(6, max(2, block.depth)) if block.kind == "heading" else min(3, block.depth),
        "marker": block.marker.text if block.marker is not None else "",
        "pieces": [
            _piece(reading.text, piece, marks, edition)
            for piece in _pieces(block.start, block.end, marks)
        ],
    }


def _pieces(start: int, end: int, marks: Sequence[Marked]) -> list[tuple[int, int]]:
    """A block cut where a quote begins or ends."""
    cuts = {start, end}
    for mark in marks:
        cuts.update(at for at in (mark.start, mark.end) if start < at < end)
    ordered = sorted(cuts)
    return list(pairwise(ordered))


def _piece(text: str, piece: tuple[int, int], marks: Sequence[Marked], edition: Edition) -> View:
    """Words of one block: plain, or linked to the innermost thing that they became.

    Every quote that begins here leaves its anchor.
    """
    start, end = piece
    view: View = {"text": text[start:end]}
    around = [mark for mark in marks if mark.start <= start and end <= mark.end]
    if around:
        inner = min(around, key=lambda mark: (mark.end - mark.start, mark.subject))
        view["href"] = addresses.subject(edition.survey.material.agenda, inner.subject)
        view["anchors"] = [f"q-{mark.subject}" for mark in around if mark.start == start]
    return view
