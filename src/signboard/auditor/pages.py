"""The pages, built anew out of the replayed entries and compared with the site's, byte by byte."""

import zlib
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Final

import brotli
import msgspec

import signboard
from signboard import board
from signboard.auditor.keys import Chain
from signboard.auditor.notes import Checkpoint
from signboard.auditor.replay import Gone, Replay
from signboard.auditor.sources import Source
from signboard.auditor.verdict import Difference, Verdict
from signboard.record.notes import Note
from signboard.terms import Refusal

_LIMIT: Final = 64_000_000
_MORE: Final = 1_000
"""Bytes by which a compressed form may be longer than its page."""


_Opener = Callable[[bytes, int], bytes | None]
"""Opens a compressed form that should have so many bytes; None where it isn't one."""


class _Edition(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    on: date
    version: str


def compare(
    source: Source, replay: Replay, newest: Checkpoint, chain: Chain, verdict: Verdict
) -> str:
    """Compare every page, and return the version that made them. Raises `Difference` for the
    first, in the order of paths, that differs, is missing, or lies there and shouldn't. Pages made
    by another version are not compared; its entries may be unknown."""
    edition = _edition(source)
    replay.judge(edition.version)
    if edition.version != signboard.__version__:
        verdict.partial = True
        verdict.unchecked.append(
            f"the pages: version {edition.version[:40]} made them, this is "
            f"{signboard.__version__}; verify with that version"
        )
        return edition.version
    material = _material(replay, newest, chain, edition)
    try:
        _compare(source, board.pages(material), verdict)
    except Gone:  # `blobs` has found nothing missing but what a later entry withheld
        verdict.partial = True
        verdict.unchecked.append(
            "the pages: they show words that were withheld since; publish the board anew"
        )
    except Refusal as refusal:
        raise Difference(f"the pages can't be made of the entries: {refusal}") from None
    return edition.version


def _material(
    replay: Replay, newest: Checkpoint, chain: Chain, edition: _Edition
) -> board.Material:
    return board.Material(
        agenda=replay.agenda,
        readings=replay.readings(),
        words=replay.words,
        texts=replay.texts,
        lines=replay.lines,
        checkpoint=Note.parse(newest.note),
        keys=[str(key) for key in chain.keys],
        on=edition.on,
        version=edition.version,
    )


def _edition(source: Source) -> _Edition:
    content = source.get("edition.json", 1_000)
    if content is None:
        raise Difference("edition.json: missing")
    try:
        return msgspec.json.decode(content, type=_Edition)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise Difference("edition.json: not the day and the version of the pages") from None


def _compare(source: Source, made: Iterator[tuple[str, bytes]], verdict: Verdict) -> None:
    expected = set()
    found: list[tuple[str, str]] = []
    listed = source.files()
    endings = _OPENED if listed is not None else {}
    for path, content in made:
        expected.add(path)
        wrong = _differs(source, path, content, endings)
        if wrong is not None:
            found.append(wrong)
    verdict.count("pages", len(expected))
    if listed is None:
        verdict.unchecked.append(
            "whether other pages lie there, and compressed forms: an address can't be listed"
        )
    found += [
        (path, "no page of this board")
        for path in listed or ()
        if path not in expected and (path[-3:] not in _OPENED or path[:-3] not in expected)
    ]
    if found:
        path, said = min(found)
        more = f"; {len(found) - 1:,} more pages differ" if len(found) > 1 else ""
        raise Difference(f"page {path}: {said}{more}")


def _differs(
    source: Source, path: str, content: bytes, endings: Mapping[str, _Opener]
) -> tuple[str, str] | None:
    try:
        there = source.get(path, _LIMIT)
        if there != content:
            return path, "missing" if there is None else "not what the record makes"
        for ending, opened in endings.items():
            packed = source.get(path + ending, len(content) + _MORE)
            if packed is not None and opened(packed, len(content)) != content:
                return path + ending, "not the page, compressed"
    except Difference as difference:
        return path, str(difference)
    return None


def _unbrotlied(packed: bytes, size: int) -> bytes | None:
    opener = brotli.Decompressor()
    try:
        content: bytes = opener.process(packed, output_buffer_limit=size + 1)
    except brotli.error:
        return None
    return content if opener.is_finished() else None


def _unzipped(packed: bytes, size: int) -> bytes | None:
    opener = zlib.decompressobj(wbits=31)
    try:
        content = opener.decompress(packed, size + 1)
    except zlib.error:
        return None
    return content if opener.eof and not opener.unused_data else None


_OPENED: Final[dict[str, _Opener]] = {
    ".br": _unbrotlied,
    ".gz": _unzipped,
}
