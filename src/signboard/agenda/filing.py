"""What was found in a document → the facts that filing it enters.

A repeat makes no commitment of its own, and neither does an achievement. A document in another
language is paired with one that was filed before, place by place; where the two differ in form,
nothing is guessed and the pairing is refused.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import cast

from signboard.agenda.state import Agenda
from signboard.finding import Candidate, Findings, Listing
from signboard.reading import Reading, read
from signboard.record.entries import (
    Attachment,
    CommitmentMade,
    DocumentFiled,
    Fact,
    ListAnnounced,
    ListItem,
    MediaType,
    TranslationQuoted,
)
from signboard.terms import Interval, Quote, Refusal


@dataclass(frozen=True, slots=True)
class Filing:
    """A document to be filed: what was found in it, its identifier and its digests."""

    findings: Findings
    document: str
    digest: str
    text: str
    source: str | None = None

    def filed(self) -> DocumentFiled:
        """The entry that files the document itself."""
        found = self.findings.document
        return DocumentFiled(
            document=self.document,
            digest=self.digest,
            text=self.text,
            media_type=cast(MediaType, found.media_type),
            title=found.title or self.document,
            language=found.language,
            publisher=found.publisher,
            published=_interval(found.published),
            announced=_interval(found.announced),
            source=self.source,
            attachments=tuple(Attachment(one.name, one.size) for one in found.attachments),
        )


_ENDINGS: dict[MediaType, str] = {
    "text/plain": ".txt",
    "text/markdown": ".md",
    "text/html": ".html",
}


def reread(filed: DocumentFiled, content: bytes, text: bytes) -> Reading:
    """The reading of a filed document's bytes. Raises `Refusal` where it doesn't give the text
    that was filed with it, in which its quotes stand."""
    found = read(content, f"{filed.document}{_ENDINGS[filed.media_type]}")
    if found.text.encode("utf-8") != text:
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

    Identifiers follow from the document's: `d-03`, its part `d-03.1`, its list `d-03-list`.
    """
    found = filing.findings
    names = _names(filing.document, found.candidates, accepted)
    for index, name in names.items():
        candidate = found.candidates[index]
        yield _made(filing.document, name, candidate, names)
        lists = [listed for listed in found.document.lists if listed.parent == index]
        for place, listed in enumerate(lists, start=1):
            suffix = "-list" if place == 1 else f"-list{place}"
            yield _announced(filing.document, name + suffix, name, listed)


def _names(
    document: str, candidates: Sequence[Candidate], accepted: Collection[int]
) -> dict[int, str]:
    wholes = [index for index in sorted(accepted) if candidates[index].parent is None]
    width = max(2, len(str(len(wholes))))
    names = {index: f"{document}-{place:0{width}}" for place, index in enumerate(wholes, start=1)}
    parts: dict[int, int] = {}
    for index in sorted(accepted):
        parent = candidates[index].parent
        if parent in names and parent is not None:
            parts[parent] = parts.get(parent, 0) + 1
            names[index] = f"{names[parent]}.{parts[parent]}"
    return dict(sorted(names.items()))


def _made(document: str, name: str, candidate: Candidate, names: dict[int, str]) -> CommitmentMade:
    due = candidate.slots.due
    interval = _interval(due.norm) if due else None
    whole = candidate.parent is None
    return CommitmentMade(
        commitment=name,
        document=document,
        quote=candidate.quote,
        ordinal=int(name.rpartition("-")[2]) if whole else None,
        parent=None if candidate.parent is None else names[candidate.parent],
        heading=candidate.heading,
        due=interval if due and not due.inherited else None,
        period=interval if due and due.inherited else None,
    )


def _announced(document: str, name: str, commitment: str, listed: Listing) -> ListAnnounced:
    return ListAnnounced(
        list=name,
        commitment=commitment,
        document=document,
        heading=listed.heading,
        items=tuple(
            ListItem(f"{name}.{place}", item.quote)
            for place, item in enumerate(listed.items, start=1)
        ),
    )


def translations(filing: Filing, agenda: Agenda, original: str) -> Iterator[Fact]:
    """The entries that quote a document's commitments from this one, its translation.

    Raises `Refusal` where `original` was not filed or the two do not pair, place by place.
    """
    if original not in agenda.documents:
        raise Refusal(f'no document "{original}" stands in the record; file it first')
    theirs = _shape_filed(agenda, original)
    ours = _shape_found(filing)
    for (subject, form), (quote, found) in zip(theirs, ours, strict=False):
        if form != found:
            raise Refusal(
                f'"{filing.document}" is no translation of "{original}", place by place: '
                f'"{subject}" is {form}, but here stands {found}: "{_short(quote.text)}"'
            )
        yield TranslationQuoted(subject=subject, document=filing.document, quote=quote)
    if len(theirs) != len(ours):
        raise Refusal(
            f'"{filing.document}" is no translation of "{original}", place by place: '
            f"{len(ours)} quotes were found in it, not {len(theirs)}"
        )


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"


def _shape_filed(agenda: Agenda, document: str) -> list[tuple[str, str]]:
    """What was quoted from a document, each with its form, in the order of the document."""
    shape: list[tuple[str, str]] = []
    for one in agenda.commitments.values():
        if all(wording.document != document for wording in one.wordings.values()):
            continue
        shape.append((one.id, "a commitment" if one.parent is None else "a part"))
        for name in one.lists:
            shape.append((name, "a list"))
            shape.extend((item, "an item of a list") for item in agenda.lists[name].items)
    return shape


def _shape_found(filing: Filing) -> list[tuple[Quote, str]]:
    shape: list[tuple[Quote, str]] = []
    for index in promising(filing.findings):
        one = filing.findings.candidates[index]
        shape.append((one.quote, "a commitment" if one.parent is None else "a part"))
        for listed in filing.findings.document.lists:
            if listed.parent == index:
                shape.append((listed.heading, "a list"))
                shape.extend((item.quote, "an item of a list") for item in listed.items)
    return shape
