"""What lies sealed beside a record, opened when it is first asked for.

What an entry withheld is gone, whether or not its blob still lies there. What is missing without
such an entry is damage, and is refused.
"""

from collections.abc import Callable, Container, Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Final, TypeVar

from signboard.agenda import Agenda
from signboard.clerk.loading import opened_to_read
from signboard.record.sealing import intact, unseal_text
from signboard.terms import Refusal

T = TypeVar("T")
_HEX: Final = slice(len("sha256:"), None)


class Opened(dict[str, T]):
    """What is sealed, by its digest, each checked and opened when it is first asked for: by the
    process that prints it, rather than all before the first page. What was withheld is no key."""

    def __init__(
        self, blobs: Mapping[str, bytes], withheld: Container[str], unseal: Callable[[bytes], T]
    ) -> None:
        super().__init__()
        self._blobs, self._withheld, self._unseal = blobs, withheld, unseal

    def __missing__(self, name: str) -> T:
        if name in self._withheld:
            raise KeyError(name)
        blob = self._blobs.get(name)
        if blob is None or sha256(blob).hexdigest() != name[_HEX]:  # faster than asking `beside`
            blob = beside(name, blob)
        opened = self[name] = self._unseal(blob)
        return opened


def beside(name: str, blob: bytes | None) -> bytes:
    """The blob that was found under a name. Raises `Refusal` where none was, or another."""
    if blob is None:
        raise Refusal(f"{name} is missing beside the record; restore it from a copy")
    return intact(name, blob)


def texts(folder: Path, known: Agenda, seals: Iterable[str]) -> dict[str, str]:
    """Sealed texts of a board, such as quotes, by their digests; those withheld are left out."""
    with opened_to_read(folder) as store:
        return {
            name: unseal_text(beside(name, store.blob(name)))
            for name in seals
            if name not in known.withheld
        }
