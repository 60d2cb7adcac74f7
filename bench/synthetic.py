"""A board as large as a country's: 2,000 commitments in two languages and 100,000 entries.

It is made of the real structs, admitted fact by fact, and the same on every run: the dice are
seeded. The words are of realistic lengths and say nothing.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from random import Random

from bench import words
from signboard import clerk, store
from signboard.agenda import Agenda, admit, apply
from signboard.record.encoding import encode
from signboard.record.entries import (
    BoardNamed,
    CommitmentMade,
    DocumentFiled,
    DueMoved,
    Entry,
    EvidenceCited,
    Fact,
    HolderNamed,
    TranslationQuoted,
)
from signboard.record.pieces import Bearing, Quoted
from signboard.record.sealing import Sealer
from signboard.record.tree import Frontier
from signboard.store.appending import append
from signboard.terms import How, Interval, Measure, Money, Quote, Voice

COMMITMENTS = 2_000
ENTRIES = 100_000
SEED = 2020
AT = datetime(2026, 6, 1, 9, tzinfo=UTC)
ON = date(2026, 6, 1)
HOWS: tuple[How, ...] = ("starts", "advances", "advances", "advances", "sets_back", "context")
VOICES: tuple[Voice, ...] = ("independent", "independent", "holder", "interested")


class Synthetic:
    """The facts of the board in their order, and what seals their words (`sealer`)."""

    def __init__(self, commitments: int = COMMITMENTS, entries: int = ENTRIES) -> None:
        self.dice = Random(SEED)
        self.commitments = commitments
        self.entries = entries
        self.sealer = Sealer(self._salt)

    def facts(self) -> Iterator[Fact]:
        """Every fact: the board, two documents, the commitments, then what came of them."""
        yield BoardNamed(
            title=self.sealer.words({"ko": "나라의 약속", "en": "A country’s promises"}),
            publisher=self.sealer.words({"ko": "새벽나라", "en": "The Republic of Dawn"}),
        )
        quotes = {}
        for language in ("ko", "en"):
            text, quotes[language] = self._document(language)
            yield self._filed(language, text)
        for number in range(self.commitments):
            yield from self._commitment(number, quotes["ko"][number], quotes["en"][number])
        moved = self.commitments // 10
        cited = self.entries - 3 - 3 * self.commitments - moved
        for number in range(cited):
            yield self._evidence(number)
        for number in range(moved):
            yield self._moved(number)

    def lines(self) -> Iterator[bytes]:
        """The facts as entries, admitted and encoded."""
        agenda = Agenda()
        for number, fact in enumerate(self.facts()):
            admit(agenda, fact, ON)
            entry = Entry(AT + timedelta(seconds=number), "planning-office", fact)
            apply(agenda, entry)
            yield encode(entry)

    def lay(self, folder: Path) -> None:
        """Lay the record into a folder, appended at once."""
        clerk.init(folder)
        lines = list(self.lines())
        with store.opened(folder) as record:
            append(record, Frontier(), lines, self.sealer.blobs)

    def _document(self, language: str) -> tuple[str, list[Quote]]:
        pieces = [words.HEADS[language]]
        quotes = []
        length = len(pieces[0])
        for number in range(self.commitments):
            chapter = words.chapter(language, number)
            said = words.promise(self.dice, language, number)
            before = f"{chapter}{number % words.CHAPTER + 1}. "
            start = length + len(before)
            quotes.append(Quote(start, start + len(said), said))
            pieces.append(f"{before}{said}\n")
            length = start + len(said) + 1
        return "".join(pieces), quotes

    def _filed(self, language: str, text: str) -> DocumentFiled:
        return DocumentFiled(
            document=f"plan-{language}",
            digest=self.sealer.content(text.encode("utf-8")),
            text=self.sealer.text(text),
            media_type="text/markdown",
            title=self.sealer.phrase(text.partition("\n")[0].removeprefix("# ")),
            language=language,
            published=Interval(date(2019, 12, 30), date(2019, 12, 30)),
        )

    def _commitment(self, number: int, korean: Quote, english: Quote) -> Iterator[Fact]:
        name = f"plan-{number + 1:04}"
        due = date(2020 + number % 8, 12, 31) if number % 3 == 0 or number % 10 == 0 else None
        yield CommitmentMade(
            commitment=name,
            document="plan-ko",
            quote=self._quoted(korean),
            ordinal=number + 1,
            due=None if due is None else Interval(due, due),
        )
        quoted = self._quoted(english)
        yield TranslationQuoted(subject=name, document="plan-en", quote=quoted)
        holder = words.HOLDERS[number % len(words.HOLDERS)]
        yield HolderNamed(commitment=name, holder=self.sealer.words(holder))

    def _quoted(self, quote: Quote) -> Quoted:
        return Quoted(quote.start, quote.end, self.sealer.text(quote.text))

    def _evidence(self, number: int) -> EvidenceCited:
        dice, seal = self.dice, self.sealer.words
        day = date(2020, 1, 1) + timedelta(days=dice.randrange(2300))
        amount = str(dice.randrange(10, 99_999) * 1_000_000)
        return EvidenceCited(
            evidence=f"found-{number:06}",
            on=Interval(day, day),
            statement=seal(words.statement(dice)),
            url=self.sealer.address(
                f"https://{(host := dice.choice(words.HOSTS))}/articles/{number:06}"
            ),
            host=host,
            title=seal(words.title(dice)),
            language="ko",
            voice=dice.choice(VOICES),
            bears=(Bearing(f"plan-{number % self.commitments + 1:04}", dice.choice(HOWS)),),
            money=Money(amount, "KRW") if dice.random() < 0.15 else None,
            measure=self._measure() if dice.random() < 0.1 else None,
            place=seal(dice.choice(words.PLACES)) if dice.random() < 0.3 else None,
        )

    def _moved(self, number: int) -> DueMoved:
        due = date(2028, 6, 30)
        return DueMoved(
            commitment=f"plan-{number * 10 + 1:04}",
            due=Interval(due, due),
            on=Interval(date(2025, 3, 1), date(2025, 3, 31)),
            reason=self.sealer.words(words.statement(self.dice)),
        )

    def _measure(self) -> Measure:
        return Measure(str(self.dice.randrange(100)), self.sealer.words(words.UNIT))

    def _salt(self) -> bytes:
        return sha256(len(self.sealer.blobs).to_bytes(8, "big")).digest()[:16]
