"""Drafts: entries as a person writes them, from a YAML or JSON Lines file.

A draft has the fields of its kind as they are written (`written`): words where the entry holds a
seal, and dates as 2021-12-31, 2021-12 or 2021. Nothing is entered here, and nothing is guessed:
what does not fit is refused, with its place.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import UnionType
from typing import Any, Final, Union, get_args, get_origin

import msgspec
import yaml
from yaml.parser import ParserError
from yaml.scanner import ScannerError

from signboard.exchange.saying import QUOTING, fault, nearest, shown
from signboard.exchange.written import form, sealed
from signboard.record.entries import KINDS, DocumentFiled, Fact
from signboard.record.sealing import Sealer
from signboard.terms import Interval, Refusal

LARGEST: Final = 50_000_000
"""Bytes in the largest file of drafts."""

DEEPEST: Final = 20
"""Levels in the deepest draft."""


@dataclass(frozen=True, slots=True)
class Draft:
    """One draft: where it stands in its file, its kind, and its fields as they were written."""

    where: str
    kind: type[Fact]
    fields: Mapping[str, object]


def drafts(content: bytes, name: str) -> list[Draft]:
    """Read a file of drafts; `name` says by its ending which form it has.

    Raises `Refusal` for a file that is neither YAML nor JSON Lines, and for the first draft that
    names no kind of entry.
    """
    if len(content) > LARGEST:
        raise Refusal(f"{name} has {len(content):,} bytes; split it, {LARGEST:,} at most")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refusal(f"{name} is not UTF-8 (byte {error.start}); save it as UTF-8") from None
    if name.endswith((".yaml", ".yml")):
        items = _from_yaml(text, name)
    elif name.endswith(".jsonl"):
        items = _from_json_lines(text, name)
    else:
        raise Refusal(
            f"{name}: entries come from .yaml, .yml or .jsonl files; rename or convert it"
        )
    found = [_draft(where, item) for where, item in items]
    if not found:
        raise Refusal(f"{name} holds no entries; write a list of them, each with its kind")
    return found


def to_fact(draft: Draft, sealer: Sealer) -> Fact:
    """The fact that a draft states; what it seals is collected by the sealer.

    Raises `Refusal`, saying where. A document's bytes can't be written in a draft.
    """
    if draft.kind is DocumentFiled:
        raise Refusal(f"{draft.where}: a document is filed with: signboard file")
    written = form(draft.kind)
    types = {field.name: field.type for field in msgspec.structs.fields(written)}
    plain: dict[str, object] = {}
    for name, value in draft.fields.items():
        try:
            plain[name] = _plain(types.get(name), value)
        except ValueError as error:
            raise Refusal(f"{draft.where}, {name}: {' '.join(str(error).split())}") from None
    try:
        stated = msgspec.convert(plain, written)
    except msgspec.ValidationError:
        place, words = fault(written, plain) or ("", "does not fit")
        raise Refusal(f"{draft.where}{', ' if place else ''}{place}: {words}") from None
    try:
        return sealed(draft.kind, stated, sealer)
    except Refusal as refusal:
        raise Refusal(f"{draft.where}: {refusal}") from None


def _plain(kind: Any, value: object) -> object:
    options = get_args(kind) if get_origin(kind) in {Union, UnionType} else (kind,)
    if value is not None and Interval in options:
        return msgspec.to_builtins(Interval.parse(str(value)))
    return value


def _draft(where: str, item: object) -> Draft:
    if not isinstance(item, dict):
        raise Refusal(f"{where} is not an entry; write its fields as name: value")
    fields = dict(item)
    if "kind" not in fields:
        raise Refusal(f"{where} has no kind; begin it with kind: and one of {', '.join(KINDS)}")
    kind = fields.pop("kind")
    if not isinstance(kind, str) or kind not in KINDS:
        near = nearest(kind, KINDS)
        known = f"{f'did you mean {near}? ' if near else ''}the kinds are {', '.join(KINDS)}"
        raise Refusal(f"{where}: {shown(kind)} is no kind of entry; {known}")
    return Draft(where, KINDS[kind], fields)


def _from_json_lines(text: str, name: str) -> Iterator[tuple[str, object]]:
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            item = json.loads(line, object_pairs_hook=_once, parse_constant=_no_number)
        except (ValueError, RecursionError) as error:
            raise Refusal(f"{name}, line {number} is not JSON: {error}") from None
        yield f"{name}, line {number}", item


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key comes twice")
    return found


def _no_number(text: str) -> object:
    raise ValueError(f"{text} is no number")


def _from_yaml(text: str, name: str) -> Iterator[tuple[str, object]]:
    try:
        _bound(text, name)
        items = yaml.load(text, Loader=_Loader)  # noqa: S506 - a safe loader, made stricter
    except yaml.MarkedYAMLError as error:
        line = f", line {error.problem_mark.line + 1}" if error.problem_mark else ""
        unquoted = isinstance(error, ParserError | ScannerError) and "'-'" not in str(error.problem)
        hint = f"; {QUOTING}" if unquoted else ""
        raise Refusal(f"{name}{line} is not YAML: {error.problem}{hint}") from None
    except yaml.YAMLError as error:
        raise Refusal(f"{name} is not YAML: {' '.join(str(error).split())}") from None
    if items is None:
        return
    if not isinstance(items, list):
        raise Refusal(f"{name} is not a list of entries; begin each with - kind: …")
    for number, item in enumerate(items, start=1):
        kind = item.get("kind") if isinstance(item, dict) else None
        label = next((item[key] for key in _NAMES if key in item), None) if kind else None
        told = f" ({' '.join(str(label).split())[:80]})" if label else ""
        yield f"{name}, entry {number}{told}", item


_NAMES = ("evidence", "document", "list", "subject", "commitment")


def _bound(text: str, name: str) -> None:
    """Refuse aliases, which can unfold without end, tags, which call for other types than those
    that a draft has, and nesting too deep to be an entry."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.AliasEvent):
            raise Refusal(f"{name}, line {_line(event)}: aliases (*) are not read")
        if getattr(event, "tag", None) is not None:
            raise Refusal(f"{name}, line {_line(event)}: tags (!) are not read; leave it out")
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise Refusal(f"{name}, line {_line(event)} is nested too deep")


def _line(event: yaml.Event) -> int:
    assert event.start_mark is not None
    return event.start_mark.line + 1


class _Loader(yaml.CSafeLoader):
    """YAML without its surprises: `on` is a key, dates and 0755 are text, no key comes twice."""

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        mapping: dict[Any, Any] = super().construct_mapping(node, deep=deep)
        if len(mapping) < len(node.value):
            raise yaml.MarkedYAMLError(problem="a key comes twice", problem_mark=node.start_mark)
        if not all(isinstance(key, str) for key in mapping):
            raise yaml.MarkedYAMLError(
                problem="a key is no text; put it in quotes", problem_mark=node.start_mark
            )
        return mapping


_TYPES = ("timestamp", "bool", "merge", "int")
_PLAIN = {f"tag:yaml.org,2002:{name}" for name in _TYPES}
_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag not in _PLAIN]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(true|false)$"), ["t", "f"])
_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:int", re.compile(r"^(0|-?[1-9][0-9]{0,15})$"), list("-0123456789")
)
