"""The types of fields in plain words, and what the shared values say of themselves."""

import ast
import inspect
from datetime import date
from itertools import pairwise
from types import ModuleType, NoneType
from typing import Annotated, Any, get_args, get_origin

import msgspec

from signboard import terms
from signboard.record import pieces

ALIASES = {
    name: getattr(module, name)
    for module, names in (
        (terms, ("Identifier", "Language", "Digest", "Sealed", "SealedText", "SealedUrl")),
        (terms, ("SealedBytes", "Words", "Phrase", "Url", "Host", "Decimal")),
        (terms, ("How", "Voice", "MediaType", "Ground", "PublicKey", "KeySignature")),
    )
    for name in names
}
VALUES = {
    one.__name__: one
    for one in (
        terms.Interval,
        pieces.Quoted,
        terms.Quote,
        terms.Money,
        terms.Measure,
        terms.Point,
        pieces.Bearing,
        pieces.ListItem,
        pieces.Attachment,
    )
}
_PLAIN = {str: "text", date: "day", int: "whole number", bool: "true or false"}


def in_words(kind: Any) -> str:
    """What a field holds, in plain words, with links to what is explained on the page of entries.

    Raises `ValueError` for a type that has no words yet.
    """
    name = _named(kind)
    if name is not None:
        return f"[{name.lower()}](entries.md#{name.lower()})"
    words = _PLAIN.get(kind) or _made_of(get_origin(kind), get_args(kind))
    if words is None:
        raise ValueError(f"{kind} has no words yet; give it some in tools/reference/types.py")
    return words


def _named(kind: Any) -> str | None:
    named = {**ALIASES, **VALUES}
    return next((name for name, one in named.items() if kind == one), None)


def _made_of(origin: Any, inner: tuple[Any, ...]) -> str | None:
    if origin is Annotated:
        return in_words(inner[0]) + _bound(inner[1])
    if origin is tuple:
        return f"list, each {in_words(inner[0])}"
    if NoneType in inner:
        return in_words(next(one for one in inner if one is not NoneType))
    return None


def _bound(meta: msgspec.Meta) -> str:
    if meta.ge is not None:
        return f", {meta.ge} or more"
    if meta.min_length is not None:
        return ", not empty"
    return f" that matches `{meta.pattern}`" if meta.pattern else ""


def docs_of(module: ModuleType) -> dict[str, str]:
    """What stands as a string under each alias of a module."""
    body = ast.parse(inspect.getsource(module)).body
    found = {}
    for assigned, said in pairwise(body):
        if isinstance(assigned, ast.Assign) and isinstance(said, ast.Expr):
            target = assigned.targets[0]
            if isinstance(target, ast.Name) and isinstance(said.value, ast.Constant):
                found[target.id] = " ".join(str(said.value.value).split())
    return found


def doc_of(kind: type) -> str:
    """A struct's docstring. Raises `ValueError` where it has none of its own."""
    said = kind.__dict__.get("__doc__")
    if not said:
        raise ValueError(f"{kind.__name__} says nothing of itself; give it a docstring")
    return inspect.cleandoc(said)
