"""Scenarios of the specification (`domain.md` H) as the people in them see them, each on their own page."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from uuid import UUID

from sqlalchemy import select

from portal.domain.eligibility.programme import Term
from portal.services.posting import STEPS
from portal.store.audit import AccessEntry
from portal.store.enrolments import Enrolment
from portal.store.matches import Proposal
from portal.store.postings import Posting
from tests.conftest import NOW
from tests.factories import Factory
from tests.web.browse import Browse
from tests.web.citizen_cases import birgit_in, preparing, state_of
from tests.web.test_employer_posting import NEW
from tests.web.test_employer_registration import enter, one, send

ROOM = "Plads til én mere fra 1. december."
TWO_FULL = [
    {"kind": "work_trial", "hours": 37, "from": "2026-09-01", "to": "2026-11-30"},
    {"kind": "wage_subsidy_job", "hours": 37, "from": "2026-09-01", "to": None},
]


def test_h09_the_company_is_warned_may_send_and_the_caseworker_reads_the_same(browse: Browse) -> None:
    def made(make: Factory):
        c3 = make.company(cvr="99001755")
        c3.workplaces[0].ordinary_fte = [14.2, 13.8, 14.0, 13.6]
        c3.workplaces[0].other_supported = TWO_FULL
        values = {"kind": "work_trial", "hours_max": 20, "weeks": 4, "start_from": date(2026, 11, 30)}
        make.posting(c3, state="draft", steps_done=list(STEPS[:-1]), **values)
        return make.company_user(c3)

    enter(browse, made)
    assert ROOM in browse.get(NEW + "tjek").main
    send(browse, NEW + "tjek")
    posting = one(browse, select(Posting.id))
    assert one(browse, select(Posting.state)) == "submitted"
    staff = enter(browse.other(), lambda make: make.caseworker())
    for page in (browse.get(f"/virksomhed/opslag/{posting}"), staff.get(f"/medarbejder/opslag/{posting}")):
        assert ROOM in page.main


def test_h10_she_takes_her_consent_back_and_the_company_no_longer_sees_her(browse: Browse) -> None:
    case = birgit_in(browse, ready_at=NOW)
    with preparing(browse) as session:
        make = Factory(session, NOW)
        row = session.get_one(Enrolment, case.id)
        session.refresh(row, ["person"])
        values = {"state": "sent_to_company", "company_deadline": date(2026, 11, 27)}
        shared = make.proposal(row, **values)
        user = make.company_user(shared.posting.company)
    company, url = browse.other().log_in(user), f"/virksomhed/kandidater/{shared.id}"
    company.post(url, company.get(url).values(-1) | {"handling": "aabn"})
    assert "Bogføre bilag" in company.get(url).main
    looks = looks_of(browse, user.company_id)
    assert looks
    page = browse.get(f"/min-side/valg/{case.id}")
    assert "Vi kan ikke tage det tilbage, som andre allerede har set." in page.main
    browse.submit({"valg": "profile:no"}, form=0)
    assert state_of(browse, Proposal, shared).state == "cancelled"
    gone = company.get(url)
    assert gone.h1 == "Kandidaten er ikke længere ledig"
    assert "7K2" not in company.get("/virksomhed/kandidater").main
    assert looks <= looks_of(browse, user.company_id), "that it was seen stays written"
    assert state_of(browse, Enrolment, case).state == "ready_for_match"


def looks_of(browse: Browse, company_id: UUID) -> set[UUID]:
    with browse.session() as session:
        return set(session.scalars(select(AccessEntry.id).where(AccessEntry.company_id == company_id)))


def test_h15_what_was_written_is_there_to_take_away_when_the_programme_is_over(browse: Browse) -> None:
    birgit_in(browse, state="draft")
    parts = browse.app.extensions["portal"]
    over = Term(None, date(2026, 11, 22))
    programmes = tuple(replace(one, demo_period=over) for one in parts.house.programmes)
    browse.app.extensions["portal"] = replace(parts, house=replace(parts.house, programmes=programmes))
    page = browse.get("/tilmeld/seniorsporet")
    assert page.h1 == "Seniorsporet tager ikke nye ind lige nu"
    assert "Er du allerede med, fortsætter dit forløb" in page.main
    kept = json.loads(browse.get("/min-side/oplysninger/hent.json").response.get_data(as_text=True))
    assert kept["tables"]["enrolment"][0]["answers"]["erfaring"]["good_at"] == "Jeg er god til at holde orden."
