"""The company's users on its pages: invite, say yes, give rights, and see no more than one may."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from portal.store.audit import AccessEntry
from portal.store.matches import Proposal
from portal.store.outbox import OutboxMessage
from portal.store.users import User
from tests.conftest import NOW
from tests.factories import Factory
from tests.web.browse import Browse

PROFILE, INVITE, OVERVIEW = "/virksomhed/profil", "/virksomhed/profil/inviter", "/virksomhed/overblik"


@pytest.fixture
def firm(browse: Browse) -> dict[str, User]:
    with browse.session() as session:
        make = Factory(session, NOW)
        company = make.company()
        posting = make.posting(company)
        make.proposal(posting=posting, state="company_yes", candidate_code="7K2")
        found = {"bodil": make.company_user(company), "ali": make.company_user(name="Ali Kollega")}
        session.commit()
        for user in found.values():
            session.refresh(user)
    return found


def invite(browse: Browse, firm: dict[str, User], rights: list[str]) -> str:
    browse.log_in(firm["bodil"]).get(INVITE)
    browse.submit({"email": "ali@example.dk", "rights": rights})
    assert "ali@example.dk" in browse.follow().main
    with browse.session() as session:
        return (
            session.scalar(select(OutboxMessage.body).where(OutboxMessage.template == "invitation"))
            .split("5000")[1]
            .split(" ")[0]
        )


def test_from_invitation_to_a_colleague_who_writes_postings_and_sees_no_candidate(
    browse: Browse, firm: dict[str, User]
) -> None:
    link = invite(browse, firm, ["postings"])
    ali = browse.other()
    assert "Log på, og sig ja" in ali.get(link).main
    ali.log_in(firm["ali"]).get(link)
    ali.submit()
    page = ali.follow()
    assert "Birgit" not in page.text
    assert not page.soup.select("nav a[href='/virksomhed/kandidater']")
    ali.get("/virksomhed/kandidater", 403)
    ali.get(INVITE, 403)
    ali.get("/virksomhed/opslag/ny/form")
    assert ali.get(link).h1 == "Invitationen gælder ikke længere"
    assert "Birgit" in browse.get(OVERVIEW).text


def test_a_mail_address_that_is_none_is_said_at_the_field(browse: Browse, firm: dict[str, User]) -> None:
    browse.log_in(firm["bodil"]).get(INVITE)
    assert "@" in browse.submit({"email": "ali"}, 422).errors()["email"]


def test_the_last_administrator_is_told_what_to_do(browse: Browse, firm: dict[str, User]) -> None:
    page = f"{PROFILE}/bruger/{firm['bodil'].id}"
    browse.log_in(firm["bodil"]).get(page)
    assert "mindst én administrator" in browse.submit({"handling": "fjern"}, 422).errors()["rights"]
    browse.get(page)
    assert "mindst én administrator" in browse.submit({"rights": None}, 422).errors()["rights"]


def test_an_invitation_is_taken_back(browse: Browse, firm: dict[str, User]) -> None:
    link = invite(browse, firm, [])
    seen = browse.get(PROFILE)
    row = seen.soup.select_one("button[name=invitation]")
    assert row is not None
    browse.submit({"invitation": str(row["value"])})
    assert browse.other().get(link).h1 == "Invitationen gælder ikke længere"
    browse.other().get("/virksomhed/invitation/findes-ikke", 404)


def test_a_colleague_is_given_rights_and_taken_out(browse: Browse, firm: dict[str, User]) -> None:
    with browse.session() as session:
        ali = session.get_one(User, firm["ali"].id)
        ali.company_id = firm["bodil"].company_id
        session.commit()
    page = f"{PROFILE}/bruger/{firm['ali'].id}"
    browse.log_in(firm["bodil"]).get(page)
    browse.submit({"rights": ["candidates"]})
    assert "Kandidater og forløb" in browse.follow().main
    browse.get(page)
    browse.submit({"handling": "fjern"})
    browse.get(page, 404)


def test_who_sees_no_candidates_is_not_noted_as_having_looked(browse: Browse, firm: dict[str, User]) -> None:
    link = invite(browse, firm, ["postings"])
    with browse.session() as session, session.begin():
        proposal = session.scalars(select(Proposal)).one()
        session.refresh(proposal, ["posting"])
        Factory(session, NOW).placement(proposal, state="active")
        address = f"/virksomhed/opslag/{proposal.posting_id}"
    ali = browse.other()
    ali.log_in(firm["ali"]).get(link)
    ali.submit()
    for page in (OVERVIEW, address):
        assert "Birgit" not in ali.get(page).text
    with browse.session() as session:
        looked = session.scalars(select(AccessEntry).where(AccessEntry.actor_id == firm["ali"].id)).all()
    assert looked == [], "the law's room is reckoned without reading who is there"
