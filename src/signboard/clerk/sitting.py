"""A visit to the clerk: facts admitted and appended, all of them or none."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

from signboard import settings
from signboard.agenda import Agenda, admit, apply
from signboard.agenda.filing import reread
from signboard.clerk.loading import load, opened
from signboard.reading import Reading
from signboard.record.encoding import encode
from signboard.record.entries import DocumentFiled, Entry, Fact, quotes_in
from signboard.record.sealing import intact
from signboard.store import Head, Tables
from signboard.store.appending import append
from signboard.terms import Refusal


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

    def enter(self, facts: Iterable[tuple[str, Fact]], blobs: Mapping[str, bytes]) -> Head:
        """Admit and append facts, each with the place that it came from, for the refusal.

        Raises `Refusal` for the first that is not admitted.
        """
        now = datetime.now(UTC).replace(microsecond=0)
        at = max(now, self._loaded.last or now)  # the record's time never goes backwards
        lines = []
        for where, fact in facts:
            try:
                admit(self.agenda, fact, date.today())  # noqa: DTZ011 - the office's calendar
                self._check_rests(fact, blobs)
                entry = Entry(at, self._office, fact)
                lines.append(encode(entry))
            except Refusal as refusal:
                raise Refusal(f"{where}: {refusal}" if where else str(refusal)) from None
            apply(self.agenda, entry)
        head = append(self._store, self._loaded.frontier, lines, blobs)
        self._loaded.last = at
        return head

    def _check_rests(self, fact: Fact, blobs: Mapping[str, bytes]) -> None:
        if isinstance(fact, DocumentFiled):
            reread(fact, self._beside(fact.digest, blobs), self._beside(fact.text, blobs))
        for document, quote in quotes_in(fact):
            if self._text(document, blobs)[quote.start : quote.end] != quote.text:
                raise Refusal(
                    f'"{quote.text[:60]}" does not stand at {quote.start} to {quote.end} of '
                    f'document "{document}"; copy it from: signboard read --json'
                )

    def _text(self, document: str, blobs: Mapping[str, bytes]) -> str:
        if document not in self._texts:
            text = self._beside(self.agenda.documents[document].fact.text, blobs)
            self._texts[document] = text.decode("utf-8")
        return self._texts[document]

    def reading(self, document: str) -> Reading:
        """The reading of a filed document. Raises `Refusal` where there is none."""
        filed = self.agenda.documents.get(document)
        if filed is None:
            raise Refusal(f'no document "{document}" stands in the record; file it first')
        fact = filed.fact
        return reread(fact, self._beside(fact.digest, {}), self._beside(fact.text, {}))

    def _beside(self, name: str, blobs: Mapping[str, bytes]) -> bytes:
        content = blobs.get(name) or self._store.blob(name)
        if content is None:
            raise Refusal(f"nothing lies beside the record as {name}; use: signboard file")
        return intact(name, content)


@contextmanager
def sitting(folder: Path) -> Iterator[Sitting]:
    """Open the record of a board to enter something, as the office of its settings."""
    office = settings.read(folder).office
    with opened(folder) as store:
        yield Sitting(store, office)
