"""A placement from its first day to six months after its last, on both databases."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from portal.domain.access import Actor
from portal.domain.errors import IllegalMove, NotFound, Refused, Stale
from portal.services import following as service
from portal.services.work import Work
from portal.store import following
from portal.store.enrolments import Enrolment
from portal.store.placements import Placement
from tests.conftest import NOW, MakeWork
from tests.factories import Factory, actor, anybody

TODAY = date(2026, 11, 23)


class Case:
    """A placement that is running at a company with numbers, and the people around it."""

    def __init__(self, make: Factory, make_work: MakeWork, **given: object) -> None:
        kind = given.pop("kind", "work_trial")
        benefit = given.pop("benefit", "unemployment_benefit")
        self.person = make.person(
            known_facts={"benefit": benefit, "unemployed_since": "2026-02-01", "has_employer": "no"}
        )
        self.enrolment = make.enrolment(self.person, state="in_placement", ready_at=NOW)
        self.posting = make.posting(make.company(), kind=kind)
        values = {"start_on": date(2026, 11, 2), "end_on": date(2026, 11, 29), "state": "active"}
        proposal = make.proposal(self.enrolment, self.posting, state="agreement")
        self.row: Placement = make.placement(proposal, **(values | given))
        make.session.refresh(self.row, ["parts"])
        self.work: Work = make_work(anybody())
        self.company: Work = make_work(actor(make.company_user(self.posting.company)))
        service.make_calendar(self.work, self.row, self.row.parts)
        make.session.flush()

    def points(self) -> dict[str, object]:
        return {one.kind: one for one in following.list_checkpoints(self.work.session, [self.row.id])}


@pytest.fixture
def case(make: Factory, make_work: MakeWork) -> Case:
    return Case(make, make_work)


def test_starting_moves_the_case_and_keeps_the_first_day_as_held(make: Factory, make_work: MakeWork) -> None:
    case = Case(make, make_work, state="ready", start_on=TODAY, end_on=TODAY + timedelta(days=27))
    case.enrolment.state = "ready_for_match"
    service.start(case.work, service.Start(case.row.id, case.row.version, TODAY))
    assert (case.row.state, case.enrolment.state) == ("active", "in_placement")
    assert case.points()["first_day"].done_at == NOW  # type: ignore[attr-defined]


def test_nothing_is_dated_back_without_a_reason(case: Case) -> None:
    day = TODAY - timedelta(days=3)
    with pytest.raises(Refused, match="Skriv, hvorfor"):
        service.report_absence(case.work, service.ReportAbsence(case.row.id, case.row.version, day))
    service.report_absence(case.work, service.ReportAbsence(case.row.id, case.row.version, day, "Hun ringede fredag."))
    assert (case.row.state, case.row.absent_since) == ("absent", day)
    note = following.list_changes(case.work.session, case.row.id)[0]
    assert (note.kind, note.day, note.words) == ("absence", day, "Hun ringede fredag.")


def test_a_day_ahead_of_us_has_not_happened(case: Case) -> None:
    with pytest.raises(Refused, match="i dag eller før"):
        service.report_absence(
            case.work, service.ReportAbsence(case.row.id, case.row.version, TODAY + timedelta(days=1), "…")
        )


def test_an_adjustment_changes_the_ladder_from_its_day_and_makes_the_calendar_anew(case: Case) -> None:
    day = TODAY + timedelta(days=2)
    command = service.Adjust(case.row.id, case.row.version, case.row.parts[0].id, day, 12, "Hun er træt om fredagen.")
    service.adjust(case.work, command)
    assert case.row.state == "active"
    assert case.row.parts[0].hours_ladder == [{"from": "2026-11-02", "hours": 20}, {"from": "2026-11-25", "hours": 12}]
    assert case.points()["step"].due_on == day  # type: ignore[attr-defined]


def test_more_than_a_working_week_is_refused(case: Case) -> None:
    with pytest.raises(Refused, match="37"):
        service.add_part(case.work, service.AddPart(case.row.id, case.row.version, TODAY, 18, "Pakke", ""))


def test_the_law_stops_an_extension_of_a_praktik_on_dagpenge(case: Case) -> None:
    """Four weeks is the most, and the table's text and paragraph say so."""
    with pytest.raises(Refused, match="højst vare 4 uger"):
        service.extend(case.work, service.Extend(case.row.id, case.row.version, date(2026, 12, 20), "Det går godt."))
    assert case.row.end_on == date(2026, 11, 29)


def test_h18_a_placement_is_extended_with_a_reason_and_gets_paid_hours(make: Factory, make_work: MakeWork) -> None:
    """H18: after thirteen weeks of praktik on sick leave, thirteen more with a reason, and two hours of wages beside."""
    case = Case(make, make_work, benefit="job_clarification", start_on=date(2026, 8, 31), end_on=date(2026, 11, 29))
    until = date(2027, 2, 28)
    with pytest.raises(Refused, match="Skriv din begrundelse"):
        service.extend(case.work, service.Extend(case.row.id, case.row.version, until))
    service.extend(case.work, service.Extend(case.row.id, case.row.version, until, "Timerne stiger støt."))
    service.add_part(case.work, service.AddPart(case.row.id, case.row.version, TODAY, 2, "Pakke ordrer"))
    assert case.row.end_on == until
    assert [(part.kind, part.hours_ladder[-1]["hours"]) for part in case.row.parts] == [
        ("work_trial", 20),
        ("paid_hours", 2),
    ]
    assert case.points()["ending"].due_on == date(2027, 2, 19)  # type: ignore[attr-defined]


def test_the_ratio_stops_an_extension_when_another_has_taken_the_place(make: Factory, make_work: MakeWork) -> None:
    """Two are there with 37 hours: 8,05 employees give room for two, and 20 hours more is too much."""
    case = Case(make, make_work, benefit="job_clarification", start_on=date(2026, 10, 5))
    case.posting.workplace.other_supported = [
        {"kind": "work_trial", "hours": 37, "from": "2026-09-01", "to": None},
        {"kind": "wage_subsidy_job", "hours": 37, "from": "2026-09-01", "to": None},
    ]
    case.work.session.flush()
    with pytest.raises(Refused, match="Det står i BAB"):
        service.extend(case.work, service.Extend(case.row.id, case.row.version, date(2026, 12, 20)))


def test_h13_a_step_that_is_missed_is_a_follow_up_and_not_an_error(make: Factory, make_work: MakeWork) -> None:
    case = Case(make, make_work, kind="flex_job", end_on=None)
    part = case.row.parts[0]
    part.hours_ladder = [{"from": "2026-11-02", "hours": 6}, {"from": "2026-11-16", "hours": 7}]
    service.make_calendar(case.work, case.row, case.row.parts)
    case.work.session.flush()
    whole = placements_get(case)
    assert [sign.kind for sign in service.signs_of(case.work, [whole])[case.row.id]] == [
        "missed_check_ins",
        "silent_company",
        "late_checkpoint",
    ]
    assert case.row.state == "active"


def placements_get(case: Case) -> object:
    from portal.store import placements

    case.work.session.expire_all()
    return placements.get(case.work.session, case.row.id)


def test_feedback_is_given_once_at_its_point_and_what_is_hard_reaches_the_adviser(case: Case) -> None:
    point = case.points()["first_week"]
    answers = {"tasks": "hard", "hours": "fits", "cooperation": "good", "adjustments": "work", "next": "go_on"}
    command = service.GiveFeedback(case.row.id, point.id, answers, "Tempoet er højt.")  # type: ignore[attr-defined]
    service.give_feedback(case.company, command)
    service.give_feedback(case.company, command)
    case.work.session.flush()
    assert len(following.list_feedback(case.work.session, [case.row.id])) == 1
    assert [sign.kind for sign in service.signs_of(case.work, [placements_get(case)])[case.row.id]][:1] == ["concern"]  # type: ignore[list-item]
    service.answer_concern(case.work, service.AnswerConcern(case.row.id, case.row.version, "Vi sætter tempoet ned."))
    assert following.list_concerns(case.work.session, [case.row.id])[0].handled_words == "Vi sætter tempoet ned."


def test_a_company_does_not_write_about_health(case: Case) -> None:
    with pytest.raises(Refused, match="ikke om helbred"):
        service.raise_concern(case.company, service.RaiseConcern(case.row.id, "Hun har vist en depression."))


def test_stopping_frees_the_place_and_the_outcome_moves_the_case_on(case: Case) -> None:
    case.posting.state = "full"
    service.stop(case.work, service.Stop(case.row.id, case.row.version, "not_a_match", TODAY))
    assert (case.row.state, case.row.ended_on, case.posting.state) == ("stopped", TODAY, "open")
    service.record_outcome(case.work, service.RecordOutcome(case.row.id, case.row.version, "try_again", "", True))
    case.work.session.flush()
    enrolment = case.work.session.get_one(Enrolment, case.enrolment.id)
    assert (case.row.state, enrolment.state, enrolment.ready_at) == ("follow_up", "ready_for_match", NOW)
    assert set(case.points()) >= {"follow_up_3", "follow_up_6"}
    with pytest.raises(Refused, match="seks måneder"):
        service.close_follow_up(case.work, service.CloseFollowUp(case.row.id, case.row.version))


def test_an_absent_person_can_stop_too(case: Case) -> None:
    service.report_absence(case.work, service.ReportAbsence(case.row.id, case.row.version, TODAY))
    service.stop(case.work, service.Stop(case.row.id, case.row.version, "health", TODAY))
    assert (case.row.state, case.row.absent_since) == ("stopped", None)


def test_a_job_closes_the_case(case: Case) -> None:
    service.complete(case.work, service.Complete(case.row.id, case.row.version, TODAY))
    service.record_outcome(case.work, service.RecordOutcome(case.row.id, case.row.version, "ordinary_job"))
    assert case.enrolment.state == "closed"


def test_a_placement_whose_last_day_is_over_is_completed_by_itself(make: Factory, make_work: MakeWork) -> None:
    case = Case(make, make_work, end_on=TODAY - timedelta(days=1))
    assert service.complete_due(make_work()) == 1
    assert (case.row.state, case.row.ended_on) == ("completed", TODAY - timedelta(days=1))
    assert service.complete_due(make_work()) == 0


def test_two_staff_on_one_placement_the_second_is_told(case: Case) -> None:
    seen = case.row.version
    service.report_absence(case.work, service.ReportAbsence(case.row.id, seen, TODAY))
    with pytest.raises(Stale):
        service.stop(case.work, service.Stop(case.row.id, seen, "health", TODAY))


def test_what_the_table_does_not_list_is_not_done(case: Case) -> None:
    case.row.state = "planned"
    with pytest.raises(IllegalMove):
        service.complete(case.work, service.Complete(case.row.id, case.row.version, TODAY))


def test_another_municipality_does_not_see_it(case: Case, make_work: MakeWork) -> None:
    stranger: Actor = anybody(municipality="360")
    with pytest.raises(NotFound):
        service.stop(make_work(stranger), service.Stop(case.row.id, case.row.version, "health", TODAY))
