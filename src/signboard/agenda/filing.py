"""What was found in a document → the facts that filing it enters, their words sealed.

A repeat makes no commitment of its own, and neither does an achievement. A document in another
language is paired with one that was filed before, place by place; where the two differ in form,
nothing is guessed and the pairing is refused.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import cast

from signboard.agenda.state import Agenda
from signboard.finding import Candidate, Findings, Listing
from signboard.reading import Reading, read
from signboard.record.entries import (
    CommitmentMade,
    DocumentFiled,
    Fact,
    ListAnnounced,
    TranslationQuoted,
)
from signboard.record.pieces import Attachment, ListItem, Quoted
from signboard.record.sealing import Sealer
from signboard.terms import Interval, MediaType, Quote, Refusal


@dataclass(frozen=True, slots=True)
class Filing:
    """A document to be filed: what was found in it, its identifier, its bytes and its text; and
    what seals them and collects the blobs that are to lie beside the record."""

    findings: Findings
    document: str
    content: bytes
    text: str
    sealer: Sealer
    source: str | None = None

    def filed(self) -> DocumentFiled:
        """The entry that files the document itself. Raises `Refusal` for a title, a publisher or
        a source that can't be kept."""
        found, sealer = self.findings.document, self.sealer
        return DocumentFiled(
            document=self.document,
            digest=sealer.content(self.content),
            text=sealer.text(self.text),
            media_type=cast(MediaType, found.media_type),
            title=sealer.phrase(found.title or self.document),
            language=found.language,
            publisher=sealer.phrase(found.publisher) if found.publisher else None,
            published=_interval(found.published),
            announced=_interval(found.announced),
            source=sealer.address(self.source) if self.source else None,
            attachments=tuple(
                Attachment(sealer.phrase(one.name), sealer.phrase(one.size) if one.size else None)
                for one in found.attachments
            ),
        )

    def quoted(self, quote: Quote) -> Quoted:
        """Words of the document, sealed."""
        return Quoted(quote.start, quote.end, self.sealer.text(quote.text))


_ENDINGS: dict[MediaType, str] = {
    "text/plain": ".txt",
    "text/markdown": ".md",
    "text/html": ".html",
}


def reread(filed: DocumentFiled, content: bytes, text: str) -> Reading:
    """The reading of a filed document's bytes. Raises `Refusal` where it doesn't give the text
    that was filed with it, in which its quotes stand."""
    found = read(content, f"{filed.document}{_ENDINGS[filed.media_type]}")
    if found.text != text:
        raise Refusal(
            f'the text of document "{filed.document}" is not what its bytes are read as; '
            "file the document with: signboard file"
        )
    return found


def _interval(text: str | None) -> Interval | None:
    return None if text is None else Interval.parse(text)


def promising(findings: Findings) -> list[int]:
    """The candidates that filing makes commitments of, as indexes: no repeats, nothing done."""
    return [
        index
        for index, one in enumerate(findings.candidates)
        if not one.repeats and one.kind != "achievement"
    ]


def commitments(filing: Filing, accepted: Collection[int]) -> Iterator[Fact]:
    """The entries that make the accepted candidates commitments, parts after their wholes.

    Identifiers follow from the place in the document, whatever else is accepted: `d-03` is its
    third commitment, `d-03.1` the first part of that, `d-03-list` its list.
    """
    found = filing.findings
    names = _names(filing.document, found)
    for index, name in names.items():
        candidate = found.candidates[index]
        if index not in accepted or not (candidate.parent is None or candidate.parent in accepted):
            continue
        yield _made(filing, name, candidate, names)
        for key, listed in _lists(found, index, name):
            yield _announced(filing, key, name, listed)


def _names(document: str, found: Findings) -> dict[int, str]:
    places = promising(found)
    wholes = [index for index in places if found.candidates[index].parent is None]
    width = max(2, len(str(len(wholes))))
    names = {index: f"{document}-{place:0{width}}" for place, index in enumerate(wholes, start=1)}
    parts: dict[int, int] = {}
    for index in places:
        parent = found.candidates[index].parent
        if parent in names and parent is not None:
            parts[parent] = parts.get(parent, 0) + 1
            names[index] = f"{names[parent]}.{parts[parent]}"
    return dict(sorted(names.items()))


def _lists(found: Findings, index: int, name: str) -> Iterator[tuple[str, Listing]]:
    lists = [listed for listed in found.document.lists if listed.parent == index]
    for place, listed in enumerate(lists, start=1):
        yield f"{name}-list" if place == 1 else f"{name}-list{place}", listed


def _made(filing: Filing, name: str, candidate: Candidate, names: dict[int, str]) -> CommitmentMade:
    due = candidate.slots.due
    interval = _interval(due.norm) if due else None
    whole = candidate.parent is None
    return CommitmentMade(
        commitment=name,
        document=filing.document,
        quote=filing.quoted(candidate.quote),
        ordinal=int(name.rpartition("-")[2]) if whole else None,
        parent=None if candidate.parent is None else names[candidate.parent],
        heading=filing.quoted(candidate.heading) if candidate.heading else None,
        due=interval if due and not due.inherited else None,
        period=interval if due and due.inherited else None,
    )


def _announced(filing: Filing, name: str, commitment: str, listed: Listing) -> ListAnnounced:
    return ListAnnounced(
        list=name,
        commitment=commitment,
        document=filing.document,
        heading=filing.quoted(listed.heading),
        items=tuple(
            ListItem(f"{name}.{place}", filing.quoted(item.quote))
            for place, item in enumerate(listed.items, start=1)
        ),
    )


def translations(
    filing: Filing, agenda: Agenda, original: str, found: Findings
) -> Iterator[TranslationQuoted]:
    """The entries that quote a document's commitments from this one, its translation.

    `found` is what is found in the original. Raises `Refusal` where the two do not pair, place by
    place; what was not accepted of the original is passed over.
    """
    theirs, ours = list(_places(original, found)), list(_places(original, filing.findings))
    refused = f'"{filing.document}" is no translation of "{original}", place by place'
    for (name, form, _), (_, other, quote) in zip(theirs, ours, strict=False):
        if form != other:
            raise Refusal(
                f'{refused}: "{name}" is {form}, but here stands {other}: "{_short(quote.text)}"'
            )
    if len(theirs) != len(ours):
        raise Refusal(f"{refused}: {len(ours)} quotes were found in it, not {len(theirs)}")
    for name, _, quote in ours:
        if name in agenda.lists or agenda.subject(name) is not None:
            yield TranslationQuoted(
                subject=name, document=filing.document, quote=filing.quoted(quote)
            )


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"


def _places(document: str, found: Findings) -> Iterator[tuple[str, str, Quote]]:
    """Everything in a document that may be quoted: its identifier, its form and its words."""
    for index, name in _names(document, found).items():
        one = found.candidates[index]
        yield name, "a commitment" if one.parent is None else "a part", one.quote
        for key, listed in _lists(found, index, name):
            yield key, "a list", listed.heading
            for place, item in enumerate(listed.items, start=1):
                yield f"{key}.{place}", "an item of a list", item.quote
