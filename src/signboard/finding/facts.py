"""What a document says of itself: who speaks, when it was published, what comes with it.

Copied from the document or left out; nothing is concluded from what it doesn't say.
"""

import re
from collections import Counter
from collections.abc import Iterator

from signboard.finding.dates import interval, mentions
from signboard.finding.findings import Attachment
from signboard.finding.lexicon import COMMON
from signboard.finding.sentences import LONGEST, sentences
from signboard.reading import Block, Reading
from signboard.terms import Interval

_DAY = (
    r"(?P<y>(?:19|20)\d\d)\s?[-./년]\s?(?P<m>\d{1,2})(?:\s?[-./월]\s?(?P<d>\d{1,2})(?!\d))?(?!\d)"
)
_PUBLISHED = re.compile(
    rf"(?:date|posted|published(?:\s+on)?|작성일|등록일|게시일|배포일시?|보도일시?|보도시점|배포)"
    rf"\s*[:：]?\s*[\"'(]?{_DAY}",
    re.IGNORECASE,
)
_BARE_DAY = re.compile(_DAY)
_FILE = re.compile(
    r"(?P<name>[^\[\]]{1,150}?\.(?:jpe?g|png|gif|pdf|hwpx?|docx?|xlsx?|pptx?|zip|csv|txt|mp4))"
    r"(?:\s*[\[(][^\])]{0,40}?(?P<size>\d+(?:[.,]\d+)?\s?[KMG]?B))?",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"\b(?:announced?|unveil(?:ed|s)|presented|declared|published|released)\b|발표|공개했|선포|밝혔"
)
_ENGLISH_BODY = re.compile(
    r"\b(?P<place>(?:[A-Z][\w-]{1,30}\s){1,3}?)(?P<kind>(?:Metropolitan\s|Special\s)?City|County|Province|"
    r"Borough|Council)\b"
    r"|\b(?:City|Town|County|State|Province|Government|Republic)\sof\s(?P<of>[A-Z][\w-]+)"
    r"|\b(?:Ministry|Department)\sof\s(?P<field>[A-Z]\w+(?:(?:,|\sand|,\sand)?\s[A-Z]\w+){0,4})"
)
_SPEAKS = r"(?=장?(?:\s?\([^()\n]{1,30}\))?\s?(?:는|은|가|이|와|과)\s)"
_KOREAN_BODY = re.compile(
    r"(?<![가-힣])(?P<body>[가-힣]{1,9}(?:특별자치시|특별자치도|특별시|광역시|시|도|군|구|부|처|청|위원회))"
    + _SPEAKS
)
_HEADED = re.compile(
    r"\s?\(\s?(?:시장|도지사|지사|군수|구청장|장관|처장|청장|위원장|교육감)\s"
    r"|\s?(?:도지사|지사|군수|구청장|장관)(?![가-힣]{2})"
)
_LOCAL = ("시", "군", "구", "특별자치도")  # such a name as a subject is a body; others need a head
_SPOKEN_KINDS = frozenset({"heading", "paragraph", "item", "metadata", "summary"})
_FRONT = 60  # a document says when it was published within its first blocks, or in its last few


def published(reading: Reading) -> Interval | None:
    """The day, month or year that a labelled line or the page's metadata gives."""
    for key, value in reading.metadata:
        if "published" in key or "date" in key:
            found = _BARE_DAY.match(value)
            if found:
                return _days(found)
    for block in [*reading.blocks[:_FRONT], *reading.blocks[_FRONT:][-5:]]:
        if block.end - block.start < 400:
            found = _PUBLISHED.search(reading.text, block.start, block.end)
            if found:
                return _days(found)
    return None


def _days(found: re.Match[str]) -> Interval | None:
    day = int(found["d"]) if found["d"] else None
    return interval(int(found["y"]), int(found["m"]), day)


def announced(reading: Reading, anchor: Interval | None) -> Interval | None:
    """The day of the first dated sentence that says something was announced."""
    for block in reading.blocks[:_FRONT]:
        if block.kind != "paragraph" or block.end - block.start > LONGEST:
            continue
        words = reading.text[block.start : block.end]
        for start, end in sentences(words):
            if _TOLD.search(words, start, end):
                for mention in mentions(words[start:end], anchor):
                    if mention.days and mention.days.start == mention.days.end:
                        return mention.days
    return None


def attachments(reading: Reading) -> Iterator[Attachment]:
    """The files listed, each in a block of its own."""
    for block in reading.blocks:
        if block.end - block.start < 250 and block.kind in ("item", "metadata", "paragraph"):
            found = _FILE.match(reading.text, block.start, block.end)
            if found and (found["size"] or found.end() == block.end):
                yield Attachment(found["name"].strip(), found["size"])


def publisher(reading: Reading) -> str | None:
    """The body that speaks: the one named for what the document names most often."""
    spoken = [b for b in reading.blocks if b.kind in _SPOKEN_KINDS][:1000]
    korean = reading.language == "ko"
    names = Counter(_korean_bodies(reading, spoken) if korean else _english_bodies(reading, spoken))
    if not names:
        return dict(reading.metadata).get("og:site_name")
    words = Counter(re.findall(r"[\w-]+", reading.text[:200_000]))

    def weight(name: str) -> tuple[int, int]:
        core = name if korean else name.split(maxsplit=1)[0]
        of = re.search(r"\sof\s([A-Z][\w-]+)", name)
        place = of[1] if of else core
        return names[name] + (0 if korean else words[place]), -list(names).index(name)

    return max(list(names)[:50], key=weight)


def _english_bodies(reading: Reading, blocks: list[Block]) -> Iterator[str]:
    for block in blocks:
        for found in _ENGLISH_BODY.finditer(reading.text, block.start, block.end):
            place = found["place"]
            if place is None or (place.count(" ") == 1 and place != "The "):
                yield " ".join(found[0].split())


def _korean_bodies(reading: Reading, blocks: list[Block]) -> Iterator[str]:
    """The bodies that stand as subjects: local ones, and others where their head is named too."""
    found = [
        (each["body"], _HEADED.match(reading.text, each.end()) is not None)
        for block in blocks
        for each in _KOREAN_BODY.finditer(reading.text, block.start, block.end)
        if not COMMON.fullmatch(each["body"])
    ]
    count = Counter(body for body, _ in found)
    headed = {body for body, head in found if head}
    for body, _ in found:
        again = body.endswith("도") and count[body] > 1
        if body in headed or body.endswith(_LOCAL) or again:
            yield body
