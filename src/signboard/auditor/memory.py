"""What a verifier remembers of each log: its first key, and the checkpoint seen last.

One file for each origin, replaced whole, under a lock, since two verifiers may end at once. Where
a log shows something that doesn't fit, what was remembered stays, and both notes are laid beside
it: they prove what the log did, to anybody.
"""

import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fcntl import LOCK_EX, flock
from hashlib import sha256
from pathlib import Path
from typing import Final

import msgspec

from signboard.auditor.notes import Checkpoint, Key, checkpoint, log_key
from signboard.terms import Refusal

_LOCK: Final = ".lock"


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen of a log: its first key, and the last checkpoint."""

    first: Key
    checkpoint: Checkpoint

    def leads_to(self, later: "Seen") -> bool:
        """May something that was seen later take its place? That a longer log continues it is
        not checked here."""
        mine, other = self.checkpoint, later.checkpoint
        same = mine.size == other.size and mine.text == other.text
        return self.first == later.first and (same or mine.size < other.size)


class _Kept(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    origin: str
    first_key: str
    checkpoint: str


class Memory:
    """A verifier's folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise Refusal(
                f"{folder} can't be made ({error.strerror}), where the checkpoint seen last is "
                "kept; name another with --state"
            ) from None

    def path(self, origin: str) -> Path:
        """Where a log's memory lies: by its name, made safe, and a piece of that name's digest."""
        plain = re.sub(r"[^a-z0-9.-]+", "_", origin.lower())[:80].strip("._")
        return self._folder / f"{plain}-{sha256(origin.encode()).hexdigest()[:12]}.json"

    def recall(self, origin: str) -> Seen | None:
        """What was seen of a log, or None. Raises `Refusal` where that can't be read."""
        path = self.path(origin)
        try:
            kept = msgspec.json.decode(path.read_bytes(), type=_Kept)
            return Seen(log_key(kept.first_key), checkpoint(kept.checkpoint.encode()))
        except FileNotFoundError:
            return None
        except OSError as error:
            raise Refusal(f"{path} can't be read ({error.strerror}); check it") from None
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, Refusal) as error:
            raise Refusal(
                f"{path} is not what a verifier kept ({error}); restore it, or remove it to begin "
                "anew with the log as it is now"
            ) from None

    def keep(self, origin: str, seen: Seen) -> Seen:
        """Remember a log as it was seen now; return what is remembered of it then. Another verifier
        may have ended meanwhile: what it saw stays where it is of more entries, or doesn't fit."""
        with self._locked():
            there = self.recall(origin)
            if there is not None and not there.leads_to(seen):
                return there
            kept = _Kept(origin, str(seen.first), seen.checkpoint.note.decode())
            self._write(self.path(origin), msgspec.json.format(msgspec.json.encode(kept)) + b"\n")
        return seen

    def accuse(self, origin: str, notes: list[bytes]) -> list[str]:
        """Lay down notes that don't fit together, and say where."""
        paths = []
        for note in notes:
            name = f"{self.path(origin).stem}.{sha256(note).hexdigest()[:12]}.checkpoint"
            self._write(self._folder / name, note)
            paths.append(str(self._folder / name))
        return paths

    @contextmanager
    def _locked(self) -> Iterator[None]:
        path = self._folder / _LOCK
        try:
            file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise Refusal(f"{path} can't be opened ({error.strerror}); see to it") from None
        try:
            flock(file, LOCK_EX)
            yield
        finally:
            os.close(file)

    def _write(self, path: Path, content: bytes) -> None:
        try:
            file, name = tempfile.mkstemp(prefix=".", dir=self._folder)
            try:
                with os.fdopen(file, "wb") as opened:
                    opened.write(content)
                    opened.flush()
                    os.fsync(opened.fileno())
                Path(name).replace(path)
            except BaseException:
                Path(name).unlink(missing_ok=True)
                raise
            folder = os.open(self._folder, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)
        except OSError as error:
            raise Refusal(f"{path} can't be written ({error.strerror}); see to it") from None
