"""What can be wrong with a published record, as a table: how it is done, and which verifier may
pass it by, with the reason. Whoever isn't named there must see it."""

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from signboard.record.notes import Note, SignerKey
from signboard.record.proofs import Prover, proof_file
from tests.verifiers.sites import (
    FIRST,
    SECOND,
    SIZES,
    STRANGER,
    Office,
    entry,
    honest,
    rotated,
    statement,
)

NO_TILES = "builds its own tree from the entries; reads no tiles"
NO_SIGNATURE = "knows trees, not signatures"
NO_KEPT = "reads the newest bundles only, not the partial ones of before"
NO_BLOBS = "knows the log, not what lies beside it"
ANY_SIZE = "proves inclusion in any checkpoint that was signed"
NO_FORM = "a leaf is any bytes to it"
NO_ROTATION = "takes the keys that it is given; which is in force when stands in the entries"
ALONE = "whole in itself: only who kept a checkpoint, or a witness, can tell"

VIEWS = ("go", "aics-tlog", "pymerkle", "a stranger")
LOG_ONLY = ("go", "aics-tlog", "pymerkle")
CITY = "the city's own key signed it"


def _passed(by: tuple[str, ...] | str, why: str) -> dict[str, str]:
    return dict.fromkeys([by] if isinstance(by, str) else by, why)


@dataclass(frozen=True, eq=False)
class Fault:
    """`make` writes the site into an empty folder. With `seen`, the verifiers know the honest
    site's checkpoint; `keys` are the log's true keys."""

    name: str
    make: Callable[[Path], object]
    unseen: Mapping[str, str] = field(default_factory=dict)
    seen: bool = False
    keys: tuple[SignerKey, ...] = (FIRST,)

    def __str__(self) -> str:
        return self.name


def _damaged(damage: Callable[[Path], object]) -> Callable[[Path], object]:
    """The honest site, and then some damage done to its files."""

    def make(folder: Path) -> None:
        damage(honest().publish(folder))

    return make


def _changed(path: str, place: int) -> Callable[[Path], object]:
    """The honest site with one byte changed in one file."""

    def change(site: Path) -> None:
        content = bytearray((site / path).read_bytes())
        content[place] ^= 0x01
        (site / path).write_bytes(content)

    return _damaged(change)


def _rebundled(change: Callable[[list[bytes]], object]) -> Callable[[Path], object]:
    """The honest site with the last bundle's entries written anew."""

    def rebundle(site: Path) -> None:
        path = site / "tile/entries/001.p/44"
        content, entries = path.read_bytes(), []
        while content:
            end = 2 + int.from_bytes(content[:2], "big")
            entries.append(content[:end])
            content = content[end:]
        change(entries)
        path.write_bytes(b"".join(entries))

    return _damaged(rebundle)


def _swapped(entries: list[bytes]) -> None:
    entries[20], entries[21] = entries[21], entries[20]


def _by(change: Callable[[Office], object]) -> Callable[[Path], object]:
    """What an office publishes that does something else and signs it all."""

    def make(folder: Path) -> None:
        office = honest()
        change(office)
        office.publish(folder)

    return make


def _rewrite(office: Office) -> None:
    name = office.seal({"en": "Search 100 found everything."})
    office.entries[100] = office.entries[100].replace(
        statement(office.entries[100]).encode(), name.encode()
    )


def _rolled_back(folder: Path) -> None:
    honest(SIZES[:-1]).publish(folder)


def _signed_by_another(site: Path) -> None:
    text = Note.parse((site / "checkpoint").read_bytes()).text
    (site / "checkpoint").write_bytes(bytes(Note(text, (STRANGER.signature(text),))))


def _forked(site: Path) -> None:
    """A kept checkpoint of another history, with tiles to match."""
    other = honest((1, 3))
    _rewrite_first(other)
    aside = site.with_name("fork")
    other.publish(aside)
    for path in ("checkpoints/3", "tile/0/000.p/3", "tile/entries/000.p/3"):
        shutil.copy(aside / path, site / path)
    for number in (1, 2):
        path = f"proof/{number:03}.tlog-proof"
        shutil.copy(aside / path, site / path)


def _rewrite_first(office: Office) -> None:
    office.entries[2] = office.entries[1]


def _after_rotation_by_before(folder: Path) -> None:
    office = honest(rotating=True)
    office.signer = lambda size: FIRST
    office.publish(folder)


def _rotation_forged(folder: Path) -> None:
    """A thief of nothing: the entry says that the key was passed on, by no leave of the first."""
    office = honest(rotating=True)
    office.entries[257] = rotated(257, FIRST, SECOND, by=STRANGER)
    office.publish(folder)


def _rotation_replayed(folder: Path) -> None:
    """The signatures of a rotation were made for another entry's number."""
    office = honest(rotating=True)
    office.entries[257] = rotated(250, FIRST, SECOND)
    office.publish(folder)


def _spaced(office: Office) -> None:
    office.entries[100] = office.entries[100].replace(b'{"at":', b'{"at": ')


def _loose(office: Office) -> None:
    """Kept words whose digest is that of other words."""
    name = statement(office.entries[100])
    office.blobs[name] = office.blobs[name].replace(b"nothing", b"a bribe")


def _lost(office: Office) -> None:
    del office.blobs[statement(office.entries[100])]


def _withheld_elsewhere(office: Office) -> None:
    """Words are gone, and the entry that withholds names another entry for them."""
    name = statement(office.entries[100])
    del office.blobs[name]
    fact = {"kind": "WordsWithheld", "entry": 101, "words": [name], "ground": "copyright"}
    reason = office.seal({"en": "Somebody's poem."})
    office.entries[200] = entry({**fact, "reason": reason})


def _proved_late(site: Path) -> None:
    """A proof that is right, but not in the first checkpoint over its entry."""
    note = Note.parse((site / "checkpoint").read_bytes())
    prover = Prover(SIZES[-1], lambda tile: (site / tile.path).read_bytes())
    (site / "proof/000.tlog-proof").write_bytes(proof_file(0, prover.inclusion(0), note))


def _misnumbered_proof(site: Path) -> None:
    shutil.copy(site / "proof/101.tlog-proof", site / "proof/100.tlog-proof")


FAULTS = (
    Fault("one byte of an entry is changed", _changed("tile/entries/000", 4000)),
    Fault(
        "one byte of an entry is changed in a partial bundle of before",
        _changed("tile/entries/000.p/3", 40),
        _passed("pymerkle", NO_KEPT),
    ),
    Fault(
        "one byte of a tile is changed", _changed("tile/0/000", 900), _passed("pymerkle", NO_TILES)
    ),
    Fault(
        "one byte of the partial tile is changed",
        _changed("tile/0/001.p/44", 900),
        _passed("pymerkle", NO_TILES),
    ),
    Fault(
        "one byte of the upper tile is changed",
        _changed("tile/1/000.p/1", 9),
        _passed("pymerkle", NO_TILES),
    ),
    Fault(
        "one byte of a partial tile of before is changed",
        _changed("tile/0/001.p/3", 9),
        _passed("pymerkle", NO_TILES),
    ),
    Fault(
        "one byte of the signature is changed",
        _changed("checkpoint", -9),
        _passed("pymerkle", NO_SIGNATURE),
    ),
    Fault("one byte of the checkpoint's root is changed", _changed("checkpoint", 30)),
    Fault(
        "one byte of a kept checkpoint's signature is changed",
        _changed("checkpoints/259", -9),
        _passed("pymerkle", NO_SIGNATURE),
    ),
    Fault("one byte of a proof is changed", _changed("proof/100.tlog-proof", 60)),
    Fault("a proof is that of another entry", _damaged(_misnumbered_proof)),
    Fault(
        "a proof is under a later checkpoint than the first",
        _damaged(_proved_late),
        _passed(("aics-tlog", "pymerkle"), ANY_SIZE),
    ),
    Fault("an entry is dropped", _rebundled(lambda entries: entries.pop(20))),
    Fault("the last entry is dropped", _rebundled(lambda entries: entries.pop())),
    Fault("an entry is put in", _rebundled(lambda entries: entries.insert(9, entries[8]))),
    Fault("two entries are exchanged", _rebundled(_swapped)),
    Fault(
        "a tile is missing",
        _damaged(lambda site: (site / "tile/0/000").unlink()),
        _passed("pymerkle", NO_TILES),
    ),
    Fault("the checkpoint is an older one, a newer one having been seen", _rolled_back, seen=True),
    Fault("the checkpoint is an older one", _rolled_back, _passed(VIEWS, ALONE)),
    Fault(
        "the checkpoint is signed by another key",
        _damaged(_signed_by_another),
        _passed("pymerkle", NO_SIGNATURE),
    ),
    Fault("a kept checkpoint is of another history", _damaged(_forked)),
    Fault(
        "history is rewritten and signed anew, a checkpoint having been seen",
        _by(_rewrite),
        seen=True,
    ),
    Fault("history is rewritten and signed anew", _by(_rewrite), _passed(VIEWS, ALONE)),
    Fault(
        "after a rotation the earlier key signs",
        _after_rotation_by_before,
        _passed("pymerkle", NO_SIGNATURE) | _passed("aics-tlog", NO_ROTATION),
        keys=(FIRST, SECOND),
    ),
    Fault(
        "a rotation that the earlier key did not sign",
        _rotation_forged,
        _passed("pymerkle", NO_SIGNATURE) | _passed("aics-tlog", NO_ROTATION),
        keys=(FIRST, SECOND),
    ),
    Fault(
        "a rotation that was signed for another entry",
        _rotation_replayed,
        _passed("pymerkle", NO_SIGNATURE) | _passed("aics-tlog", NO_ROTATION),
        keys=(FIRST, SECOND),
    ),
    Fault("an entry is not in its canonical form", _by(_spaced), _passed(LOG_ONLY, NO_FORM)),
    Fault(
        "words beside the record are not those that were sealed",
        _by(_loose),
        _passed(LOG_ONLY, NO_BLOBS),
    ),
    Fault("words beside the record are lost", _by(_lost), _passed(LOG_ONLY, NO_BLOBS)),
    Fault(
        "words are withheld in another entry's name",
        _by(_withheld_elsewhere),
        _passed(LOG_ONLY, NO_BLOBS),
    ),
)
