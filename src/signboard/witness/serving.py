"""A witness over HTTP: a WSGI application that granian runs.

`POST /add-checkpoint` cosigns, `GET /` says in plain text what stands here. There is nothing else,
and nothing to sign in to: a checkpoint that its log didn't sign is refused.
"""

import os
import sys
import time
from collections.abc import Iterable
from http import HTTPStatus
from pathlib import Path
from typing import Final

from signboard.record.notes import ADD_CHECKPOINT, SignerKey
from signboard.serving import Application, Environ, StartResponse, check_address, listen, strict
from signboard.terms import Refusal
from signboard.witness import keeping, keys, report
from signboard.witness.asking import LIMIT
from signboard.witness.deciding import Answer, Clock, add_checkpoint

FOLDER_VARIABLE: Final = "SIGNBOARD_WITNESS"
_ALLOWED: Final = {ADD_CHECKPOINT: ("POST",), "/": ("GET", "HEAD")}


def application(folder: Path, now: Clock) -> Application:
    """A WSGI application that is the witness in `folder`; `now` gives seconds since 1970."""
    signer = keys.read(folder)

    def serve(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        answer = _answered(folder, signer, environ, now)
        body = answer.body.encode()
        headers = [("Content-Type", answer.media), ("Content-Length", str(len(body)))]
        headers.append(("Cache-Control", "no-store"))
        if answer.status == HTTPStatus.METHOD_NOT_ALLOWED:
            headers.append(("Allow", ", ".join(_ALLOWED[environ["PATH_INFO"]])))
        start_response(f"{answer.status} {HTTPStatus(answer.status).phrase}", headers)
        return [body]

    return strict(serve)


def _answered(folder: Path, signer: SignerKey, environ: Environ, now: Clock) -> Answer:
    allowed = _ALLOWED.get(environ.get("PATH_INFO", ""))
    if allowed is None:
        return Answer(404, f"there is nothing here; see / or POST to {ADD_CHECKPOINT}\n")
    if environ["REQUEST_METHOD"] not in allowed:
        return Answer(405, "not that method\n")
    try:
        if allowed != ("POST",):
            return Answer(200, report.public(folder, signer.verifier))
        body: bytes = environ["wsgi.input"].read(LIMIT + 1)
        if len(body) > LIMIT:
            return Answer(413, f"a request has at most {LIMIT} bytes\n")
        return add_checkpoint(folder, signer, body, now)
    except Refusal as refusal:  # what is wrong here is for its keeper to read, not for strangers
        sys.stderr.write(f"signboard: {refusal}\n")
        return Answer(503, "this witness can't cosign now; try again later\n")


def from_environment() -> Application:
    """The witness in the folder that `SIGNBOARD_WITNESS` names: what granian loads."""
    return application(Path(os.environ[FOLDER_VARIABLE]), lambda: int(time.time()))


def check(folder: Path, host: str, port: int) -> None:
    """Raise `Refusal` where there is no witness to serve or its address can't be had."""
    keys.read(folder)
    with keeping.opened(folder):
        check_address(host, port)


def run(folder: Path, host: str, port: int) -> None:
    """Serve until interrupted."""
    os.environ[FOLDER_VARIABLE] = str(folder.resolve())
    listen("signboard.witness.serving:from_environment", host, port)
