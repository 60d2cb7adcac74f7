"""The particulars of a commitment: its due dates and what moved them, bodies, places, searches."""

from collections.abc import Iterator, Sequence

from signboard.agenda.state import Due, Named, Sought
from signboard.board import addresses, dates
from signboard.board.edition import Edition
from signboard.board.speech import Speech
from signboard.board.survey import View


def dues_of(dues: Sequence[Due], edition: Edition) -> Iterator[View]:
    """Each due date with what moved it, and by how much, from the first to the present one."""
    material, speech = edition.survey.material, edition.speech
    before: Due | None = None
    for due in dues:
        view: View = {
            "date": dates.due(due.interval, speech),
            "iso": dates.machine(due.interval),
            "number": due.number,
            "entry": addresses.entry(due.number),
            "withdrawn": due.withdrawn is not None,
        }
        if due.on is not None:
            view["on"] = dates.interval(due.on, speech)
        if before is not None:
            view["moved"] = by_how_much((due.interval.end - before.interval.end).days, speech)
            view["old"] = dates.due(before.interval, speech)
        if due.reason is not None:
            reason = edition.words(due.reason)
            view["reason"], view["reason_lang"] = reason.words, reason.lang
            view["gone"] = edition.gone(reason)
        if due.evidence is not None:
            number = material.agenda.evidence[due.evidence].number
            view["rests"], view["rests_on"] = number, f"f-{due.evidence}"
            view["rests_entry"] = addresses.entry(number)
        if due.withdrawn is None:
            before = due
        yield view


def by_how_much(days: int, speech: Speech) -> str:
    """By how much a due date was moved, with the days where they are counted in larger units."""
    length = dates.long(abs(days), speech)
    exact = speech.count("{n} day", "{n} days", abs(days))
    shown = length if length == exact else f"{length} ({exact})"
    if days == 0:
        return speech.say("stated anew")
    if days < 0:
        return speech.say("brought forward by {length}", length=shown)
    return speech.say("put off by {length}", length=shown)


def named(names: Sequence[Named], edition: Edition) -> list[View]:
    """Bodies or places as they were named; those withdrawn are struck through."""
    return [
        {
            "words": words.words,
            "lang": words.lang,
            "gone": edition.gone(words),
            "point": f"{name.point.latitude}, {name.point.longitude}" if name.point else "",
            "within": name.point.within_km if name.point else "",
            "withdrawn": name.withdrawn is not None,
            "entry": addresses.entry(name.number),
            "number": name.number,
        }
        for name in names
        for words in (edition.words(name.words),)
    ]


def searched(sought: Sought, edition: Edition) -> View:
    words = edition.words(sought.fact.statement)
    return {
        "when": dates.interval(sought.fact.on, edition.speech),
        "words": words.words,
        "lang": words.lang,
        "gone": edition.gone(words),
        "number": sought.number,
        "entry": addresses.entry(sought.number),
        "withdrawn": sought.withdrawn is not None,
    }
