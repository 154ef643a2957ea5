"""Scenarios of the specification (`domain.md` H) that reach across several use cases, on stored cases and both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from portal.domain.eligibility import Verdict
from portal.domain.errors import Refused
from portal.services import following
from portal.services import posting as posting_service
from portal.services.enrolment import SubmitEnrolment, submit
from portal.services.enrolment.choices import Choose, choose
from portal.services.work import Work
from portal.store import following as checkpoints
from portal.store import placements
from portal.store.audit import AccessEntry, AuditEntry
from portal.store.outbox import OutboxMessage
from tests.conftest import NOW, MakeWork
from tests.factories import ANSWERS, Factory, actor, anybody

AFTER = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
"""Ten o'clock in Denmark, the day after Seniorsporet took in the last."""


def closed(work: Work) -> Work:
    """The same house on the day after every programme's last."""
    over = tuple(
        replace(one, demo_period=replace(one.period, last=date(2026, 11, 30))) for one in work.house.programmes
    )
    return replace(work, now=AFTER, house=replace(work.house, programmes=over))


def test_h10_withdrawn_consent_is_carried_out_in_the_same_request(make: Factory, make_work: MakeWork) -> None:
    """The proposal is called off, the company is asked to delete, what was seen stays known, and her case goes on."""
    case = make.enrolment(state="ready_for_match", ready_at=NOW)
    shared = make.proposal(case, state="sent_to_company", company_opened_at=NOW)
    seen = AccessEntry(
        at=NOW - timedelta(days=8), actor_role="company_user", subject_id=case.person_id, purpose="candidate.answer"
    )
    make.session.add(seen)
    citizen = make.citizen(case.person)
    facts = dict(case.person.known_facts)
    choose(make_work(actor(citizen)), Choose(case.id, "profile", "no"))
    make.session.flush()
    assert shared.state == "cancelled"
    letter = make.session.scalars(select(OutboxMessage).where(OutboxMessage.template == "N41")).one()
    assert "har taget sit ja til at dele sin profil tilbage" in letter.body
    assert "Slet det, hvis I har noteret noget." in letter.body
    assert case.person.full_name not in letter.body
    assert make.session.scalars(select(AccessEntry).where(AccessEntry.subject_id == case.person_id)).one() is seen
    told = make.session.scalars(select(AuditEntry.action).where(AuditEntry.subject_id == case.person_id)).all()
    assert {"enrolment.choose", "proposal.cancel"} <= set(told)
    assert (case.state, case.person.known_facts) == ("ready_for_match", facts)


@pytest.mark.parametrize(("hours", "result"), [(12, "unlikely"), (6, "likely")])
def test_h13_twelve_hours_are_unlikely_and_six_are_likely(
    make: Factory, make_work: MakeWork, hours: int, result: str
) -> None:
    """Whoever seems not to fit may send it all the same; the verdict is kept with the case."""
    facts = {"benefit": "flex_job_employed", "flex_job_eligible": "yes", "has_employer": "yes"}
    person = make.person(home="550", known_facts=facts)
    answers = ANSWERS | {"rammer": ANSWERS["rammer"] | {"flex_job_hours": hours}}
    row = make.enrolment(person, programme_code="flex_job_development", answers=answers)
    submit(make_work(actor(make.citizen(person))), SubmitEnrolment(row.id, row.version))
    assert (row.state, Verdict.from_dict(row.verdict).result) == ("submitted", result)


def test_h13_from_six_to_nine_hours_each_step_is_a_day_somebody_looks(make: Factory, make_work: MakeWork) -> None:
    steps = [("2027-01-04", 7), ("2027-03-01", 8), ("2027-05-03", 9)]
    case = make.enrolment(state="in_placement", ready_at=NOW)
    proposal = make.proposal(case, make.posting(kind="flex_job"), state="agreement")
    row = make.placement(proposal, state="active", start_on=date(2026, 11, 2), end_on=None)
    make.session.refresh(row, ["parts"])
    row.parts[0].hours_ladder = [{"from": "2026-11-02", "hours": 6}, *({"from": on, "hours": n} for on, n in steps)]
    work = make_work(anybody())
    following.make_calendar(work, row, row.parts)
    points = [one for one in checkpoints.list_checkpoints(work.session, [row.id]) if one.kind == "step"]
    assert [one.due_on for one in points] == [date.fromisoformat(on) for on, _ in steps]
    for point in checkpoints.list_checkpoints(work.session, [row.id]):
        if point.due_on < date(2027, 1, 4):
            held = work.session.get_one(checkpoints.Checkpoint, point.id)
            held.done_at, held.words = NOW, "Det går godt."
    work.session.flush()
    signs = {}
    for day in (3, 18):
        then = replace(work, now=datetime(2027, 1, day, 9, 0, tzinfo=UTC))
        work.session.expire_all()
        whole = placements.get(work.session, row.id)
        signs[day] = [one.kind for one in following.signs_of(then, [whole])[row.id]]
    assert ["late_checkpoint" in signs[day] for day in (3, 18)] == [False, True]
    assert row.state == "active", "a step that is missed changes nothing by itself"


def test_h15_a_placement_goes_on_to_its_own_end_after_the_programmes_last_day(
    make: Factory, make_work: MakeWork
) -> None:
    """Approved under the law on placements and not under the programme: it starts, is extended and has an outcome."""
    person = make.person(known_facts={"benefit": "job_clarification", "sick_since": "2026-02-01", "has_employer": "no"})
    case = make.enrolment(person, state="ready_for_match", ready_at=NOW)
    proposal = make.proposal(case, make.posting(kind="work_trial"), state="agreement")
    row = make.placement(proposal, state="ready", start_on=AFTER.date(), end_on=date(2027, 1, 31))
    make.session.refresh(row, ["parts"])
    work = closed(make_work(anybody()))
    assert work.house.programme(case.programme_code).term.state(work.today) == "closed"
    following.start(work, following.Start(row.id, row.version, AFTER.date()))
    following.extend(work, following.Extend(row.id, row.version, date(2027, 2, 14), "Timerne stiger."))
    assert (row.state, row.end_on, case.state) == ("active", date(2027, 2, 14), "in_placement")
    later = replace(work, now=datetime(2027, 2, 15, 9, 0, tzinfo=UTC))
    following.stop(later, following.Stop(row.id, row.version, "not_a_match", later.today))
    following.record_outcome(later, following.RecordOutcome(row.id, row.version, "try_again", "", True))
    assert row.state == "follow_up"


def test_h19_an_ageist_posting_is_neither_kept_nor_sent(make: Factory, make_work: MakeWork) -> None:
    """Also where the words stood there already: a stored draft with them does not come to the municipality."""
    company = make.company()
    work = make_work(actor(make.company_user(company)))
    row = make.posting(company, state="draft", kind="work_trial", weeks=4, tasks="Ung, frisk lagermand, max 40 år")
    row.steps_done = list(posting_service.STEPS[:-1])
    command = posting_service.SubmitPosting(row.id, row.version, row.workplace_id, row.specialist_id)
    with pytest.raises(Refused, match=r"forskelsbehandlingsloven.*pluk, pakning, løft op til 10 kg"):
        posting_service.submit(work, command)
    assert (row.state, row.submitted_at) == ("draft", None)
    row.tasks = "Pluk, pakning, løft op til 10 kg"
    make.session.flush()
    posting_service.submit(work, command)
    assert row.state == "submitted"
