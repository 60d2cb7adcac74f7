"""A document's bytes become its text and its structure, every piece with its place in the text.

It reads plain text, Markdown and HTML. It refuses everything else, and never guesses an encoding,
repairs a file, opens one or fetches one: bytes come in, a value goes out.
"""

from signboard.reading.decoding import LIMIT, decode, media_type
from signboard.reading.outline import outline
from signboard.reading.page import page
from signboard.reading.plain import lines_of_markdown, lines_of_plain
from signboard.reading.structure import Block, Kind, Reading
from signboard.reading.title import language_of, title_of

__all__ = ["LIMIT", "Block", "Kind", "Reading", "read"]


def read(content: bytes, name: str) -> Reading:
    """The reading of a file's `content` (at most `LIMIT` bytes of UTF-8) called `name`.

    The kind of file is told by the ending of the name, or else by the content. Offsets count code
    points of `Reading.text`, which is the file's own text unchanged, or for HTML the page's words.
    Raises `Refusal`, in one line, for whatever can't be read.
    """
    text = decode(content, name)
    kind = media_type(text, name)
    metadata: tuple[tuple[str, str], ...] = ()
    if kind == "text/html":
        text, lines, metadata = page(text, name)
    elif kind == "text/markdown":
        lines = lines_of_markdown(text)
    else:
        lines = lines_of_plain(text)
    blocks = outline(text, lines, markup=kind != "text/plain")
    title, blocks = title_of(text, blocks)
    return Reading(text, blocks, kind, language_of(text), title, metadata)
