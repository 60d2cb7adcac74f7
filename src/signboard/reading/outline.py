"""Lines become blocks: what each one is, which item it is nested in, which heading it is under.

Structure alone decides here. It never asks what the words promise; that is for `finding`.
"""

import re
from collections.abc import Iterator, Sequence

from signboard.reading.markers import mark_at
from signboard.reading.nesting import Nest
from signboard.reading.runs import holds_run, runs, twins
from signboard.reading.structure import Block, Kind, Line, trim
from signboard.terms import Quote

_BRACKETS = {"<": ">", "[": "]", "【": "】", "《": "》", "〈": "〉", "〔": "〕", "＜": "＞"}
_QUOTES = {"“": "”", '"': '"', "‘": "’", "『": "』", "「": "」"}
_LABEL = re.compile(
    r"(?:name|author|writer|date|posted|published|updated|views?|hits?|files?|attachments?|"
    r"contacts?|tel|phone|e-?mail|source|작성자|작성일|등록일|게시일|배포일|보도일시?|보도시점|"
    r"조회수?|담당부서|담당자|첨부(?:파일)?|문\s?의(?:처)?|연락처|전화|출처|자료\s?제공|붙임)"
    r"\s*(?:[:：]|$)",
    re.IGNORECASE,
)
_CAPTION = re.compile(
    r"(?:photo|picture|image|caption|사진|그림)\s*(?:설명)?\s*(?:\d+\s*)?[:：=.]"
    r"|[\[(【]\s*(?:photo|사진|그림)",
    re.IGNORECASE,
)
_FILE = re.compile(
    r"[^\[\]]{1,150}?\.(?:jpe?g|png|gif|pdf|hwpx?|docx?|xlsx?|pptx?|zip|csv|mp4)(?:\s*[\[(].*)?$",
    re.IGNORECASE,
)
_NOTE = re.compile(r"※|\*{1,3}\s?[(\[]|\[\^")
_ENDS = re.compile(r"[.!?。]$|[.!?。][”’\"')\]]$|[가-힣](?:다|요|죠)$")


def outline(text: str, lines: Sequence[Line], *, markup: bool) -> tuple[Block, ...]:
    """The blocks of `lines`, in order. `markup` says that headings and indents mean what they
    say, as in Markdown and HTML; in plain text both are inferred."""
    nest = Nest(markup=markup)
    for index, line in enumerate(lines):
        following = lines[index + 1] if index + 1 < len(lines) else None
        for block, family, number in _blocks(text, line, following, markup=markup):
            nest.add(block, family, number, line.indent)
        if not markup or line.kind is None:
            _add_run(text, nest)
    return nest.finished()


Piece = tuple[Block, str, int | None]


def _blocks(text: str, line: Line, following: Line | None, *, markup: bool) -> Iterator[Piece]:
    """The block or blocks that one line holds, each with its marker's family and number."""
    start, end = line.start, line.end
    if line.kind is not None:
        if start < end:
            yield Block(line.kind, start, end, depth=line.level), "", None
        return
    for first, last in twins(text, start, end):
        yield Block("caption", first, last), "", None
        start = last
    start, end = trim(text, start, end)
    if start < end:
        yield _block(text, line._replace(start=start, end=end), following, markup=markup)


def _block(text: str, line: Line, following: Line | None, *, markup: bool) -> Piece:
    start, end = line.start, line.end
    if text[start] == "|" and not markup and "|" not in text[start + 1 : end]:
        first, _ = trim(text, start + 1, end)
        if first < end:
            return Block("summary", first, end, Quote(start, start + 1, "|")), "|", None
    mark = None if holds_run(text, start, end) else mark_at(text, start, end)
    if mark is not None and not _NOTE.match(text, start, end):
        first, last = _unwrapped(text, *trim(text, start + mark.length, end))
        marker = Quote(start, start + mark.length, text[start : start + mark.length])
        if first < last:
            named = last - first < 250 and _FILE.match(text[first:last])
            kind: Kind = "metadata" if named else "item"
            return Block(kind, first, last, marker), mark.family, mark.number
    plain, depth = _unmarked(text, line, following, markup=markup)
    if plain == "heading":
        start, end = _unbracketed(text, start, end)
    return Block(plain, *_unwrapped(text, start, end), depth=depth), "", None


def _unmarked(text: str, line: Line, following: Line | None, *, markup: bool) -> tuple[Kind, int]:
    start, end = line.start, line.end
    if _CAPTION.match(text, start, end):
        return "caption", 0
    if _NOTE.match(text, start, end) or (end - start < 300 and _LABEL.match(text, start, end)):
        return "metadata", 0
    if _is_quoted(text, start, end):
        return "quotation", 0
    if end - start <= 200 and _BRACKETS.get(text[start]) == text[end - 1]:
        return "heading", 6
    if _leads(text, line, following, markup=markup):
        return "heading", 7
    return "paragraph", 0


def _leads(text: str, line: Line, following: Line | None, *, markup: bool) -> bool:
    """Whether a line without a mark stands as a heading over what follows."""
    start, end = line.start, line.end
    before_items = following is not None and (
        following.kind is None and mark_at(text, following.start, following.end) is not None
    )
    if before_items and end - start <= 300 and text[end - 1] in ":：":
        return True
    short = end - start <= 80 and not _ENDS.search(text, max(start, end - 3), end)
    if not short or text[end - 1] in ",;:：":
        return False
    return before_items or (not markup and line.apart and (following is None or following.apart))


def _is_quoted(text: str, start: int, end: int) -> bool:
    closing = _QUOTES.get(text[start])
    if closing is None:
        return False
    if text[end - 1] == closing or text[end - 2 : end - 1] == closing:
        return end - start > 2 and text.find(closing, start + 1, end) >= end - 2
    return text[start] == "“" and text.find(closing, start + 1, end) == -1


def _unbracketed(text: str, start: int, end: int) -> tuple[int, int]:
    if _BRACKETS.get(text[start]) == text[end - 1]:
        first, last = trim(text, start + 1, end - 1)
        if first < last:
            return first, last
    if text[end - 1] in ":：" and end - start > 1:
        return trim(text, start, end - 1)
    return start, end


def _unwrapped(text: str, start: int, end: int) -> tuple[int, int]:
    """The range without the emphasis marks that wrap the whole of it."""
    for mark in ("**", "__", "*", "_"):
        size = len(mark)
        wraps = text.startswith(mark, start, end) and text.startswith(mark, end - size, end)
        if wraps and end - start > 2 * size and text.find(mark, start + size, end) == end - size:
            first, last = trim(text, start + size, end - size)
            return (first, last) if first < last else (start, end)
    return start, end


def _add_run(text: str, nest: Nest) -> None:
    """The items that run inside the last block, if it is a paragraph or an item with some."""
    if not nest.blocks or nest.blocks[-1].kind not in ("paragraph", "item"):
        return
    whole = nest.blocks[-1]
    around = len(nest.blocks) - 1
    for marker, start, end in runs(text, whole.start, whole.end):
        quote = Quote(marker[0], marker[1], text[marker[0] : marker[1]])
        nest.blocks.append(Block("item", start, end, quote, whole.depth + 1, around, whole.heading))
