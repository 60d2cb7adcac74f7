"""How English says that something will be done, was done, or is to be done twice over.

Rules of grammar over general word lists. It judges one passage, never a document.
"""

import re
from functools import lru_cache

from signboard.finding.lexicon import IRREGULAR, NOMINAL, NOT_DEEDS, PROJECTS, VERBS, ZERO

Form = str | None
"""How a phrase is headed: `base` (build), `ing` (building), `noun` (construction of), `project`."""

_WORD = re.compile(r"[\w’'-]+|[^\w\s]")
_PREPOSITIONS_WORDS = (
    "of for in to on with at between against through by as from into across that which who "
    "where under toward towards during among"
)
_PREPOSITIONS = frozenset(_PREPOSITIONS_WORDS.split())
_COMPLEMENTS_WORDS = "of for in to on with between against into from towards"
_COMPLEMENTS = frozenset(_COMPLEMENTS_WORDS.split())
_PREFIXED = re.compile(r"(?:re|co|pre|over|up|out|fast-track)-?")


@lru_cache(maxsize=4_096)
def is_base(word: str) -> bool:
    """Whether a lower-case word is the base form of a verb of doing."""
    return word in VERBS or (_PREFIXED.sub("", word, count=1) in VERBS and len(word) > 5)


@lru_cache(maxsize=4_096)
def is_gerund(word: str) -> bool:
    """Whether a lower-case word is such a verb with -ing."""
    if not word.endswith("ing") or len(word) < 6:
        return False
    stem = word[:-3]
    doubled = stem[:-1] if len(stem) > 2 and stem[-1] == stem[-2] else stem
    return any(is_base(form) for form in (stem, stem + "e", doubled))


@lru_cache(maxsize=4_096)
def is_past(word: str) -> bool:
    """Whether a lower-case word is the past or the participle of such a verb."""
    if word in IRREGULAR:
        return True
    if not word.endswith("ed") or len(word) < 5:
        return False
    stem = word[:-2]
    doubled = stem[:-1] if len(stem) > 2 and stem[-1] == stem[-2] else stem
    bases = (stem, word[:-1], doubled, stem[:-1] + "y" if stem[-1] == "i" else stem)
    return any(is_base(form) for form in bases)


def form(phrase: str) -> Form:
    """How the phrase is headed, or None when it is headed by no deed."""
    words = _WORD.findall(phrase[:200])[:9]
    while words and (
        (words[0].endswith("ly") and not is_base(words[0].lower()))
        or words[0].lower() in ("to", "also", "further", "fully", "“", '"', "‘")
    ):
        words = words[1:]
    if not words:
        return None
    first = words[0].lower()
    after = words[1].lower() if len(words) > 1 else ""
    if first in ZERO and after in _COMPLEMENTS:
        return "noun"
    if is_base(first) and after not in ("of", "is", "are", ".", ""):
        return "base"
    if is_gerund(first):
        return "ing"
    return _nominal(words)


def _nominal(words: list[str]) -> Form:
    head = words[0]
    for word in [*words[1:], "."]:
        low = word.lower()
        stops = low in _PREPOSITIONS or not (word[0].isalnum() or word in "“”‘’\"'")
        if stops or (low == word and is_gerund(low)):
            if _is_deed_noun(head.lower()) and low in _COMPLEMENTS:
                return "noun"
            return "project" if head.lower() in PROJECTS and head != words[0] else None
        if word[0].isalnum():
            head = word
    return None


def _is_deed_noun(word: str) -> bool:
    if word in ZERO or is_gerund(word):
        return True
    return NOMINAL.fullmatch(word) is not None and word not in NOT_DEEDS


_BODY = (
    r"(?:we|I|(?:the|our|my|this)\s+(?:[\w’'-]+\s+){0,3}?(?:city|town|county|state|province|council|"
    r"government|administration|ministry|department|authority|agency|commission|office|cabinet|"
    r"mayor|governor|minister|party|legislation|bill|budget|plan|programme|program|proposal))"
)
_LINK = r"(?:\s+(?:also|now|then|therefore|\w+ly))?"
_WILL = re.compile(
    rf"\b{_BODY}(?:{_LINK}\s+(?:will|shall)|[’']ll){_LINK}\s+(?P<verb>[\w’'-]+)", re.IGNORECASE
)
_PLANS = re.compile(
    rf"\b{_BODY}{_LINK}(?:\s+(?:(?:am|are|is)\s+)?|[’'](?:m|re|ve)\s+)(?:(?:also|now|then|\w+ly)\s+)?"
    r"(?:plan(?:s|ning)?\s+to|intend(?:s|ing)?\s+to|aim(?:s|ing)?\s+to|pledg(?:es?|ing)\s+to|"
    r"commit(?:s|ted)?\s+to|going\s+to|determined\s+to|eager\s+to|set\s+to|"
    r"look(?:ing)?\s+forward\s+to|working\s+(?:to|with|on)|want\s+to\s+work|"
    r"propos(?:e|es|ed|ing)|asking)\s+(?P<verb>[\w’'-]+)",
    re.IGNORECASE,
)
_MUST = re.compile(
    r"\b(?:we|it(?:[’']s|\s+is)\s+(?:high\s+)?time)\s+(?:must|should|need\s+to|for\s+us\s+to|to|we)\s+"
    r"(?:also\s+|finally\s+)?(?P<verb>[\w’'-]+)",
    re.IGNORECASE,
)
_AIM = re.compile(
    r"\b(?:our|my|its|the)\s+(?:[\w’'-]+\s+){0,2}(?:goal|plan|aim|objective|target|budget)\s+"
    r"(?:is\s+to|would|will|includes?|proposes?)\s+(?P<verb>[\w’'-]+)",
    re.IGNORECASE,
)
_PASSIVE = re.compile(
    r"\b(?:will|shall|is\s+to|are\s+to)\s+(?:also\s+)?be\s+(?:\w+ly\s+)?(?P<verb>[a-z]+)"
)
_PAST = re.compile(
    rf"\b{_BODY}(?:[’']ve|\s+(?:have|has|had))?(?:\s+(?:also|already|just|now|\w+ly))?"
    r"\s+(?P<verb>[a-z]+)",
    re.IGNORECASE,
)
_IDLE_WORDS = (
    "be see know have remember never not need always hear look only all still find feel think "
    "say tell understand miss get be do mark agree value respect embrace lead thrive confront "
    "having working a the an"
)
_IDLE = frozenset(_IDLE_WORDS.split())
_VAGUE = frozenset({"make", "work", "continue", "take", "keep", "help", "build", "move", "come"})
_IF = re.compile(r"\b(?:if|when|whether|unless|where|what)\s+$", re.IGNORECASE)
_SCALE = re.compile(
    r"\b(?:rais|increas|reduc|cut|lower|doubl|tripl|halv|reach|achiev|grow|boost|produc|expand|"
    r"creat|build|deliver|limit)\w*\b.{0,120}?\b(?:to|by|from|at\s+least|up\s+to|of|more\s+than)\s+"
    r"(?:\w+\s+){0,2}?(?!(?:19|20)\d\d\b(?!\s?%))[£$€₩]?\d[\d,.]*"  # a year is no measure
    r"(?!\s?(?:st|nd|rd|th|jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)[a-z]*\b)"
    r"\s?(?:%|per\s?cent|[a-z])",
    re.IGNORECASE,
)


_SERVICES = re.compile(
    r"(?!(?:it|this|that|these|those|they|there|he|she|you|people|who|which|what|nobody|no)\b)"
    r"(?:[\w’'-]+\s+){1,6}?(?:will|shall)\s+(?:also\s+|now\s+)?"
    r"(?P<verb>begin|close|launch|open|operate|receive|reopen|resume|run|start)\b(?!\s+out\b)",
    re.IGNORECASE,
)


def promise(sentence: str) -> int | None:
    """Where the verb of what is promised starts, or None where nothing is."""
    for cue in (_WILL, _PLANS, _AIM, _MUST):
        for found in cue.finditer(sentence):
            verb = found["verb"].lower()
            if verb in _IDLE or (cue is _MUST and (verb in _VAGUE or not is_base(verb))):
                continue
            if _IF.search(sentence, max(0, found.start() - 10), found.start()):
                continue
            return found.start("verb")
    passive = _PASSIVE.search(sentence)
    if passive and is_past(passive["verb"]):
        return passive.start("verb")
    return None


def follows(sentence: str) -> int | None:
    """As `promise`, for a sentence right after one: what a service, not the body, will do.

    Alone it may as well be a forecast, so only verbs by which a service comes and goes count.
    """
    found = _SERVICES.match(sentence)
    return found.start("verb") if found else None


def achieved(sentence: str) -> bool:
    """Whether the sentence tells a deed of the body that speaks, in the past."""
    return any(is_past(found["verb"].lower()) for found in _PAST.finditer(sentence))


def measured(sentence: str) -> bool:
    """Whether a measure with a number is what is promised."""
    return _SCALE.search(sentence) is not None
