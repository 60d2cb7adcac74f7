"""What a verifier remembers of each log: its first key, and the checkpoint seen last.

One file for each origin, replaced whole. Where a log shows something that doesn't fit, what was
remembered stays, and both notes are laid beside it: they prove what the log did, to anybody.
"""

import os
import re
import tempfile
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import msgspec

from signboard.auditor.notes import Checkpoint, Key, checkpoint, log_key
from signboard.terms import Refusal


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen of a log: its first key, and the last checkpoint."""

    first: Key
    checkpoint: Checkpoint


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

    def keep(self, origin: str, seen: Seen) -> None:
        """Remember a log as it was seen now."""
        kept = _Kept(origin, str(seen.first), seen.checkpoint.note.decode())
        self._write(self.path(origin), msgspec.json.format(msgspec.json.encode(kept)) + b"\n")

    def accuse(self, origin: str, notes: list[bytes]) -> list[str]:
        """Lay down notes that don't fit together, and say where."""
        paths = []
        for note in notes:
            name = f"{self.path(origin).stem}.{sha256(note).hexdigest()[:12]}.checkpoint"
            self._write(self._folder / name, note)
            paths.append(str(self._folder / name))
        return paths

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
