"""The rules of the rubric in plain words, with its own thresholds."""

from signboard.agenda import rubric
from signboard.agenda.rubric import Grounds
from signboard.board.speech import Speech


def rule(name: str, speech: Speech) -> str:
    """The rule that decided completion, in words."""
    return {
        "completed": speech.say("Evidence says that the work was completed, and nothing undid it."),
        "completed_then_set_back": speech.say(
            "Evidence says that the work was completed, but it was set back afterwards."
        ),
        "advanced": speech.count(
            "At least {n} fact shows it moving, from {sources} sources or more, "
            "and the last movement was no set-back.",
            "At least {n} facts show it moving, from {sources} sources or more, "
            "and the last movement was no set-back.",
            rubric.SUBSTANTIAL_FACTS,
            sources=rubric.SUBSTANTIAL_SOURCES,
        ),
        "started": speech.say(
            "Work has begun, but too few facts or sources show it moving, "
            "or the last movement was a set-back."
        ),
        "only_set_back": speech.say("Only set-backs are on record; nothing shows that work began."),
        "nothing_found": speech.say(
            "Nothing on record shows movement. That is not a grade: "
            "it says what is known, not what was done."
        ),
        "every_part_complete": speech.say("Every part of it is complete."),
        "half_of_parts_substantial": speech.say(
            "Every part has begun, and at least half are substantial or complete."
        ),
        "some_part_begun": speech.say(
            "Some part has begun, but not every part, or fewer than half have come far."
        ),
        "no_part_begun": speech.say("No part of it has begun, by what is on record."),
    }[name]


def rests(grounds: Grounds, speech: Speech) -> str:
    """What sources there are, in a sentence."""
    return {
        "none": speech.say("No evidence of movement has been entered yet."),
        "claimed": speech.say(
            "All that is on record comes from the body that promised or from somebody with a "
            "stake; no independent source is."
        ),
        "documented": speech.say("One independent source is on record."),
        "confirmed": speech.count(
            "{n} independent source or more is on record.",
            "{n} independent sources or more are on record.",
            rubric.CONFIRMING_SOURCES,
        ),
        "contested": speech.say("Sources on record contradict each other; both are shown."),
    }[grounds]
