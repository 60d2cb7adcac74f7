"""Stories: a promise is made, moved, kept late, stopped, struck; told through the agenda."""

from datetime import UTC, date, datetime

import pytest

from making import SEALED, agenda_of, commitment, document, entry, evidence, grown, moved
from signboard.agenda import Agenda, fold, standing
from signboard.agenda.standing import source
from signboard.record.entries import EntryWithdrawn
from signboard.terms import Refusal


def test_a_promise_is_made_moved_and_kept_late() -> None:
    known = agenda_of(document(), commitment(due="2023"))
    fresh = standing(known, "plan-01", date(2021, 5, 1))
    assert (fresh.completion, fresh.schedule, fresh.grounds) == ("no_evidence", "ahead", "none")

    grown(known, [evidence("ground", "2021-06-01", "starts"), moved("2024"), moved("2026")])
    midway = standing(known, "plan-01", date(2025, 1, 1))
    assert midway.completion == "limited"
    assert (midway.moves, midway.moved_days) == (2, 1096)
    assert midway.completion_reasons == (2,)

    late = standing(known, "plan-01", date(2027, 1, 10))
    assert (late.schedule, late.days) == ("overdue", 10)

    grown(known, [evidence("opening", "2026-11-20", "completes", host="other.example")])
    kept = standing(known, "plan-01", date(2027, 3, 1))
    assert (kept.completion, kept.schedule) == ("complete", "on_time")
    assert kept.grounds == "documented"
    first, present = known.commitments["plan-01"].first_due, known.commitments["plan-01"].due
    assert first is not None
    assert present is not None
    assert (str(first.interval), str(present.interval)) == ("2023", "2026")


def test_late_is_not_broken_and_is_said_in_days() -> None:
    known = agenda_of(
        document(), commitment(due="2023-06-30"), evidence("done", "2024-06-30", "completes")
    )
    judged = standing(known, "plan-01", date(2026, 1, 1))
    assert (judged.completion, judged.schedule, judged.days) == ("complete", "late", 366)


def test_what_stopped_unfinished_keeps_how_far_it_came() -> None:
    known = agenda_of(
        document(),
        commitment(),
        evidence("start", "2020-01", "starts"),
        evidence("stop", "2024-08-14", "ends"),
    )
    judged = standing(known, "plan-01", date(2026, 1, 1))
    assert (judged.completion, judged.stopped) == ("limited", 3)
    grown(known, [evidence("again", "2025-01-01", "advances")])
    assert standing(known, "plan-01", date(2026, 1, 1)).stopped is None


def test_what_was_done_and_then_undone_is_no_longer_complete() -> None:
    known = agenda_of(
        document(),
        commitment(),
        evidence("done", "2021-01-01", "completes"),
        evidence("undone", "2022-01-01", "sets_back"),
    )
    judged = standing(known, "plan-01", date(2026, 1, 1))
    assert (judged.completion, judged.rule) == ("substantial", "completed_then_set_back")


def test_only_set_back_is_not_started_and_context_is_no_movement() -> None:
    known = agenda_of(document(), commitment(), evidence("census", "2020", "context"))
    assert standing(known, "plan-01", date(2026, 1, 1)).completion == "no_evidence"
    grown(known, [evidence("blow", "2021-01-01", "sets_back")])
    assert standing(known, "plan-01", date(2026, 1, 1)).completion == "not_started"


def test_a_holder_alone_claims_one_source_documents_two_confirm_and_conflict_contests() -> None:
    known = agenda_of(
        document(), commitment(), evidence("said", "2020-01", "advances", voice="holder")
    )
    assert standing(known, "plan-01", date(2026, 1, 1)).grounds == "claimed"
    grown(known, [evidence("seen", "2020-02", "advances", host="www.one.example")])
    assert standing(known, "plan-01", date(2026, 1, 1)).grounds == "documented"
    grown(known, [evidence("same", "2020-03", "advances", host="m.one.example")])
    assert standing(known, "plan-01", date(2026, 1, 1)).grounds == "documented"
    grown(known, [evidence("two", "2020-04", "advances", host="two.example")])
    assert standing(known, "plan-01", date(2026, 1, 1)).grounds == "confirmed"
    grown(known, [evidence("no", "2020-05", "sets_back", contradicts=("two",))])
    assert standing(known, "plan-01", date(2026, 1, 1)).grounds == "contested"


def test_a_whole_follows_from_its_parts() -> None:
    known = agenda_of(
        document(),
        commitment(),
        commitment("plan-01.1", parent="plan-01"),
        commitment("plan-01.2", parent="plan-01"),
    )
    assert standing(known, "plan-01", date(2026, 1, 1)).completion == "no_evidence"
    grown(known, [evidence("a", "2020-01", "completes", "plan-01.1")])
    assert standing(known, "plan-01", date(2026, 1, 1)).completion == "limited"
    grown(known, [evidence("b", "2021-01", "starts", "plan-01.2")])
    assert standing(known, "plan-01", date(2026, 1, 1)).completion == "substantial"
    grown(known, [evidence("c", "2022-01", "completes", "plan-01.2")])
    judged = standing(known, "plan-01", date(2026, 1, 1))
    assert (judged.completion, judged.rule) == ("complete", "every_part_complete")
    assert judged.completion_reasons == (4, 6)


def test_struck_evidence_counts_no_more_and_stays_to_be_seen() -> None:
    known = agenda_of(document(), commitment(), evidence("wrong", "2020-01", "completes"))
    grown(known, [EntryWithdrawn(entry=2, reason=SEALED)])
    assert standing(known, "plan-01", date(2026, 1, 1)).completion == "no_evidence"
    assert known.evidence["wrong"].withdrawn == 3
    assert known.withdrawals[2] == (3, SEALED)


def test_what_was_known_and_what_day_it_is_are_two_questions() -> None:
    early, late = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 6, 1, tzinfo=UTC)
    entries = [
        entry(document(), early),
        entry(commitment(due="2020"), early),
        entry(evidence("old", "2019-05-01", "completes"), late),
    ]
    before: Agenda = fold(entries, known_at=early)
    assert standing(before, "plan-01", date(2026, 12, 1)).schedule == "overdue"
    after = fold(entries)
    assert standing(after, "plan-01", date(2019, 1, 1)).completion == "no_evidence"
    assert standing(after, "plan-01", date(2026, 12, 1)).completion == "complete"


def test_a_due_date_counts_from_the_day_on_which_it_was_moved() -> None:
    known = agenda_of(document(), commitment(due="2020"), moved("2025", on="2022-03-01"))
    before = standing(known, "plan-01", date(2021, 6, 1))
    assert (before.schedule, before.moves) == ("overdue", 0)
    after = standing(known, "plan-01", date(2022, 3, 1))
    assert (after.schedule, after.moves) == ("ahead", 1)


def test_three_movements_from_two_sources_are_substantial_until_set_back() -> None:
    known = agenda_of(
        document(),
        commitment(),
        evidence("one", "2020-01", "starts"),
        evidence("two", "2020-02", "advances"),
        evidence("three", "2020-03", "advances"),
    )
    assert standing(known, "plan-01", date(2026, 1, 1)).completion == "limited"
    grown(known, [evidence("four", "2020-04", "advances", host="other.example")])
    judged = standing(known, "plan-01", date(2026, 1, 1))
    assert (judged.completion, judged.completion_reasons) == ("substantial", (2, 3, 4, 5))
    grown(known, [evidence("blow", "2021-01", "sets_back")])
    assert standing(known, "plan-01", date(2026, 1, 1)).completion == "limited"
    assert standing(known, "plan-01", date(2020, 12, 1)).completion == "substantial"


DAY = date(2026, 1, 1)


def test_what_only_the_holder_calls_done_is_only_claimed() -> None:
    known = agenda_of(
        document(),
        commitment(),
        evidence("begun", "2020-01", "starts", host="one.example"),
        evidence("blow", "2020-02", "sets_back", host="two.example"),
        evidence("done", "2021-01", "completes", voice="holder", host="city.example"),
    )
    judged = standing(known, "plan-01", DAY)
    assert (judged.completion, judged.grounds) == ("complete", "claimed")
    assert judged.grounds_reasons == (4,)


def test_what_was_undone_and_done_again_is_done_from_then_on() -> None:
    known = agenda_of(
        document(),
        commitment(due="2022"),
        evidence("done", "2021-03-01", "completes"),
        evidence("undone", "2022-03-01", "sets_back"),
        evidence("again", "2024-03-01", "completes"),
        evidence("still", "2025-03-01", "completes"),
    )
    judged = standing(known, "plan-01", DAY)
    assert (judged.completion, judged.schedule) == ("complete", "late")
    assert judged.completed_on == date(2024, 3, 1)


def test_what_happened_some_day_in_a_year_counts_from_its_last_day() -> None:
    known = agenda_of(document(), commitment(due="2020"), evidence("done", "2020", "completes"))
    assert standing(known, "plan-01", date(2020, 2, 1)).completion == "no_evidence"
    assert standing(known, "plan-01", date(2020, 12, 31)).completed_on == date(2020, 12, 31)


def test_what_was_entered_within_its_interval_had_happened_by_then() -> None:
    known = agenda_of(document(), commitment(), evidence("now", "2026", "starts"))
    assert standing(known, "plan-01", date(2026, 11, 24)).completion == "limited"


def test_a_contradiction_counts_from_its_day_where_it_bears_and_until_it_is_struck() -> None:
    known = agenda_of(
        document(),
        commitment(),
        commitment("plan-02"),
        evidence("yes", "2020-01-01", "advances"),
        evidence("other", "2020-02-01", "sets_back", "plan-02", contradicts=("yes",)),
    )
    assert standing(known, "plan-01", DAY).grounds == "documented"
    grown(known, [evidence("no", "2023-01-01", "sets_back", contradicts=("yes",))])
    assert standing(known, "plan-01", date(2021, 1, 1)).grounds == "documented"
    assert standing(known, "plan-01", DAY).grounds == "contested"
    grown(known, [EntryWithdrawn(entry=5, reason=SEALED)])
    assert standing(known, "plan-01", DAY).grounds == "documented"


def test_moves_stand_in_the_order_of_their_days_whenever_they_were_entered() -> None:
    known = agenda_of(
        document(),
        commitment(due="2021"),
        moved("2025", on="2023-05-01"),
        moved("2024", on="2022-05-01"),
    )
    judged = standing(known, "plan-01", DAY)
    assert (judged.moves, judged.days) == (2, 1)
    present = known.commitments["plan-01"].due
    assert present is not None
    assert str(present.interval) == "2025"


def test_a_whole_that_was_begun_is_complete_with_its_parts_and_undone_with_them() -> None:
    known = agenda_of(
        document(),
        commitment(),
        commitment("plan-01.1", parent="plan-01"),
        commitment("plan-01.2", parent="plan-01"),
        evidence("begun", "2019-01", "starts"),
        evidence("a", "2020-01-05", "completes", "plan-01.1"),
        evidence("b", "2021-01-05", "completes", "plan-01.2"),
    )
    judged = standing(known, "plan-01", DAY)
    assert (judged.completion, judged.completed_on) == ("complete", date(2021, 1, 5))
    grown(known, [evidence("all", "2021-06-01", "completes")])
    grown(known, [evidence("gone", "2022-06-01", "ends", "plan-01.2")])
    judged = standing(known, "plan-01", DAY)
    assert (judged.completion, judged.rule) == ("substantial", "completed_then_set_back")


def test_a_paper_s_editions_are_one_source_and_an_address_in_numbers_is_itself() -> None:
    hosts = {
        "en.yna.co.kr": "yna.co.kr",
        "www.yna.co.kr": "yna.co.kr",
        "m.news.example": "news.example",
        "3.37.37.99": "3.37.37.99",
        "go.kr": "go.kr",
    }
    for host, expected in hosts.items():
        known = agenda_of(document(), commitment(), evidence("e", "2020", "starts", host=host))
        assert source(known.evidence["e"]) == expected


def test_a_commitment_made_by_mistake_is_struck_while_nothing_rests_on_it() -> None:
    known = agenda_of(document(), commitment(), commitment("plan-01.1", parent="plan-01"))
    grown(known, [EntryWithdrawn(entry=2, reason=SEALED), EntryWithdrawn(entry=1, reason=SEALED)])
    grown(known, [EntryWithdrawn(entry=0, reason=SEALED)])
    assert (known.commitments, known.documents) == ({}, {})
    assert set(known.withdrawals) == {0, 1, 2}
    with pytest.raises(Refusal, match='"plan" stands in the record already'):
        grown(known, [document()])
    grown(known, [document("plan-again")])
