"""Publishing: the record, and nothing else, made into the site."""

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from hashlib import sha256
from pathlib import Path

import signboard
from signboard import board, settings
from signboard.agenda import Agenda, Withheld
from signboard.agenda.filing import reread
from signboard.clerk import keys
from signboard.clerk.loading import load, opened
from signboard.clerk.opening import Opened, beside
from signboard.clerk.posting import Posting, check_continues, post, shown
from signboard.reading import Reading
from signboard.record.notes import Note, SignerKey
from signboard.record.sealing import unseal_bytes, unseal_text, unseal_words
from signboard.store import Tables, site
from signboard.store.log import Log


@dataclass(frozen=True, slots=True)
class Published:
    """The site that stands: where, of how many files, and whether it was made anew; who cosigned
    its checkpoint, how many had to, and a sentence for each witness that did not; and what the
    record withholds, by its digest."""

    path: Path
    files: int
    made: bool
    cosigned: tuple[str, ...] = ()
    required: int = 0
    missing: tuple[str, ...] = ()
    withheld: Mapping[str, Withheld] = field(default_factory=dict)


def publish(folder: Path, on: date, *, compress: bool = True) -> Published:
    """Make the site of a board as of a day. The same record, day and version give the same bytes.

    Where the published site was made of just these, it is left as it is. Without `compress` no
    compressed forms are laid beside the pages.
    """
    with _uncollected(), site.locked(folder):
        return _publish(folder, on, compress)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Don't look for garbage meanwhile: what is made of a record has no circles, and each look
    would walk over all of it (a tenth of the time, for no memory gained)."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _publish(folder: Path, on: date, compress: bool) -> Published:
    log = Log(folder)
    with opened(folder) as store:
        wanted = settings.read(folder)
        posting = _read(folder, store, log)
        agenda, blobs = posting.loaded.agenda, posting.blobs
        readings = _readings(blobs, agenda)
        key = keys.in_force(folder, agenda)
        signed = post(posting, key, wanted.witnesses, wanted.required)
    note = signed.note
    stamp = _stamp(key, note, blobs, on, compress)
    names = tuple(one.verifier.name for one in wanted.witnesses if one.verifier.signed(note))
    done = Published(
        path=folder / site.LINK,
        files=0,
        made=False,
        cosigned=names,
        required=wanted.required,
        missing=signed.missing,
        withheld=agenda.withheld,
    )
    if not site.is_current(folder, stamp):
        material = _material(posting, readings, note, key, on)
        path, files = site.publish(folder, board.sections(material), stamp, compress=compress)
        done = replace(done, path=path, files=files, made=True)
    posting.show()
    return done


def _read(folder: Path, store: Tables, log: Log) -> Posting:
    """The record and what lies beside it, at one moment, as a continuation of what was shown."""
    with store.snapshot():
        kept = store.checkpoints()
        seen = shown(folder, kept, log)
        loaded = load(store, sizes={one.size for one in seen})
        check_continues(loaded, seen)
        return Posting(store, loaded, dict(store.blobs()), kept, log)


def _material(
    posting: Posting, readings: Mapping[str, Reading], note: Note, key: SignerKey, on: date
) -> board.Material:
    agenda, blobs = posting.loaded.agenda, posting.blobs
    return board.Material(
        agenda=agenda,
        readings=readings,
        words=Opened(blobs, agenda.withheld, partial(unseal_words, checked=True)),
        texts=Opened(blobs, agenda.withheld, unseal_text),
        lines=posting.loaded.lines,
        checkpoint=note,
        keys=keys.public(agenda, key),
        on=on,
        version=signboard.__version__,
    )


def _stamp(key: SignerKey, note: Note, blobs: Mapping[str, bytes], on: date, compress: bool) -> str:
    """What a site was made of, in a line."""
    signed = sha256(bytes(note)).hexdigest()
    beside = sha256("".join(blobs).encode()).hexdigest()
    return f"{signboard.__version__} {key.verifier} {signed} {beside} {on} {compress}\n"


def _readings(blobs: Mapping[str, bytes], agenda: Agenda) -> dict[str, Reading]:
    """The readings of all documents but those that were withheld."""
    readings = {}
    for name, filed in agenda.documents.items():
        fact = filed.fact
        if fact.text not in agenda.withheld:
            content, text = (beside(one, blobs.get(one)) for one in (fact.digest, fact.text))
            readings[name] = reread(fact, unseal_bytes(content), unseal_text(text))
    return readings
