"""How far a commitment has come on a day, by the rubric, and why.

Each axis carries the entries that decided it, as their numbers. Only what happened by the day
that is asked about counts (`on`); what was known is the agenda's matter. Withdrawn evidence
never counts. A machine's sum of rules: nobody's opinion enters here.
"""

from collections.abc import Container, Sequence
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
    """Judge one commitment (or part) on a day. Raises `KeyError` for an unknown identifier.

    Schedule and stop are those of the commitment itself; its parts carry their own.
    """
    subject = agenda.commitments[commitment]
    parts = tuple(standing(agenda, part, on) for part in subject.parts)
    own = _counting(subject, on)
    every = _every(agenda, subject, own, on)
    completion, reasons, rule = _completion(own, every)
    if parts:
        completion, reasons, rule = _of_parts(completion, reasons, rule, parts)
    done = None
    if completion == "complete":
        done = _done(own) or max(part.completed_on for part in parts if part.completed_on)
    dues = _dues(subject, on)
    schedule, schedule_reasons, days = _schedule(dues, on, done, reasons)
    grounds, grounds_reasons = _grounds(agenda, every, reasons)
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
        last_movement=every[-1][0].number if every else None,
        parts=parts,
    )


def happened(cited: Cited) -> date:
    """The last day on which it can have happened: within its interval, and not after it was
    entered."""
    on = cited.fact.on
    return max(on.start, min(on.end, cited.at.date()))


def _when(pair: tuple[Cited, How]) -> tuple[date, int]:
    return happened(pair[0]), pair[0].number


def _counting(subject: Commitment, on: date) -> list[tuple[Cited, How]]:
    """The evidence that moves the subject: not withdrawn, no mere context, happened by `on`."""
    pairs = [
        pair
        for pair in subject.evidence
        if pair[1] != "context" and pair[0].withdrawn is None and happened(pair[0]) <= on
    ]
    return sorted(pairs, key=_when)


def _every(agenda: Agenda, subject: Commitment, own: Bearings, on: date) -> Bearings:
    """The evidence that moves the subject or a part of it, oldest first."""
    if not subject.parts:
        return own
    pairs = list(own)
    for part in subject.parts:
        pairs += _counting(agenda.commitments[part], on)
    return sorted(pairs, key=_when)


def _numbers(pairs: Bearings, *hows: How) -> Reasons:
    return tuple(cited.number for cited, how in pairs if how in hows)


def _completion(own: Bearings, every: Bearings) -> tuple[Completion, Reasons, str]:
    """The rules for a commitment's own evidence, the first that fits deciding.

    What sets back a part after the whole was completed undoes the completion too.
    """
    done = _numbers(own, "completes")
    moved = _numbers(own, "starts", "advances")
    against = _numbers(own, "sets_back", "ends")
    if done:
        undone = _after_done(own, every)
        if not undone:
            return "complete", done, "completed"
        return "substantial", tuple(sorted({*done, *undone})), "completed_then_set_back"
    if _is_substantial(own):
        return "substantial", moved, "advanced"
    if moved:
        return "limited", moved, "started"
    if against:
        return "not_started", against, "only_set_back"
    return "no_evidence", (), "nothing_found"


def _after_done(own: Bearings, every: Bearings) -> Reasons:
    last = max(_when(pair) for pair in own if pair[1] == "completes")
    return _numbers([pair for pair in every if _when(pair) > last], "sets_back", "ends")


def _is_substantial(pairs: Bearings) -> bool:
    moving = [cited for cited, how in pairs if how in {"starts", "advances"}]
    sources = {source(cited) for cited in moving}
    return (
        len(moving) >= rubric.SUBSTANTIAL_FACTS
        and len(sources) >= rubric.SUBSTANTIAL_SOURCES
        and pairs[-1][1] not in {"sets_back", "ends"}
    )


_SECOND = frozenset("ac co com edu go gov ne net or org pe re".split())


def source(cited: Cited) -> str:
    """What counts as one source: the name under which its site is registered, so that a
    newspaper's English edition and its page for phones are one. An address in numbers stands for
    itself."""
    host = cited.fact.host
    labels = host.split(".")
    if labels[-1].isdecimal():
        return host
    kept = 3 if len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SECOND else 2
    return ".".join(labels[-kept:])


def _of_parts(
    own: Completion, reasons: Reasons, rule: str, parts: Sequence[Standing]
) -> tuple[Completion, Reasons, str]:
    """A whole follows from its parts, and from evidence about the whole itself where it has any.

    Complete where every part is, or where evidence says that the whole is. Below that, evidence
    about the whole counts as one more part: substantial where at least half of them are and each
    has begun; limited where any has begun; and so on down.
    """
    grades = [part.completion for part in parts]
    every = tuple(sorted({*reasons, *(n for part in parts for n in part.completion_reasons)}))
    if own == "complete" or rule == "completed_then_set_back":
        return own, reasons, rule
    if all(grade == "complete" for grade in grades):
        return "complete", every, "every_part_complete"
    if own != "no_evidence":
        grades.append(own)
    begun = [grade for grade in grades if STEPS[grade] >= STEPS["limited"]]
    far = [grade for grade in grades if STEPS[grade] >= STEPS["substantial"]]
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


def _done(pairs: Bearings) -> date | None:
    """The day of the first completion that nothing set back afterwards."""
    done: date | None = None
    for pair in pairs:
        if pair[1] == "completes":
            done = done or happened(pair[0])
        elif pair[1] in {"sets_back", "ends"}:
            done = None
    return done


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


def _grounds(agenda: Agenda, every: Bearings, reasons: Reasons) -> tuple[Grounds, Reasons]:
    """What the entries that decided completion rest on; contested where any is contradicted by
    what bears on the same commitment or a part of it."""
    decided = {cited.number: cited for cited, _ in every if cited.number in reasons}
    beside = {cited.number for cited, _ in every}
    contested = tuple(
        number for number, cited in decided.items() if _contradicted(agenda, cited, beside)
    )
    independent = [one for one in decided.values() if one.fact.voice == "independent"]
    numbers = tuple(cited.number for cited in independent)
    if contested:
        return "contested", contested
    if len({source(cited) for cited in independent}) >= rubric.CONFIRMING_SOURCES:
        return "confirmed", numbers
    if independent:
        return "documented", numbers
    return ("claimed" if decided else "none"), tuple(decided)


def _contradicted(agenda: Agenda, cited: Cited, beside: Container[int]) -> bool:
    """`beside` are the numbers of the evidence that counts: it happened by the day, bears on the
    same subject and was not withdrawn."""
    others = [*cited.fact.contradicts, *cited.contradicted_by]
    return any(agenda.evidence[other].number in beside for other in others)
