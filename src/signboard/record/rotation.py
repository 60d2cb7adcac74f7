"""The entry by which one signing key takes the place of another: both sign it.

The old key says who comes after it, the new one that it is held by whoever enters. What they sign
names the entry's number, so that a rotation can't be said again elsewhere.
"""

from signboard.record.entries import KeyRotated
from signboard.record.notes import SIGNS, SignerKey, VerifierKey, decoded, encoded
from signboard.terms import Refusal


def rotated(number: int, before: SignerKey, after: SignerKey) -> KeyRotated:
    """The fact that is entered as entry `number`."""
    old, new = before.verifier, after.verifier
    message = _message(number, str(old), str(new))
    return KeyRotated(
        before=str(old),
        after=str(new),
        by_before=encoded(before.sign(message)),
        by_after=encoded(after.sign(message)),
    )


def check(number: int, fact: KeyRotated) -> None:
    """Raise `Refusal` where a rotation entered as `number` is not one that both keys signed."""
    before, after = VerifierKey.parse(fact.before), VerifierKey.parse(fact.after)
    if (before.algorithm, after.algorithm) != (SIGNS, SIGNS) or before.name != after.name:
        raise Refusal(
            f'a key of "{before.name}" is followed by another of the same name, not by a key of '
            f'"{after.name}"; use: signboard key rotate'
        )
    message = _message(number, fact.before, fact.after)
    for key, signature in ((before, fact.by_before), (after, fact.by_after)):
        if not key.verify(message, decoded(signature)):
            raise Refusal(
                f"the key {key.name}+{key.key_id.hex()} did not sign this rotation as entry "
                f"{number}; use: signboard key rotate"
            )


def _message(number: int, before: str, after: str) -> bytes:
    return f"signboard/key-rotated/v1\n{number}\n{before}\n{after}\n".encode()
