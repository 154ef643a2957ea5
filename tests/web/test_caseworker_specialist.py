"""A recruitment specialist from the run to the citizen's plan, through the pages."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.services import matching
from portal.store.enrolments import Plan
from portal.store.specialist_proposals import SpecialistProposal
from tests.conftest import NOW
from tests.factories import Factory
from tests.web.browse import Browse


@pytest.fixture
def town(browse: Browse) -> dict[str, object]:
    """A run has found Lis for Birgit, who has said yes to her plan."""
    session = browse.session()
    session.expire_on_commit = False
    make = Factory(session, NOW)
    company = make.company()
    [lis] = company.specialists
    lis.occupations, lis.municipalities, lis.online = ["43"], ["155"], True
    lis.strengths = "Læser gerne et cv igennem."
    person = make.person()
    case = make.enrolment(person, state="ready_for_match", ready_at=NOW)
    plan: Plan = make.plan(case, wants_specialist=True)
    plan.sent_at = plan.staff_agreed_at = plan.citizen_agreed_at = NOW
    make.posting(company)
    users = {"citizen": make.citizen(person), "staff": make.caseworker()}
    session.commit()
    browse.log_in(users["staff"])
    browse.get("/medarbejder/match")
    browse.submit()
    parts = browse.parts
    matching.carry_out_runs(parts.engine, parts.house, parts.ports)
    one = session.scalars(select(SpecialistProposal)).one()
    session.commit()
    return users | {"one": one}


def test_from_the_run_to_the_citizens_plan(browse: Browse, town: dict) -> None:
    one = town["one"]
    page = browse.get(f"/medarbejder/match/koersel/{one.run_id}")
    assert "Rekrutteringsspecialister" in page.main
    assert "Sådan er forslagene fundet Der var 1 borger, som var klar, og " in page.main
    assert "Ingen fordeling giver flere en plads, og ingen med lige så mange er bedre." in page.main
    link = page.soup.select_one("a[href*='/match/specialist/']")
    assert link is not None
    page = browse.get(str(link["href"]))
    assert "Hun eller han kender dit fag." in page.main
    assert "Specialisten får intet at vide om borgeren." in page.main
    assert "Specialisten arbejder i den virksomhed, som borgeren har et forslag hos." in page.main
    browse.log_in(town["citizen"])
    assert "Vi leder efter en." in browse.get("/min-side/plan").main
    browse.log_in(town["staff"])
    browse.get(f"/medarbejder/match/specialist/{one.id}")
    browse.submit({"handling": "approve"})
    assert "Godkendt. Borgeren kan nu se, hvem hun eller han kan ringe til." in browse.follow().main
    browse.log_in(town["citizen"])
    page = browse.get("/min-side/plan")
    assert "Lis Rask fra Kastrup Kontorservice ApS kender faget" in page.main
    assert "Vi har ikke fortalt noget om dig." in page.main


def test_a_finished_run_stands_on_the_desk_until_it_is_looked_at(browse: Browse, town: dict) -> None:
    page = browse.get("/medarbejder")
    assert "Kørslen er færdig. 1 forslag venter på dig." in page.main
    link = page.soup.select_one(f"main a[href='/medarbejder/match/koersel/{town['one'].run_id}']")
    assert link is not None
    assert "Match i Tårnby" in link.parent.parent.get_text()  # type: ignore[union-attr]


def test_a_later_run_shows_what_it_left_standing_and_an_earlier_one_does_not(browse: Browse, town: dict) -> None:
    with browse.session() as session, session.begin():
        make = Factory(session, NOW)
        later, earlier = make.run(), make.run()
        later.finished_at, earlier.finished_at = NOW + timedelta(hours=1), NOW - timedelta(hours=1)
        pages = [f"/medarbejder/match/koersel/{run.id}" for run in (later, earlier)]
    assert ["Lis Rask" in browse.get(page).main for page in pages] == [True, False]


def test_a_reason_is_needed_to_discard(browse: Browse, town: dict) -> None:
    browse.get(f"/medarbejder/match/specialist/{town['one'].id}")
    browse.submit({"handling": "discard"}, 422)
    assert "Vælg, hvorfor det ikke er den rigtige." in browse.page.main
    browse.submit({"handling": "discard", "reason": "trade"})
    page = browse.follow()
    assert "Forkastet. De to foreslås ikke til hinanden igen." in page.main
    assert "Din beslutning" not in page.main
    browse.log_in(town["citizen"])
    browse.get(f"/medarbejder/match/specialist/{town['one'].id}", 403)


def test_a_proposal_shows_the_specialist_too(browse: Browse, town: dict) -> None:
    page = browse.get(f"/medarbejder/match/koersel/{town['one'].run_id}")
    link = page.soup.select_one("table a[href^='/medarbejder/match/']")
    assert link is not None
    assert "Lis Rask, Kastrup Kontorservice ApS" in browse.get(str(link["href"])).main
