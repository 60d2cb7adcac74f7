"""The words of the rubric's labels and of the kinds of fact. A label's shape goes with its word."""

from functools import cache

from signboard.agenda.rubric import Completion, Grounds
from signboard.board.speech import Speech
from signboard.terms import Ground, How, Voice


def completion(grade: Completion, speech: Speech) -> str:
    """How far it has come, in a word or two."""
    return {
        "no_evidence": speech.say("No evidence found"),
        "not_started": speech.say("Not started"),
        "limited": speech.say("Limited"),
        "substantial": speech.say("Substantial"),
        "complete": speech.say("Complete"),
    }[grade]


def grounds(rests: Grounds, speech: Speech) -> str:
    """What kind of sources speak of it; not what they say."""
    return {
        "none": speech.say("No source yet"),
        "claimed": speech.say("Only said by those involved"),
        "documented": speech.say("One independent source"),
        "confirmed": speech.say("Several independent sources"),
        "contested": speech.say("Sources disagree"),
    }[rests]


def how(bears: How, speech: Speech) -> str:
    """How a fact bears on a commitment."""
    return {
        "starts": speech.say("Work began"),
        "advances": speech.say("Work moved on"),
        "completes": speech.say("Completed"),
        "sets_back": speech.say("Set back"),
        "ends": speech.say("Work stopped"),
        "context": speech.say("Background"),
    }[bears]


def ground(why: Ground, speech: Speech) -> str:
    """On what ground something was withheld."""
    return {
        "personal_data": speech.say("personal data"),
        "court_order": speech.say("order of a court"),
        "copyright": speech.say("copyright"),
        "security": speech.say("security"),
    }[why]


def voice(who: Voice, speech: Speech) -> str:
    """Who says it."""
    return {
        "holder": speech.say("said by the body that promised"),
        "interested": speech.say("said by somebody with a stake"),
        "independent": speech.say("independent source"),
    }[who]


@cache
def kinds(speech: Speech) -> dict[str, str]:
    """What an entry of the record enters, by its kind."""
    return {
        "BoardNamed": speech.say("The board was named"),
        "DocumentFiled": speech.say("A document was filed"),
        "CommitmentMade": speech.say("A commitment was made"),
        "ListAnnounced": speech.say("A list was announced"),
        "TranslationQuoted": speech.say("The words were quoted in another language"),
        "HolderNamed": speech.say("A holder was named"),
        "PartnerNamed": speech.say("A partner was named"),
        "PlaceNamed": speech.say("A place was named"),
        "EvidenceCited": speech.say("Evidence was cited"),
        "EvidenceSought": speech.say("Evidence was sought and not found"),
        "DueSet": speech.say("A due date was stated"),
        "DueMoved": speech.say("A due date was moved"),
        "EntryWithdrawn": speech.say("An entry was withdrawn"),
        "WordsWithheld": speech.say("Words were withheld"),
        "DocumentWithheld": speech.say("A document was withheld"),
        "KeyRotated": speech.say("A new key took the place of the one before"),
    }


def language(code: str, speech: Speech) -> str:
    """A language's name, or its tag where the board has no name for it."""
    names = {"ko": speech.say("Korean"), "en": speech.say("English")}
    return names.get(code.partition("-")[0], code)
