"""The same content for Hugo: as many pages, each with the same commitment, facts and entries.

Hugo is spared what the board works out: it is handed the standings, the labels and the marks of
each line as values in the front matter (JSON, which it reads fastest), and only prints them.
"""

import json
import shutil
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

from bench.synthetic import ON
from bench.timing import Child, child
from signboard import clerk, store
from signboard.agenda import Agenda, Cited, Commitment, standing
from signboard.record.encoding import decode
from signboard.record.entries import Entry
from signboard.record.sealing import unseal_text, unseal_words
from signboard.terms import How

SITE = Path(__file__).parent / "hugo_site"
LANGUAGES = ("ko", "en")
PER_PAGE = 256
ROWS = 100
SHAPES: dict[How, str] = {"completes": "done", "sets_back": "setback", "context": "context"}


class Content:
    """A board's content in one language, as the values that Hugo's templates print."""

    def __init__(self, agenda: Agenda, blobs: Mapping[str, bytes], language: str) -> None:
        self.agenda, self.blobs, self.language = agenda, blobs, language
        self.whole = list(agenda.whole())

    def commitments(self) -> Iterator[dict[str, Any]]:
        """A page for each commitment."""
        for index, one in enumerate(self.whole):
            page = self.row(one, index)
            yield page | {
                "title": page["words"],
                "path": page["href"],
                "said": "2019-12-30",
                "wordings": [self._wording(one, code, index) for code in LANGUAGES],
                "why": self._why(one),
                "years": self._years(one),
                "dues": [
                    {"date": str(due.interval), "reason": self._said(due.reason)}
                    | _entry(due.number)
                    for due in one.dues
                ],
                "before": self._beside(index - 1),
                "after": self._beside((index + 1) % len(self.whole)),
            }

    def row(self, one: Commitment, index: int) -> dict[str, Any]:
        """A commitment as it stands in a list."""
        judged = standing(self.agenda, one.id, ON)
        facts = self._evidence(one)
        return {
            "id": one.id,
            "order": index + 1,
            "words": self._quote(one, self.language),
            "href": f"commitments/{one.id}/",
            "disc": judged.completion,
            "word": judged.completion,
            "rests": judged.grounds,
            "flag": judged.schedule,
            "last": str(facts[-1][0].fact.on) if facts else "",
            "holder": self._said(one.holders[-1].words) if one.holders else "",
            "marks": [
                {"shape": SHAPES.get(how, "fact"), "solid": _solid(cited), "x": _x(cited), "y": 51}
                for cited, how in facts
            ],
        }

    def _evidence(self, one: Commitment) -> list[tuple[Cited, How]]:
        parts = [self.agenda.commitments[part] for part in one.parts]
        return [pair for each in (one, *parts) for pair in each.evidence]

    def _wording(self, one: Commitment, code: str, index: int) -> dict[str, Any]:
        wording = one.wordings[code]
        near = [self._quote(self.whole[at], code) for at in (index - 1, index)]
        return {
            "lang": code,
            "quote": self._text(wording.quote.words),
            "above": near[0],
            "below": near[1],
            "document": self._text(self.agenda.documents[wording.document].fact.title),
            "href": f"documents/{wording.document}/#q-{one.id}",
        } | _entry(wording.number)

    def _why(self, one: Commitment) -> list[dict[str, Any]]:
        judged = standing(self.agenda, one.id, ON)
        axes = (
            ("Completion", judged.completion, judged.completion_reasons),
            ("Schedule", judged.schedule, judged.schedule_reasons),
            ("Grounds", judged.grounds, judged.grounds_reasons),
        )
        return [
            {"axis": axis, "label": label, "entries": [_entry(number) for number in numbers]}
            for axis, label, numbers in axes
        ]

    def _years(self, one: Commitment) -> list[dict[str, Any]]:
        facts = sorted(self._evidence(one), key=lambda pair: pair[0].fact.on.start)
        years = groupby(facts, key=lambda pair: pair[0].fact.on.start.year)
        return [
            {"year": year, "facts": [self._fact(cited, how) for cited, how in each]}
            for year, each in years
        ]

    def _fact(self, cited: Cited, how: How) -> dict[str, Any]:
        fact = cited.fact
        return {
            "id": fact.evidence,
            "shape": SHAPES.get(how, "fact"),
            "solid": _solid(cited),
            "iso": str(fact.on),
            "when": f"{fact.on.start:%d %B %Y}",
            "how": how,
            "statement": self._said(fact.statement),
            "money": fact.money and f"{fact.money.amount} {fact.money.currency}",
            "measure": fact.measure and fact.measure.value + self._said(fact.measure.unit),
            "place": self._said(fact.place),
            "url": self._text(fact.url),
            "host": fact.host,
            "title": self._said(fact.title),
            "lang": fact.language,
            "voice": fact.voice,
            "age": f"entered on {cited.at:%d %B %Y}, today",
        } | _entry(cited.number)

    def _said(self, sealed: str | None) -> str:
        if not sealed:
            return ""
        words = unseal_words(self.blobs[sealed])
        return words.get(self.language) or next(iter(words.values()))

    def _text(self, sealed: str) -> str:
        return unseal_text(self.blobs[sealed])

    def _quote(self, one: Commitment, language: str) -> str:
        return self._text(one.wordings[language].quote.words)

    def _beside(self, index: int) -> dict[str, str]:
        one = self.whole[index]
        words = self._quote(one, self.language)
        return {"href": f"commitments/{one.id}/", "words": words}

    def lists(self) -> Iterator[dict[str, Any]]:
        """Pages of the wall, a hundred commitments on each."""
        rows = [self.row(one, index) for index, one in enumerate(self.whole)]
        for start in range(0, len(rows), ROWS):
            path = f"wall/{start // ROWS}/"
            yield {"title": "The wall", "path": path, "rows": rows[start : start + ROWS]}


def ledger(entries: list[tuple[Entry, str]]) -> Iterator[dict[str, Any]]:
    """Pages of the record, 256 entries on each."""
    for start in range(0, len(entries), PER_PAGE):
        chunk = entries[start : start + PER_PAGE]
        shown = [
            {
                "number": number,
                "kind": type(entry.fact).__name__,
                "about": [{"href": "commitments/", "words": "what it is about"}],
                "at": f"{entry.at:%Y-%m-%d %H:%M}",
                "by": entry.by,
                "line": line,
            }
            for number, (entry, line) in enumerate(chunk, start)
        ]
        yield {
            "title": f"Entries {start} to {start + len(chunk) - 1}",
            "path": f"record/{start // PER_PAGE}/",
            "entries": shown,
        }


def _entry(number: int) -> dict[str, Any]:
    return {"number": number, "entry": f"record/{number // PER_PAGE}/#e{number}"}


def _solid(cited: Cited) -> bool:
    return cited.fact.voice == "independent"


def _x(cited: Cited) -> float:
    return round((cited.fact.on.start - date(2019, 7, 1)).days / 26, 2)


def lay(board: Path, project: Path, count: int) -> None:
    """Write a Hugo project of `count` pages from a board's record."""
    shutil.copytree(SITE, project)
    with store.opened(board) as record:
        lines = [row.line for row in record.rows()]
        agenda = clerk.agenda_of(board)
        blobs = dict(record.blobs())
    entries = [(decode(line), line.decode("utf-8")) for line in lines]
    left = count
    for language in LANGUAGES:
        content = Content(agenda, blobs, language)
        left -= _write(project, language, "commitment", list(content.commitments()))
        left -= _write(project, language, "entries", list(ledger(entries)))
    lists = [list(Content(agenda, blobs, language).lists()) for language in LANGUAGES]
    more = 0
    while left > 0:  # the board has several orders of the wall; Hugo gets as many pages of one
        language = LANGUAGES[more % 2]
        rows = [page | {"path": f"wall{more}/{page['path']}"} for page in lists[more % 2]]
        left -= _write(project, language, "wall", rows[:left])
        more += 1


def _write(project: Path, language: str, layout: str, pages: list[dict[str, Any]]) -> int:
    other = LANGUAGES[1 - LANGUAGES.index(language)]
    for page in pages:
        matter = page | {"layout": layout, "tongue": language, "other": other}
        path = project / "content" / language / f"{page['path'].strip('/')}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        matter["url"] = f"/{language}/{page['path']}"
        del matter["path"]
        path.write_text(json.dumps(matter, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    return len(pages)


def build(project: Path) -> Child:
    """Run Hugo once, with nothing kept from an earlier run."""
    shutil.rmtree(project / "public", ignore_errors=True)
    return child(["hugo", "--quiet", "--noBuildLock", "--destination", "public"], project)
