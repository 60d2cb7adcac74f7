"""The replay: entries decoded, admitted and folded anew, each held against what it rests on.

It shares the product's own rules, since it asks whether they were kept; that the entries are those
of the log is `log`'s to say. The bytes of what was withheld can't be held against anything.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from signboard.agenda import Agenda, admit, apply
from signboard.agenda.filing import reread
from signboard.auditor.entries import Bundle
from signboard.auditor.verdict import Difference, Verdict
from signboard.reading import Reading
from signboard.record.encoding import decode, is_canonical
from signboard.record.entries import DocumentFiled, Entry, quotes_in, sealed_in
from signboard.record.sealing import unseal
from signboard.terms import Refusal, Words

_ZONES: Final = timedelta(days=1)
"""The office's day may be one ahead of the day (UTC) of an entry's time."""


class Replay:
    """What the entries add up to. `blob` gives what was laid beside them, by its digest in
    hexadecimal, and None where it is withheld; that each is whole is `blobs`' to check."""

    def __init__(self, blob: Callable[[str], bytes | None], verdict: Verdict) -> None:
        self.agenda = Agenda()
        self.lines: list[bytes] = []
        self.words: dict[str, Words] = {}
        self._blob = blob
        self._verdict = verdict
        self._texts: dict[str, str | None] = {}
        self._last: datetime | None = None

    def feed(self, bundle: Bundle) -> None:
        """Replay a bundle's entries. Raises `Difference` for the first that can't stand."""
        for number, line in enumerate(bundle.entries, start=bundle.first):
            self._feed(number, line)

    def _feed(self, number: int, line: bytes) -> None:
        try:
            entry = decode(line)
            admit(self.agenda, entry.fact, entry.at.date() + _ZONES)
            self._check_rests(entry)
        except (Refusal, RecursionError, OverflowError) as refusal:
            raise Difference(f"entry {number} can't stand: {refusal}") from None
        if not is_canonical(line, entry):
            raise Difference(f"entry {number} is not in its canonical form")
        if self._last is not None and entry.at < self._last:
            raise Difference(f"entry {number} says that it is older than the one before it")
        self._last = entry.at
        apply(self.agenda, entry)
        self.lines.append(line)

    def _check_rests(self, entry: Entry) -> None:
        """What an entry rests on beside the log: its document's bytes and text, the text that its
        quotes stand in, its sealed words."""
        fact = entry.fact
        if isinstance(fact, DocumentFiled):
            content, own = self._beside(fact.digest), self._beside(fact.text)
            if fact.media_type != "text/html" and None not in {content, own} and content != own:
                raise Refusal("the text that was filed is not the document's own")
        for document, quote in quotes_in(fact):
            text = self._text(document)
            if text is None:
                continue
            if text[quote.start : quote.end] != quote.text:
                raise Refusal(f'"{quote.text[:60]}" does not stand there in document "{document}"')
            self._verdict.count("quotes")
        for name in sealed_in(fact):
            content = self._beside(name)
            if content is not None:
                self.words[name] = unseal(content)

    def _text(self, document: str) -> str | None:
        """A document's text, or None where it was withheld."""
        if document not in self._texts:
            content = self._beside(self.agenda.documents[document].fact.text)
            try:
                self._texts[document] = None if content is None else content.decode("utf-8")
            except UnicodeDecodeError:
                raise Refusal(f'the text of document "{document}" is not UTF-8') from None
        return self._texts[document]

    def readings(self) -> dict[str, Reading]:
        """The readings of the documents whose bytes were not withheld."""
        found = {}
        for name, filed in self.agenda.documents.items():
            content, text = self._beside(filed.fact.digest), self._beside(filed.fact.text)
            if content is not None and text is not None:
                try:
                    found[name] = reread(filed.fact, content, text)
                except Refusal as refusal:
                    raise Difference(f"entry {filed.number} can't stand: {refusal}") from None
        return found

    def _beside(self, name: str) -> bytes | None:
        return self._blob(name.removeprefix("sha256:"))
