"""The reference's page of entries: every kind with its fields, and an example that is read."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from signboard import terms
from signboard.exchange.drafts import drafts, to_fact
from signboard.record import entries
from signboard.record.sealing import Sealer
from tools.reference.types import ALIASES, VALUES, doc_of, docs_of, in_words

EXAMPLES = Path(__file__).parent / "entries.yaml"
INTRODUCTION = """\
# Entries

A file of entries for `signboard enter` is a YAML list, or JSON Lines with one entry a line. Each
names its `kind` and has that kind's fields. Some are written more plainly than they are kept: a
date as `2021-12-31`, `2021-12` or `2021` (two of them joined by `/` for anything else); and what is
sealed in the record as the words, the text or the address itself, a quote with its `text`. The
`host` of an address is not written. An entry in the record has, beside the fact, the time at which
it was entered (`at`) and the office that entered it (`by`).

`DocumentFiled` is entered by `signboard file`, `WordsWithheld` and `DocumentWithheld` by `signboard
withhold`; their examples show what is entered, with what it seals as it was written.
"""


def page() -> Iterator[str]:
    """The page, line by line. Raises for what says nothing of itself or is not read."""
    examples = _examples()
    yield INTRODUCTION
    for name, kind in entries.KINDS.items():
        yield f"## {name}\n"
        yield f"{doc_of(kind)}\n"
        yield from _fields(kind)
        yield f"```yaml\n{examples[name]}```\n"
    yield "## What the fields hold\n"
    yield from _aliases()
    for name, value in VALUES.items():
        yield f"### {name}\n"
        yield f"{doc_of(value)}\n"
        yield from _fields(value)


def _fields(kind: Any) -> Iterator[str]:
    yield "| field | what it holds | if left out |"
    yield "| --- | --- | --- |"
    for field in msgspec.structs.fields(kind):
        absent = "refused" if field.required else _default(field.default)
        yield f"| `{field.name}` | {in_words(field.type)} | {absent} |"
    yield ""


def _default(value: object) -> str:
    if value in (None, ()):
        return "none"
    return "false" if value is False else f"`{value}`"


def _aliases() -> Iterator[str]:
    said = docs_of(terms)
    for name, alias in ALIASES.items():
        if name not in said:
            raise ValueError(f"{name} says nothing of itself; give it a string beneath it")
        yield f"### {name}\n"
        options = _options(alias)
        yield f"{said[name]}{f' One of {options}.' if options else ''}\n"


def _options(alias: Any) -> str:
    """The words that an alias allows, where it allows only some."""
    found = getattr(alias, "__args__", ())
    return (
        ", ".join(f"`{one}`" for one in found) if all(isinstance(one, str) for one in found) else ""
    )


def _examples() -> dict[str, str]:
    content = EXAMPLES.read_text(encoding="utf-8")
    for draft in drafts(content.encode(), EXAMPLES.name):
        if draft.kind is not entries.DocumentFiled:
            to_fact(draft, Sealer(lambda: bytes(16)))
    pieces = re.split(r"^(?=- kind: )", content, flags=re.MULTILINE)[1:]
    found = {piece.split("\n", 1)[0].removeprefix("- kind: "): piece for piece in pieces}
    missing = sorted(set(entries.KINDS) - set(found))
    if missing:
        raise ValueError(f"no example of {', '.join(missing)}; add one to {EXAMPLES.name}")
    return found
