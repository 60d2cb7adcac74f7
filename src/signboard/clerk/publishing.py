"""Publishing: the record, and nothing else, made into the site."""

import gc
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import signboard
from signboard import board, reading
from signboard.agenda import Agenda
from signboard.clerk.loading import load
from signboard.record.sealing import intact, unseal
from signboard.store import database as store
from signboard.store import site
from signboard.terms import Refusal, Words


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
    with _uncollected():
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
        stamp = f"{signboard.__version__} {loaded.frontier.size} {root} {on} {compress}\n"
        if site.is_current(folder, stamp):
            return Published(folder / site.LINK, 0, made=False)
        material = board.Material(
            agenda=loaded.agenda,
            readings=_readings(database, loaded.agenda),
            words=_Sealed(dict(store.blobs(database))),
            lines=loaded.lines,
            root=root,
            on=on,
            version=signboard.__version__,
        )
    path, files = site.publish(folder, board.sections(material), stamp, compress=compress)
    return Published(path, files, made=True)


def _readings(database: sqlite3.Connection, agenda: Agenda) -> Mapping[str, reading.Reading]:
    readings = {}
    for name, filed in agenda.documents.items():
        content = store.blob(database, filed.fact.digest)
        if content is None:
            raise Refusal(f'the bytes of document "{name}" are missing beside the record')
        content = intact(filed.fact.digest, content)
        readings[name] = reading.read(content, f"{name}{_ENDINGS[filed.fact.media_type]}")
    return readings


_ENDINGS = {"text/plain": ".txt", "text/markdown": ".md", "text/html": ".html"}


class _Sealed(dict[str, Words]):
    """Sealed words by their digest, each checked and opened when it is first asked for: by the
    process that prints it, rather than all before the first page."""

    def __init__(self, blobs: Mapping[str, bytes]) -> None:
        super().__init__()
        self._blobs = blobs

    def __missing__(self, name: str) -> Words:
        opened = unseal(intact(name, self._blobs[name]))
        self[name] = opened
        return opened
