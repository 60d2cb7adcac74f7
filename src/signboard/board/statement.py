"""The page of one commitment: its words in their place, its parts, what happened, why it stands
where it stands. Parts are told on their parent's page."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from signboard.agenda import Commitment
from signboard.agenda.state import Due, Named, Sought, Wording
from signboard.board import addresses, dates, labels
from signboard.board.edition import Edition
from signboard.board.judged import judged, why
from signboard.board.line import SHAPES, Dated
from signboard.board.press import Page, Press
from signboard.board.rows import holder, row
from signboard.board.speech import Speech
from signboard.board.survey import View, said
from signboard.board.wording import chosen, quoted, sealed, short
from signboard.reading import Block


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
        wordings=[_wording(one, wording, edition) for wording in _ordered(one, edition)],
        why=why(survey.standings[one.id], edition),
        partners=_named(one.partners, edition),
        holders=_named(one.holders, edition),
        places=_named(one.places, edition),
        holder_lang=holder(one, edition).lang,
        dues=list(_dues(one.dues, edition)),
        sought=[_sought(each, edition) for each in one.sought],
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


def timeline(facts: Sequence[Dated], parts: dict[str, int], edition: Edition) -> list[View]:
    """What happened, year by year, each fact once with all that it bears on."""
    shown: list[View] = []
    for number, pairs in groupby(facts, key=lambda pair: pair[0].number):
        group = list(pairs)
        cited, bears = group[0]
        shown.append(
            {
                "fact": edition.fact(cited),
                "number": number,
                "shape": SHAPES[bears],
                "how": edition.hows[bears],
                "parts": _borne(group, parts, edition) if parts else [],
            }
        )
    years = groupby(shown, key=lambda one: one["fact"]["year"])
    return [{"year": year, "facts": list(each)} for year, each in years]


def _borne(group: Sequence[Dated], parts: dict[str, int], edition: Edition) -> list[View]:
    """The parts that a fact bears on, and how on each where they differ."""
    hows = {bearing.subject: bearing.how for bearing in group[0][0].fact.bears}
    differ = len({hows[part] for part in parts if part in hows}) > 1
    return [
        {"n": parts[part], "name": edition.name(part), "how": edition.hows[how] if differ else ""}
        for part, how in hows.items()
        if part in parts
    ]


def _ordered(one: Commitment, edition: Edition) -> list[Wording]:
    """The wording in the page's language first."""
    own, _ = quoted(one.wordings, edition.speech.language)
    return [own, *(wording for wording in one.wordings.values() if wording is not own)]


def _wording(one: Commitment, wording: Wording, edition: Edition) -> View:
    """A quote between the words that stand around it in its document."""
    material = edition.survey.material
    filed = material.agenda.documents[wording.document].fact
    view: View = {
        "document": filed.title,
        "href": addresses.quoted(wording.document, one.id),
        "lang": filed.language,
        "language": labels.language(filed.language, edition.speech),
        "quote": wording.quote.text,
        "entry": addresses.entry(wording.number),
        "number": wording.number,
    }
    reading = material.readings.get(wording.document)
    if reading is None:
        return view
    blocks = reading.blocks
    start, end = wording.quote.start, wording.quote.end
    inside = [i for i, block in enumerate(blocks) if block.start < end and start < block.end]
    if inside:
        first, last = inside[0], inside[-1]
        view["before"] = reading.text[blocks[first].start : start]
        view["after"] = reading.text[end : blocks[last].end]
        view["above"] = _neighbour(reading.text, blocks, first - 1)
        view["below"] = _neighbour(reading.text, blocks, last + 1)
        marker = blocks[first].marker
        view["marker"] = marker.text if marker is not None else ""
    return view


def _neighbour(text: str, blocks: Sequence[Block], index: int) -> View:
    if not 0 <= index < len(blocks):
        return {}
    block = blocks[index]
    marker = block.marker.text if block.marker is not None else ""
    return {"marker": marker, "text": short(text[block.start : block.end], 140)}


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
        "dues": list(_dues(part.dues, edition)),
        "holder": holder(part, edition).words,
        "sought": [_sought(each, edition) for each in part.sought],
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


def _named(names: Sequence[Named], edition: Edition) -> list[View]:
    """Bodies or places as they were named; those withdrawn are struck through."""
    return [
        {
            "words": chosen(name.words, edition.speech.language).words,
            "lang": chosen(name.words, edition.speech.language).lang,
            "point": f"{name.point.latitude}, {name.point.longitude}" if name.point else "",
            "within": name.point.within_km if name.point else "",
            "withdrawn": name.withdrawn is not None,
            "entry": addresses.entry(name.number),
            "number": name.number,
        }
        for name in names
    ]


def _dues(dues: Sequence[Due], edition: Edition) -> Iterator[View]:
    """Each due date with what moved it, and by how much, from the first to the present one."""
    material, speech = edition.survey.material, edition.speech
    before: Due | None = None
    for due in dues:
        view: View = {
            "date": dates.interval(due.interval, speech),
            "iso": dates.machine(due.interval),
            "number": due.number,
            "entry": addresses.entry(due.number),
            "withdrawn": due.withdrawn is not None,
        }
        if before is not None:
            view["moved"] = _moved((due.interval.end - before.interval.end).days, speech)
            view["old"] = dates.interval(before.interval, speech)
        if due.reason is not None:
            reason = sealed(material.words, due.reason, speech)
            view["reason"], view["reason_lang"] = reason.words, reason.lang
        if due.evidence is not None:
            number = material.agenda.evidence[due.evidence].number
            view["rests"], view["rests_on"] = number, f"f-{due.evidence}"
            view["rests_entry"] = addresses.entry(number)
        if due.withdrawn is None:
            before = due
        yield view


def _moved(days: int, speech: Speech) -> str:
    """By how much a due date was moved, with the days where they are counted in larger units."""
    length = dates.long(abs(days), speech)
    exact = speech.count("{n} day", "{n} days", abs(days))
    shown = length if length == exact else f"{length} ({exact})"
    if days == 0:
        return speech.say("stated anew")
    if days < 0:
        return speech.say("brought forward by {length}", length=shown)
    return speech.say("put off by {length}", length=shown)


def _sought(sought: Sought, edition: Edition) -> View:
    words = sealed(edition.survey.material.words, sought.fact.statement, edition.speech)
    return {
        "when": dates.interval(sought.fact.on, edition.speech),
        "words": words.words,
        "lang": words.lang,
        "number": sought.number,
        "entry": addresses.entry(sought.number),
        "withdrawn": sought.withdrawn is not None,
    }


def _beside(one: Commitment | None, edition: Edition) -> View:
    if one is None:
        return {}
    return {"href": addresses.commitment(one.id), "words": edition.name(one.id)}
