"""What the rules said on the day of the enrolment is kept with facts, version and sentences, and never worked out again."""

from __future__ import annotations

import ast
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from portal.domain.eligibility import Result, Verdict, facts_from_dict, judge
from portal.domain.errors import Refused
from portal.services import enrolment, refusal, review
from portal.services.enrolment import SubmitEnrolment, submit
from portal.store.audit import AuditEntry
from tests.factories import ANSWERS, BIRGIT_FACTS, actor

CHECKED = {"danish": "yes", "basic_it": "yes"}
SERVICES = Path(enrolment.__file__).parents[1]


def sent(make, make_work, person=None, at=None, **given):
    """Somebody has sent an enrolment; the row, the citizen and a caseworker."""
    person = person or make.person()
    row = make.enrolment(person, **{"answers": ANSWERS | {"tjek": CHECKED}, **given})
    work = make_work(actor(make.citizen(person)))
    work.now = at or work.now
    submit(work, SubmitEnrolment(row.id, row.version))
    return row, actor(make.caseworker())


def since(day):
    """Birgit's answers, with another first day without work."""
    return ANSWERS | {"tjek": CHECKED, "rammer": ANSWERS["rammer"] | {"unemployed_since": day}}


def test_it_holds_version_facts_and_every_criterion_with_sentence_and_source(make, make_work):
    row, _mette = sent(make, make_work)
    kept = Verdict.from_dict(row.verdict)
    assert (kept.code, kept.version, kept.on) == ("senior_advisory_board", 1, date(2026, 11, 23))
    assert all(line.text and line.source for line in kept.criteria)
    again = judge(make_work().house.programme(kept.code), facts_from_dict(row.verdict["facts"]), kept.on)
    assert again.to_dict() == {key: row.verdict[key] for key in again.to_dict()}, "the facts kept are those it is from"


def test_new_rules_new_facts_and_time_change_nothing_in_it(make, make_work):
    """A stricter version would say something else of the same facts; what was said stands."""
    row, mette = sent(make, make_work)
    before = dict(row.verdict)
    work = make_work(mette)
    old = work.house.programme(row.programme_code)
    stricter = replace(old, version=2, criteria=work.house.programme("sick_leave_social_investment").criteria)
    assert judge(stricter, facts_from_dict(before["facts"]), work.today).result is not Result(before["result"])
    work = replace(
        work,
        now=work.now + timedelta(days=200),
        house=replace(work.house, programmes=tuple(stricter if p is old else p for p in work.house.programmes)),
    )
    row.person.known_facts = {"benefit": "state_pension"}
    review.take(work, review.Take(row.id, row.version))
    review.ask_citizen(work, review.AskCitizen(row.id, row.version, "Hvornår?", work.today + timedelta(days=9)))
    review.resume_review(work, review.ResumeReview(row.id, row.version))
    review.admit(work, review.Admit(row.id, row.version))
    assert row.verdict == before
    assert before["version"] == 1


def test_only_the_moment_of_sending_writes_it():
    """No other use case sets a verdict, unless to forget it together with the answers."""
    writers = []
    for path in sorted(SERVICES.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            targets = node.targets if isinstance(node, ast.Assign) else []
            sets = any(isinstance(one, ast.Attribute) and one.attr == "verdict" for one in targets)
            if sets and not (isinstance(node.value, ast.Constant) and node.value.value is None):
                writers.append(path.name)
    assert writers == ["submit.py"]


@pytest.mark.parametrize(("at", "on"), [((22, 5), date(2026, 11, 22)), ((23, 5), date(2026, 11, 23))])
def test_h03_the_day_is_the_day_in_denmark(make, make_work, at, on):
    """Five past midnight in Copenhagen is today, although it is still yesterday in UTC."""
    row, _mette = sent(make, make_work, at=datetime(2026, 11, 22, *at, tzinfo=UTC))
    assert row.verdict["today"] == on.isoformat()


def test_h04_nine_months_and_a_day_is_admitted_by_a_person_and_the_trail_shows_it(make, make_work):
    facts = BIRGIT_FACTS | {"unemployed_since": "2026-02-22"}
    row, mette = sent(make, make_work, make.person(known_facts=facts), answers=since("2026-02-22"))
    assert Verdict.from_dict(row.verdict).result is Result.MAYBE
    review.take(make_work(mette), review.Take(row.id, row.version))
    review.admit(make_work(mette), review.Admit(row.id, row.version))
    entry = make.session.scalars(select(AuditEntry).where(AuditEntry.action == "enrolment.admit")).one()
    assert "unmet" in entry.detail["criteria"].values()
    assert (row.state, entry.actor_id) == ("admitted", mette.user_id)


def test_h05_too_early_may_be_sent_and_says_from_when(make, make_work):
    facts = BIRGIT_FACTS | {"unemployed_since": "2026-08-24"}
    row, _mette = sent(make, make_work, make.person(known_facts=facts), answers=since("2026-08-24"))
    kept = Verdict.from_dict(row.verdict)
    assert (row.state, kept.result, kept.eligible_from) == ("submitted", Result.UNLIKELY, date(2026, 11, 24))


def test_h07_a_talk_keeps_nothing_of_barriers_and_only_a_person_proposes_a_no(make, make_work):
    sick = {"benefit": "job_clarification", "sick_since": "2026-03-01"}
    answers = ANSWERS | {
        "tjek": {"other_help_first": "talk", "small_steps": "yes"},
        "rammer": {**ANSWERS["rammer"], "sick_since": "2026-03-01"},
    }
    torben = make.person(known_facts=sick)
    row, mette = sent(make, make_work, torben, programme_code="sick_leave_social_investment", answers=answers)
    assert Verdict.from_dict(row.verdict).result is Result.MAYBE
    assert row.verdict["facts"].get("other_help_first") in (None, "talk")
    review.take(make_work(mette), review.Take(row.id, row.version))
    parts = {
        "facts": "Du er i jobafklaring og vil gerne tale med nogen først.",
        "reason": "Der er behov for en anden indsats først.",
        "rule": "Rolig starts kriterier, punkt 5",
        "alternative": "Tal med socialrådgiveren.",
        "hearing": "known",
    }
    refusal.write_letter(make_work(mette), refusal.WriteLetter(row.id, row.version, **parts))
    refusal.propose(make_work(mette), refusal.Propose(row.id, row.version))
    assert row.state == "refusal_proposed", "a team leader looks first"


def test_h15_what_is_sent_before_midnight_on_the_last_day_is_in_time(make, make_work):
    person = make.person()
    row = make.enrolment(person, answers=ANSWERS | {"tjek": CHECKED})
    work = make_work(actor(make.citizen(person)))
    programmes = tuple(
        replace(p, demo_period=replace(p.period, last=date(2026, 11, 30))) for p in work.house.programmes
    )
    work = replace(work, house=replace(work.house, programmes=programmes))
    with pytest.raises(Refused, match=r"til og med 30\. november 2026"):
        submit(replace(work, now=datetime(2026, 11, 30, 23, 1, tzinfo=UTC)), SubmitEnrolment(row.id, row.version))
    assert (row.state, row.answers["tjek"]) == ("draft", CHECKED), "nothing is lost"
    submit(replace(work, now=datetime(2026, 11, 30, 22, 59, tzinfo=UTC)), SubmitEnrolment(row.id, row.version))
    assert row.state == "submitted"
