"""A full audit of a record: everything that can be worked out again is, and the first difference
is named.

The auditor only reads. It trusts nothing that was kept but the entries' bytes: leaf hashes, roots,
admissions, quotes and digests are all worked out anew.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from signboard import settings, store
from signboard.agenda import Agenda, admit, apply
from signboard.record.encoding import decode, is_canonical
from signboard.record.entries import DocumentFiled, Entry, quotes_in, sealed_in
from signboard.record.notes import Checkpoint, Note
from signboard.record.sealing import digest, unseal
from signboard.record.tree import Frontier, leaf
from signboard.store import Row, Store, site
from signboard.terms import Refusal

_ZONES = timedelta(days=1)
"""The office's day may be one ahead of the day (UTC) of an entry's time."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an audit found: the record's size and root (hex), how much was checked, and what
    differs, if anything: a sentence that names the first difference.

    `published` is the size of the record that the published site was made of, if there is one.
    """

    size: int
    root: str
    quotes: int
    blobs: int
    published: int | None
    difference: str | None


class _Difference(Exception):
    pass


@dataclass(slots=True)
class _Audit:
    record: Store
    agenda: Agenda = field(default_factory=Agenda)
    frontier: Frontier = field(default_factory=Frontier)
    roots: dict[int, str] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    blobs: set[str] = field(default_factory=set)
    last: datetime | None = None
    quotes: int = 0
    published: int | None = None


def verify(folder: Path) -> Verdict:
    """Audit the record of a board, and the root that its published site shows.

    Raises `Refusal` only where there is no record that could be audited.
    """
    with store.opened(folder, settings.read(folder).database) as record:
        audit = _Audit(record)
        difference = None
        try:
            with record.snapshot():
                _check_blobs(audit)
                _check_entries(audit)
            _check_site(audit, folder)
        except _Difference as found:
            difference = str(found)
        return Verdict(
            size=audit.frontier.size,
            root=audit.frontier.root().hex(),
            quotes=audit.quotes,
            blobs=len(audit.blobs),
            published=audit.published,
            difference=difference,
        )


def _check_blobs(audit: _Audit) -> None:
    for name, content in audit.record.blobs():
        if digest(content) != name:
            raise _Difference(f"what lies beside the record as {name} is not what was laid there")
        audit.blobs.add(name)


def _check_entries(audit: _Audit) -> None:
    kept = {head.size: head.root for head in audit.record.heads()}
    audit.roots[0] = audit.frontier.root().hex()
    for row in audit.record.rows():
        _check_entry(audit, row)
        size = audit.frontier.size
        root = audit.frontier.root()
        audit.roots[size] = root.hex()
        if kept.get(size, root) != root:
            raise _Difference(f"the root after entry {size - 1} is not the one that was kept")
    if max(kept, default=0) > audit.frontier.size:
        raise _Difference(f"entry {audit.frontier.size} is missing")
    if max(kept, default=0) < audit.frontier.size:
        raise _Difference(f"entry {max(kept, default=0)} was added with no root over it")


def _check_entry(audit: _Audit, row: Row) -> None:
    number = audit.frontier.size
    if row.number != number:
        raise _Difference(f"entry {number} is missing")
    if leaf(row.line) != row.leaf:
        raise _Difference(f"entry {number} is not what was written")
    try:
        entry = decode(row.line)
        admit(audit.agenda, entry.fact, entry.at.date() + _ZONES)
        _check_rests(audit, entry)
    except Refusal as refusal:
        raise _Difference(f"entry {number} can't stand: {refusal}") from None
    if not is_canonical(row.line, entry):
        raise _Difference(f"entry {number} is not in its canonical form")
    if audit.last is not None and entry.at < audit.last:
        raise _Difference(f"entry {number} says that it is older than the one before it")
    audit.last = entry.at
    apply(audit.agenda, entry)
    audit.frontier.add(row.leaf)


def _check_rests(audit: _Audit, entry: Entry) -> None:
    """What an entry rests on beside the record: its document's bytes and text, the text that its
    quotes stand in, its sealed words."""
    fact = entry.fact
    if isinstance(fact, DocumentFiled):
        content, own = _beside(audit, fact.digest), _beside(audit, fact.text)
        if fact.media_type != "text/html" and content != own:
            raise Refusal("the text that was filed is not the document's own")
    for document, quote in quotes_in(fact):
        text = _text(audit, document)
        if text[quote.start : quote.end] != quote.text:
            raise Refusal(f'"{quote.text[:60]}" does not stand there in document "{document}"')
        audit.quotes += 1
    for name in sealed_in(fact):
        unseal(_beside(audit, name))


def _text(audit: _Audit, document: str) -> str:
    if document not in audit.texts:
        content = _beside(audit, audit.agenda.documents[document].fact.text)
        try:
            audit.texts[document] = content.decode("utf-8")
        except UnicodeDecodeError:
            raise Refusal(f'the text of document "{document}" is not UTF-8') from None
    return audit.texts[document]


def _beside(audit: _Audit, name: str) -> bytes:
    content = audit.record.blob(name)
    if content is None:
        raise Refusal(f"what it rests on is missing beside the record ({name})")
    return content


def _check_site(audit: _Audit, folder: Path) -> None:
    shown = site.published(folder, "checkpoint")
    if shown is None:
        return
    try:
        checkpoint = Checkpoint.parse(Note.parse(shown).text)
    except Refusal as refusal:
        raise _Difference(f"what the published site shows is {refusal}") from None
    root = checkpoint.root.hex()
    if audit.roots.get(checkpoint.size) != root:
        raise _Difference(f"the published site shows a root that the record never had: {root}")
    audit.published = checkpoint.size
