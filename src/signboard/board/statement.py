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
from signboard.board.rows import holder, row
from signboard.board.story import timeline
from signboard.board.survey import View, said
from signboard.board.wording import quoted, short


def statements(press: Press) -> Iterator[Page]:
    """The pages of all commitments, each with its neighbours on the wall."""
    whole = press.edition.survey.whole
    for index, one in enumerate(whole):
        before = whole[index - 1] if index else None
        after = whole[index + 1] if index + 1 < len(whole) else None
        yield _page(press, one, index + 1, (before, after))


def _page(
    press: Press,
    one: Commitment,
    order: int,
    beside: tuple[Commitment | None, Commitment | None],
) -> Page:
    edition = press.edition
    view = row(one, order, press)
    survey = edition.survey
    agenda = survey.material.agenda
    when = said(agenda, one)
    parts = {part: index for index, part in enumerate(one.parts, start=1)}
    view.update(
        said=dates.interval(when, edition.speech) if when else "",
        wordings=[quotation(one, wording, edition) for wording in ordered(one, edition)],
        why=why(survey.standings[one.id], edition),
        partners=named(one.partners, edition),
        holders=named(one.holders, edition),
        places=named(one.places, edition),
        holder_lang=holder(one, edition).lang,
        dues=list(dues_of(one.dues, edition)),
        sought=[searched(each, edition) for each in one.sought],
        period=dates.interval(one.period, edition.speech) if one.period else "",
    )
    return press.page(
        addresses.commitment(one.id),
        "commitment.html",
        short(view["words"], 70),
        one=view,
        parts=[_part(part, index, edition) for part, index in parts.items()],
        lists=[_listed(listed, edition) for listed in one.lists],
        years=timeline(survey.facts[one.id], parts, edition),
        before=_beside(beside[0], edition),
        after=_beside(beside[1], edition),
    )


def _part(identifier: str, index: int, edition: Edition) -> View:
    survey, speech = edition.survey, edition.speech
    part = survey.material.agenda.commitments[identifier]
    parent = survey.standings[part.parent or ""]
    standing = next(one for one in parent.parts if one.commitment == identifier)
    wording, lang = quoted(part.wordings, speech.language)
    return {
        "n": index,
        "words": wording.quote.text,
        "lang": lang,
        "quoted": addresses.quoted(wording.document, identifier),
        "others": [
            {"words": each.quote.text, "lang": code}
            for code, each in part.wordings.items()
            if each is not wording
        ],
        "standing": judged(standing, edition),
        "why": why(standing, edition),
        "dues": list(dues_of(part.dues, edition)),
        "holder": holder(part, edition).words,
        "sought": [searched(each, edition) for each in part.sought],
        "facts": speech.count("{n} fact", "{n} facts", len(part.evidence)),
    }


def _listed(identifier: str, edition: Edition) -> View:
    listed = edition.survey.material.agenda.lists[identifier]
    wording, lang = quoted(listed.headings, edition.speech.language)
    return {
        "href": f"lists/{identifier}/",
        "words": wording.quote.text,
        "lang": lang,
        "n": len(listed.items),
    }


def _beside(one: Commitment | None, edition: Edition) -> View:
    if one is None:
        return {}
    return {"href": addresses.commitment(one.id), "words": edition.name(one.id)}
