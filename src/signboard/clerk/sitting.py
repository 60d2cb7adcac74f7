"""A visit to the clerk: facts admitted and appended, all of them or none."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import msgspec

from signboard import settings
from signboard.agenda import Agenda, admit, apply
from signboard.agenda.filing import reread
from signboard.agenda.state import Filed
from signboard.clerk.loading import load, opened
from signboard.clerk.opening import beside
from signboard.reading import Reading
from signboard.record.encoding import decode, encode
from signboard.record.entries import (
    DocumentFiled,
    Entry,
    EntryWithdrawn,
    EvidenceCited,
    Fact,
    WordsWithheld,
)
from signboard.record.holding import quotes_in, sealed_in
from signboard.record.pieces import Quoted
from signboard.record.sealing import unseal_bytes, unseal_text
from signboard.store import Head, Tables
from signboard.store.appending import append
from signboard.terms import Refusal, Url, host


class Sitting:
    """A record opened to be added to. After a refusal it is over, and nothing was written."""

    def __init__(self, store: Tables, office: str) -> None:
        self._store = store
        self._office = office
        self._loaded = load(store)
        self._texts: dict[str, str] = {}

    @property
    def agenda(self) -> Agenda:
        """What the record adds up to so far."""
        return self._loaded.agenda

    def fact(self, number: int) -> Fact:
        """What an entry of the record says."""
        return decode(self._loaded.lines[number]).fact

    def enter(self, facts: Iterable[tuple[str, Fact]], blobs: Mapping[str, bytes]) -> Head:
        """Admit and append facts, each with the place that it came from, for the refusal.

        Raises `Refusal` for the first that is not admitted.
        """
        now = datetime.now(UTC).replace(microsecond=0)
        at = max(now, self._loaded.last or now)  # the record's time never goes backwards
        lines = []
        for where, fact in facts:
            try:
                self.check(fact, blobs)
                entry = Entry(at, self._office, fact)
                lines.append(encode(entry))
            except Refusal as refusal:
                raise Refusal(f"{where}: {refusal}" if where else str(refusal)) from None
            apply(self.agenda, entry)
            self._loaded.lines.append(lines[-1])
        head = append(self._store, self._loaded.frontier, lines, blobs)
        self._loaded.last = at
        return head

    def check(self, fact: Fact, blobs: Mapping[str, bytes]) -> None:
        """Raise `Refusal` where a fact that rests on `blobs` can't be entered now."""
        admit(self.agenda, fact, date.today())  # noqa: DTZ011 - the office's calendar
        for name in sealed_in(fact):
            self._beside(name, blobs)
        if isinstance(fact, DocumentFiled):
            self._check_document(fact, blobs)
        if isinstance(fact, EvidenceCited) and fact.host != host(self._address(fact.url, blobs)):
            raise Refusal(f"{fact.host} is not the site that the address of the source leads to")
        if isinstance(fact, WordsWithheld):
            self._check_sealed(fact)
        if isinstance(fact, EntryWithdrawn):
            self._check_reinstated(fact)
        for document, quote in quotes_in(fact):
            self._check_quote(document, quote, blobs)

    def _check_document(self, fact: DocumentFiled, blobs: Mapping[str, bytes]) -> None:
        content = unseal_bytes(self._beside(fact.digest, blobs))
        reread(fact, content, unseal_text(self._beside(fact.text, blobs)))
        if fact.source is not None:
            self._address(fact.source, blobs)
        self._check_new(content, blobs)

    def _check_new(self, content: bytes, blobs: Mapping[str, bytes]) -> None:
        for filed in self.agenda.documents.values():
            other = filed.fact.digest
            if other in self.agenda.withheld:
                continue
            if unseal_bytes(self._beside(other, blobs)) == content:
                raise Refusal(
                    f'these bytes were filed already, as document "{filed.fact.document}" '
                    f"in entry {filed.number}"
                )

    def _check_reinstated(self, fact: EntryWithdrawn) -> None:
        """Whether a document that comes back was filed again meanwhile, under another name."""
        agenda = self.agenda
        filed = agenda.made.get(agenda.strikes.get(fact.entry, agenda.size))
        if isinstance(filed, Filed) and filed.fact.digest not in agenda.withheld:
            self._check_new(unseal_bytes(self._beside(filed.fact.digest, {})), {})

    def _address(self, name: str, blobs: Mapping[str, bytes]) -> str:
        url = unseal_text(self._beside(name, blobs))
        try:
            return msgspec.convert(url, Url)
        except msgspec.ValidationError:
            raise Refusal(
                "what is sealed as an address is none; write one that begins with https://"
            ) from None

    def _check_quote(self, document: str, quote: Quoted, blobs: Mapping[str, bytes]) -> None:
        words = unseal_text(self._beside(quote.words, blobs))
        if self._text(document, blobs)[quote.start : quote.end] != words:
            raise Refusal(
                f'"{words[:60]}" does not stand at {quote.start} to {quote.end} of '
                f'document "{document}"; copy it from: signboard read --json'
            )

    def _check_sealed(self, fact: WordsWithheld) -> None:
        """Whether the words to be withheld are sealed in the entry that is said to seal them."""
        held = set(sealed_in(decode(self._loaded.lines[fact.entry]).fact))
        for name in fact.words:
            if name not in held:
                raise Refusal(
                    f"entry {fact.entry} does not seal {name}; copy the digest from the entry as "
                    "it was written"
                )

    def _text(self, document: str, blobs: Mapping[str, bytes]) -> str:
        if document not in self._texts:
            text = self._beside(self.agenda.documents[document].fact.text, blobs)
            self._texts[document] = unseal_text(text)
        return self._texts[document]

    def text(self, name: str) -> str | None:
        """A sealed text, or None where it was withheld."""
        return None if name in self.agenda.withheld else unseal_text(self._beside(name, {}))

    def reading(self, document: str) -> Reading:
        """The reading of a filed document. Raises `Refusal` where there is none, or no more."""
        filed = self.agenda.documents.get(document)
        if filed is None:
            raise Refusal(f'no document "{document}" stands in the record; file it first')
        fact = filed.fact
        if fact.text in self.agenda.withheld:
            number = self.agenda.withheld[fact.text].number
            raise Refusal(f'document "{document}" was withheld, by entry {number}')
        content = unseal_bytes(self._beside(fact.digest, {}))
        return reread(fact, content, unseal_text(self._beside(fact.text, {})))

    def _beside(self, name: str, blobs: Mapping[str, bytes]) -> bytes:
        return beside(name, blobs.get(name) or self._store.blob(name))


@contextmanager
def sitting(folder: Path) -> Iterator[Sitting]:
    """Open the record of a board to enter something, as the office of its settings."""
    office = settings.read(folder).office
    with opened(folder) as store:
        yield Sitting(store, office)
