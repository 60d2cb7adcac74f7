"""The page of one commitment: its words in their place, its parts, what happened, why it stands
where it stands. Parts are told on their parent's page."""

from collections.abc import Iterator

from signboard.agenda import Commitment
from signboard.board import addresses, dates
from signboard.board.edition import Edition
from signboard.board.judged import judged, why
from signboard.board.particulars import dues_of, named, searched
from signboard.board.press import Page, Press
from signboard.board.quotation import ordered, quotation
from signboard.board.rows import holder
from signboard.board.story import timeline
from signboard.board.survey import View, said
from signboard.board.wording import short


def statements(press: Press, rows: dict[str, View], start: int, end: int) -> Iterator[Page]:
    """The pages of the commitments from `start` up to `end`, with their neighbours on the wall."""
    edition = press.edition
    whole = edition.survey.whole
    for index, one in enumerate(whole[start:end], start=start):
        before = whole[index - 1] if index else None
        after = whole[index + 1] if index + 1 < len(whole) else None
        parts = {part: number for number, part in enumerate(one.parts, start=1)}
        yield press.page(
            addresses.commitment(one.id),
            "commitment.html",
            short(rows[one.id]["words"], 70),
            one=rows[one.id] | _details(one, edition),
            parts=[_part(part, number, edition) for part, number in parts.items()],
            lists=[_listed(listed, edition) for listed in one.lists],
            years=timeline(edition.survey.facts[one.id], parts, edition),
            before=edition.link(before.id) if before else None,
            after=edition.link(after.id) if after else None,
        )


def _details(one: Commitment, edition: Edition) -> View:
    """What the wall doesn't say of a commitment."""
    survey = edition.survey
    when = said(survey.material.agenda, one)
    return {
        "said": dates.interval(when, edition.speech) if when else "",
        "wordings": [quotation(one, wording, edition) for wording in ordered(one, edition)],
        "why": why(survey.standings[one.id], edition),
        "partners": named(one.partners, edition),
        "holders": named(one.holders, edition),
        "places": named(one.places, edition),
        "holder_lang": holder(one, edition).lang,
        "dues": list(dues_of(one.dues, edition)),
        "sought": [searched(each, edition) for each in one.sought],
        "period": dates.interval(one.period, edition.speech) if one.period else "",
    }


def _part(identifier: str, index: int, edition: Edition) -> View:
    survey, speech = edition.survey, edition.speech
    part = survey.material.agenda.commitments[identifier]
    parent = survey.standings[part.parent or ""]
    standing = next(one for one in parent.parts if one.commitment == identifier)
    wording, words = edition.quote(part.wordings)
    return {
        "n": index,
        "words": words.words,
        "lang": words.lang,
        "quoted": edition.place(wording.document, identifier),
        "others": edition.others(part.wordings, wording),
        "gone": edition.gone(words),
        "standing": judged(standing, edition),
        "why": why(standing, edition),
        "dues": list(dues_of(part.dues, edition)),
        "holders": named(part.holders, edition),
        "partners": named(part.partners, edition),
        "places": named(part.places, edition),
        "sought": [searched(each, edition) for each in part.sought],
        "facts": speech.count("{n} fact", "{n} facts", len(part.evidence)),
    }


def _listed(identifier: str, edition: Edition) -> View:
    listed = edition.survey.material.agenda.lists[identifier]
    _, words = edition.quote(listed.wordings)
    return {
        "href": f"lists/{identifier}/",
        "words": words.words,
        "lang": words.lang,
        "n": len(listed.items),
    }
