"""A standing in words: the labels, the flag with its days, and why, one plain sentence each."""

from collections.abc import Iterable

from signboard.agenda.standing import Standing
from signboard.board import addresses, dates, labels
from signboard.board.coming import halted
from signboard.board.edition import Edition
from signboard.board.rules import rests, rule
from signboard.board.speech import Speech
from signboard.board.survey import View


def judged(standing: Standing, edition: Edition) -> View:
    """A standing as the wall shows it: a word, a shape, a flag.

    Without evidence its word says that already, and where it stopped no days are counted down.
    """
    speech = edition.speech
    stopped = standing.stopped is not None
    return {
        "completion": standing.completion,
        "word": labels.completion(standing.completion, speech),
        "stopped": stopped,
        "disc": "stopped" if stopped else standing.completion,
        "grounds": standing.grounds,
        "rests": labels.grounds(standing.grounds, speech) if standing.grounds != "none" else "",
        "schedule": standing.schedule,
        "flag": "" if halted(standing) else flag(standing, speech),
        "moved": moved(standing, speech),
    }


def flag(standing: Standing, speech: Speech) -> str:
    """How it stands against its due date, with the days as people count them."""
    if halted(standing):
        return speech.say("Stopped before its due date")
    days = abs(standing.days or 0)
    length = dates.long(days, speech)
    return {
        "none": speech.say("No due date was stated"),
        "ahead": speech.say("Due in {length}", length=length) if days else speech.say("Due today"),
        "overdue": speech.say("Overdue by {length}", length=length),
        "on_time": speech.say("Completed in time"),
        "late": speech.say("Completed {length} late", length=length),
    }[standing.schedule]


def moved(standing: Standing, speech: Speech) -> str:
    """That the due date was moved: how often, and by how much in all."""
    if standing.moves == 0:
        return ""
    if standing.moved_days <= 0:
        return speech.count(
            "The due date was moved once.", "The due date was moved {n} times.", standing.moves
        )
    return speech.count(
        "The due date was moved once, by {length}.",
        "The due date was moved {n} times, by {length} in all.",
        standing.moves,
        length=dates.long(standing.moved_days, speech),
    )


def why(standing: Standing, edition: Edition) -> list[View]:
    """A sentence for each axis, and the entries that it rests on."""
    speech = edition.speech
    axes = [
        {
            "axis": speech.say("How far"),
            "label": labels.completion(standing.completion, speech),
            "sentence": rule(standing.rule, speech),
            "entries": _entries(standing.completion_reasons),
        },
        {
            "axis": speech.say("Against its date"),
            "label": flag(standing, speech),
            "sentence": " ".join(
                filter(None, (_against(standing, speech), moved(standing, speech)))
            ),
            "entries": _entries(standing.schedule_reasons),
        },
        {
            "axis": speech.say("On what grounds"),
            "label": labels.grounds(standing.grounds, speech),
            "sentence": rests(standing.grounds, speech),
            "entries": _entries(standing.grounds_reasons),
        },
    ]
    if standing.stopped is not None:
        stopped = {
            "axis": speech.say("Stopped"),
            "label": speech.say("Stopped"),
            "sentence": speech.say(
                "The last thing on record is that the work stopped unfinished. "
                "If it goes on, this line goes away."
            ),
            "entries": _entries((standing.stopped,)),
        }
        axes.insert(1, stopped)
    return axes


def _against(standing: Standing, speech: Speech) -> str:
    return {
        "none": speech.say("No date was stated by which it can be late."),
        "ahead": speech.say("The due date has not come yet."),
        "overdue": speech.say("The due date has passed and the work is not complete."),
        "on_time": speech.say("It was complete by its due date."),
        "late": speech.say("It was completed after its due date."),
    }[standing.schedule]


def _entries(numbers: Iterable[int]) -> list[View]:
    return [{"number": number, "entry": addresses.entry(number)} for number in numbers]
