"""Reading: a document's bytes → its text and blocks, against decoding and splitting alone."""

import re

from bench.synthetic import Synthetic
from bench.timing import best, show
from signboard import finding, reading
from signboard.record.entries import DocumentFiled
from signboard.record.sealing import unseal_text

SIZE = 2_000_000
"""Bytes in each of the documents that are read."""


def _text() -> str:
    made = Synthetic(2_000, 6_203)
    filed = next(fact for fact in made.facts() if isinstance(fact, DocumentFiled))
    chapters = unseal_text(made.sealer.blobs[filed.text])
    return chapters * (SIZE // len(chapters.encode("utf-8")) + 1)


def _forms(text: str) -> dict[str, bytes]:
    lines = text.splitlines()
    plain = "\n".join(re.sub(r"^#+ ", "", line) for line in lines)
    page = "".join(
        f"<h2>{line.lstrip('# ')}</h2>\n" if line.startswith("#") else f"<p>{line}</p>\n"
        for line in lines
        if line
    )
    html = f"<!doctype html><html lang='ko'><title>계획</title><body>{page}</body></html>"
    return {"plan.txt": plain.encode(), "plan.md": text.encode(), "plan.html": html.encode()}


def measure() -> list[dict[str, object]]:
    """Megabytes per second for each form of document, and for finding commitments in one."""
    found: list[dict[str, object]] = []
    for name, content in _forms(_text()).items():
        bare = best(lambda content=content: content.decode("utf-8").splitlines())  # type: ignore[misc]
        read = best(lambda content=content, name=name: reading.read(content, name))  # type: ignore[misc]
        found.append(_result(f"reading {name.partition('.')[2]}", content, read, bare))
    small = _forms(_text())["plan.md"][: SIZE // 10].decode("utf-8", "ignore").encode()
    bare = best(lambda: small.decode("utf-8").splitlines())
    both = best(lambda: finding.find(reading.read(small, "plan.md")))
    found.append(_result("reading and finding md", small, both, bare))
    return found


def _result(what: str, content: bytes, seconds: float, bare: float) -> dict[str, object]:
    megabytes = len(content) / 1e6
    return {
        "what": what,
        "megabytes": megabytes,
        "mb_per_s": megabytes / seconds,
        "bare_mb_per_s": megabytes / bare,
        "times_bare": seconds / bare,
    }


def report(results: list[dict[str, object]]) -> None:
    """Print what was measured."""
    rows = [
        [
            str(one["what"]),
            f"{one['megabytes']:.2f} MB",
            f"{one['mb_per_s']:.1f} MB/s",
            f"{one['bare_mb_per_s']:.0f} MB/s",
            f"{one['times_bare']:.0f} ×",
        ]
        for one in results
    ]
    show("Reading", ["", "size", "Signboard", "decode + splitlines", "time"], rows)
