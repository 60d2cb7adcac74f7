"""A commitment as it hangs on the wall: its words, its line, its standing, its last movement."""

from typing import Final

from signboard.agenda import Cited, Commitment, Standing
from signboard.board import addresses, dates
from signboard.board.coming import family, halted
from signboard.board.edition import Edition
from signboard.board.judged import flag, judged, moved
from signboard.board.press import environment
from signboard.board.speech import LANGUAGES, Speech
from signboard.board.survey import Survey, View
from signboard.board.wording import Text, short

LONG: Final = 240
"""Words of more characters are set smaller."""


class Rows(dict[str, View]):
    """The views of commitments by their identifiers, each made when it is first asked for, so
    that processes which print apart make only what they print."""

    def __init__(self, edition: Edition) -> None:
        super().__init__()
        self._edition = edition
        self._orders = {one.id: order for order, one in enumerate(edition.survey.whole, start=1)}

    def __missing__(self, identifier: str) -> View:
        one = self._edition.survey.material.agenda.commitments[identifier]
        self[identifier] = _row(one, self._orders[identifier], self._edition)
        return self[identifier]


def _drawing(one: Commitment, survey: Survey) -> str:
    """The drawing of a line; no word stands in it, so that all languages share it."""
    found = survey.drawings.get(one.id)
    if found is None:
        template = environment(LANGUAGES[0])
        found = template.render_template("line.html", line=survey.line(one))
        survey.drawings[one.id] = found
    return found


def _row(one: Commitment, order: int, edition: Edition) -> View:
    _, words = edition.quote(one.wordings)
    standing = edition.survey.standings[one.id]
    view: View = {
        "id": one.id,
        "order": one.ordinal or order,
        "words": words.words,
        "lang": words.lang,
        "long": len(words.words) > LONG,
        "href": addresses.commitment(one.id),
        "drawing": _drawing(one, edition.survey),
        "height": edition.survey.line(one).height,
        "sentence": sentence(one, edition),
        "standing": judged(standing, edition),
        "holder": holder(one, edition).words,
        "flags": [
            {
                "n": n,
                "schedule": "none" if halted(part) else part.schedule,
                "flag": _part_flag(part, edition.speech),
            }
            for n, part in enumerate(standing.parts, start=1)
            if part.schedule != "none" or part.stopped is not None
        ],
        "moves": [
            {"n": n, "words": moved(one, edition.speech)}
            for n, one in enumerate(family(standing))
            if one.moves
        ],
    }
    view.update(_last(standing.last_movement, edition))
    return view


def _part_flag(part: Standing, speech: Speech) -> str:
    """What the wall says of a part: that it stopped, and how it stands against its own date.

    What stopped is not on the way to its date, so no days are counted down to it.
    """
    told = [speech.say("Stopped")] if part.stopped is not None else []
    if part.schedule != "none" and not halted(part):
        told.append(flag(part, speech))
    return " · ".join(told)


def sentence(one: Commitment, edition: Edition) -> str:
    """What a line shows, for those who can't see it."""
    speech, line = edition.speech, edition.survey.line(one)
    number = len(line.marks) + sum(count.number for count in line.counts)
    back = sum(mark.y > 0 for mark in line.marks)
    back += sum(count.number for count in line.counts if count.y > 0)
    told = [speech.count("A line in time with {n} fact.", "A line in time with {n} facts.", number)]
    if back:
        told.append(speech.count("{n} is a set-back.", "{n} are set-backs.", back))
    due = one.due
    if due is not None:
        told.append(speech.say("Due: {date}.", date=dates.due(due.interval, speech)))
    return " ".join(told)


def holder(one: Commitment, edition: Edition) -> Text:
    """The body that answers for it at present, or nothing."""
    named = next((name for name in reversed(one.holders) if name.withdrawn is None), None)
    return Text("") if named is None else edition.words(named.words)


def _last(number: int | None, edition: Edition) -> View:
    """The last movement: when, and what it was in a few words."""
    if number is None:
        return {}
    cited = edition.survey.material.agenda.made[number]
    assert isinstance(cited, Cited)
    fact, speech = cited.fact, edition.speech
    words = edition.words(fact.statement)
    return {
        "last": dates.interval(fact.on, speech),
        "last_iso": dates.machine(fact.on),
        "last_ago": edition.ago(fact.on.end),
        "last_words": short(words.words, 110),
        "last_lang": words.lang,
    }
