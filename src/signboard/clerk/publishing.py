"""Publishing: the record, and nothing else, made into the site."""

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import partial
from hashlib import sha256
from pathlib import Path

import signboard
from signboard import board
from signboard.agenda import Agenda
from signboard.agenda.filing import reread
from signboard.clerk.loading import load
from signboard.clerk.opening import Opened, beside
from signboard.reading import Reading
from signboard.record.sealing import unseal_bytes, unseal_text, unseal_words
from signboard.store import database as store
from signboard.store import site


@dataclass(frozen=True, slots=True)
class Published:
    """The site that stands: where, of how many files, and whether it was made anew."""

    path: Path
    files: int
    made: bool


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
    with store.opened(folder) as database:
        loaded = load(database)
        root = loaded.frontier.root().hex()
        blobs = dict(store.blobs(database))
        beside = sha256("".join(blobs).encode()).hexdigest()
        stamp = f"{signboard.__version__} {root} {beside} {on} {compress}\n"
        if site.is_current(folder, stamp):
            return Published(folder / site.LINK, 0, made=False)
        withheld = loaded.agenda.withheld
        material = board.Material(
            agenda=loaded.agenda,
            readings=_readings(blobs, loaded.agenda),
            words=Opened(blobs, withheld, partial(unseal_words, checked=True)),
            texts=Opened(blobs, withheld, unseal_text),
            lines=loaded.lines,
            root=root,
            on=on,
            version=signboard.__version__,
        )
    path, files = site.publish(folder, board.sections(material), stamp, compress=compress)
    return Published(path, files, made=True)


def _readings(blobs: Mapping[str, bytes], agenda: Agenda) -> dict[str, Reading]:
    """The readings of all documents but those that were withheld."""
    readings = {}
    for name, filed in agenda.documents.items():
        fact = filed.fact
        if fact.text not in agenda.withheld:
            content, text = (beside(one, blobs.get(one)) for one in (fact.digest, fact.text))
            readings[name] = reread(fact, unseal_bytes(content), unseal_text(text))
    return readings
