"""Witnesses that run within a test, each at an address of its own: honest until told to lie."""

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from signboard.record.notes import VerifierKey
from signboard.settings import Witness
from signboard.witness import keeping, keys
from signboard.witness.deciding import add_checkpoint
from strangers import Answer, Respond, answering

NOW = int(time.time())


class Stranger:
    """A witness that answers as the product's does, unless `lie` is set. It keeps what it was
    asked."""

    def __init__(self, folder: Path, nth: int) -> None:
        self.folder = folder / f"witness-{nth}"
        keys.init(self.folder, f"w{nth}.example", bytes([nth]) * 32)
        self.signer = keys.read(self.folder)
        self.asked: list[bytes] = []
        self.lie: Respond | None = None

    def respond(self, method: str, path: str, body: bytes) -> Answer:
        """Answer a request over HTTP."""
        assert (method, path) == ("POST", "/add-checkpoint")
        self.asked.append(body)
        if self.lie is not None:
            return self.lie(method, path, body)
        answer = add_checkpoint(self.folder, self.signer, body, lambda: NOW)
        return answer.status, {"Content-Type": answer.media}, answer.body.encode()


class Council:
    """Some witnesses, and how a board's settings name them."""

    def __init__(self, strangers: list[Stranger], addresses: list[str]) -> None:
        self.strangers = strangers
        self.settings = tuple(
            Witness(str(one.signer.verifier), address)
            for one, address in zip(strangers, addresses, strict=True)
        )

    def trust(self, key: VerifierKey) -> None:
        """Have all of them trust a log's key."""
        for one in self.strangers:
            with keeping.opened(one.folder) as database:
                keeping.trust(database, key)

    def name_in(self, file: Path, required: int) -> None:
        """Name them in the file of a board's settings."""
        tables = "".join(
            f'[[witnesses]]\nkey = "{one.key}"\nurl = "{one.url}"\n' for one in self.settings
        )
        file.write_text(f"required = {required}\n{tables}", encoding="utf-8")


@contextmanager
def witnesses(folder: Path, number: int) -> Iterator[Council]:
    """So many witnesses that trust nobody yet, until the block ends."""
    strangers = [Stranger(folder, nth) for nth in range(1, number + 1)]
    with ExitStack() as stack:
        addresses = [stack.enter_context(answering(one.respond)) for one in strangers]
        yield Council(strangers, addresses)
