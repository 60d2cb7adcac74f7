"""What the real server answers: strict headers on everything, compressed bytes, no way out."""

import http.client
import os
import re
import signal
import socket
from collections.abc import Callable
from datetime import date
from html import unescape
from pathlib import Path

import pytest

from records import lay
from running import Served, run, witnessing
from signboard import clerk, serving
from signboard.serving import END_SECONDS

STRICT = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
Answer = tuple[int, dict[str, str], bytes]
Ask = Callable[..., Answer]


@pytest.fixture
def ask(served: Served) -> Ask:
    """Ask the server for a path as it is written; have the status, the headers and the body."""

    def asked(path: str, method: str = "GET", body: bytes | None = None, **headers: str) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=10)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body=body, headers=named)
        answer = connection.getresponse()
        found = {name.lower(): value for name, value in answer.getheaders()}
        content = answer.read()
        connection.close()
        return answer.status, found, content

    return asked


def _raw(port: int, request: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(request)
        connection.settimeout(5)
        said = b""
        while piece := connection.recv(65536):
            said += piece
            if b"\r\n" in said:
                break
    return said


@pytest.mark.parametrize(
    ("path", "method", "status"),
    [
        ("/", "GET", 200),
        ("/en/", "GET", 200),
        ("/en", "GET", 302),
        ("/checkpoint", "GET", 200),
        ("/en/checkpoint", "GET", 404),
        ("/tile/0/000", "GET", 200),
        ("/tile/0/000", "POST", 405),
        ("/tile/0/999", "GET", 404),
        ("/nowhere", "GET", 404),
        ("/en/", "POST", 405),
        ("/nowhere", "DELETE", 405),
        ("/en/", "HEAD", 200),
    ],
)
def test_every_answer_has_the_strict_headers(ask: Ask, path: str, method: str, status: int) -> None:
    answered, headers, _ = ask(path, method)

    assert answered == status
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    assert "script-src" not in policy
    assert STRICT.items() <= headers.items()


def test_a_reader_is_led_to_a_language_by_what_the_browser_prefers(ask: Ask) -> None:
    status, headers, _ = ask("/", Accept_Language="en-GB,en;q=0.9,ko;q=0.5")

    assert (status, headers["location"]) == (302, "en/")
    assert "Accept-Language" in headers["vary"]
    assert ask("/", Accept_Language="ko")[1]["location"] == "ko/"


@pytest.mark.parametrize("encoding", ["br", "gzip"])
def test_pages_come_compressed_to_who_can_read_that(ask: Ask, encoding: str) -> None:
    plain = ask("/en/")
    status, headers, body = ask("/en/", Accept_Encoding=encoding)

    assert status == 200
    assert headers["content-encoding"] == encoding
    assert "Accept-Encoding" in headers["vary"]
    assert "Accept-Encoding" in plain[1]["vary"]
    assert len(body) < len(plain[2]) / 2


def test_a_page_that_has_not_changed_is_not_sent_again(ask: Ask) -> None:
    _, headers, _ = ask("/en/")

    same = ask("/en/", If_None_Match=headers["etag"])
    since = ask("/en/", If_Modified_Since=headers["last-modified"])

    assert (same[0], same[2]) == (304, b"")
    assert (since[0], since[2]) == (304, b"")
    assert "content-security-policy" in same[1]


def test_a_page_is_kept_for_a_minute_and_what_is_static_for_ever(ask: Ask) -> None:
    _, headers, body = ask("/en/")
    found = re.search(r'href="\.\.(/static/[^"]+\.css)"', unescape(body.decode()))
    assert found is not None
    static = ask(found[1])

    assert "max-age=60" in headers["cache-control"]
    assert static[0] == 200
    assert "immutable" in static[1]["cache-control"]


@pytest.mark.parametrize(
    ("path", "kind", "kept"),
    [
        ("/checkpoint", "text/plain; charset=utf-8", "max-age=5, public"),
        ("/keys", "text/plain; charset=utf-8", "max-age=60, public"),
        ("/edition.json", "application/json", "max-age=60, public"),
        ("/checkpoints/{size}", "text/plain; charset=utf-8", "max-age=5, public"),
        ("/tile/0/000", "application/octet-stream", "max-age=31536000, public, immutable"),
        ("/tile/1/000.p/1", "application/octet-stream", "max-age=31536000, public, immutable"),
        ("/tile/entries/000", "application/octet-stream", "max-age=31536000, public, immutable"),
        (
            "/proof/300.tlog-proof",
            "text/plain; charset=utf-8",
            "max-age=31536000, public, immutable",
        ),
        ("/blob/sha256/{blob}", "application/octet-stream", "max-age=3600, public"),
    ],
)
def test_the_files_of_the_log_are_served_as_they_lie(
    ask: Ask, served: Served, path: str, kind: str, kept: str
) -> None:
    size = (served.site / "checkpoint").read_text("utf-8").split("\n")[1]
    blob = next((served.site / "blob/sha256").iterdir()).name
    path = path.format(size=size, blob=blob)
    status, headers, body = ask(path, Accept_Encoding="br, gzip")
    headed = ask(path, "HEAD")

    assert (status, body) == (200, (served.site / path[1:]).read_bytes())
    assert (headers["content-type"], headers["cache-control"]) == (kind, kept)
    assert headers["content-length"] == headed[1]["content-length"] == str(len(body))
    assert headed[2] == b""
    assert "content-encoding" not in headers


def test_head_has_the_headers_of_get_and_no_body(ask: Ask) -> None:
    got, headed = ask("/en/"), ask("/en/", "HEAD")

    assert headed[2] == b""
    assert headed[1]["content-length"] == got[1]["content-length"] == str(len(got[2]))


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_nothing_can_be_sent(ask: Ask, method: str) -> None:
    status, headers, _ = ask("/en/", method, body=b"x=1")

    assert status == 405
    assert headers["allow"] == "GET, HEAD"


@pytest.mark.parametrize(
    "path",
    [
        "/../record.sqlite",
        "/en/../../record.sqlite",
        "/%2e%2e/record.sqlite",
        "/en/%2e%2e/%2e%2e/record.sqlite",
        "/..%2frecord.sqlite",
        "/..%5crecord.sqlite",
        "/%2e%2e%2f%2e%2e%2fetc/passwd",
        "//etc/passwd",
        "/%00",
        "/en/%00index.html",
        "/en/index.html%00.css",
        "/record.sqlite",
        "/signboard.toml",
        "/signing.key",
        "/tile/../signing.key",
        "/tile/0/../../../signing.key",
        "/tile/%2e%2e/%2e%2e/signing.key",
        "/checkpoints/../../signing.key",
        "/tile",
        "/tile/0/",
        "/tile/0/000/",
        "/tile/0/000%0a",
        "/log/tile/0/000",
        "/blob/sha256/",
        "/proof/000",
        "/" + "a" * 5000,
    ],
)
def test_no_path_leads_out_of_the_site(ask: Ask, path: str) -> None:
    status, _, body = ask(path)

    assert status in {400, 404, 414}
    assert b"SQLite" not in body
    assert b"root:" not in body
    assert b"PRIVATE" not in body


def test_a_link_in_the_site_does_not_lead_out_of_it(
    ask: Ask, served: Served, tmp_path: Path
) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("a secret", encoding="utf-8")
    link = served.site / "en" / "link.txt"
    link.symlink_to(secret)
    try:
        status, _, body = ask("/en/link.txt")
    finally:
        link.unlink()

    assert status == 404
    assert b"secret" not in body


@pytest.mark.parametrize(
    "request_bytes",
    [
        b"GET /\x00 HTTP/1.1\r\nHost: a\r\n\r\n",
        b"GET /en/ HTTP/1.1\r\n\r\n",
        b"HELLO\r\n\r\n",
        b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n",
    ],
)
def test_a_broken_request_is_refused_and_the_next_one_is_served(
    ask: Ask, served: Served, request_bytes: bytes
) -> None:
    said = _raw(served.port, request_bytes)

    assert b" 500 " not in said.partition(b"\r\n")[0]
    assert ask("/en/")[0] == 200


def test_a_site_that_is_gone_is_answered_in_a_line(tmp_path: Path) -> None:
    board = lay(tmp_path / "board")
    clerk.publish(board, date(2026, 11, 25), compress=False)
    made = board / (board / "site").readlink()
    serve = serving.application(board)
    environ = {"PATH_INFO": "/en/", "REQUEST_METHOD": "GET"}
    statuses: list[str] = []

    def asked() -> bytes:
        answer = serve(environ, lambda status, headers: statuses.append(status))
        body = b"".join(answer)
        getattr(answer, "close", lambda: None)()
        return body

    asked()
    made.rename(board / "elsewhere")
    body = asked()
    (board / "elsewhere").rename(made)
    asked()

    assert statuses == ["200 OK", "503 Service Unavailable", "200 OK"]
    assert body == b"The board is not there at the moment; try again later.\n"


def test_a_worker_that_does_not_end_keeps_no_server_from_ending(tmp_path: Path) -> None:
    folder = tmp_path / "witness"
    run("signboard", "witness", "init", folder, "--name", "w.example")
    with witnessing(folder) as (_, server):
        children = Path(f"/proc/{server.pid}/task/{server.pid}/children")
        for worker in children.read_text(encoding="utf-8").split():
            os.kill(int(worker), signal.SIGSTOP)
        server.terminate()
        assert server.wait(4 * END_SECONDS) is not None
