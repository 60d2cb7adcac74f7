"""One audit from its beginning to its end: the log, what lies beside it, what it adds up to, the
pages, the board's own store, and what the verifier remembers of it all."""

from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

import signboard
from signboard import settings, store
from signboard.auditor import pages, strays
from signboard.auditor.blobs import Blobs
from signboard.auditor.cosigning import cosigned, require
from signboard.auditor.log import Log, first_key
from signboard.auditor.memory import Memory, Seen
from signboard.auditor.notes import LONGEST, Checkpoint, Key, checkpoint, log_key, witnesses
from signboard.auditor.replay import Replay
from signboard.auditor.sources import Folder, Site, Source, read_checkpoint
from signboard.auditor.stored import Stored
from signboard.auditor.verdict import Difference, Verdict
from signboard.store import Store
from signboard.store.marker import MARKER
from signboard.terms import Refusal

_SITE = "site"
_BOARD = (settings.FILE, "record.sqlite", "signing.key")
"""By one of these a board's folder is known."""
_SIGNS = ("checkpoint", "keys", "edition.json", "tile")
"""By one of these a site's folder is known, however much of it is missing."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a verifier asks for.

    `state` is the folder in which it remembers. `key` is the log's verifier key, where it is known
    from elsewhere. So many of the `witnesses` (verifier keys) must have cosigned as `required`
    says: all, where it is None. `older` is a file with a checkpoint that somebody kept. With
    `log_only` nothing is replayed. `progress` is told entries done and to be done.
    """

    state: Path
    key: str | None = None
    witnesses: Sequence[str] = ()
    required: int | None = None
    older: Path | None = None
    log_only: bool = False
    progress: Callable[[int, int], None] = lambda done, size: None


def verify(where: str, asked: Asked) -> Verdict:
    """Audit a board's folder, a site's folder or the site at an address.

    The verdict names the first difference. Raises `Refusal` only where there is nothing to audit,
    it can't be read, or what was asked for makes no sense.
    """
    auditing = _Auditing(where, asked)
    try:
        auditing.run()
    except Difference as difference:
        auditing.verdict.difference = _shown(str(difference))
        if difference.notes:
            origin, notes = auditing.verdict.origin, list(difference.notes)
            auditing.verdict.evidence = auditing.memory.accuse(origin, notes)
    auditing.verdict.unchecked = [_shown(one) for one in auditing.verdict.unchecked]
    return auditing.verdict


def _shown(said: str) -> str:
    """A sentence without what a file's name may hold but no text can."""
    return said.encode("utf-8", "replace").decode("utf-8")


class _Auditing:
    def __init__(self, where: str, asked: Asked) -> None:
        self.verdict = Verdict()
        self.memory = Memory(asked.state)
        self._asked = asked
        self._where = where
        self._given = log_key(asked.key) if asked.key is not None else None
        self._witnesses = witnesses(asked.witnesses)
        self._required = len(self._witnesses) if asked.required is None else asked.required
        if self._required > len(self._witnesses):
            raise Refusal(
                f"--require {self._required} needs as many witnesses; name each with --witness KEY"
            )
        self._older = None if asked.older is None else _kept(asked.older)

    def run(self) -> None:
        if self._where.startswith(("http://", "https://")):
            self._site(Site(self._where), None)
            return
        folder = Path(self._where)
        if (folder / MARKER).is_file():
            raise Refusal(
                f"{folder} is a backup; to check it, restore it and verify that: signboard restore "
                f"{folder} NEW"
            )
        if any((folder / name).is_file() for name in _BOARD):
            with store.opened(folder, settings.database_of(folder)) as record:
                self._board(folder, record)
        elif any((folder / name).exists() for name in _SIGNS):
            self._site(Folder(folder), None)
        else:
            raise Refusal(f"no board and no site in {folder}; name a folder with one, or https://…")

    def _board(self, folder: Path, record: Store) -> None:
        link = folder / _SITE
        if link.exists():
            self._site(Folder(link), record)
        elif link.is_symlink():
            raise Difference(
                f"{_SITE}: points to {link.readlink()}, which is missing; run: "
                f"signboard publish {folder}"
            )
        elif self._older is not None or self._given is not None or self._required:
            raise Refusal(f"no site in {folder}; make one with: signboard publish {folder}")
        else:
            with record.snapshot():
                stored = Stored(record, None, self.verdict)
                replay = Replay(stored.blobs.get, self.verdict)
                self._store(stored, replay, signboard.__version__)
            self.verdict.unchecked.append("the log's files and its signature: no site is published")

    def _site(self, source: Source, record: Store | None) -> None:
        newest = read_checkpoint(source, "checkpoint")
        first, listed = first_key(source)
        verdict = self.verdict
        verdict.origin, verdict.size, verdict.root = newest.origin, newest.size, newest.root.hex()
        keys = _keys(listed)
        _check_signed(newest, first, keys)
        log = Log(source, newest, keys, verdict)
        seen = self._recall(log, first)
        blobs = Blobs(source, verdict)
        replay = None if self._asked.log_only else Replay(blobs.get, verdict)
        for bundle in log.bundles():
            blobs.check(bundle)
            if replay is not None:
                replay.feed(bundle)
            self._asked.progress(bundle.first + len(bundle.entries), newest.size)
        self._trust(log, listed, seen)
        self._check_older(log)
        self._keep(Seen(first, newest))  # whatever else of the board differs
        with record.snapshot() if record is not None else nullcontext():
            stored = None if record is None else Stored(record, log, verdict)
            for bundle in stored.again() if stored is not None else ():
                blobs.excuse(bundle)
            blobs.finish(log.again)
            strays.note(source, newest.size, log.sizes, verdict)
            if replay is not None:
                version = pages.compare(source, replay, newest, log.chain, verdict)
            else:
                version = ""
                verdict.unchecked.append("what the entries mean, and the pages: the log only")
            if stored is not None:
                self._store(stored, replay, version)

    def _store(self, stored: Stored, replay: Replay | None, version: str) -> None:
        """Audit the store, and replay what it holds beyond the log, where no entry of that was
        unknown already."""
        if replay is not None and replay.unknown is not None:
            replay = None
        for bundle in stored.bundles():
            stored.blobs.check(bundle)
            if replay is not None:
                done = max(0, len(replay.lines) - bundle.first)
                more = bundle._replace(
                    first=bundle.first + done, entries=bundle.entries[done:], row=b""
                )
                replay.feed(more)
        if replay is not None:
            replay.judge(version)
        stored.blobs.finish(stored.again)
        self.verdict.unchecked += [f"in the store, {one}" for one in stored.beside.unchecked]
        if self.verdict.size is None:
            self.verdict.counted = {**stored.beside.counted, **self.verdict.counted}
            self.verdict.withheld = stored.beside.withheld

    def _recall(self, log: Log, first: Key) -> Seen | None:
        """Have the log held against what was seen of it before, and against what somebody kept."""
        newest = log.newest
        seen = self.memory.recall(newest.origin)
        if seen is not None:
            self._check_first(seen, first)
            log.marks.append((seen.checkpoint, _fork("seen before", seen.checkpoint, newest)))
        if self._older is not None:
            log.marks.append((self._older, _fork("that was kept", self._older, newest)))
        return seen

    def _check_first(self, seen: Seen, first: Key) -> None:
        if seen.first != first:
            raise Difference(
                f"keys: the log's first key is {first}, but {seen.first} was seen before; if "
                f"the board was begun anew, remove {self.memory.path(seen.checkpoint.origin)}"
            )

    def _keep(self, now: Seen) -> None:
        """Remember the log, and hold it against what another verifier kept meanwhile."""
        newest = now.checkpoint
        there = self.memory.keep(newest.origin, now)
        self._check_first(there, now.first)
        if there.checkpoint.size == newest.size and there.checkpoint.text != newest.text:
            raise _fork("seen before", there.checkpoint, newest)

    def _trust(self, log: Log, listed: list[str], seen: Seen | None) -> None:
        """Is it the log that it says it is, no shorter than it was, and cosigned by enough?"""
        keys, newest, verdict = log.chain.keys, log.newest, self.verdict
        if [str(key) for key in keys] != listed:
            raise Difference("keys: not the keys that the entries rotate to, one a line")
        if self._given is not None and self._given not in keys:
            raise Difference(
                f"keys: {self._given} is none of this log's, and no entry rotates to it"
            )
        if seen is not None and seen.checkpoint.size > newest.size:
            raise _rollback(seen.checkpoint, newest)
        verdict.key = str(keys[-1])
        if self._given is not None:
            verdict.trusted = "given"
        else:
            verdict.trusted = "first seen" if seen is None else "seen before"
        verdict.cosigned = cosigned(newest, keys, self._witnesses, "checkpoint")
        require(verdict.cosigned, self._required, "checkpoint")
        if self._where.startswith("http") and newest.origin != self._where.split("://")[1].rstrip(
            "/"
        ):
            verdict.unchecked.append(
                f"whether this address is its own: the log calls itself {newest.origin}"
            )

    def _check_older(self, log: Log) -> None:
        older = self._older
        if older is None:
            return
        if older.origin != log.newest.origin:
            raise Refusal(f"{self._asked.older} is of another log, {older.origin}")
        if older.size > log.newest.size:
            raise _rollback(older, log.newest)
        log.chain.check(older, str(self._asked.older))
        self.verdict.continues = older.size


def _keys(listed: Sequence[str]) -> list[Key]:
    found = []
    for line in listed:
        try:
            found.append(log_key(line))
        except Refusal as refusal:
            raise Difference(f"keys: {refusal}") from None
    return found


def _check_signed(newest: Checkpoint, first: Key, listed: Sequence[Key]) -> None:
    """Raise `Difference` where the checkpoint is not the log's, by its origin and a key: else it
    would be held against what was seen of another."""
    if newest.origin != first.name:
        raise Difference(
            f"checkpoint: of {newest.origin}, but the log's key is the one of {first.name}"
        )
    if not any(newest.signed_by(key) for key in listed):
        raise Difference("checkpoint: not signed by any of the log's keys")


def _kept(path: Path) -> Checkpoint:
    try:
        with path.open("rb") as file:
            return checkpoint(file.read(LONGEST + 1))
    except OSError as error:
        raise Refusal(
            f"{path} can't be read ({error.strerror}); check its name and whether you may read it"
        ) from None
    except Refusal as refusal:
        raise Refusal(f"{path}: {refusal}") from None


def _fork(which: str, older: Checkpoint, newest: Checkpoint) -> Difference:
    return Difference(
        f"checkpoint: the log was forked: its {newest.size} entries do not continue the "
        f"checkpoint of {older.size} {which}",
        older.note,
        newest.note,
    )


def _rollback(older: Checkpoint, newest: Checkpoint) -> Difference:
    return Difference(
        f"checkpoint: the log was set back: it shows {newest.size} entries, but a checkpoint of "
        f"{older.size} was signed before",
        older.note,
        newest.note,
    )
