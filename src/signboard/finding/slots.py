"""When, how much, where, with whom and for whom: the passage's own words for each.

Patterns of grammar only; where none fits, the slot stays empty. It guesses nothing.
"""

import re

from signboard.finding.dates import Mention, mentions
from signboard.finding.findings import Due, Slots
from signboard.finding.lexicon import COMMON, COUNTERS
from signboard.reading import Reading
from signboard.terms import Interval, Quote

_HANGUL = re.compile(r"[가-힣]")
_MONEY = r"[£$€₩]\s?(?<!\d)\d[\d,.]{0,15}(?:\s(?:million|billion|trillion))?"
# A number of days is a period and not a date where the words after it, or its size, say so.
_PERIOD = (
    r"(?<![\d월.])(?<![월.]\s)(?:\d{1,4}\s?(?:일|주|개월|시간)(?:간|\s?(?:이내|이상|이하|미만|동안))"
    r"|(?:3[2-9]|[4-9]\d|\d{3,4})\s?일(?![가-힣]{2})"
    r"|\d{1,4}\s?(?:일|주|개월|시간)(?=(?:에서|로)\s?(?:[^\s]+\s){0,2}(?:단축|연장|축소|확대|늘|줄)))"
)
# After a counter comes a particle or no Hangul: 3회차 and 2호선 are names.
_ENDS = (
    r"(?=(?:이상|이하|미만|규모|수준|정도|가량|내외|안팎|에서|에게|으로|까지|부터|보다|이나|마다|씩|"
    r"[을를이가은는의로도과와에만])?(?:[으]?로|[을를의도])?(?![가-힣]))"
)
_AMOUNT = re.compile(
    rf"(?P<it>(?:more than |at least |up to |about |(?<![가-힣])[약총연월] ?)?(?:{_MONEY}"
    r"|(?<!\d)\d[\d,.]{0,15}\s?(?:%|per\s?cent\b|percent\b|percentage points?\b|"
    r"(?:million|billion|trillion)\b(?:\s(?:won|dollars|euros|pounds))?|"
    r"(?:km|ha|MW|GW|tons?|tonnes?)\b)"
    r"|(?:(?<!\d)\d[\d,.]{0,15}\s?[조억만천백]\s?)+(?:(?<!\d)\d[\d,.]{0,15}\s?)?"
    r"[가-힣]{0,2}?(?:원|명|호|가구|세대|㎡|톤|개|곳|건|대)?(?:\s?(?:이상|이하|미만|규모|수준))?"
    r"|(?<![\d제])(?<!제\s)\d[\d,.]{0,15}\s?(?:퍼센트|㎞|km|㎡|㎥|ha|"
    rf"(?:{COUNTERS}){_ENDS})"
    rf"(?:\s?(?:이상|이하|미만|규모|수준))?"
    rf"|{_PERIOD}"
    r"|\b(?!(?:19|20)\d\d\s(?:levels|onwards|figures|elections)\b)\d[\d,]{0,15}\s(?!(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec))"
    r"(?:(?!and\b|or\b|of\b|to\b|in\b|for\b|by\b|with\b)[a-z-]{3,20}\s)?[a-z]{3,20}s\b"
    r"|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|"
    r"(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:-[a-z]+)?|hundreds? of)\s"
    r"(?:new\s|more\s|national\s)?[a-z]{3,}s\b))"
)
_NAME = r"(?:the\s)?[A-Z][\w’'-]*(?:\s(?:of\s|and\s(?=[A-Z])|the\s)?[A-Z0-9][\w’'-]*)*"
_PLACE = (
    re.compile(rf"\b(?:in|at|near|along|across)\s(?P<it>{_NAME})"),
    re.compile(
        r"(?<![가-힣])(?P<it>[가-힣]{1,8}(?:시|군|구|동|읍|면|역|공원|광장|지구|단지|마을|항)"
        r"(?:\s?(?:일대|일원|앞))?)(?=에서?\s|\s?일[대원])"
    ),
)
_PARTNER = (
    re.compile(rf"\b(?:with|alongside)\s(?P<it>{_NAME})"),
    re.compile(
        r"(?<![가-힣])(?P<it>[가-힣A-Za-z·]{2,20}(?:\s[가-힣]{2,12})?)(?:와|과)\s"
        r"(?:함께|공동으로|협력|협의|협업|손잡)"
    ),
)
_PEOPLE = (
    r"(?:citizens?|residents?|people|persons?|elderly|young|youths?|women|children|families|"
    r"students|workers|employees|owners|seniors?|teachers|farmers|patients|parents|households|"
    r"tenants|talents|companies|businesses|migrants|veterans|carers|pupils|tourists|visitors)"
)
_FOLK = (
    r"(?:시민|주민|도민|군민|구민|국민|어르신|노인|청년|청소년|아동|어린이|여성|장애인|소상공인|자영업자|농민|농가|어민|"
    r"근로자|노동자|학생|학부모|신혼부부|임산부|가구|가정|취약계층|중소기업|기업|다문화가족|창업자|구직자|관광객|세입자|무주택자)"
)
_AUDIENCE = (
    re.compile(
        rf"\bfor\s(?P<it>(?:[\w’'-]+,?\s){{0,4}}?{_PEOPLE}\b"
        rf"(?:\sand\s[\w’'-]+(?:\s[\w’'-]+)?\s{_PEOPLE}\b)?)"
    ),
    re.compile(
        rf"(?<![가-힣])(?P<it>{_FOLK}(?:들)?)"
        r"(?=에게|[을를]\s[위대지]|\s대상|들?의?\s)"
    ),
)
_NUMBER = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|hundreds)\b|ty[\s-]"
)


def slots(reading: Reading, quote: Quote, heading: Quote | None, anchor: Interval | None) -> Slots:
    """The slots of a passage; the due time is inherited where only `heading` gives one."""
    words, start = quote.text, quote.start
    korean = 1 if _HANGUL.search(words) else 0  # which of two patterns
    counted = _NUMBER.search(words) is not None
    return Slots(
        due=_due(reading, words, start, heading, anchor),
        amount=_first(reading, _AMOUNT, words, start) if counted else None,
        place=_first(reading, _PLACE[korean], words, start),
        partner=_first(reading, _PARTNER[korean], words, start),
        audience=_first(reading, _AUDIENCE[korean], words, start),
    )


def _due(
    reading: Reading, words: str, start: int, heading: Quote | None, anchor: Interval | None
) -> Due | None:
    own = next((one for one in mentions(words, anchor) if _ahead(one, anchor)), None)
    if own is not None:
        return _told(reading, own, start, inherited=False)
    if heading is None:
        return None
    above = next(mentions(heading.text, anchor, heading=True), None)
    return _told(reading, above, heading.start, inherited=True) if above else None


def _ahead(mention: Mention, anchor: Interval | None) -> bool:
    """Can it be due then? What was over at publication is history: "from 2018 levels"."""
    return mention.days is None or anchor is None or mention.days.end >= anchor.start


def _told(reading: Reading, mention: Mention, start: int, *, inherited: bool) -> Due:
    quote = reading.quote(start + mention.start, start + mention.end)
    norm = f"{mention.days.start}/{mention.days.end}" if mention.days else None
    return Due(quote, norm, inherited)


def _first(reading: Reading, pattern: re.Pattern[str], words: str, start: int) -> Quote | None:
    named = (each for each in pattern.finditer(words) if not COMMON.fullmatch(each["it"]))
    found = next(named, None)
    if found is None:
        return None
    first, last = found.span("it")
    last = first + len(words[first:last].rstrip())
    return reading.quote(start + first, start + last) if first < last else None
