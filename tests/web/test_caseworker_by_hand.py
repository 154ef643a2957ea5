"""Staff find a place for somebody by hand: from the case to a proposal, and what stands in the way in words."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.store.companies import Specialist
from portal.store.enrolments import Enrolment
from portal.store.matches import Proposal
from portal.store.people import Person
from portal.store.postings import Posting
from portal.store.users import User
from tests.conftest import NOW
from tests.factories import BIRGIT_FACTS, Factory
from tests.web.browse import Browse


@pytest.fixture
def case(browse: Browse) -> str:
    """Birgit is ready, one place fits, another asks for a licence; logged in as her caseworker. Returns the address."""
    with browse.session() as session, session.begin():
        make = Factory(session, NOW)
        row = make.enrolment(make.person(known_facts=BIRGIT_FACTS), state="ready_for_match", ready_at=NOW)
        make.plan(row)
        company = make.company()
        make.posting(company)
        make.posting(company, title="Chauffør", licences=["C"])
        staff = make.caseworker()
        session.flush()
        session.expunge(staff)
        address = f"/medarbejder/tilmeldinger/{row.id}"
    browse.log_in(staff)
    return address


def link(browse: Browse, page: str, words: str) -> str:
    return next(str(a["href"]) for a in browse.get(page).soup.select("main a") if words in a.get_text())


def test_from_the_case_to_a_proposal(browse: Browse, case: str) -> None:
    places = link(browse, case, "Foreslå et sted")
    page = browse.get(places)
    assert "Kan vælges (1)" in page.main
    assert "Kan ikke vælges, og hvorfor (1)" in page.main
    assert "skal man have" in page.main.lower()
    chosen = link(browse, places, "Bogholder")
    assert "Formen er lovlig Opfyldt" in browse.get(chosen).main
    assert browse.submit({"reason": ""}, 422).errors() == {"reason": "Skriv, hvorfor du foreslår det her sted."}
    browse.get(chosen)
    browse.submit({"reason": "Hun kender dem."})
    assert "Valgt med hånden. Grunden: Hun kender dem." in browse.follow().main
    with browse.session() as session:
        assert session.scalars(select(Proposal.state)).all() == ["computed"]


def test_an_impossible_place_has_no_button_and_is_refused_all_the_same(browse: Browse, case: str) -> None:
    places = link(browse, case, "Foreslå et sted")
    chosen = link(browse, places, "Chauffør")
    page = browse.get(chosen)
    assert "Det kan ikke lade sig gøre" in page.main
    assert "Ikke opfyldt" in page.main
    assert not page.soup.select("main form[method=post]")
    sent = {"reason": "Prøv alligevel.", "version": "1", "csrf_token": browse.csrf_token()}
    answer = browse.post(chosen, sent, 422)
    assert "skal man have" in answer.main.lower()
    with browse.session() as session:
        assert session.scalar(select(Proposal)) is None


def test_the_list_can_be_searched_and_a_place_that_is_not_there_is_not_there(browse: Browse, case: str) -> None:
    places = link(browse, case, "Foreslå et sted")
    page = browse.get(f"{places}?soeg=chauffør")
    assert "Bogholder" not in page.main
    assert "Chauffør" in page.main
    browse.get(f"{places}/vaelg?plads=vrøvl", 404)
    browse.get(f"{places}/vaelg?plads=01a20978-9e01-7c81-b091-71805f524910", 404)


def test_who_cannot_have_a_proposal_now_has_the_reason(browse: Browse, case: str) -> None:
    places = link(browse, case, "Foreslå et sted")
    with browse.session() as session, session.begin():
        make = Factory(session, NOW)
        row = session.scalars(select(Enrolment)).one()
        posting = session.scalars(select(Posting).order_by(Posting.id)).first()
        make.proposal(row, posting, state="sent_to_citizen")
    page = browse.get(places)
    assert "Borgeren har allerede et forslag at tage stilling til." in page.main
    assert not page.soup.select("main ul.sv-left")
    sent = {"reason": "Nu.", "version": "1", "csrf_token": browse.csrf_token()}
    with browse.session() as session:
        posting_id = session.scalars(select(Posting.id)).first()
    assert "allerede et forslag" in browse.post(f"{places}/vaelg?plads={posting_id}", sent, 422).main


def test_no_list_tells_of_somebody_close(browse: Browse, case: str) -> None:
    """Who has said that she knows Birgit privately does not read of her in passing."""
    with browse.session() as session, session.begin():
        row = session.scalars(select(Enrolment)).one()
        birgit = session.get_one(Person, row.person_id)
        make = Factory(session, NOW)
        posting = session.scalars(select(Posting)).all()[0]
        make.placement(make.proposal(row, posting, state="agreement"), state="active")
        make.enrolment(birgit, number="T-2026-000901", state="submitted", deadline=NOW.date())
        long_ready = make.enrolment(
            birgit, number="T-2026-000902", state="ready_for_match", ready_at=NOW - timedelta(days=90)
        )
        mine = make.proposal(long_ready, posting)
        pages = ["/medarbejder", "/medarbejder/forloeb", f"/medarbejder/match/koersel/{mine.run_id}"]
        advised = make.specialist_proposal(long_ready, session.scalars(select(Specialist)).one())
        pages.append(f"/medarbejder/match/koersel/{advised.run_id}")
        person, name = str(birgit.id), birgit.first_name
    for page in pages:
        assert name in browse.get(page).main, page
    with browse.session() as session, session.begin():
        session.scalars(select(User).where(User.role == "caseworker")).one().related = [person]
    for page in [*pages, "/medarbejder/uden-loesning"]:
        assert name not in browse.get(page).main, page
