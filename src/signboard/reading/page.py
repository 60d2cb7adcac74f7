"""An HTML page becomes its words in order, and lines that know what their tags say.

Scripts and styles are no words and are dropped; whatever surrounds the main text is kept as
navigation. No recursion: a page may be nested as deep as `DEEPEST`, and is refused beyond it.
"""

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from signboard.reading.markers import mark_at
from signboard.reading.structure import Kind, Line
from signboard.terms import Refusal

DEEPEST = 500
"""How many elements may be open at once. The parser's time grows with the square of it."""

MOST = 500_000
"""How many tags a page may have."""

_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*)")
_UNCLOSED_WORDS = (
    "area base br col embed hr img input link meta source track wbr p li dt dd tr td th thead "
    "tbody tfoot option optgroup html head body"
)
_UNCLOSED = frozenset(_UNCLOSED_WORDS.split())
_DROPPED_WORDS = "script style noscript template svg math iframe object head select textarea"
_DROPPED = frozenset(_DROPPED_WORDS.split())
_INLINE_WORDS = (
    "a abbr b bdi bdo cite code data del dfn em font i ins kbd label mark q ruby rb rt rp s samp "
    "small span strong sub sup time tt u var wbr img"
)
_INLINE = frozenset(_INLINE_WORDS.split())
_ROLES: dict[str, Kind] = {
    "nav": "navigation",
    "header": "navigation",
    "footer": "navigation",
    "aside": "navigation",
    "form": "navigation",
    "button": "navigation",
    "figcaption": "caption",
    "caption": "caption",
    "blockquote": "quotation",
    "table": "metadata",
}
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_META = ("article:published_time", "date", "dc.date", "og:site_name", "author", "publisher")


class _Writer:
    """The page's text while it is being written: a mutable local of `page`, never kept."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.length = 0
        self.lines: list[Line] = []
        self.words: list[str] = []

    def close(self, kind: Kind | None, level: int, indent: int, bullet: str) -> bool:
        """End the line; say whether it held any words."""
        parts = "".join(self.words).split()
        self.words = []
        if not parts:
            return False
        words = " ".join(parts)
        if bullet and mark_at(words, 0, len(words)) is None:
            words = f"{bullet} {words}"
        self.lines.append(Line(self.length, self.length + len(words), kind, level, indent))
        self.pieces.append(words)
        self.length += len(words) + 1
        return True


def page(source: str, name: str) -> tuple[str, list[Line], tuple[tuple[str, str], ...]]:
    """The page's text, its lines, and its metadata. Raises `Refusal` where it is nested too deep
    or holds no words."""
    _measure(source, name)
    tree = LexborHTMLParser(source)
    writer = _Writer()
    body = tree.body
    if body is not None:
        _walk(body, writer)
    if not writer.pieces:
        raise Refusal(
            f"{' '.join(name.split())[:200]}: is a page without words; give the page as a reader "
            "sees it, or save its text"
        )
    return "\n".join(writer.pieces), writer.lines, _metadata(tree)


def _measure(source: str, name: str) -> None:
    depth = 0
    shown = " ".join(name.split())[:200]
    for number, (slash, tag) in enumerate(_TAG.findall(source)):
        if number == MOST:
            raise Refusal(
                f"{shown}: holds more than {MOST:,} tags; give the page with the announcement alone"
            )
        if tag.lower() in _UNCLOSED:
            continue
        depth = max(0, depth - 1) if slash else depth + 1
        if depth > DEEPEST:
            raise Refusal(
                f"{shown}: nests more than {DEEPEST} elements in each other; save its text instead"
            )


def _metadata(tree: LexborHTMLParser) -> tuple[tuple[str, str], ...]:
    found: list[tuple[str, str]] = []
    for node in tree.css("meta"):
        key = (node.attributes.get("property") or node.attributes.get("name") or "").lower()
        value = (node.attributes.get("content") or "").strip()
        if key in _META and value:
            found.append((key, value))
    return tuple(found)


class _Open:
    """What is known of an element and all around it."""

    __slots__ = ("bullet", "count", "indent", "kind", "level", "ordered")

    def __init__(self, around: "_Open | None") -> None:
        self.kind: Kind | None = around.kind if around else None
        self.level: int = around.level if around else 0
        self.indent: int = around.indent if around else 0
        self.ordered = False
        self.count = 1
        self.bullet = ""


def _walk(root: LexborNode, writer: _Writer) -> None:
    stack: list[tuple[LexborNode, _Open]] = [(root, _Open(None))]
    node = root.first_child
    while stack:
        if node is None:
            last, state = stack.pop()
            _leave(last, state, writer)
            node = last.next if stack else None
            continue
        tag = node.tag
        if tag == "-text":
            writer.words.append(node.text_content or "")
        elif tag == "br":
            _end(stack[-1][1], writer)
        elif tag is not None and not _is_dropped(node, tag):
            stack.append((node, _enter(node, tag, stack[-1][1], writer)))
            node = node.first_child
            continue
        node = node.next


def _is_dropped(node: LexborNode, tag: str) -> bool:
    """Whether it is no text, or a reader of the page would not see it."""
    if tag in _DROPPED or tag.startswith(("-", "_", "!")):
        return True
    given = node.attributes
    style = (given.get("style") or "").replace(" ", "").lower()
    return "hidden" in given or "display:none" in style or "visibility:hidden" in style


def _enter(node: LexborNode, tag: str, around: _Open, writer: _Writer) -> _Open:
    if tag in _INLINE:
        return around
    state = _Open(around)
    _end(around, writer)
    state.kind = state.kind or _ROLES.get(tag)
    if tag in _HEADINGS and state.kind is None:
        state.kind, state.level = "heading", _HEADINGS[tag]
    elif tag in ("ul", "ol"):
        state.indent += 1
        state.ordered = tag == "ol"
        start = node.attributes.get("start") or "1"
        state.count = int(start) if start.isascii() and start.isdigit() and len(start) < 4 else 1
    elif tag == "li":
        state.bullet = f"{around.count}." if around.ordered else "•"
        around.count += 1
    else:
        state.bullet, around.bullet = around.bullet, ""
    return state


def _leave(node: LexborNode, state: _Open, writer: _Writer) -> None:
    if node.tag not in _INLINE:
        _end(state, writer)


def _end(state: _Open, writer: _Writer) -> None:
    if writer.close(state.kind, state.level, state.indent, state.bullet):
        state.bullet = ""
