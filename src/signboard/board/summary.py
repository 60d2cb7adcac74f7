"""Who promised what when, and how it stands in numbers: the sentences above the wall."""

from signboard.agenda.rubric import STEPS, Completion
from signboard.board import dates
from signboard.board.coming import family, moved_due, past_due
from signboard.board.edition import Edition
from signboard.board.speech import Speech
from signboard.board.survey import Survey, View, said

GRADES: tuple[Completion, ...] = tuple(sorted(STEPS, key=lambda grade: -STEPS[grade]))
"""How far a commitment can have come, the furthest first."""


def summary(edition: Edition) -> View:
    """Who promised what when, and how it stands in numbers."""
    survey, speech = edition.survey, edition.speech
    standings = survey.standings.values()
    counts = [
        {
            "grade": grade,
            "href": f"standing/{grade}/",
            "text": _counted(grade, sum(one.completion == grade for one in standings), edition),
            "number": sum(one.completion == grade for one in standings),
        }
        for grade in GRADES
    ]
    return {
        "who": _who(edition),
        "total": len(survey.whole),
        "counts": [count for count in counts if count["number"]],
        "due": [one for one in (_past(survey, speech), _moved(survey, speech)) if one],
    }


def _past(survey: Survey, speech: Speech) -> View:
    """How many are past a due date, of their own or of a part, and where they are listed."""
    number = len(past_due(survey))
    if not number:
        return {}
    text = speech.count("{n} is past a due date", "{n} are past a due date", number)
    return {"href": "due/past/", "text": text}


def _moved(survey: Survey, speech: Speech) -> View:
    """How many had a due date moved, of their own or of a part, and how often in all."""
    found = moved_due(survey)
    if not found:
        return {}
    moves = sum(each.moves for one in found for each in family(survey.standings[one.id]))
    text = speech.count(
        "{n} had a due date moved ({times})",
        "{n} had due dates moved ({times})",
        len(found),
        times=speech.count("once", "{n} times in all", moves),
    )
    return {"href": "due/moved/", "text": text}


def _counted(grade: Completion, n: int, edition: Edition) -> str:
    count = edition.speech.count
    return {
        "complete": count("{n} complete", "{n} complete", n),
        "substantial": count("{n} substantial", "{n} substantial", n),
        "limited": count("{n} limited", "{n} limited", n),
        "not_started": count("{n} not started", "{n} not started", n),
        "no_evidence": count("{n} with no evidence found", "{n} with no evidence found", n),
    }[grade]


def _who(edition: Edition) -> str:
    survey, speech = edition.survey, edition.speech
    days = [when for one in survey.whole if (when := said(survey.material.agenda, one))]
    number = len(survey.whole)
    if not number:
        return speech.say("No commitment hangs on this board yet.")
    if len(days) < number:  # of some no day is known
        return speech.count("{n} commitment hangs here.", "{n} commitments hang here.", number)
    first, last = min(days), max(days)
    spoken = dates.interval(first, speech)
    if first != last:
        spoken = speech.say("{first} to {last}", first=spoken, last=dates.interval(last, speech))
    board = survey.material.agenda.board
    if board is None:
        return speech.count(
            "{n} commitment was announced ({date}).",
            "{n} commitments were announced ({date}).",
            number,
            date=spoken,
        )
    who = edition.words(board.publisher).words
    if first == last and first.start == first.end:
        return speech.count(
            "{n} commitment that {who} announced on {date}.",
            "{n} commitments that {who} announced on {date}.",
            number,
            who=who,
            date=spoken,
        )
    return speech.count(
        "{n} commitment that {who} announced ({date}).",
        "{n} commitments that {who} announced ({date}).",
        number,
        who=who,
        date=spoken,
    )
