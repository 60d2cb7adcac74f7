"""The published site over HTTP: a WSGI application that granian runs.

It serves files and nothing else: precompressed, with strict headers. When a new site has been
published it is taken up at the next request; one that began on the old site ends on it. The log's
files, of which there may be millions, are not listed: each is looked for when it is asked for,
and only where its address has the form that such a file has.
"""

import os
import re
import socket
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, Final
from wsgiref.headers import Headers
from wsgiref.util import FileWrapper

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels
from whitenoise import WhiteNoise

from signboard.store import log
from signboard.store.site import LINK
from signboard.terms import Refusal

POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "font-src 'self'",
        "img-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)
STRICT: Final = (
    ("Content-Security-Policy", POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Permissions-Policy", "interest-cohort=()"),
)
PAGE_SECONDS: Final = 60
CHECKPOINT_SECONDS: Final = 5
"""A checkpoint changes with each publishing, and C2SP tlog-tiles keeps it for a few seconds."""
BLOB_SECONDS: Final = 3600
"""What lies beside the record never changes, but it may be withheld, also from those who keep
copies of what is served."""
_FOREVER: Final = "max-age=31536000, public, immutable"
_TEXT: Final = "text/plain; charset=utf-8"
_BYTES: Final = "application/octet-stream"
_PLACE: Final = r"(?:x[0-9]{3}/){0,5}[0-9]{3}"
_LOG: Final = tuple(
    (re.compile(pattern), kind, kept)
    for pattern, kind, kept in (
        (rf"tile/(?:[0-9]|entries)/{_PLACE}(?:\.p/[1-9][0-9]{{0,2}})?", _BYTES, _FOREVER),
        (rf"proof/{_PLACE}\.tlog-proof", _TEXT, _FOREVER),
        (r"blob/sha256/[0-9a-f]{64}", _BYTES, f"max-age={BLOB_SECONDS}, public"),
        (r"checkpoints/(?:0|[1-9][0-9]{0,15})", _TEXT, f"max-age={CHECKPOINT_SECONDS}, public"),
    )
)
"""The log's files by the form of their address, with their media type and how long each may be
kept. A checkpoint's may gain signatures."""
_ABSENT: Final = b"The board is not there at the moment; try again later.\n"
END_SECONDS: Final = 5
"""So long a worker that is told to end has for it, before it is killed."""
FOLDER_VARIABLE: Final = "SIGNBOARD_FOLDER"

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]


def application(folder: Path) -> Application:
    """A WSGI application that serves the published site of the board in `folder`."""
    link = folder / LINK
    logged = folder / log.FOLDER
    held: dict[str, Application] = {}

    def serve(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        try:
            target = str(link.readlink())
            root = link.parent / target
            root.stat()
            files = held.get(target) or _files(root, logged)
        except OSError:
            return _answer(start_response, "503 Service Unavailable", [], _ABSENT)
        if target not in held:
            held.clear()
            held[target] = files
        return files(environ, start_response)

    return strict(serve)


def strict(served: Application) -> Application:
    """The same answers, each with the strict headers, be it a page, a redirect or a refusal."""

    def serve(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            return start_response(status, [*headers, *STRICT], *rest)

        return served(environ, start)

    return serve


def _files(root: Path, logged: Path) -> Application:
    pages = WhiteNoise(
        _logged(logged, _otherwise(root)),
        index_file=True,
        max_age=PAGE_SECONDS,
        allow_all_origins=False,
        add_headers_function=_signed,
        immutable_file_test=lambda path, url: url.startswith("/static/"),
    )
    found = dict(_scanned(root))
    for path in found:
        url = path.removeprefix(str(root))
        pages.add_file_to_dictionary(url, path, stat_cache=found)
    files: Application = pages
    languages = [one.parent.name for one in sorted(root.glob("*/index.html"))]

    def serve(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if environ.get("PATH_INFO") == "/":
            preferred = preferred_language(environ.get("HTTP_ACCEPT_LANGUAGE", ""), languages)
            if preferred is not None:
                headers = [("Location", f"{preferred}/"), ("Vary", "Accept-Language")]
                return _answer(start_response, "302 Found", headers)
        return files(environ, start_response)

    return serve


def _scanned(folder: Path) -> Iterator[tuple[str, os.stat_result]]:
    """Every file below a folder. Links are not followed: they lead to the log, or out."""
    with os.scandir(folder) as entries:
        for one in entries:
            if one.is_dir(follow_symlinks=False):
                yield from _scanned(Path(one.path))
            elif one.is_file(follow_symlinks=False):
                yield one.path, one.stat()


def _signed(headers: Headers, path: str, url: str) -> None:
    """What is signed and what it is verified with are text, though their names don't say so."""
    if url in {"/checkpoint", "/keys"}:
        headers["Content-Type"] = _TEXT
    if url == "/checkpoint":
        headers["Cache-Control"] = f"max-age={CHECKPOINT_SECONDS}, public"


def _logged(root: Path, otherwise: Application) -> Application:
    """Serves a file of the log where its address has the form of one and it is there."""

    def serve(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "").removeprefix("/")
        form = next((one for one in _LOG if one[0].fullmatch(path)), None)
        if form is None or environ["REQUEST_METHOD"] not in {"GET", "HEAD"}:
            return otherwise(environ, start_response)
        try:
            file = (root / path).open("rb")
        except OSError:
            return otherwise(environ, start_response)
        size = os.fstat(file.fileno()).st_size
        headers = [("Content-Type", form[1]), ("Cache-Control", form[2])]
        start_response("200 OK", [*headers, ("Content-Length", str(size))])
        if environ["REQUEST_METHOD"] == "HEAD":
            file.close()
            return []
        return FileWrapper(file)

    return serve


def preferred_language(accepted: str, offered: Iterable[str]) -> str | None:
    """The offered language that an Accept-Language header (RFC 9110, 12.5.4) likes best."""
    likings: list[tuple[float, int, str]] = []
    for place, one in enumerate(accepted[:1000].split(",")):
        language, _, quality = one.replace(" ", "").lower().partition(";q=")
        try:
            liking = float(quality or 1)
        except ValueError:
            continue
        likings.append((-liking, place, language.partition("-")[0]))
    known = set(offered)
    return next((name for liking, _, name in sorted(likings) if name in known and liking), None)


def _otherwise(root: Path) -> Application:
    absent = root / "404.html"
    body = absent.read_bytes() if absent.is_file() else b"Not found\n"

    def serve(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] not in {"GET", "HEAD"}:
            return _answer(start_response, "405 Method Not Allowed", [("Allow", "GET, HEAD")])
        return _answer(start_response, "404 Not Found", [], body)

    return serve


def _answer(
    start_response: StartResponse, status: str, more: list[tuple[str, str]], body: bytes = b""
) -> Iterable[bytes]:
    headers = Headers([("Content-Type", "text/html; charset=utf-8"), *more])
    headers["Content-Length"] = str(len(body))
    start_response(status, headers.items())
    return [body]


def from_environment() -> Application:
    """The application for the board that `SIGNBOARD_FOLDER` names: what granian loads."""
    return application(Path(os.environ[FOLDER_VARIABLE]))


def check(folder: Path, host: str, port: int) -> None:
    """Raise `Refusal` where there is no site to serve or its address can't be had."""
    link = folder / LINK
    if link.is_symlink() and not link.exists():
        raise Refusal(
            f"{link} points to {link.readlink()}, which is missing; run: signboard publish {folder}"
        )
    if not link.exists():
        raise Refusal(f"no site in {folder}; make one with: signboard publish {folder}")
    check_address(host, port)


def check_address(host: str, port: int) -> None:
    """Raise `Refusal` where an address can't be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise Refusal(
                f"can't serve at {host}:{port} ({error.strerror}); choose another with --port"
            ) from None


def run(folder: Path, host: str, port: int) -> None:
    """Serve until interrupted."""
    os.environ[FOLDER_VARIABLE] = str(folder.resolve())
    listen("signboard.serving:from_environment", host, port)


def listen(factory: str, host: str, port: int) -> None:
    """Serve what a factory, `module:function`, makes in this environment, until interrupted.

    A worker that gets the signal to end twice, from its server and from whoever ends them both,
    as systemd does, may never end by itself.
    """
    Granian(
        factory,
        factory=True,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        log_level=LogLevels.warning,
        blocking_threads=4,
        workers_kill_timeout=END_SECONDS,
    ).serve()
