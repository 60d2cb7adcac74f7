"""Asking witnesses to cosign a checkpoint before it is published (C2SP tlog-witness).

A cosignature counts when it verifies under the key that the settings name, and only then: whatever
else a witness answers is a reason why it didn't cosign.
"""

import re
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final

from signboard import fetching
from signboard.record.notes import ADD_CHECKPOINT, Checkpoint, Note, Signature, encoded
from signboard.settings import Witness
from signboard.terms import Refusal

SECONDS: Final = 10.0
"""How long one witness has for one answer; it is asked twice at most."""
LONGEST: Final = 16_384
"""Bytes in the longest answer that is read."""
AHEAD: Final = 3600
"""Seconds by which a witness's clock may be ahead of ours."""

_SIZE: Final = re.compile(rb"(0|[1-9][0-9]{0,15})\n?")
_AMISS: Final = "this may mean that the record was rolled back or forked; find out before you go on"

Prove = Callable[[int], Sequence[bytes]]


@dataclass(frozen=True, slots=True)
class Cosigned:
    """A checkpoint with its cosignatures, and a sentence for each witness that did not cosign."""

    note: Note
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Declined:
    """Why a witness didn't cosign, and the size to ask it again from, where that makes sense."""

    why: str
    stands: int | None = None


def cosigned(
    note: Note,
    prove: Prove,
    witnesses: Sequence[Witness],
    required: int,
    before: Note | None = None,
) -> Cosigned:
    """Ask those witnesses for a cosignature that haven't cosigned this checkpoint yet.

    `prove` gives the proof that the tree of the checkpoint continues its first so many leaves, and
    is called in this thread only; `before` is a checkpoint published earlier, which tells where
    who cosigned it stands. Raises `Refusal`, naming each witness and why, where fewer than
    `required` have cosigned in the end.
    """
    by_log = _without(note, witnesses)
    asking = {one: _stood(one, before) for one in witnesses if not one.verifier.signed(note)}
    heard = _ask(by_log, prove, asking)
    again = {one: said.stands for one, said in heard.items() if isinstance(said, _Declined)}
    heard |= _ask(by_log, prove, {one: size for one, size in again.items() if size is not None})
    found = [said for said in heard.values() if isinstance(said, Signature)]
    missing = tuple(
        f"{one.verifier.name} {said.why}"
        for one, said in heard.items()
        if isinstance(said, _Declined)
    )
    have = len(witnesses) - len(missing)
    if have < required:
        raise Refusal(
            f"{have} of the {required} required witnesses cosigned, and nothing was published: "
            + "; ".join(missing)
        )
    return Cosigned(note.with_signatures(*found), missing)


def _without(note: Note, witnesses: Sequence[Witness]) -> Note:
    """The note as its log signed it: a witness has no use for what others cosigned."""
    keys = {(one.verifier.name, one.verifier.key_id) for one in witnesses}
    kept = (one for one in note.signatures if (one.name, one.key_id) not in keys)
    return Note(note.text, tuple(kept))


def _stood(witness: Witness, before: Note | None) -> int:
    """The size that a witness cosigned last, as far as is known here."""
    signed = before is not None and witness.verifier.signed(before)
    return Checkpoint.parse(before.text).size if before is not None and signed else 0


def _ask(
    note: Note, prove: Prove, asking: Mapping[Witness, int]
) -> dict[Witness, Signature | _Declined]:
    """What each witness says when it is asked from a size, all at once."""
    size = Checkpoint.parse(note.text).size
    bodies = [_body(note, old, prove(old) if 0 < old < size else ()) for old in asking.values()]
    with ThreadPoolExecutor(max_workers=max(1, len(asking))) as threads:
        said = threads.map(
            lambda one, old, body: _said(one, old, note, body), asking, asking.values(), bodies
        )
        return dict(zip(asking, said, strict=True))


def _body(note: Note, old: int, proof: Sequence[bytes]) -> bytes:
    lines = "".join(f"{encoded(one)}\n" for one in proof)
    return f"old {old}\n{lines}\n".encode() + bytes(note)


def _said(witness: Witness, old: int, note: Note, body: bytes) -> Signature | _Declined:
    address = f"{witness.url.rstrip('/')}{ADD_CHECKPOINT}"
    try:
        status, answer = fetching.post(address, body, LONGEST, SECONDS)
        if status == 200:
            return _signature(witness, Note.parse(f"{note.text}\n".encode() + answer))
    except Refusal as refusal:
        return _Declined(f"gave no cosignature: {refusal}")
    checkpoint = Checkpoint.parse(note.text)
    if status == 409:
        return _conflict(checkpoint.size, old, answer)
    reasons = {
        403: "doesn't trust the key that signed it: send its keeper the record's verifier key",
        404: f"doesn't know {checkpoint.origin}, or isn't at {witness.url}: send its keeper the "
        "record's verifier key, or correct `url`",
        405: f"takes no checkpoints at {witness.url}: correct `url`",
        422: f"doesn't find that this record continues the {old} entries it cosigned: {_AMISS}",
    }
    return _Declined(reasons.get(status, f"answered with status {status}: ask its keeper"))


def _conflict(size: int, old: int, answer: bytes) -> _Declined:
    """What it means that a witness doesn't stand at the size it was asked from."""
    found = _SIZE.fullmatch(answer)
    if found is None:
        return _Declined("answered with status 409 and no size: ask its keeper")
    stands = int(found[1])
    if stands > size:
        return _Declined(f"has cosigned {stands} entries, and this record has {size}: {_AMISS}")
    if stands == old == size:
        return _Declined(f"has cosigned another root of the same {size} entries: {_AMISS}")
    if stands < old:
        return _Declined(f"has forgotten that it cosigned {old} entries: ask its keeper")
    return _Declined(f"says that it stands at {stands} entries: publish again", stands)


def _signature(witness: Witness, answered: Note) -> Signature | _Declined:
    """The one line of an answer that is by the key in the settings."""
    key = witness.verifier
    at = key.signed_at(answered)
    if at is None:
        return _Declined("answered without a cosignature of this checkpoint by the key in settings")
    if not 0 < at <= time.time() + AHEAD:
        return _Declined("cosigned at a time that has not come: ask its keeper to set its clock")
    by = (key.name, key.key_id)
    return next(one for one in answered.signatures if (one.name, one.key_id) == by)
