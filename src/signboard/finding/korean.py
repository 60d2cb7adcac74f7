"""How Korean says that something will be done, was done, or is to be done twice over.

Rules of endings over a general list of nouns of doing. It judges one passage, never a document.
"""

import re

from signboard.finding.lexicon import COUNTERS, DEEDS

Range = tuple[int, int]

_DEED = "|".join(sorted(DEEDS, key=len, reverse=True))
_CLOSE = r"(?:\s?\([^()]{0,40}\)|[”’\"'」』.!*\s])*$"
_NOUN_END = re.compile(
    rf"(?:{_DEED}|[가-힣]{{2,}}(?:화|하기|만들기|줄이기|늘리기|높이기|짓기|세우기|되기)|[가-힣]+[함됨])"
    rf"{_CLOSE}"
)
_PLAN_END = re.compile(
    r"(?:겠(?:다|습니다|음|으며|고|어요)|[할될갈낼릴킬일늘줄]\s?(?:계획|방침|예정|것|작정|생각)(?:이다|임|입니다|이며|이고)?|"
    r"기로\s?(?:했|하였|한|함|합의|결정|뜻)[가-힣]*|(?:나선|나섭니|나갈|펼친|펼칩니|이어간|열|만든|세운|짓는|늘린|줄인|높인|"
    r"낮춘|없앤|내놓는|쏟는|힘쓴|바꾼|넓힌|끌어올린)다|[을를]\s?(?:목표|골자)로\s?(?:한다|합니다|함)|"
    rf"(?:{_DEED}|화)\s?(?:한다|합니다|된다|됩니다|시킨다|시킵니다|함))" + _CLOSE
)
_PAST_END = re.compile(
    r"[가-힣]*(?:[았었였했됐렸켰왔냈갔섰쳤]|하였|되었)(?:다|습니다|으며|고|음|지만)" + _CLOSE
)
_IDLE_END = re.compile(
    r"(?:기대|전망|예상|판단|평가|필요|가능|우려|생각|요구|주장|보도|추정|풀이|분석)(?:[가-힣]{0,3}다|[가-힣]{0,2}된다)"
    + _CLOSE
)
_REPORT = re.compile(
    r"(?P<stem>(?:다|이라|라|자))[”’\"']?\s?(?:고|며|면서)\s(?:[가-힣]+\s)?"
    r"(?:밝|말|전|강조|설명|덧붙|당부|약속|언급|소개|발표)[가-힣]*" + _CLOSE
)
_DEED_PAST = re.compile(
    rf"(?:{_DEED}|[가-힣]화|[을를]\s(?:[가-힣]+\s)?[가-힣]{{2,5}})"
    r"(?:[를을이가]?\s?(?:했|하였|해\s?왔|됐|되었|되어\s?왔|시켰))"
    r"|(?:만들었|세웠|열었|늘렸|줄였|높였|이뤘)"
)
_SAID = re.compile(
    r"(?:밝혔|(?:말|전|강조|설명|당부|요청|촉구|발표|공개|논의|언급|지적|약속|소개|기대|희망|판단|"
    r"감사|축하|격려|제안|확인|주문|지시|선언|다짐)(?:했|하였))[가-힣]*" + _CLOSE
)
_COUNT = (
    r"(?<!\d)\d[\d,.]{0,15}\s?(?:[조억만천백]\s?[\d,천백]{0,8}\s?){0,4}"
    rf"(?:%|퍼센트|㎞|km|㎡|ha|시간|위|{COUNTERS})"
)
_SCALE = re.compile(
    rf"{_COUNT}\s?(?:이상|이하|수준)?\s?(?:[으]?로|까지)\s?(?:[가-힣]+\s){{0,2}}"
    r"(?:확대|감축|늘|줄|높|낮|인상|인하|증|축소|단축|끌어올)"
    rf"|{_COUNT}\s?(?:이상|수준)?\s?[을를]?\s?달성"
)
_JOINT = re.compile(
    r"(?P<verb>(?<![가-힣])[가-힣]{1,14}(?:고|며)|하는\s한편),?\s+(?!있|싶|난\s|나서)"
    r"|(?:\s및\s+|(?:과|와)\s+|,\s+|\s?·\s?)"
)
_NOT_JOINTS = re.compile(
    r"그리고|(?:.*[라다자냐]|있|없|아니|말하|밝히)[고며]|(?:관련|위|대|의|비롯)하[고며]|"
    r".*(?:창|광|보|신|사|재|최|권|참|예|충|경|원|포)고"
)


def form(phrase: str) -> str | None:
    """`noun` where the phrase ends in a noun of doing, `verb` where it ends in a plan."""
    tail = phrase[-80:]
    if _PLAN_END.search(tail) and not _IDLE_END.search(tail):
        return "verb"
    return "noun" if _NOUN_END.search(tail) else None


def spoken(sentence: str) -> int:
    """Where the sentence ends without a report around it (`…고 밝혔다`)."""
    offset = max(0, len(sentence) - 60)
    found = _REPORT.search(sentence[offset:])
    return offset + found.end("stem") if found else len(sentence)


def promise(sentence: str) -> int | None:
    """0 where the sentence ends in a plan, or None."""
    tail = sentence[-80:]
    return 0 if _PLAN_END.search(tail) and not _IDLE_END.search(tail) else None


def achieved(sentence: str) -> bool:
    """Whether the sentence ends in the past and tells a deed."""
    tail = sentence[-80:]
    if _PAST_END.search(tail) is None or _SAID.search(tail):
        return False
    return _DEED_PAST.search(tail[-24:]) is not None


def measured(sentence: str) -> bool:
    """Whether a measure with a number is what is promised."""
    return _SCALE.search(sentence) is not None


def parts(text: str) -> list[Range]:
    """The ranges of the different things that `text` promises; empty where it is one thing.

    A part ends in a verb or a noun of doing and has words of its own before it, so that
    `설치 및 운영` with one object stays one thing.
    """
    return _divided(text, nouns=True)


def clauses(text: str) -> list[Range]:
    """As `parts`, for a sentence of prose: only verbs divide it."""
    return _divided(text, nouns=False)


def _divided(text: str, *, nouns: bool) -> list[Range]:
    found: list[Range] = []
    start = 0
    for joint in _JOINT.finditer(text):
        verb = joint["verb"]
        if not verb and not nouns:
            continue
        end = joint.start("verb") + len(verb) if verb else joint.start()
        if joint.start() < start or not _stands(text[start:end], verb):
            continue
        found.append((start, end))
        start = joint.end()
    if not found or not _last(text[start:]):
        return [] if len(found) < 2 else _merged(found, len(text))
    return [*found, (start, len(text))]


def _merged(found: list[Range], end: int) -> list[Range]:
    return [*found[:-1], (found[-1][0], end)]


def _stands(clause: str, verb: str | None) -> bool:
    words = clause.split()
    if verb is None:
        return _last(clause) and _NOUN_END.search(clause[-40:]) is not None
    if _NOT_JOINTS.fullmatch(verb) or len(words) < 2:
        return False
    return _OBJECT.search(clause) is not None


_OBJECT = re.compile(
    rf"[가-힣\w\)」』’'\"](?:을|를)\s|(?:{_DEED}|화)[을를]?\s?(?:하|되|시키)|[가-힣]이?\s확대되|이\s"
)


def _last(clause: str) -> bool:
    """Whether a clause has an object of its own and is headed by a deed."""
    words = clause.split()
    own = len(words) > 1 or (len(words) == 1 and len(words[0]) > 4)
    return own and (form(clause) is not None or _PAST_END.search(clause[-40:]) is not None)
