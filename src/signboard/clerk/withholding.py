"""Withholding: words that must no longer be shown are named in an entry, and then removed from
everywhere that this board's owner keeps them: the store, the log, the sites, the backups.

The entry comes first, and what it withholds is shown no more from then on. What follows may be cut
anywhere: `withholding` in the board's folder stands until all of it was done, and each step can be
done again. What others copied can't be reached.
"""

import secrets
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Final

from signboard.agenda import Withheld
from signboard.clerk.backing import backup
from signboard.clerk.loading import load, opened
from signboard.clerk.publishing import publish
from signboard.clerk.remembering import remembered
from signboard.clerk.searching import Piece, pieces
from signboard.clerk.sitting import sitting
from signboard.record.encoding import decode
from signboard.record.entries import DocumentFiled, DocumentWithheld, Fact, WordsWithheld
from signboard.record.holding import quotes_in
from signboard.record.sealing import SALT_BYTES, Sealer
from signboard.record.tiles import blob_path
from signboard.store import durable, site
from signboard.store.appending import check_erasable, erase
from signboard.store.log import Log
from signboard.terms import Ground, Refusal, Words

FILE: Final = "withholding"


@dataclass(frozen=True, slots=True)
class Proposed:
    """What would be withheld: of an entry, or of a document all that it says; and the documents
    whose own text would still show words of it, since they were quoted from there."""

    entry: int
    document: str | None
    pieces: tuple[Piece, ...]
    quoted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Removed:
    """What was done: the places from which it was removed, and a sentence for each that could not
    be reached and is tried again next time."""

    left: tuple[str, ...]
    reached: tuple[str, ...] = ()


def propose_words(folder: Path, entry: int, wanted: Sequence[str] = ()) -> Proposed:
    """The words of an entry that would be withheld: those of the fields or digests that are
    wanted, or all. Raises `Refusal` where it holds none of these."""
    with opened(folder) as store:
        loaded = load(store)
        if not 0 <= entry < loaded.agenda.size:
            raise Refusal(f"there is no entry {entry}; the last one is {loaded.agenda.size - 1}")
        fact = decode(loaded.lines[entry]).fact
        whole = {fact.digest, fact.text} if isinstance(fact, DocumentFiled) else set()
        quoted = [
            (document, quote.words)
            for document, quote in quotes_in(fact)
            if (filed := loaded.agenda.filed(document)) is not None
            and filed.fact.text not in loaded.agenda.withheld
        ]
        held = [
            one
            for one in pieces(fact, store, loaded)
            if one.digest not in whole and one.digest not in loaded.agenda.withheld
        ]
    chosen = [one for one in held if not wanted or any(_is(one, asked) for asked in wanted)]
    for asked in wanted:
        if not any(_is(one, asked) for one in held):
            fields = ", ".join(one.field for one in held) or "none that is not withheld already"
            raise Refusal(f'--words: entry {entry} has no "{asked}"; it has: {fields}')
    if not chosen:
        raise Refusal(f"entry {entry} holds no words that could be withheld; look at its page")
    going = {one.digest for one in chosen}
    shown = dict.fromkeys(document for document, words in quoted if words in going)
    return Proposed(entry, None, tuple(chosen), tuple(shown))


def propose_document(folder: Path, document: str) -> Proposed:
    """The bytes and the text of a document, which go together."""
    with opened(folder) as store:
        loaded = load(store)
        filed = loaded.agenda.filed(document)
        if filed is None:
            raise Refusal(f'no document "{document}" was ever filed; look at the list of them')
        if filed.fact.text in loaded.agenda.withheld:
            raise Refusal(f'document "{document}" was withheld already')
        wanted = (filed.fact.digest, filed.fact.text)
        found = (one for one in pieces(filed.fact, store, loaded) if one.digest in wanted)
        return Proposed(filed.number, document, tuple(found))


def _is(piece: Piece, asked: str) -> bool:
    if piece.field == asked or piece.field.startswith(f"{asked}."):
        return True
    return len(asked) >= 8 and piece.digest.removeprefix("sha256:").startswith(
        asked.removeprefix("sha256:")
    )


def withhold(folder: Path, proposed: Proposed, ground: Ground, reason: Words, on: date) -> Removed:
    """Enter that this is withheld, and remove it from everywhere that can be reached."""
    sealer = Sealer(lambda: secrets.token_bytes(SALT_BYTES))
    sealed = sealer.words(reason)
    fact: Fact
    if proposed.document is None:
        words = tuple(one.digest for one in proposed.pieces)
        fact = WordsWithheld(entry=proposed.entry, words=words, ground=ground, reason=sealed)
    else:
        fact = DocumentWithheld(document=proposed.document, ground=ground, reason=sealed)
    with opened(folder) as store:
        check_erasable(store)
    with sitting(folder) as clerk:
        clerk.check(fact, sealer.blobs)
        _begin(folder)
        clerk.enter([("", fact)], sealer.blobs)
    try:
        done = finish(folder, on)
    except Refusal as refusal:
        return Removed((str(refusal),))
    assert done is not None
    return done


def _begin(folder: Path) -> None:
    try:
        said = b"Something that was withheld is still to be removed; run: signboard withhold DIR\n"
        durable.replace(folder / FILE, said)
    except OSError as error:
        raise Refusal(f"{folder / FILE} can't be written ({error.strerror}); check it") from None


def finish(folder: Path, on: date, known: Mapping[str, Withheld] | None = None) -> Removed | None:
    """Remove what was withheld from wherever it still lies; None where nothing was left to do.

    `known` is what was withheld, by its digest, for whoever has just read the record; it is read
    again where a withholding was begun, which may be later.
    """
    begun = (folder / FILE).exists()
    withheld = _withheld(folder) if begun or known is None else known
    last = max((one.number for one in withheld.values()), default=-1)
    behind = [made.path for made in remembered(folder) if made.size <= last]
    begun = begun or _lies(folder, withheld)
    if not (begun or behind):
        return None
    own: dict[str, Callable[[], object]] = {}
    if begun:
        own["the record"] = partial(_erase, folder, withheld.keys())
        own["the log"] = partial(_take_down, folder, withheld.keys())
        own["the sites"] = partial(_show, folder, on)
    left = _tried(own)
    if begun and not left:
        left = _tried({"the note of it": partial(_end, folder)})
    copies = {f"the backup {path}": partial(_reach, folder, path) for path in behind}
    left |= _tried(copies)
    return Removed(tuple(left.values()), tuple(one for one in (*own, *copies) if one not in left))


def _withheld(folder: Path) -> Mapping[str, Withheld]:
    with opened(folder) as store:
        return load(store).agenda.withheld


def _lies(folder: Path, withheld: Mapping[str, Withheld]) -> bool:
    """Does any of what was withheld still lie in the store or in the log?"""
    if any(Log(folder).has(blob_path(name)) for name in withheld):
        return True
    if not withheld:
        return False
    with opened(folder) as store:
        return any(True for _ in store.blobs(withheld))


def _tried(steps: Mapping[str, Callable[[], object]]) -> dict[str, str]:
    """Take each step; a sentence for each that was refused."""
    left = {}
    for where, step in steps.items():
        try:
            step()
        except Refusal as refusal:
            left[where] = f"{where}: {refusal}"
    return left


def _erase(folder: Path, withheld: Collection[str]) -> None:
    """What somebody reads meanwhile may stay in the store's files; what is shown must not wait."""
    _begin(folder)
    with opened(folder) as store:
        erase(store, withheld)


def _take_down(folder: Path, withheld: Collection[str]) -> None:
    with site.locked(folder):
        Log(folder).remove(withheld)


def _end(folder: Path) -> None:
    try:
        (folder / FILE).unlink()
        durable.sync(folder)
    except OSError as error:
        raise Refusal(f"{folder / FILE} can't be removed ({error.strerror}); check it") from None


def _show(folder: Path, on: date) -> None:
    """Publish anew, if anything was published, and remove the sites before, also where that is
    refused, such as by witnesses."""
    try:
        if (folder / site.LINK).is_symlink():
            publish(folder, on)
    finally:
        with site.locked(folder):
            site.forget(folder)


def _reach(folder: Path, path: Path) -> None:
    if not path.is_dir():
        raise Refusal("it is not there; connect it")
    backup(folder, path)
