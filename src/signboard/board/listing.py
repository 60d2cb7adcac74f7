"""The page of an announced list: its items in every language, and what bears on each."""

from collections.abc import Iterator

from signboard.agenda import Listed
from signboard.agenda.state import Item
from signboard.board.edition import Edition
from signboard.board.particulars import searched
from signboard.board.press import Page, Press
from signboard.board.survey import View


def listings(press: Press) -> Iterator[Page]:
    """The page of every list."""
    for identifier, listed in press.edition.survey.material.agenda.lists.items():
        yield _page(press, identifier, listed)


def _page(press: Press, identifier: str, listed: Listed) -> Page:
    edition = press.edition
    agenda = edition.survey.material.agenda
    heading, words = edition.quote(listed.wordings)
    return press.page(
        f"lists/{identifier}/",
        "listing.html",
        words.words,
        lang=words.lang,
        gone=edition.gone(words),
        quoted=edition.place(heading.document, identifier),
        parent=edition.link(listed.fact.commitment),
        items=[
            _item(index, agenda.items[item], edition)
            for index, item in enumerate(listed.items, start=1)
        ],
    )


def _item(index: int, item: Item, edition: Edition) -> View:
    wording, words = edition.quote(item.wordings)
    ordered = sorted(item.evidence, key=lambda pair: (pair[0].fact.on.start, pair[0].number))
    return {
        "n": index,
        "id": item.id,
        "words": words.words,
        "lang": words.lang,
        "gone": edition.gone(words),
        "quoted": edition.place(wording.document, item.id),
        "others": edition.others(item.wordings, wording),
        "facts": [edition.fact(cited, how) for cited, how in ordered],
        "sought": [searched(one, edition) for one in item.sought],
    }
