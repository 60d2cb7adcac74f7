"""How many pages the board prints in a second of one core.

    python -m bench.board_pages [COMMITMENTS] [FACTS]

A made-up agenda (2,000 commitments of 50 facts each, unless told otherwise) is printed in both
languages, into nothing. Making the agenda isn't counted.
"""

import hashlib
import sys
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import msgspec

from signboard.agenda import fold
from signboard.board import Material, pages
from signboard.reading import Block, Reading
from signboard.record.entries import (
    Bearing,
    BoardNamed,
    CommitmentMade,
    DocumentFiled,
    Entry,
    EvidenceCited,
    Fact,
    HolderNamed,
    TranslationQuoted,
)
from signboard.terms import How, Interval, Money, Quote, Voice, Words

HOWS: tuple[How, ...] = ("starts", "advances", "context", "sets_back", "advances", "completes")
VOICES: tuple[Voice, ...] = ("independent", "holder", "independent", "interested")
WORDS = {
    "ko": "시민이 쉬는 녹지를 늘리고 낡은 시설을 고쳐 안전한 거리를 만든다",
    "en": "More green places of rest, mended facilities, and streets that are safe to walk",
}


def material(commitments: int, facts: int) -> Material:
    """A made-up board of so many commitments with so many facts each."""
    words: dict[str, Words] = {}
    entries: list[Entry] = []
    at = datetime(2026, 1, 1, tzinfo=UTC)
    for number, fact in enumerate(_facts(commitments, facts, words)):
        entries.append(Entry(at=at + timedelta(minutes=number), by="planning-office", fact=fact))
    encoder = msgspec.json.Encoder(order="sorted")
    return Material(
        agenda=fold(entries),
        readings={f"plan-{code}": _reading(code, commitments) for code in WORDS},
        words=words,
        lines=[encoder.encode(entry) for entry in entries],
        root="0" * 64,
        on=date(2026, 11, 24),
        version="bench",
    )


def _facts(commitments: int, facts: int, words: dict[str, Words]) -> Iterator[Fact]:
    yield BoardNamed(
        title={"ko": "약속의 현판", "en": "The board"}, publisher={"ko": "가온시", "en": "Gaon"}
    )
    for code in WORDS:
        digest = _seal(words, {code: f"plan {code}"})
        yield DocumentFiled(
            document=f"plan-{code}",
            digest=digest,
            text=digest,
            media_type="text/plain",
            title="계획" if code == "ko" else "The plan",
            language=code,
            published=Interval.parse("2020-01-20"),
        )
    for number in range(commitments):
        name = f"c-{number:05d}"
        quotes = {code: _quote(code, number) for code in WORDS}
        yield CommitmentMade(commitment=name, document="plan-ko", quote=quotes["ko"])
        yield TranslationQuoted(subject=name, document="plan-en", quote=quotes["en"])
        yield HolderNamed(commitment=name, holder={"ko": "녹지과", "en": "Parks Division"})
        for index in range(facts):
            yield _evidence(name, number * facts + index, words)


def _evidence(name: str, number: int, words: dict[str, Words]) -> EvidenceCited:
    day = date(2020, 2, 1) + timedelta(days=number * 37 % 2400)
    statement = {
        "ko": f"{number}번째 구간의 공사를 마치고 길을 열었다고 시와 지역 신문이 함께 전했다.",
        "en": f"Section {number} was finished & opened, the city and a local newspaper report.",
    }
    return EvidenceCited(
        evidence=f"e-{number:06d}",
        on=Interval(day, day),
        statement=_seal(words, statement),
        url=f"https://news{number % 40}.example/story?id={number}&from=board",
        title=_seal(words, {"ko": f"공사 {number}구간 개통"}),
        language="ko",
        voice=VOICES[number % 4],
        bears=(Bearing(name, HOWS[number % 6]),),
        money=Money(str(number * 1_000_000), "KRW") if number % 5 == 0 else None,
    )


def _seal(words: dict[str, Words], text: Words) -> str:
    digest = "sha256:" + hashlib.sha256(repr(text).encode()).hexdigest()
    words[digest] = text
    return digest


def _line(code: str, number: int) -> str:
    return f"{WORDS[code]} {number:05d}"


def _quote(code: str, number: int) -> Quote:
    text = _line(code, number)
    start = number * (len(text) + 1)
    return Quote(start, start + len(text), text)


def _reading(code: str, commitments: int) -> Reading:
    quotes = [_quote(code, number) for number in range(commitments)]
    blocks = tuple(Block("item", quote.start, quote.end) for quote in quotes)
    return Reading("\n".join(quote.text for quote in quotes), blocks, "text/plain", code)


def main(commitments: int = 2000, facts: int = 50) -> None:
    made = material(commitments, facts)
    start, number, size = time.process_time(), 0, 0
    for path, content in pages(made):
        number += path.endswith(".html")
        size += len(content)
    spent = time.process_time() - start
    print(
        f"{commitments:,} commitments, {commitments * facts:,} facts: {number:,} pages, "
        f"{size / 1e6:,.0f} MB in {spent:.2f} s of CPU: {number / spent:,.0f} pages/s"
    )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
