"""Where one English item or sentence promises two or more different things.

A conjunct is a thing of its own only when it is headed by a deed in the same form as the deed
before it: mere nouns joined by "and" stay one object.
"""

import re
from typing import NamedTuple

from signboard.finding.english import form, is_base, is_gerund

Range = tuple[int, int]

_JOINT = re.compile(
    r";\s+(?:and\s+)?|,\s+(?:and\s+|as\s+well\s+as\s+)?|(?<=\S)\s+(?:and|as\s+well\s+as)\s+|\s+&\s+"
)
_MEANS = re.compile(r"\b(?:by|through)\s+(?:\w+ly\s+)?([a-z-]+ing)\b")
_PURPOSE = re.compile(r"\bto\s+(?:\w+ly\s+)?([a-z-]+)\b")
_ADJUNCT = re.compile(r"[a-z]+ed\s+(?:on|by|in|with|to|for|upon|from)\b")


class _Piece(NamedTuple):
    start: int
    end: int
    comma: bool
    joined: bool  # by "and", "as well as" or a semicolon


class _Conjunct(NamedTuple):
    piece: int
    start: int
    role: str  # "main", "means" or "purpose"
    joined: bool


def parts(text: str) -> list[Range]:
    """The ranges of the different things that `text` promises; empty where it is one thing."""
    pieces = _pieces(text)
    main = form(text[: pieces[0].end])
    if main is None or len(pieces) == 1:
        return []
    conjuncts = _closed(_conjuncts(text, pieces, main))
    found = _ranges(text, pieces, conjuncts)
    return found if len(found) > 1 else []


def clauses(text: str) -> list[Range]:
    """As `parts`, for a sentence of prose from its verb on: only main verbs divide it."""
    pieces = _pieces(text)
    main = form(text[: pieces[0].end])
    if main != "base" or len(pieces) == 1:
        return []
    conjuncts = [c for c in _closed(_conjuncts(text, pieces, main)) if c.role == "main"]
    found = _ranges(text, pieces, conjuncts)
    return found if len(found) > 1 else []


def _pieces(text: str) -> list[_Piece]:
    pieces: list[_Piece] = []
    start, comma, joined = 0, False, False
    for joint in _JOINT.finditer(text):
        pieces.append(_Piece(start, joint.start(), comma, joined))
        mark = joint[0]
        comma = mark[0] in ",;"
        start, joined = joint.end(), mark[0] == ";" or "a" in mark or "&" in mark
    pieces.append(_Piece(start, len(text), comma, joined))
    return pieces


def _conjuncts(text: str, pieces: list[_Piece], main: str) -> list[_Conjunct]:
    found = [_Conjunct(0, 0, "main", True)]
    clause, opened = _clause(text, pieces[0], "main", 0)
    for index, piece in enumerate(pieces[1:], 1):
        head = form(text[piece.start : piece.end])
        role = _role(head, main, clause, piece)
        if role is not None:
            if role != "main" and found[-1].role != role:
                found.append(_Conjunct(index - 1, opened, role, True))
            found.append(_Conjunct(index, piece.start, role, piece.joined))
            clause = role
        clause, opened = _clause(text, piece, clause, opened)
    return found


def _clause(text: str, piece: _Piece, clause: str, opened: int) -> tuple[str, int]:
    """Which clause is open at the end of a piece, and where its verb starts."""
    for name, pattern, holds in (("means", _MEANS, is_gerund), ("purpose", _PURPOSE, is_base)):
        for verb in pattern.finditer(text, piece.start, piece.end):
            if verb.start() > 0 and holds(verb[1]):
                clause, opened = name, verb.start(1)
    return clause, opened


def _role(head: str | None, main: str, clause: str, piece: _Piece) -> str | None:
    """What a piece is a conjunct of, or None when it goes on with the piece before it."""
    if head is None:
        return None
    if clause == "means" and head == "ing":
        return "means"
    if clause == "purpose" and head == "base" and main != "base":
        return "purpose" if piece.joined else None
    if clause != "main" and not piece.comma:
        return None
    return "main" if _parallel(head, main, piece) else None


def _parallel(head: str, main: str, piece: _Piece) -> bool:
    if main == "base" or head == "base":
        return head == main and (piece.joined or piece.comma)
    if head == "project":
        return piece.comma
    # ", creating jobs" after a noun tells a circumstance, no second deed.
    return piece.joined or head in (main, "noun")


def _closed(conjuncts: list[_Conjunct]) -> list[_Conjunct]:
    """Without those after a bare comma that no "and" of the same role follows."""
    kept: list[_Conjunct] = []
    joined: set[str] = set()
    for conjunct in reversed(conjuncts):
        if conjunct.joined:
            joined.add(conjunct.role)
        if conjunct.joined or conjunct.role in joined:
            kept.append(conjunct)
    return kept[::-1]


def _ranges(text: str, pieces: list[_Piece], conjuncts: list[_Conjunct]) -> list[Range]:
    found: list[Range] = []
    for index, conjunct in enumerate(conjuncts):
        after = conjuncts[index + 1] if index + 1 < len(conjuncts) else None
        if after is not None and conjunct.role == "main" and after.role == "means":
            continue  # what is done are the means; the outcome is what they come to
        end = _end(text, pieces, conjunct, after)
        if end > conjunct.start:
            found.append((conjunct.start, end))
    return found


def _end(text: str, pieces: list[_Piece], conjunct: _Conjunct, after: _Conjunct | None) -> int:
    """Where a conjunct's smallest clause ends: before the next, or before what all share."""
    if after is None:
        last = len(pieces)
    elif after.role == "purpose" and conjunct.role == "main":
        last = after.piece + 1
    else:
        last = after.piece
    end = pieces[last - 1].end
    if after is not None and after.start < end:
        end = len(text[: after.start].rstrip().removesuffix(" to"))
    for piece in pieces[conjunct.piece + 1 : last]:
        if piece.comma and not piece.joined and _shared(text, piece, after):
            return piece.start - len(text[: piece.start]) + len(text[: piece.start].rstrip(" ,"))
    return end


def _shared(text: str, piece: _Piece, after: _Conjunct | None) -> bool:
    if after is None:
        return _PURPOSE.match(text, piece.start) is not None
    return after.role == "purpose" and _ADJUNCT.match(text, piece.start) is not None
