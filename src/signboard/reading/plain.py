"""The lines of plain text and of Markdown, with wrapped lines put together.

It only says where lines are and what their markup says; it changes no character of the text.
"""

import re
from collections.abc import Iterator

from signboard.reading.markers import mark_at
from signboard.reading.structure import Kind, Line, trim

_LINE = re.compile(r"[^\r\n]+|\r\n|\r|\n")
_ATX = re.compile(r"(#{1,6})(?:\s+|$)")
_BOLD = re.compile(r"(\*\*|__)[^*_]{1,200}\1:?")
_RULE = re.compile(r"(?:[-*_=~]\s*){3,200}")
_STOPS = ".!?:;。”’\"'>]】"


def _raw(text: str) -> Iterator[Line]:
    breaks = 0
    for found in _LINE.finditer(text):
        if found[0][0] in "\r\n":
            breaks += 1
            continue
        start, end = trim(text, found.start(), found.end())
        if start == end:
            continue
        indent = len(text[found.start() : min(start, found.start() + 200)].expandtabs(4))
        yield Line(start, end, None, 0, indent, breaks != 1)
        breaks = 0


def lines_of_plain(text: str) -> list[Line]:
    """Lines in order. Where no line is longer than 120 characters, long ones were wrapped."""
    raw = list(_raw(text))
    widest = max((line.end - line.start for line in raw), default=0)
    wrapped = 40 < widest <= 120
    lines: list[Line] = []
    last = 0  # how long the last piece of the joined line is
    for line in raw:
        size = line.end - line.start
        if wrapped and lines and _continues(text, lines[-1], line, last >= 0.7 * widest):
            lines[-1] = lines[-1]._replace(end=line.end)
        else:
            lines.append(line)
        last = size
    return lines


def _continues(text: str, before: Line, line: Line, full: bool) -> bool:
    if line.apart or not full or text[before.end - 1] in _STOPS or text[line.start] in "<[【|":
        return False
    return mark_at(text, line.start, line.end) is None


def lines_of_markdown(text: str) -> list[Line]:
    """Lines in order, of which headings, quotations, code and tables say what they are."""
    lines: list[Line] = []
    fence = ""
    front = False
    for index, line in enumerate(_raw(text)):
        words = text[line.start : min(line.end, line.start + 240)]
        if index == 0 and words == "---":
            front = True
        elif front:
            front = words != "---"
            lines.append(line._replace(kind="metadata"))
        elif words[:3] in ("```", "~~~"):
            fence = "" if fence == words[:3] else fence or words[:3]
        elif fence:
            lines.append(line._replace(kind="metadata"))
        else:
            _add(text, lines, line, words)
    return lines


def _add(text: str, lines: list[Line], line: Line, words: str) -> None:
    before = lines[-1] if lines else None
    joins = before is not None and not line.apart and before.kind in (None, "quotation")
    if before is not None and joins and before.kind is None and words.strip("=-") == "":
        lines[-1] = before._replace(kind="heading", level=1 if words[0] == "=" else 2)
        return
    if _RULE.fullmatch(words):
        return
    marked = _marked(text, line, words)
    if before is not None and joins and marked == line and _unled(text, line):
        empty = before.start >= before.end  # such as a lone `>`
        lines[-1] = before._replace(start=line.start if empty else before.start, end=line.end)
    else:
        lines.append(marked)


def _unled(text: str, line: Line) -> bool:
    return mark_at(text, line.start, line.end) is None


def _marked(text: str, line: Line, words: str) -> Line:
    atx = _ATX.match(words)
    if atx:
        start, end = trim(text, line.start + atx.end(), line.end)
        while end > start and text[end - 1] == "#":
            end -= 1
        return _as(line, *trim(text, start, end), "heading", len(atx[1]))
    if words[0] == ">":
        return _as(line, *trim(text, line.start + 1, line.end), "quotation", 0)
    if words[0] == "|" and text[line.end - 1] == "|":
        return line._replace(kind="metadata")
    bold = _BOLD.fullmatch(words)
    if bold and line.indent == 0:
        end = line.end - 2 - words.endswith(":")
        return _as(line, *trim(text, line.start + 2, end), "heading", 7)
    return line


def _as(line: Line, start: int, end: int, kind: Kind, level: int) -> Line:
    return line._replace(start=start, end=end, kind=kind, level=level)
