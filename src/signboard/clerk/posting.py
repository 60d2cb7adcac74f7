"""The log's part of publishing: that the record continues what was published, its files, and the
checkpoint that is signed over them.

What is signed is never taken back, so everything is checked before: a record that is not, entry
for entry, the one that was published (restored from an older copy, say) is refused. A checkpoint
is kept in the store once enough witnesses have cosigned it, and before anybody else sees it: each
that is kept may be shown, whatever is required later.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

from signboard.clerk import keys
from signboard.clerk.loading import Loaded
from signboard.clerk.witnessing import Cosigned, cosigned
from signboard.record import tiles
from signboard.record.notes import Checkpoint, Note, SignerKey, VerifierKey
from signboard.record.proofs import Prover, proof_file
from signboard.record.sealing import intact
from signboard.record.tree import leaf
from signboard.settings import Witness
from signboard.store import Kept, Tables, appending, site
from signboard.store.log import Log
from signboard.store.writing import Pages
from signboard.terms import Refusal

CHECKPOINT: Final = "checkpoint"
"""The file of a site that shows the checkpoint which its pages are made of."""

_AT_ONCE: Final = 4096
"""So many proofs or blobs are one section, laid by one process."""


@dataclass(slots=True)
class Posting:
    """A record that is about to be published: what was loaded, what lies beside it (`blobs`), the
    checkpoints that were kept so far, and the log's files."""

    store: Tables
    loaded: Loaded
    blobs: Mapping[str, bytes]
    kept: Sequence[Kept]
    log: Log

    @property
    def size(self) -> int:
        """The record's size."""
        return self.loaded.frontier.size

    def show(self) -> None:
        """Lay every checkpoint that was kept, the largest last: it says that all else is there.
        To be done once the site shows it."""
        there = set(self.log.sizes()) - {self.size}
        for one in self.kept:
            if one.size not in there:
                self.log.show(one.size, one.note)


def shown(folder: Path, kept: Sequence[Kept], log: Log) -> list[Checkpoint]:
    """The last checkpoints that anybody may have seen: as the store kept them, as the site shows
    them, as they lie in the log. The record continues all of them."""
    notes = [kept[-1].note] if kept else []
    notes += [log.checkpoint(size) for size in log.sizes()[-1:]]
    there = site.published(folder, CHECKPOINT)
    notes += [] if there is None else [there]
    return [Checkpoint.parse(Note.parse(note).text) for note in notes]


def check_continues(loaded: Loaded, seen: Collection[Checkpoint]) -> None:
    """Raise `Refusal` where the record doesn't continue what was published."""
    loaded.roots[loaded.frontier.size] = loaded.frontier.root()
    for one in seen:
        if one.size and loaded.roots.get(one.size) != one.root:
            raise Refusal(
                f"the record is not the one that was published: a checkpoint over {one.size:,} "
                f"entries was shown, and the {loaded.frontier.size:,} entries here do not continue "
                "it; restore the record from its newest copy"
            )


def post(posting: Posting, key: SignerKey, witnesses: Sequence[Witness], required: int) -> Cosigned:
    """Lay what the log lacks, and return the checkpoint over it: signed, kept, not yet shown.

    Bundles, tiles and blobs come first, then the checkpoint is cosigned and kept, then come the
    proofs, which bear it. Where nothing was entered since, it is the same checkpoint, and only
    witnesses that have not cosigned it are asked. Raises `Refusal` where fewer than are `required`
    cosign; nothing is kept then, and the next try signs the same words again.
    """
    done = _done(posting)
    note = _signed(posting, key)
    _lay_entries(posting, done)
    prover = _prover(posting, posting.size)
    signed = cosigned(note, prover.consistency, witnesses, required, _before(posting))
    _keep(posting, signed.note)
    _lay_proofs(posting, done)
    return signed


def _done(posting: Posting) -> int:
    """The size up to which everything is there: nothing below it is looked at again. Where the
    tiles at its edge were lost, all is laid anew."""
    done = max(posting.log.sizes(), default=0)
    if not all(posting.log.has(tile.path) for tile in tiles.edge(done)):
        return 0
    _prover(posting, done)
    return done


def _sizes(posting: Posting, done: int) -> list[int]:
    """The sizes of checkpoints whose files may be missing yet, in order."""
    return sorted({one.size for one in posting.kept if one.size > done} | {posting.size} - {done})


def _lay_entries(posting: Posting, done: int) -> None:
    """Lay bundles, tiles and blobs, and remove the blobs that were withheld."""
    log, there = posting.log, posting.log.blobs()
    withheld = posting.loaded.agenda.withheld.keys()
    new = sorted(posting.blobs.keys() - withheld - there)
    for name in new:
        intact(name, posting.blobs[name])
    log.begin()
    log.remove(there & withheld)
    grown = [] if done == posting.size else _grown(posting, done)
    log.lay([*grown, *_blobs(posting.blobs, new)])


def _grown(posting: Posting, done: int) -> list[Pages]:
    lines, sizes = posting.loaded.lines, set(_sizes(posting, done))
    begin = done - done % tiles.WIDTH
    bundles = tiles.bundled(begin, islice(lines, begin, None), sizes)
    hashed = map(leaf, islice(lines, done, None))
    grown = tiles.grown(done, hashed, sizes, posting.log.read)
    return [_paths(bundles), _paths(grown)]


def _paths(
    files: Iterator[tuple[tiles.Tile, bytes]] | Iterator[tuple[tiles.Bundle, bytes]],
) -> Pages:
    return ((one.path, content) for one, content in files)


def _blobs(blobs: Mapping[str, bytes], names: Sequence[str]) -> list[Pages]:
    starts = range(0, len(names), _AT_ONCE)
    parts = [names[start : start + _AT_ONCE] for start in starts]
    return [_named(blobs, part) for part in parts]


def _named(blobs: Mapping[str, bytes], names: Sequence[str]) -> Pages:
    return ((tiles.blob_path(name), blobs[name]) for name in names)


def _prover(posting: Posting, size: int) -> Prover:
    """Raises `Refusal` where the tiles are not those of the record."""
    prover = Prover(size, posting.log.read)
    if size and prover.root != posting.loaded.roots[size]:
        raise Refusal(
            f"the tiles in {posting.log.root} are not those of the record; remove that folder, and "
            "publishing lays it anew"
        )
    return prover


def _signed(posting: Posting, key: SignerKey) -> Note:
    """The checkpoint that was kept for this size, or a new one."""
    text = Checkpoint(key.name, posting.size, posting.loaded.frontier.root()).text
    if not posting.kept:
        return Note(text, (key.signature(text),))
    last = Note.parse(posting.kept[-1].note)
    if not any(
        VerifierKey.parse(one).signed(last) for one in keys.public(posting.loaded.agenda, key)
    ):
        raise Refusal(
            f"the checkpoint over {posting.kept[-1].size:,} entries was signed by another key than "
            f'"{key.verifier}"; put that key back, and to replace it: signboard key rotate'
        )
    return last if last.text == text else Note(text, (key.signature(text),))


def _before(posting: Posting) -> Note | None:
    """The checkpoint before this one, which tells who cosigned up to where."""
    earlier = [one for one in posting.kept if one.size < posting.size]
    return Note.parse(earlier[-1].note) if earlier else None


def _keep(posting: Posting, note: Note) -> None:
    kept = Kept(posting.size, bytes(note))
    if kept not in posting.kept[-1:]:
        appending.keep(posting.store, kept.size, kept.note)
        posting.kept = [*(one for one in posting.kept if one.size < kept.size), kept]


def _lay_proofs(posting: Posting, done: int) -> None:
    """Lay the proof of each entry in the first checkpoint that was signed over it."""
    notes = {one.size: one.note for one in posting.kept}
    sections: list[Pages] = []
    for size in _sizes(posting, done):
        ranges = range(done, size, _AT_ONCE)
        signed = Note.parse(notes[size])
        sections += [
            _proofs(posting.log, signed, size, start, min(start + _AT_ONCE, size))
            for start in ranges
        ]
        done = size
    posting.log.lay(sections)


def _proofs(log: Log, note: Note, size: int, begin: int, end: int) -> Pages:
    prover = Prover(size, log.read)
    for number in range(begin, end):
        yield tiles.proof_path(number), proof_file(number, prover.inclusion(number), note)
