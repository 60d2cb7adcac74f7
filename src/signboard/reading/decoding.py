"""Bytes become text, or are refused with what they are and what to do about it.

Only UTF-8 is read. Another encoding is recognised so that the refusal can name it; it is never
converted here, because a wrong guess would put words into a government's mouth.
"""

import re

from signboard.terms import Refusal

LIMIT = 20_000_000
"""The largest file that is read, in bytes."""

LINES = 250_000
"""The most lines that are read. A file with more is a table or a log, not an announcement."""

_SIGNATURES = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive (as DOCX, HWPX and ODT are)"),
    (b"\xd0\xcf\x11\xe0", "an old office file (as DOC and HWP are)"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"{\\rtf", "an RTF file"),
)
_ENDINGS = {
    ".txt": "text/plain",
    ".text": "text/plain",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "text/html",
}
_PAGE = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!doctype\s+html|<html)\b", re.IGNORECASE)
_SAMPLE = 4_096


def media_type(text: str, name: str) -> str:
    """The media type by the ending of the name, or by how the text begins."""
    ending = _split(name)[1].lower()
    if ending in _ENDINGS:
        return _ENDINGS[ending]
    return "text/html" if _PAGE.match(text.lstrip("\ufeff")) else "text/plain"


def _split(name: str) -> tuple[str, str]:
    stem, dot, ending = name.rpartition(".")
    return (stem, dot + ending) if stem else (name, "")


def decode(content: bytes, name: str) -> str:
    """The file's own text, unchanged to the last character (a BOM and CRLF stay)."""
    shown = " ".join(name.split())[:200] or "the file"
    if len(content) > LIMIT:
        raise Refusal(
            f"{shown}: holds {len(content):,} bytes, more than the {LIMIT:,} that are read; "
            "give the pages with the announcement alone"
        )
    _refuse_other_kinds(content, shown)
    lines = max(content.count(b"\n"), content.count(b"\r"))
    if lines > LINES:
        raise Refusal(
            f"{shown}: holds {lines:,} lines, more than the {LINES:,} that are read; "
            "give the pages with the announcement alone"
        )
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refusal(_undecoded(content, error, shown)) from None
    if not text.strip().strip("\ufeff").strip():
        raise Refusal(f"{shown}: is empty; give a file with the words of the announcement")
    return text


def _refuse_other_kinds(content: bytes, shown: str) -> None:
    for signature, kind in _SIGNATURES:
        if content.startswith(signature):
            raise Refusal(
                f"{shown}: is {kind}; this version reads text, Markdown and HTML: "
                "save it as one of these"
            )
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise Refusal(_convert(shown, "UTF-16"))
    if b"\x00" in content:
        wide = _utf16(content)
        raise Refusal(
            _convert(shown, wide)
            if wide
            else f"{shown}: is a binary file (it holds NUL bytes); "
            "this version reads text, Markdown and HTML: save it as one of these"
        )


def _undecoded(content: bytes, error: UnicodeDecodeError, shown: str) -> str:
    if error.reason == "unexpected end of data":
        return (
            f"{shown}: breaks off inside its last character, so the file is cut short; "
            "fetch or copy it again"
        )
    encoding = _utf16(content) or ("cp949" if _is_korean(content, "cp949") else None)
    if encoding:
        return _convert(shown, encoding)
    return (
        f"{shown}: is not UTF-8 (byte {error.start:,} is 0x{content[error.start]:02x}); "
        "save it as UTF-8"
    )


def _convert(shown: str, encoding: str) -> str:
    stem, ending = _split(shown)
    target = f"{stem}.utf8{ending}"
    return (
        f"{shown}: is written in {encoding}, not UTF-8; convert it: "
        f"iconv -f {encoding.lower()} -t utf-8 '{shown}' > '{target}'"
    )


def _utf16(content: bytes) -> str | None:
    """The UTF-16 that the bytes are plausibly written in, without a byte order mark."""
    for encoding in ("UTF-16LE", "UTF-16BE"):
        if len(content) % 2 == 0 and _is_korean(content, encoding, latin=True):
            return encoding
    return None


def _is_korean(content: bytes, encoding: str, *, latin: bool = False) -> bool:
    """Whether a sample decodes to Hangul (or Latin) letters for the most part."""
    sample = content[:_SAMPLE].decode(encoding, "ignore")
    known = sum(
        "가" <= mark <= "힣" or (mark.isascii() and mark.isprintable()) or mark in "\r\n"
        for mark in sample
    )
    hangul = sum("가" <= mark <= "힣" for mark in sample)
    return bool(sample) and known >= 0.9 * len(sample) and (latin or hangul > 0)
