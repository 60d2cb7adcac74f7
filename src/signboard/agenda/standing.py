"""How far a commitment has come on a day, by the rubric, and why.

Each axis carries the entries that decided it, as their numbers. Only what happened by the day
that is asked about counts (`on`); what was known is the agenda's matter. Withdrawn evidence
never counts. A machine's sum of rules: nobody's opinion enters here.
"""

from collections.abc import Sequence
from datetime import date

import msgspec

from signboard.agenda import rubric
from signboard.agenda.rubric import STEPS, Completion, Grounds, Schedule
from signboard.agenda.state import Agenda, Cited, Commitment, Due
from signboard.terms import How

Reasons = tuple[int, ...]


class Standing(msgspec.Struct, frozen=True):
    """A judgement on one commitment: three axes, each with its reasons as entry numbers.

    `rule` names the rule that decided completion. `stopped` is the entry by which the work
    stopped unfinished, unless it went on afterwards. `moved_days` counts from the first due date
    to the present one (0 where none moved), `days` from the present due date's last day to the
    day asked about, or to completion.
    """

    commitment: str
    on: date
    completion: Completion
    completion_reasons: Reasons
    rule: str
    completed_on: date | None
    stopped: int | None
    schedule: Schedule
    schedule_reasons: Reasons
    moves: int
    moved_days: int
    days: int | None
    grounds: Grounds
    grounds_reasons: Reasons
    last_movement: int | None
    parts: tuple["Standing", ...] = ()
    rubric: str = rubric.VERSION


Bearings = Sequence[tuple[Cited, How]]


def standing(agenda: Agenda, commitment: str, on: date) -> Standing:
    """Judge one commitment (or part) on a day. Raises `KeyError` for an unknown identifier."""
    subject = agenda.commitments[commitment]
    parts = tuple(standing(agenda, part, on) for part in subject.parts)
    own = _counting(subject, on)
    completion, reasons, rule = _completion(own)
    done = _done(own) if completion == "complete" else None
    if parts:
        completion, reasons, rule = _of_parts(completion, reasons, rule, parts)
    if completion == "complete" and done is None:
        done = max(part.completed_on for part in parts if part.completed_on is not None)
    every = _every(agenda, subject, own, on)
    dues = _dues(subject, on)
    schedule, schedule_reasons, days = _schedule(dues, on, done, reasons)
    grounds, grounds_reasons = _grounds(every, agenda)
    return Standing(
        commitment=commitment,
        on=on,
        completion=completion,
        completion_reasons=reasons,
        rule=rule,
        completed_on=done,
        stopped=_stopped(own),
        schedule=schedule,
        schedule_reasons=schedule_reasons,
        moves=max(0, len(dues) - 1),
        moved_days=(dues[-1].interval.end - dues[0].interval.end).days if dues else 0,
        days=days,
        grounds=grounds,
        grounds_reasons=grounds_reasons,
        last_movement=every[-1].number if every else None,
        parts=parts,
    )


def _when(pair: tuple[Cited, How]) -> tuple[date, int]:
    return pair[0].fact.on.end, pair[0].number


def _counting(subject: Commitment, on: date) -> list[tuple[Cited, How]]:
    """The evidence that moves the subject: not withdrawn, no mere context, happened by `on`."""
    pairs = [
        pair
        for pair in subject.evidence
        if pair[1] != "context" and pair[0].withdrawn is None and pair[0].fact.on.start <= on
    ]
    return sorted(pairs, key=_when)


def _every(agenda: Agenda, subject: Commitment, own: Bearings, on: date) -> list[Cited]:
    """The evidence that moves the subject or a part of it, each once, oldest first."""
    pairs = list(own)
    for part in subject.parts:
        pairs += _counting(agenda.commitments[part], on)
    return list({cited.number: cited for cited, _ in sorted(pairs, key=_when)}.values())


def _numbers(pairs: Bearings, *hows: How) -> Reasons:
    return tuple(cited.number for cited, how in pairs if how in hows)


def _completion(pairs: Bearings) -> tuple[Completion, Reasons, str]:
    """The rules for a commitment's own evidence, the first that fits deciding."""
    done = _numbers(pairs, "completes")
    moved = _numbers(pairs, "starts", "advances")
    against = _numbers(pairs, "sets_back", "ends")
    if done and not _undone(pairs):
        return "complete", done, "completed"
    if done:
        return "substantial", done + _after_done(pairs), "completed_then_set_back"
    if _is_substantial(pairs):
        return "substantial", moved, "advanced"
    if moved:
        return "limited", moved, "started"
    if against:
        return "not_started", against, "only_set_back"
    return "no_evidence", (), "nothing_found"


def _after_done(pairs: Bearings) -> Reasons:
    last = max(index for index, (_, how) in enumerate(pairs) if how == "completes")
    return _numbers(pairs[last + 1 :], "sets_back", "ends")


def _undone(pairs: Bearings) -> bool:
    return bool(_after_done(pairs))


def _is_substantial(pairs: Bearings) -> bool:
    moving = [cited for cited, how in pairs if how in {"starts", "advances"}]
    sources = {source(cited) for cited in moving}
    return (
        len(moving) >= rubric.SUBSTANTIAL_FACTS
        and len(sources) >= rubric.SUBSTANTIAL_SOURCES
        and pairs[-1][1] not in {"sets_back", "ends"}
    )


def source(cited: Cited) -> str:
    """What counts as one source: the host of its address, without `www.`, `m.` and the like."""
    host = cited.fact.url.split("/", 3)[2].rpartition("@")[2].partition(":")[0].lower()
    first, _, rest = host.partition(".")
    return rest if first in {"www", "m", "cm", "mobile", "amp"} and "." in rest else host


def _of_parts(
    own: Completion, reasons: Reasons, rule: str, parts: Sequence[Standing]
) -> tuple[Completion, Reasons, str]:
    """A whole follows from its parts, and from evidence about the whole itself where it has any.

    Complete where every part is (or evidence says that the whole is); substantial where at least
    half of the parts are and each has begun; limited where any has begun; and so on down.
    """
    grades = [part.completion for part in parts]
    if own not in {"no_evidence", "complete"}:
        grades.append(own)
    every = tuple(sorted({*reasons, *(n for part in parts for n in part.completion_reasons)}))
    begun = [grade for grade in grades if STEPS[grade] >= STEPS["limited"]]
    far = [grade for grade in grades if STEPS[grade] >= STEPS["substantial"]]
    if own == "complete":
        return own, reasons, rule
    if all(grade == "complete" for grade in grades):
        return "complete", every, "every_part_complete"
    if len(begun) == len(grades) and len(far) * 2 >= len(grades):
        return "substantial", every, "half_of_parts_substantial"
    if begun:
        return "limited", every, "some_part_begun"
    if any(grade == "not_started" for grade in grades):
        return "not_started", every, "no_part_begun"
    return "no_evidence", (), "nothing_found"


def _stopped(pairs: Bearings) -> int | None:
    for cited, how in reversed(pairs):
        if how == "ends":
            return cited.number
        if how != "sets_back":
            return None
    return None


def _done(pairs: Bearings) -> date:
    return min(cited.fact.on.end for cited, how in pairs if how == "completes")


def _dues(subject: Commitment, on: date) -> list[Due]:
    """The due dates that had been stated by the day, first to present."""
    return [
        due
        for due in subject.dues
        if due.withdrawn is None and (due.on is None or due.on.end <= on)
    ]


def _schedule(
    dues: Sequence[Due], on: date, done: date | None, reasons: Reasons
) -> tuple[Schedule, Reasons, int | None]:
    if not dues:
        return "none", (), None
    numbers = tuple(due.number for due in dues)
    end = dues[-1].interval.end
    if done is not None:
        return ("on_time" if done <= end else "late"), numbers + reasons, (done - end).days
    return ("overdue" if on > end else "ahead"), numbers, (on - end).days


def _grounds(every: Sequence[Cited], agenda: Agenda) -> tuple[Grounds, Reasons]:
    contested = tuple(cited.number for cited in every if _contradicted(cited, agenda))
    independent = [cited for cited in every if cited.fact.voice == "independent"]
    numbers = tuple(cited.number for cited in independent)
    if contested:
        return "contested", contested
    if len({source(cited) for cited in independent}) >= rubric.CONFIRMING_SOURCES:
        return "confirmed", numbers
    if independent:
        return "documented", numbers
    return ("claimed" if every else "none"), tuple(cited.number for cited in every)


def _contradicted(cited: Cited, agenda: Agenda) -> bool:
    others = [*cited.fact.contradicts, *cited.contradicted_by]
    return any(agenda.evidence[other].withdrawn is None for other in others)
