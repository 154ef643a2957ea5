"""Sending an enrolment: judged once, numbered, promised an answer, and never refused by the machine."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from portal.domain.eligibility import Result, Verdict
from portal.domain.errors import IllegalMove, Refused, Stale
from portal.services import places
from portal.services.enrolment import SubmitEnrolment, submit
from portal.store import audit
from portal.store.outbox import OutboxMessage
from tests.factories import ANSWERS, actor


def draft(make, **given):
    person = given.pop("person", None) or make.person()
    return make.enrolment(person, **given), actor(make.citizen(person))


def test_it_is_numbered_promised_and_confirmed(make, make_work):
    row, citizen = draft(make)
    work = make_work(citizen)
    receipt = submit(work, SubmitEnrolment(row.id, row.version))
    assert receipt.number == row.number == "T-2026-000001"
    assert (row.state, row.submitted_at) == ("submitted", work.now)
    assert row.deadline == date(2026, 11, 26), "three working days after Monday"
    messages = list(work.session.scalars(select(OutboxMessage).order_by(OutboxMessage.channel)))
    assert [(m.template, m.channel) for m in messages] == [("N03", "digital_post"), ("N03", "sms")]
    letter, sms = messages
    assert "Seniorsporet den 23. november 2026 klokken 10.00. Dit nummer er T-2026-000001" in letter.body
    assert "26. november 2026" in sms.body
    assert len(sms.body) <= 160
    assert not any(word in sms.body for word in ("Seniorsporet", "http", "ledig"))
    assert [e.action for e in audit.list_about(work.session, "enrolment", row.id)] == ["enrolment.submit"]


def test_the_verdict_is_kept_with_its_facts_and_day(make, make_work):
    row, citizen = draft(make, answers=ANSWERS | {"tjek": {"danish": "yes", "basic_it": "yes"}})
    submit(make_work(citizen), SubmitEnrolment(row.id, row.version))
    verdict = Verdict.from_dict(row.verdict)
    assert (verdict.result, verdict.on) == (Result.LIKELY, date(2026, 11, 23))
    assert row.verdict["facts"]["unemployed_since"] == "2026-05-04"
    assert row.verdict["today"] == "2026-11-23"


def test_one_that_seems_not_to_fit_is_sent_like_any_other(make, make_work):
    person = make.person(home="230", known_facts={"benefit": "state_pension"})
    row, citizen = draft(make, person=person)
    submit(make_work(citizen), SubmitEnrolment(row.id, row.version))
    assert row.state == "submitted"
    assert Verdict.from_dict(row.verdict).result is Result.UNLIKELY


def test_sending_twice_gives_the_first_receipt(make, make_work):
    row, citizen = draft(make)
    work = make_work(citizen)
    first = submit(work, SubmitEnrolment(row.id, row.version))
    verdict = row.verdict
    second = submit(work, SubmitEnrolment(row.id, 1))
    assert (second.number, second.again) == (first.number, True)
    assert row.verdict == verdict


def test_a_step_without_an_answer_stops_it_and_is_named(make, make_work):
    row, citizen = draft(make, answers={k: v for k, v in ANSWERS.items() if k != "stoette"})
    with pytest.raises(Refused) as refusal:
        submit(make_work(citizen), SubmitEnrolment(row.id, row.version))
    assert refusal.value.field == "stoette"
    assert row.state == "draft"
    assert row.number is None


def test_a_stale_page_changes_nothing(make, make_work):
    row, citizen = draft(make)
    with pytest.raises(Stale):
        submit(make_work(citizen), SubmitEnrolment(row.id, row.version + 1))


def test_a_deleted_draft_cannot_be_sent(make, make_work):
    row, citizen = draft(make)
    row.state = "deleted"
    with pytest.raises(IllegalMove):
        submit(make_work(citizen), SubmitEnrolment(row.id, row.version))


def test_the_programmes_last_day_counts_and_the_day_after_does_not(make, make_work, clock):
    row, citizen = draft(make)
    work = make_work(citizen)
    real = tuple(replace(p, demo=False) for p in work.house.programmes)
    work.house = replace(work.house, programmes=real)
    work.now = datetime(2026, 12, 1, 9, tzinfo=UTC)
    with pytest.raises(Refused, match=r"til og med 30\. november 2026") as refusal:
        submit(work, SubmitEnrolment(row.id, row.version))
    assert refusal.value.field is None
    work.now = datetime(2026, 11, 30, 22, 30, tzinfo=UTC)
    submit(work, SubmitEnrolment(row.id, row.version))
    assert row.state == "submitted"


def test_a_full_programme_still_takes_enrolments(make, make_work):
    row, citizen = draft(make, programme_code="sick_leave_social_investment", answers=SICK)
    other = make.other_person()
    make.enrolment(other, programme_code="sick_leave_social_investment", state="paused", state_before="admitted")
    work = make_work(citizen)
    programme = work.house.programme("sick_leave_social_investment")
    tiny = replace(programme, capacity=replace(programme.capacity, total=1))
    work.house = replace(
        work.house, programmes=tuple(tiny if p.code == tiny.code else p for p in work.house.programmes)
    )
    assert places.of_programme(work, tiny).is_full
    assert not places.of_programme(work, programme).is_full
    submit(work, SubmitEnrolment(row.id, row.version))
    assert row.state == "submitted"


SICK = ANSWERS | {"rammer": {**ANSWERS["rammer"], "sick_since": "2026-08-03"}}
