"""A small board made of every kind of entry, and one whose every word is hostile."""

import hashlib
from datetime import UTC, date, datetime, timedelta
from typing import get_args

import msgspec

from signboard.agenda import fold
from signboard.board import Material
from signboard.reading import Block, Kind, Reading
from signboard.record.entries import (
    BoardNamed,
    CommitmentMade,
    DocumentFiled,
    DocumentWithheld,
    DueMoved,
    DueSet,
    Entry,
    EntryWithdrawn,
    EvidenceCited,
    EvidenceSought,
    Fact,
    HolderNamed,
    ListAnnounced,
    PartnerNamed,
    PlaceNamed,
    TranslationQuoted,
    WordsWithheld,
)
from signboard.record.holding import sealed_in
from signboard.record.notes import Checkpoint, Note, SignerKey
from signboard.record.pieces import Attachment, Bearing, ListItem, Quoted
from signboard.terms import Interval, Measure, Money, Point, Words

ON = date(2026, 11, 24)
KEY = SignerKey("gaon.example", bytes(32))
PLAN = {
    "ko": ["새해 계획", "숲을 넓힌다", "도서관을 짓는다", "길을 고친다", "다섯 동네", "물", "불"],
    "en": ["The plan", "Widen the wood", "Build a library", "Five quarters", "Water", "Fire"],
}


class Making:
    """Entries as they are made, with the words that they seal."""

    def __init__(self, before: str = "") -> None:
        self.before = before
        self.entries: list[Entry] = []
        self.words: dict[str, Words] = {}
        self.texts: dict[str, str] = {}
        self.readings: dict[str, Reading] = {}

    def enter(self, *facts: Fact) -> int:
        for fact in facts:
            at = datetime(2026, 3, 1, 9, tzinfo=UTC) + timedelta(minutes=len(self.entries))
            self.entries.append(Entry(at=at, by="planning-office", fact=fact))
        return len(self.entries) - 1

    def says(self, **texts: str) -> Words:
        return {code: self.before + text for code, text in texts.items()}

    def seals(self, **texts: str) -> str:
        words = self.says(**texts)
        digest = "sha256:" + hashlib.sha256(f"{len(self.words)}{words!r}".encode()).hexdigest()
        self.words[digest] = words
        return digest

    def seal(self, text: str) -> str:
        digest = "sha256:" + hashlib.sha256(f"{len(self.texts)}{text}".encode()).hexdigest()
        self.texts[digest] = text
        return digest

    def withhold(self, *facts: WordsWithheld | DocumentWithheld) -> None:
        """Enter withholdings, and let what they name be gone."""
        self.enter(*facts)
        for name in fold(self.entries).withheld:
            self.words.pop(name, None)
            self.texts.pop(name, None)
        for fact in facts:
            if isinstance(fact, DocumentWithheld):
                del self.readings[fact.document]

    def reads(self, document: str, language: str, lines: list[str]) -> Reading:
        kinds: list[Kind] = ["heading", *["item"] * (len(lines) - 1), *get_args(Kind)]
        text, blocks = "", []
        for kind, line in zip(kinds, [*lines, *get_args(Kind)], strict=True):
            shown = self.before + line
            depth = 1 if kind == "heading" else 0
            blocks.append(Block(kind, len(text), len(text) + len(shown), depth=depth))
            text += shown + "\n"
        self.readings[document] = Reading(text, tuple(blocks), "text/plain", language)
        return self.readings[document]

    def quotes(self, document: str, words: str) -> Quoted:
        reading = self.readings[document]
        full = self.before + words
        found = full if full in reading.text else words
        start = reading.text.index(found)
        return Quoted(start, start + len(found), self.seal(found))

    def material(self) -> Material:
        encoder = msgspec.json.Encoder(order="sorted")
        return Material(
            agenda=fold(self.entries),
            readings=self.readings,
            words=self.words,
            texts=self.texts,
            lines=[encoder.encode(entry) for entry in self.entries],
            checkpoint=self.checkpoint(),
            keys=(str(KEY.verifier),),
            on=ON,
            version="0.0.1",
        )

    def checkpoint(self) -> Note:
        text = Checkpoint(KEY.name, len(self.entries), bytes([0xAB]) * 32).text
        return Note(text, (KEY.signature(text),))


def files(making: Making, language: str) -> None:
    document = f"plan-{language}"
    making.reads(document, language, PLAN[language])
    making.enter(
        DocumentFiled(
            document=document,
            digest=making.seal(document),
            text=making.seal(document),
            media_type="text/plain",
            title=making.seal(making.before + PLAN[language][0]),
            language=language,
            publisher=making.seal(making.before + "가온시"),
            announced=Interval.parse("2019-12-29"),
            published=Interval.parse("2020-01-20"),
            source=making.seal("https://gaon.example/plan?a=1&b='2'"),
            attachments=(
                Attachment(making.seal(making.before + "1.jpg"), making.seal(making.before + "2")),
            ),
        )
    )


def commits(making: Making) -> None:
    ko, en = "plan-ko", "plan-en"
    for number, words in enumerate(("숲을 넓힌다", "도서관을 짓는다", "길을 고친다"), start=1):
        making.enter(
            CommitmentMade(
                commitment=f"gaon-{number}",
                document=ko,
                quote=making.quotes(ko, words),
                ordinal=number,
                period=Interval.parse("2020"),
            )
        )
    making.enter(
        CommitmentMade(
            commitment="gaon-1.1", document=ko, quote=making.quotes(ko, "숲을"), parent="gaon-1"
        ),
        TranslationQuoted(subject="gaon-1", document=en, quote=making.quotes(en, "Widen the wood")),
        ListAnnounced(
            list="gaon-quarters",
            commitment="gaon-2",
            document=ko,
            heading=making.quotes(ko, "다섯 동네"),
            items=(
                ListItem("gaon-water", making.quotes(ko, "물")),
                ListItem("gaon-fire", making.quotes(ko, "불")),
            ),
        ),
        TranslationQuoted(
            subject="gaon-quarters", document=en, quote=making.quotes(en, "Five quarters")
        ),
        TranslationQuoted(subject="gaon-water", document=en, quote=making.quotes(en, "Water")),
        HolderNamed(commitment="gaon-1", holder=making.seals(ko="녹지과", en="Parks Division")),
        PartnerNamed(commitment="gaon-1", partner=making.seals(ko="산림청")),
        PlaceNamed(
            commitment="gaon-1",
            place=making.seals(ko="앞산", en="Front Hill"),
            point=Point("35.1", "126.8", "0.5"),
        ),
    )


def evidence(making: Making, name: str, on: str, *bears: Bearing, **more: object) -> int:
    given: dict[str, object] = {
        "evidence": name,
        "on": Interval.parse(on),
        "statement": making.seals(ko=f"{name} 소식", en=f"News of {name}"),
        "url": making.seal(f"https://www.news.example/{name}?x=1&y='2'"),
        "host": "www.news.example",
        "title": making.seals(ko=f"{name} 기사"),
        "language": "ko",
        "voice": "independent",
        "bears": bears,
        **more,
    }
    return making.enter(EvidenceCited(**given))  # type: ignore[arg-type]


def cites(making: Making) -> None:
    evidence(
        making,
        "e-1",
        "2020-03",
        Bearing("gaon-1.1", "starts"),
        Bearing("gaon-water", "context"),
        money=Money("2877200000000", "KRW"),
        measure=Measure("47.5", making.seals(ko="% 공정", en="% of the works")),
        place=making.seals(ko="뒷산"),
        remark=making.seals(en="As the newspaper counts."),
        inferred=True,
    )
    evidence(making, "e-2", "2021-05-01", Bearing("gaon-1", "sets_back"), contradicts=("e-1",))
    gone = evidence(making, "e-3", "2022", Bearing("gaon-1", "advances"), voice="holder")
    making.enter(EntryWithdrawn(entry=gone, reason=making.seals(ko="틀렸다.", en="It was wrong.")))
    secret = evidence(making, "e-4", "2023-01-02", Bearing("gaon-2", "advances"))
    fact = making.entries[secret].fact
    assert isinstance(fact, EvidenceCited)
    making.withhold(
        WordsWithheld(
            entry=secret,
            words=(fact.statement, fact.url),
            ground="personal_data",
            reason=making.seals(ko="이웃이 청했다.", en="A neighbour asked."),
        )
    )
    making.enter(
        EvidenceSought(
            subject="gaon-3", on=Interval.parse("2026-02"), statement=making.seals(en="Nothing.")
        ),
        DueSet(
            commitment="gaon-1",
            due=Interval.parse("2022"),
            on=Interval.parse("2020-03"),
            evidence="e-1",
        ),
        DueMoved(
            commitment="gaon-1",
            due=Interval.parse("2025-12"),
            on=Interval.parse("2021-05-01"),
            reason=making.seals(ko="돈이 늦었다.", en="The money came late."),
            evidence="e-2",
        ),
        DueMoved(
            commitment="gaon-1",
            due=Interval.parse("2027-06-30"),
            on=Interval.parse("2024"),
            reason=making.seals(en="It rained."),
        ),
    )


def board(before: str = "") -> Material:
    """Every kind of entry; each text of the record begins with `before`."""
    return _board(before).material()


def forgotten() -> tuple[Material, set[str]]:
    """The same board when all that could be withheld was, and the words that are gone."""
    making = _board("")
    said = {word for words in making.words.values() for word in words.values()}
    said |= set(making.texts.values())
    for number, entry in enumerate(list(making.entries)):
        fact, gone = entry.fact, set(fold(making.entries).withheld)
        if isinstance(fact, DocumentFiled):
            reason = making.seals(ko="그만둔다.", en="Enough.")
            making.withhold(
                DocumentWithheld(document=fact.document, ground="court_order", reason=reason)
            )
            gone |= {fact.digest, fact.text}
        words = tuple(name for name in sealed_in(fact) if name not in gone)
        if words:
            reason = making.seals(ko="그만둔다.", en="Enough.")
            making.withhold(
                WordsWithheld(entry=number, words=words, ground="copyright", reason=reason)
            )
    return making.material(), said


def _board(before: str) -> Making:
    making = Making(before)
    making.enter(
        BoardNamed(
            title=making.seals(ko="가온의 현판", en="Gaon’s board"),
            publisher=making.seals(ko="가온시", en="The city of Gaon"),
        )
    )
    files(making, "ko")
    files(making, "en")
    commits(making)
    cites(making)
    return making


def empty() -> Material:
    """A board on which nothing hangs."""
    return Making().material()


def bare() -> Material:
    """Commitments without a name for the board, a translation or evidence."""
    making = Making()
    files(making, "ko")
    making.enter(
        CommitmentMade(
            commitment="gaon-1", document="plan-ko", quote=making.quotes("plan-ko", "숲을 넓힌다")
        )
    )
    return making.material()


def many(commitments: int) -> Material:
    """A long wall."""
    making = Making()
    lines = ["긴 계획", *(f"{number}번째 일" for number in range(commitments))]
    reading = making.reads("plan-ko", "ko", lines)
    making.enter(
        DocumentFiled(
            document="plan-ko",
            digest=making.seal("긴 계획"),
            text=making.seal("긴 계획"),
            media_type="text/plain",
            title=making.seal("긴 계획"),
            language="ko",
        )
    )
    for number, block in enumerate(reading.blocks[1 : commitments + 1]):
        words = making.seal(reading.text[block.start : block.end])
        quote = Quoted(block.start, block.end, words)
        making.enter(CommitmentMade(commitment=f"c-{number}", document="plan-ko", quote=quote))
    return making.material()


def dropped() -> Material:
    """A board whose agenda no longer holds most of what the entries of its record speak of."""
    material = board()
    agenda = material.agenda
    for commitment in ("gaon-1", "gaon-1.1", "gaon-2"):
        del agenda.commitments[commitment]
    del agenda.documents["plan-en"]
    agenda.lists.clear()
    agenda.items.clear()
    return material
