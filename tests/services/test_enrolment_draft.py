"""Saving an enrolment step by step: one draft a programme, two tabs, and a draft that can be thrown away."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from portal.domain.errors import NotFound, Refused, Stale
from portal.services.enrolment import (
    STEPS,
    DeleteDraft,
    SaveStep,
    delete_draft,
    fingerprint,
    is_complete,
    known_facts,
    missing_steps,
    save_step,
    text_warnings,
    wanted_facts,
)
from portal.store import audit
from portal.store.enrolments import Enrolment
from portal.store.people import Person
from tests.factories import ANSWERS, actor

SENIOR = "senior_advisory_board"


def save(work, step="kontakt", programme=SENIOR, **more):
    return save_step(work, SaveStep(programme, step, ANSWERS[step], **more))


def test_the_first_step_makes_the_draft_and_the_next_ones_go_into_it(make, make_work):
    work = make_work(actor(make.citizen()))
    first = save(work)
    second = save(work, "erfaring")
    assert first.enrolment_id == second.enrolment_id
    row = work.session.get_one(Enrolment, first.enrolment_id)
    assert row.state == "draft"
    assert row.operating_municipality == "185"
    assert set(row.answers) == {"kontakt", "erfaring"}
    events = [entry.action for entry in audit.list_about(work.session, "enrolment", row.id)]
    assert events == ["enrolment.begin", "enrolment.save_step", "enrolment.save_step"]


def test_a_person_has_one_draft_in_each_programme(make, make_work):
    person = make.person()
    work = make_work(actor(make.citizen(person)))
    save(work)
    save(work)
    save(work, programme="sick_leave_social_investment")
    assert work.session.scalar(select(func.count(Enrolment.id))) == 2


def test_nobody_begins_where_they_are_enrolled_already(make, make_work):
    person = make.person()
    make.enrolment(person, state="in_review")
    work = make_work(actor(make.citizen(person)))
    with pytest.raises(Refused, match="Du er allerede tilmeldt Seniorsporet"):
        save(work)


def test_nobody_enrols_by_themselves_where_the_municipality_refers(make, make_work):
    work = make_work(actor(make.citizen()))
    with pytest.raises(Refused, match="som kommunen henviser"):
        save(work, programme="edge_of_labour_market")


def test_an_unknown_step_is_not_there(make, make_work):
    work = make_work(actor(make.citizen()))
    with pytest.raises(NotFound):
        save_step(work, SaveStep(SENIOR, "helbred", {}))


def test_the_last_tab_wins_its_step_and_says_so(make, make_work):
    work = make_work(actor(make.citizen()))
    save(work, seen=fingerprint(None))
    old = fingerprint(ANSWERS["kontakt"])
    changed = ANSWERS["kontakt"] | {"contact_way": "write"}
    assert not save_step(work, SaveStep(SENIOR, "kontakt", changed, seen=old)).overwrote
    again = save_step(work, SaveStep(SENIOR, "kontakt", ANSWERS["kontakt"], seen=old))
    assert again.overwrote
    assert again.answers["kontakt"]["contact_way"] == "call"


def test_tabs_on_different_steps_both_count(make, make_work):
    work = make_work(actor(make.citizen()))
    save(work, seen=fingerprint(None))
    saved = save(work, "erfaring", seen=fingerprint(None))
    assert not saved.overwrote
    assert set(saved.answers) == {"kontakt", "erfaring"}


def test_the_check_comes_along_as_facts(make, make_work):
    work = make_work(actor(make.citizen(make.person(known_facts=None))))
    check = {
        "situation": "ledig",
        "kommune": "dragoer",
        "alder": "ja",
        "ledig-laenge": "3_9",
        "ydelse": "ja",
        "sprog": "ja",
    }
    saved = save(work, check_answers=check)
    told = saved.answers["tjek"]
    assert told["benefit"] == "unemployment_benefit"
    assert told["months_unemployed"] == {"min": 3, "max": 9}
    facts = known_facts(work.session.get_one(Person, work.actor.person_id), saved.answers)
    assert facts["danish"] == "yes"
    assert facts["birth_date"] == "1967-03-14"
    assert "age" not in facts


def test_the_persons_own_date_beats_the_register(make):
    person = make.person()
    facts = known_facts(person, {"rammer": {"unemployed_since": "2026-06-01"}, "tjek": {"benefit": "self_supporting"}})
    assert facts["unemployed_since"] == "2026-06-01"
    assert facts["benefit"] == "unemployment_benefit"


def test_only_the_dates_a_programme_reads_are_asked_for(house):
    known = {"has_employer": "yes", "benefit": "flex_job_employed"}
    assert wanted_facts(house.programme(SENIOR), known) == ("unemployed_since",)
    assert wanted_facts(house.programme("sick_leave_social_investment"), known) == ("sick_since", "contact_workplace")
    assert wanted_facts(house.programme("sick_leave_social_investment"), {}) == ("sick_since",)
    assert wanted_facts(house.programme("flex_job_development"), known) == ("flex_job_hours",)
    assert wanted_facts(house.programme("recruitment_from_the_edge"), known) == ()


def test_missing_steps_are_those_without_a_needed_answer():
    wanted = ("unemployed_since",)
    assert missing_steps(ANSWERS, wanted) == ()
    assert missing_steps({}, wanted) == STEPS
    without_date = ANSWERS | {"rammer": {**ANSWERS["rammer"], "unemployed_since": ""}}
    assert missing_steps(without_date, wanted) == ("rammer",)
    assert is_complete("hensyn", {"hensyn": {}}, ())
    assert is_complete("rammer", {"rammer": {**ANSWERS["rammer"], "flex_job_hours": 0}}, ("flex_job_hours",))


def test_a_deleted_draft_keeps_no_answers_and_leaves_room_for_a_new_one(make, make_work):
    work = make_work(actor(make.citizen()))
    saved = save(work)
    row = work.session.get_one(Enrolment, saved.enrolment_id)
    with pytest.raises(Stale):
        delete_draft(work, DeleteDraft(row.id, 1))
    delete_draft(work, DeleteDraft(row.id, row.version))
    delete_draft(work, DeleteDraft(row.id, 1))
    assert (row.state, row.answers) == ("deleted", None)
    assert save(work).enrolment_id != row.id


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Jeg er god til at holde orden.", 0),
        ("Mit nummer er 740367-0202", 1),
        ("Jeg har en depression", 1),
        ("Jeg har slidgigt, 1403670202", 2),
        ("Kolonihave og kolleger", 0),
    ],
)
def test_a_number_or_a_diagnosis_gets_a_kind_word(text, count):
    assert len(text_warnings(text)) == count
