"""The replay: entries decoded, admitted and folded anew, each held against what it rests on.

It shares the product's own rules, since it asks whether they were kept; that the entries are those
of the log is `log`'s to say. The bytes of what was withheld can't be held against anything.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final, NamedTuple, TypeVar

import signboard
from signboard.agenda import Agenda, admit, apply
from signboard.agenda.filing import reread
from signboard.auditor.entries import Bundle
from signboard.auditor.forms import form
from signboard.auditor.verdict import Difference, Verdict
from signboard.reading import Reading
from signboard.record.encoding import decode, is_canonical
from signboard.record.entries import KINDS, DocumentFiled, Entry, EvidenceCited, WordsWithheld
from signboard.record.holding import quotes_in, sealed_in
from signboard.record.pieces import Quoted
from signboard.record.sealing import unseal_bytes, unseal_text, unseal_words
from signboard.terms import Refusal, host

T = TypeVar("T")

_HELD: Final = 10_000
"""Bytes of the largest blob that is held once it was opened."""

_ZONES: Final = timedelta(days=1)
"""The office's day may be one ahead of the day (UTC) of an entry's time."""


class Gone(KeyError):
    """A blob that lies there no longer."""


class Opened(dict[str, T]):
    """What is sealed, by its digest, opened when it is first asked for, and held then unless it is
    large. Raises `Gone` for what was withheld, `Refusal` where something else was sealed."""

    def __init__(self, blob: Callable[[str], bytes | None], unseal: Callable[[bytes], T]) -> None:
        super().__init__()
        self._blob, self._unseal = blob, unseal

    def __missing__(self, name: str) -> T:
        content = self._blob(name.removeprefix("sha256:"))
        if content is None:
            raise Gone(name)
        opened = self._unseal(content)
        if len(content) <= _HELD:
            self[name] = opened
        return opened


class _Readings(dict[str, Reading]):
    """The readings of the documents whose bytes lie there. Raises `Gone` for the others."""

    def __missing__(self, name: str) -> Reading:
        raise Gone(name)


_FIELD: Final = "not an entry: Object contains unknown field"


class Unknown(NamedTuple):
    """An entry that this version doesn't know: what to say of it where another version made the
    board, and where this one did."""

    said: str
    difference: Difference


class Replay:
    """What the entries add up to. `blob` gives what was laid beside them, by its digest in
    hexadecimal, and None where it is withheld; that each is whole is `blobs`' to check.

    It ends at the first `unknown` entry; of all that follow only the form is checked.
    """

    def __init__(self, blob: Callable[[str], bytes | None], verdict: Verdict) -> None:
        self.agenda = Agenda()
        self.lines: list[bytes] = []
        self.unknown: Unknown | None = None
        self.words = Opened(blob, unseal_words)
        self.texts = Opened(blob, unseal_text)
        self._bytes = Opened(blob, unseal_bytes)
        self._verdict = verdict
        self._read: dict[str, str | None] = {}
        self._last: datetime | None = None

    def feed(self, bundle: Bundle) -> None:
        """Replay a bundle's entries. Raises `Difference` for the first that can't stand."""
        for number, line in enumerate(bundle.entries, start=bundle.first):
            self._feed(number, line)

    def judge(self, version: str) -> None:
        """Say at which entry the replay ended, where another version made the board. Raises
        `Difference` where it was this one, which makes no such entry."""
        if self.unknown is None:
            return
        if version == signboard.__version__:
            raise self.unknown.difference
        self._verdict.partial = True
        self._verdict.unchecked.append(f"{self.unknown.said}; verify with version {version[:40]}")

    def _feed(self, number: int, line: bytes) -> None:
        if self.unknown is None:
            try:
                entry = decode(line)
            except (Refusal, RecursionError) as refusal:
                self.unknown = _unknown(number, line, str(refusal))
            else:
                self._admit(number, line, entry)
                return
        try:
            self._follow(number, form(line).at)
        except Refusal as refusal:
            raise Difference(f"entry {number} can't stand: {refusal}") from None

    def _admit(self, number: int, line: bytes, entry: Entry) -> None:
        try:
            admit(self.agenda, entry.fact, entry.at.date() + _ZONES)
            self._check_rests(entry)
        except (Refusal, RecursionError, OverflowError) as refusal:
            raise Difference(f"entry {number} can't stand: {refusal}") from None
        if not is_canonical(line, entry):
            raise Difference(f"entry {number} is not in its canonical form")
        self._follow(number, entry.at)
        apply(self.agenda, entry)
        self.lines.append(line)

    def _follow(self, number: int, at: datetime) -> None:
        if self._last is not None and at < self._last:
            raise Difference(f"entry {number} says that it is older than the one before it")
        self._last = at

    def _check_rests(self, entry: Entry) -> None:
        """What an entry rests on beside the log: its document's bytes and text, the text that its
        quotes stand in, its sealed words."""
        fact = entry.fact
        if isinstance(fact, DocumentFiled):
            content, text = _held(self._bytes, fact.digest), _held(self.texts, fact.text)
            there = content is not None and text is not None and text.encode("utf-8")
            if fact.media_type != "text/html" and there not in {False, content}:
                raise Refusal("the text that was filed is not the document's own")
        if isinstance(fact, EvidenceCited):
            address = _held(self.texts, fact.url)
            if address is not None and host(address) != fact.host:
                raise Refusal(f"{fact.host} is not the site that its address leads to")
        if isinstance(fact, WordsWithheld):
            held = set(sealed_in(decode(self.lines[fact.entry]).fact))
            if not held.issuperset(fact.words):
                raise Refusal(f"entry {fact.entry} does not seal all that is withheld of it")
        for document, quote in quotes_in(fact):
            self._check_quote(document, quote)

    def _check_quote(self, document: str, quote: Quoted) -> None:
        text, words = self._text(document), _held(self.texts, quote.words)
        if text is None or words is None:
            self._verdict.count("quotes withheld")
            return
        if text[quote.start : quote.end] != words:
            raise Refusal(f'"{words[:60]}" does not stand there in document "{document}"')
        self._verdict.count("quotes")

    def _text(self, document: str) -> str | None:
        """A document's text, or None where it was withheld."""
        if document not in self._read:
            self._read[document] = _held(self.texts, self.agenda.documents[document].fact.text)
        return self._read[document]

    def readings(self) -> dict[str, Reading]:
        """The readings of the documents whose bytes were not withheld."""
        found = _Readings()
        for name, filed in self.agenda.documents.items():
            content, text = _held(self._bytes, filed.fact.digest), self._text(name)
            if content is not None and text is not None:
                try:
                    found[name] = reread(filed.fact, content, text)
                except Refusal as refusal:
                    raise Difference(f"entry {filed.number} can't stand: {refusal}") from None
        return found


def _unknown(number: int, line: bytes, refused: str) -> Unknown:
    """Raises `Difference` where an entry can't be read for another reason than that its kind, or
    one of its fields, is of another version."""
    difference = Difference(f"entry {number} can't stand: {refused}")
    try:
        kind = form(line).kind
    except Refusal:
        raise difference from None
    if kind not in KINDS:
        what = f"is of a kind, {kind[:40]}, that"
    elif refused.startswith(_FIELD):
        what = f"has a field, as {kind}, that"
    else:
        raise difference
    return Unknown(f"entry {number} {what} this version doesn't know", difference)


def _held(opened: Opened[T], name: str) -> T | None:
    try:
        return opened[name]
    except Gone:
        return None
