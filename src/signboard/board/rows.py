"""A commitment as it hangs on the wall: its words, its line, its standing, its last movement."""

from signboard.agenda import Cited, Commitment
from signboard.board import addresses, dates
from signboard.board.edition import Edition
from signboard.board.judged import judged
from signboard.board.press import Press
from signboard.board.survey import View
from signboard.board.wording import Text, chosen, quoted, short


def row(one: Commitment, order: int, press: Press) -> View:
    """The view of a commitment that stands `order`-th on the wall."""
    edition = press.edition
    wording, lang = quoted(one.wordings, edition.speech.language)
    standing = edition.survey.standings[one.id]
    view: View = {
        "id": one.id,
        "order": one.ordinal or order,
        "words": wording.quote.text,
        "lang": lang,
        "href": addresses.commitment(one.id),
        "line": picture(one, press),
        "standing": judged(standing, edition),
        "holder": holder(one, edition).words,
        "parts": len(one.parts),
    }
    view.update(_last(standing.last_movement, edition))
    return view


def picture(one: Commitment, press: Press) -> str:
    """The line as a drawing, with a sentence that says what it shows."""
    edition = press.edition
    line = edition.survey.lines[one.id]
    return press.piece("line.html", line=line, sentence=sentence(one, edition))


def sentence(one: Commitment, edition: Edition) -> str:
    """What a line shows, for those who can't see it."""
    speech, line = edition.speech, edition.survey.lines[one.id]
    number = len(line.marks) + sum(count.number for count in line.counts)
    back = sum(mark.shape in {"setback", "ended"} for mark in line.marks)
    told = [speech.count("A line in time with {n} fact.", "A line in time with {n} facts.", number)]
    if back:
        told.append(speech.count("{n} is a set-back.", "{n} are set-backs.", back))
    due = one.due
    if due is not None:
        told.append(speech.say("Due: {date}.", date=dates.interval(due.interval, speech)))
    return " ".join(told)


def holder(one: Commitment, edition: Edition) -> Text:
    """The body that answers for it at present, or nothing."""
    named = next((name for name in reversed(one.holders) if name.withdrawn is None), None)
    return Text("") if named is None else chosen(named.words, edition.speech.language)


def _last(number: int | None, edition: Edition) -> View:
    """The last movement: when, and what it was in a few words."""
    if number is None:
        return {}
    cited = edition.survey.material.agenda.withdrawable[number]
    assert isinstance(cited, Cited)
    fact = edition.fact(cited)
    return {
        "last": fact["when"],
        "last_iso": fact["iso"],
        "last_ago": edition.ago(cited.fact.on.end),
        "last_words": short(fact["statement"], 110),
        "last_lang": fact["lang"],
    }
