"""The passages of a document that state something, list by list and sentence by sentence.

Quotations, captions, navigation and metadata never state anything here; a summary only stands for
what it may repeat.
"""

from collections.abc import Iterator
from typing import Literal, NamedTuple

from signboard.finding.findings import Level, Sort
from signboard.finding.sentences import LONGEST, sentences, veil
from signboard.finding.survey import Key, Survey
from signboard.finding.tongues import Tongue, tongue

_LONG = 300  # a marked passage longer than this, of several sentences, is prose


class Passage(NamedTuple):
    """What one block states, before it has a place among the candidates."""

    start: int
    end: int
    level: Level
    kind: Sort
    block: int
    summary: bool = False


def passages(survey: Survey) -> Iterator[Passage]:
    """What each block states, in order."""
    for index, block in enumerate(survey.reading.blocks):
        if block.kind == "summary" or (block.kind == "item" and index < survey.front):
            if block.end - block.start <= LONGEST:
                yield Passage(block.start, block.end, "sentence", "commitment", index, True)
        elif block.kind == "item":
            yield from _item(survey, index)
        elif block.kind == "paragraph":
            yield from _prose(survey, index, "sentence")


def _item(survey: Survey, index: int) -> Iterator[Passage]:
    block = survey.reading.blocks[index]
    words = survey.reading.text[block.start : block.end]
    if len(words) > _LONG and sum(1 for _ in sentences(words)) > 2:
        yield from _prose(survey, index, "sentence")
        return
    sense = survey.sense(Key(block.parent, block.heading))
    if sense == "names" or survey.groups(index):
        return
    if sense == "sentences":
        yield from _prose(survey, index, "item")
        return
    end = block.start + len(words.rstrip(" .!。;,:"))
    if block.start < end <= block.start + LONGEST:
        kind = "achievement" if sense == "achievements" else _kind(words, tongue(words))
        yield Passage(block.start, end, "item", kind, index)


def _prose(survey: Survey, index: int, level: Level) -> Iterator[Passage]:
    """The sentences of a block that state something; those around a run are told by the run."""
    block = survey.reading.blocks[index]
    veiled = veil(survey.reading.text[block.start : block.end])
    runs = survey.runs.get(index, [])
    at = 0
    promised = False  # by the sentence before
    for start, end in sentences(veiled):
        while at < len(runs) and runs[at].end <= block.start + start:
            at += 1
        run = at < len(runs) and runs[at].start < block.start + end
        if run or end - start > LONGEST:
            continue
        stated = list(_stated(veiled[start:end], promised=promised))
        promised = any(kind != "achievement" for _, _, kind in stated)
        for first, last, kind in stated:
            offset = block.start + start
            yield Passage(offset + first, offset + last, level, kind, index)
            level = "sentence"


def _stated(sentence: str, *, promised: bool) -> Iterator[tuple[int, int, Sort]]:
    """The clauses of a sentence that state something, each with its kind."""
    speaker = tongue(sentence)
    told = sentence[: speaker.spoken(sentence)]
    verb = speaker.promise(told)
    if verb is None and promised:
        verb = speaker.follows(told)
    if verb is None:
        if speaker.achieved(told):
            yield 0, len(told), "achievement"
        return
    pieces = speaker.clauses(told[verb:]) or [(0, len(told) - verb)]
    for number, (first, last) in enumerate(pieces):
        start = verb + first if number else 0
        yield start, verb + last, _kind(told[start : verb + last], speaker)


def _kind(words: str, speaker: Tongue) -> Literal["commitment", "target", "achievement"]:
    if speaker.achieved(words) and speaker.promise(words) is None:
        return "achievement"
    return "target" if speaker.measured(words) else "commitment"
