"""Publishing: the record, and nothing else, made into the site."""

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

import signboard
from signboard import board
from signboard.agenda import Agenda
from signboard.agenda.filing import reread
from signboard.clerk.loading import load, opened
from signboard.reading import Reading
from signboard.record.sealing import intact, unseal
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
    with opened(folder) as store:
        loaded = load(store)
        root = loaded.frontier.root().hex()
        blobs = dict(store.blobs())
        beside = sha256("".join(blobs).encode()).hexdigest()
        stamp = f"{signboard.__version__} {root} {beside} {on} {compress}\n"
        if site.is_current(folder, stamp):
            return Published(folder / site.LINK, 0, made=False)
        material = board.Material(
            agenda=loaded.agenda,
            readings=_readings(blobs, loaded.agenda),
            words=_Sealed(blobs),
            lines=loaded.lines,
            root=root,
            on=on,
            version=signboard.__version__,
        )
    path, files = site.publish(folder, board.sections(material), stamp, compress=compress)
    return Published(path, files, made=True)


def _readings(blobs: Mapping[str, bytes], agenda: Agenda) -> dict[str, Reading]:
    readings = {}
    for name, filed in agenda.documents.items():
        digests = (filed.fact.digest, filed.fact.text)
        if any(one not in blobs for one in digests):
            raise Refusal(f'the bytes of document "{name}" are missing beside the record')
        readings[name] = reread(filed.fact, *(intact(one, blobs[one]) for one in digests))
    return readings


class _Sealed(dict[str, Words]):
    """Sealed words by their digest, each checked and opened when it is first asked for: by the
    process that prints it, rather than all before the first page."""

    def __init__(self, blobs: Mapping[str, bytes]) -> None:
        super().__init__()
        self._blobs = blobs

    def __missing__(self, name: str) -> Words:
        opened = unseal(intact(name, self._blobs[name]), checked=True)
        self[name] = opened
        return opened
