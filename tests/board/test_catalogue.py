"""The Korean catalogue holds every sentence of the board, and no others."""

import ast
import re
from pathlib import Path

from babel.messages.catalog import Message

import signboard.board
from signboard.board import assets
from signboard.board.speech import MARK

BOARD = Path(signboard.board.__file__).parent


def used_in_templates() -> set[str]:
    return {match[1] for text in assets.templates().values() for match in MARK.finditer(text)}


def used_in_code() -> set[str]:
    found: set[str] = set()
    for path in BOARD.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
            name = node.func.id if isinstance(node.func, ast.Name) else name
            first = node.args[0]
            if isinstance(first, ast.Constant) and (
                name == "say" or (name == "count" and len(node.args) > 2)
            ):
                found.add(first.value)
    return found


def messages() -> dict[str, Message]:
    catalogue = assets.catalogue("ko")
    assert catalogue is not None
    return {
        message.id[0] if isinstance(message.id, tuple) else message.id: message
        for message in catalogue
        if message.id
    }


def test_every_sentence_has_its_korean_and_none_is_left_over() -> None:
    assert set(messages()) == used_in_templates() | used_in_code()


def test_no_korean_sentence_is_empty_or_unsure() -> None:
    for key, message in messages().items():
        forms = message.string if isinstance(message.string, tuple) else (message.string,)
        assert all(forms), key
        assert not message.fuzzy, key


def test_a_korean_sentence_has_the_holes_of_the_english_one() -> None:
    for key, message in messages().items():
        korean = message.string[0] if isinstance(message.string, tuple) else message.string
        holes = set(re.findall(r"\{(\w+)", key))
        if isinstance(message.id, tuple):
            holes |= set(re.findall(r"\{(\w+)", message.id[1]))
        assert set(re.findall(r"\{(\w+)", str(korean))) == holes, key


def test_no_words_stand_in_a_template_outside_the_catalogue() -> None:
    for name, source in assets.templates().items():
        bare = MARK.sub("", source)
        bare = re.sub(
            r"<(svg|title)\b.*?</\1>|<[^>]*>|\{%.*?%\}|\{\{.*?\}\}", " ", bare, flags=re.S
        )
        assert set(re.findall(r"[A-Za-z가-힣]{2,}", bare)) <= {
            "Signboard",
            "checkpoint",
            "keys",
            "edition",
            "json",
            "km",
            "doctype",
            "html",
        }, name
