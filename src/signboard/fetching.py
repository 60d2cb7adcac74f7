"""The one place that reaches for the network: get a file from a site, post a request to a witness.

Only http and https, within a size and a time, and never by way of another host: it follows no
redirect to one and takes no proxy from the environment. What comes back is bytes of a stranger;
whoever asked for them checks them.
"""

from concurrent.futures import Future
from dataclasses import dataclass
from http.client import HTTPException
from threading import Thread
from typing import Final
from urllib.parse import urljoin, urlsplit
from urllib.request import HTTPHandler, HTTPSHandler, OpenerDirector, Request

import signboard
from signboard.terms import Refusal

PATIENCE: Final = 30.0
"""Seconds that a whole exchange may take, from the look-up of the name to the last byte."""

_SILENCE: Final = 10.0
_REDIRECTS: Final = 3
_ABSENT: Final = frozenset((404, 410))
"""However long the page is that says so."""
_MOVED: Final = frozenset((301, 302, 303, 307, 308))


def get(url: str, limit: int, within: float = PATIENCE) -> bytes | None:
    """The file at an address, of at most `limit` bytes; None where there is none (404, 410).

    Redirects are followed on the same host only. Raises `Refusal` for anything else, and where it
    takes more than `within` seconds.
    """
    target = url
    for _ in range(_REDIRECTS + 1):
        answer = _exchanged(_request(target, None), limit, within)
        if answer.status not in _MOVED:
            return _found(url, answer)
        target = _beside(target, answer.location)
    raise Refusal(f"{url} leads from one address to the next; give the last one")


def post(url: str, body: bytes, limit: int, within: float = PATIENCE) -> tuple[int, bytes]:
    """Post a body to an address: the status of the answer, whichever it is, and its body of at
    most `limit` bytes.

    Redirects are answers like others. Raises `Refusal` where no answer comes within as many
    seconds, or too long a one.
    """
    answer = _exchanged(_request(url, body), limit, within)
    return answer.status, answer.body


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    location: str
    body: bytes


def _found(url: str, answer: _Answer) -> bytes | None:
    if answer.status in _ABSENT:
        return None
    if answer.status != 200:
        raise Refusal(f"{url} answered with status {answer.status}; try again later")
    return answer.body


def _beside(url: str, location: str) -> str:
    """Where a redirect leads: the same host, by the same scheme or by https."""
    target = urljoin(url, location)
    here, there = urlsplit(url), urlsplit(target)
    if there.netloc != here.netloc or there.scheme not in {here.scheme, "https"}:
        raise Refusal(f"{url} leads to {target[:200]!r}, which is another host; give that address")
    return target


def _request(url: str, body: bytes | None) -> Request:
    try:
        parts = urlsplit(url)
        known = parts.scheme in {"http", "https"} and bool(parts.hostname) and "@" not in url
        plain = url.isascii() and url.isprintable() and " " not in url
        if known and plain and parts.port != 0:
            named = {"User-Agent": f"signboard/{signboard.__version__}"}
            if body is not None:
                named["Content-Type"] = "text/plain; charset=utf-8"
            return Request(url, body, named)  # noqa: S310 - the scheme has just been looked at
    except ValueError:
        pass
    raise Refusal(f"not an address to ask: {url[:200]!r}; write https://host/path")


def _exchanged(request: Request, limit: int, within: float) -> _Answer:
    """An exchange in a thread of its own, left behind where it takes too long: neither a look-up
    of a name nor a server that sends a byte now and then heeds a socket's timeout."""
    answer: Future[_Answer] = Future()

    def exchange() -> None:
        try:
            answer.set_result(_exchange(request, limit, min(within, _SILENCE)))
        except BaseException as error:  # handed on to whoever waits
            answer.set_exception(error)

    Thread(target=exchange, daemon=True).start()
    try:
        return answer.result(within)
    except TimeoutError:
        raise Refusal(
            f"{request.full_url} took longer than {within:g} seconds; try again later"
        ) from None


def _exchange(request: Request, limit: int, silence: float) -> _Answer:
    # Just these two: no proxies, no redirects, no other schemes, no error for a status.
    opener = OpenerDirector()
    opener.add_handler(HTTPHandler())
    opener.add_handler(HTTPSHandler())
    url = request.full_url
    try:
        with opener.open(request, timeout=silence) as answer:
            body = answer.read(limit + 1)
            if len(body) <= limit and answer.length:
                raise Refusal(f"{url} broke off after {len(body):,} bytes; try again later")
            found = _Answer(answer.status, answer.headers.get("Location", ""), body)
    except (OSError, HTTPException, ValueError) as error:
        said = f"{url} can't be had ({_reason(error)}); check the address and the network"
        raise Refusal(said) from None
    if len(found.body) > limit and found.status not in _ABSENT:
        raise Refusal(f"{url} answered with more than {limit:,} bytes")
    return found


def _reason(error: Exception) -> str:
    cause = getattr(error, "reason", error)  # urllib wraps what the socket said
    said = str(getattr(cause, "strerror", None) or cause)
    return " ".join(said.split())[:200] or type(error).__name__
