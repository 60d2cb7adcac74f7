"""The page that says how standing is judged: three axes, every label with its shape, the rules."""

from collections.abc import Iterator

from signboard.agenda import rubric
from signboard.agenda.rubric import Completion, Grounds
from signboard.board import labels
from signboard.board.press import Page, Press
from signboard.board.rules import rests, rule
from signboard.board.survey import View


def scale(press: Press) -> Iterator[Page]:
    """How standing is judged."""
    speech = press.edition.speech
    yield press.page(
        "standing/",
        "scale.html",
        speech.say("How standing is judged"),
        rubric=rubric.VERSION,
        grades=[_grade(grade, press) for grade in reversed(rubric.STEPS)],
        schedules=_schedules(press),
        grounds=_grounds(press),
    )


_RULES: dict[Completion, tuple[str, ...]] = {
    "complete": ("completed", "every_part_complete"),
    "substantial": ("advanced", "completed_then_set_back", "half_of_parts_substantial"),
    "limited": ("started", "some_part_begun"),
    "not_started": ("only_set_back", "no_part_begun"),
    "no_evidence": ("nothing_found",),
}


def _grade(grade: Completion, press: Press) -> View:
    speech, standings = press.edition.speech, press.edition.survey.standings.values()
    number = sum(one.completion == grade for one in standings)
    return {
        "disc": grade,
        "word": labels.completion(grade, speech),
        "rules": [rule(name, speech) for name in _RULES[grade]],
        "href": f"standing/{grade}/",
        "here": speech.count("{n} commitment here", "{n} commitments here", number),
    }


def _schedules(press: Press) -> list[View]:
    say = press.edition.speech.say
    return [
        {
            "flag": "ahead",
            "word": say("Due in …"),
            "rule": say("The present due date has not come yet."),
        },
        {
            "flag": "overdue",
            "word": say("Overdue by …"),
            "rule": say(
                "The present due date has passed and the work is not complete. "
                "Late is not broken: it says nothing of how far the work has come."
            ),
        },
        {
            "flag": "on_time",
            "word": say("Completed in time"),
            "rule": say("It was complete by the present due date."),
        },
        {
            "flag": "late",
            "word": say("Completed … late"),
            "rule": say("It was completed after the present due date."),
        },
        {
            "flag": "none",
            "word": say("No due date was stated"),
            "rule": say(
                "Nobody stated a date by which it can be late. "
                "The year of a programme is not such a date."
            ),
        },
    ]


def _grounds(press: Press) -> list[View]:
    speech = press.edition.speech
    every: tuple[Grounds, ...] = ("confirmed", "documented", "claimed", "contested", "none")
    return [
        {"grounds": one, "word": labels.grounds(one, speech), "rule": rests(one, speech)}
        for one in every
    ]
