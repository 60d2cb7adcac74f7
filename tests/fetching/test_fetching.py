"""What is fetched from strangers: within a size and a time, from that host only, or refused."""

import socket
import time
from collections.abc import Iterator
from threading import Thread

import pytest

from signboard import fetching
from signboard.terms import Refusal
from strangers import Answer, answering


def _respond(method: str, path: str, body: bytes) -> Answer:
    answers: dict[str, Answer] = {
        "/file": (200, {}, b"content"),
        "/empty": (200, {}, b""),
        "/gone": (410, {}, b""),
        "/broken": (500, {}, b"no"),
        "/forbidden": (403, {}, b"no"),
        "/moved": (302, {"Location": "/file"}, b""),
        "/moved/inside": (301, {"Location": "../file"}, b""),
        "/moved/away": (302, {"Location": "http://localhost:1/file"}, b""),
        "/moved/to-a-file": (302, {"Location": "file:///etc/passwd"}, b""),
        "/moved/nowhere": (302, {}, b""),
        "/round": (302, {"Location": "/round"}, b""),
        "/short": (200, {"Content-Length": "100"}, b"seven"),
        "/drip": (200, {"X-Drip": "1"}, b"x" * 1000),
        "/echo": (409, {}, method.encode() + b" " + body),
        "/redirect": (307, {"Location": "/echo"}, b"elsewhere"),
    }
    if path == "/slow":
        time.sleep(3)
    return answers.get(path, (404, {}, b""))


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """The address of a stranger's site."""
    with answering(_respond) as address:
        yield address


def test_a_file_is_fetched_and_one_that_is_not_there_is_none(site: str) -> None:
    assert fetching.get(f"{site}/file", 7) == b"content"
    assert fetching.get(f"{site}/empty", 7) == b""
    assert fetching.get(f"{site}/nothing", 7) is None
    assert fetching.get(f"{site}/gone", 7) is None


def test_a_redirect_is_followed_on_the_same_host(site: str) -> None:
    assert fetching.get(f"{site}/moved", 7) == b"content"
    assert fetching.get(f"{site}/moved/inside", 7) == b"content"


def test_any_status_of_a_posting_is_an_answer(site: str) -> None:
    assert fetching.post(f"{site}/echo", b"body", 9) == (409, b"POST body")
    assert fetching.post(f"{site}/redirect", b"body", 9) == (307, b"elsewhere")
    assert fetching.post(f"{site}/nothing", b"", 9) == (404, b"")
    assert fetching.post(f"{site}/broken", b"", 9) == (500, b"no")


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/file?limit=6", "more than 6 bytes"),
        ("/broken", "status 500"),
        ("/forbidden", "status 403"),
        ("/moved/away", "another host"),
        ("/moved/to-a-file", "another host"),
        ("/round", "from one address to the next"),
        ("/moved/nowhere", "from one address to the next"),
        ("/short", "broke off after 5 bytes"),
        ("/drip", "took longer than 0.5 seconds"),
        ("/slow", "can't be had|took longer"),
    ],
)
def test_anything_else_is_refused_in_one_line(site: str, path: str, said: str) -> None:
    path, _, limit = path.partition("?limit=")
    began = time.monotonic()
    with pytest.raises(Refusal, match=said) as refused:
        fetching.get(f"{site}{path}", int(limit or 5000), within=0.5)
    assert "\n" not in str(refused.value)
    assert time.monotonic() - began < 2


@pytest.mark.parametrize(
    "url",
    [
        "",
        "board.example",
        "file:///etc/passwd",
        "ftp://board.example/file",
        "data:text/plain,hello",
        "http://",
        "http:///file",
        "http://user:word@127.0.0.1/",
        "http://127.0.0.1:port/",
        "http://127.0.0.1:99999/",
        "http://[::1/",
        "http://127.0.0.1/a b",
        "http://127.0.0.1/a\nb",
        "http://127.0.0.1:0/",
        "http://a..b.example/",
        "http://" + "a" * 300 + ".example/",
    ],
)
def test_what_is_no_address_is_refused_in_one_line(url: str) -> None:
    for ask in (lambda: fetching.get(url, 10), lambda: fetching.post(url, b"", 10)):
        with pytest.raises(Refusal) as refused:
            ask()
        assert "\n" not in str(refused.value)


def test_a_server_that_is_down_or_talks_nonsense_is_refused() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]

        def nonsense() -> None:
            asking, _ = listening.accept()
            with asking:
                asking.recv(1000)
                asking.sendall(b"\x00\xff nonsense\r\n\r\n")

        Thread(target=nonsense, daemon=True).start()
        with pytest.raises(Refusal, match="can't be had"):
            fetching.get(f"http://127.0.0.1:{port}/", 10)
    with pytest.raises(Refusal, match="can't be had"):
        fetching.get(f"http://127.0.0.1:{port}/", 10)


def test_a_proxy_in_the_environment_is_not_asked(
    site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    assert fetching.get(f"{site}/file", 7) == b"content"
