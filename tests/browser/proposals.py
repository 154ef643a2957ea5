"""Proposals that wait for somebody in the demo: for a citizen's answer, or for a company's."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.store.engine import writing_session
from portal.store.enrolments import Enrolment
from portal.store.matches import Proposal
from portal.store.postings import Posting
from portal.store.users import User
from tests.browser.conftest import Served
from tests.conftest import NOW
from tests.factories import ANSWERS, Factory

COMPANY = "virksomhed-c3"
HIDDEN = {
    "first_name": "Zenobia",
    "last_name": "Qvortrup",
    "address": "Hemmeligvej 7",
    "phone": "20 98 76 54",
    "email": "zq@example.dk",
}
"""The candidate's own, none of which her company may see before both have said yes."""
NUMBER, ILLNESS, CPR = "T-2026-909090", "rygsmerter", "610167-1007"


def _open_posting(session: Session) -> Posting:
    user = session.scalars(select(User).where(User.demo_key == COMPANY)).one()
    wanted = select(Posting).where(Posting.company_id == user.company_id, Posting.state == "open").limit(1)
    return session.scalars(wanted).one()


def with_candidate(served: Served) -> str:
    """A candidate waits for Amager Lager & Logistik; returns her code."""
    with writing_session(served.app.extensions["portal"].engine) as session, session.begin():
        make = Factory(session, NOW)
        person = make.other_person(cpr=CPR, **HIDDEN)
        answers = ANSWERS | {"hensyn": {"needs": ["max_lift"], "other": ILLNESS}}
        case = make.enrolment(person, state="ready_for_match", ready_at=NOW, number=NUMBER, answers=answers)
        make.plan(case, needs=[{"code": "max_lift", "limit": 3}])
        values = {"state": "sent_to_company", "candidate_code": "9Z9", "company_deadline": date(2026, 11, 27)}
        return make.proposal(case, _open_posting(session), **values).candidate_code


def with_proposal(served: Served, demo_key: str) -> None:
    """One of Amager Lager & Logistik's places waits for this citizen's answer."""
    with writing_session(served.app.extensions["portal"].engine) as session, session.begin():
        user = session.scalars(select(User).where(User.demo_key == demo_key)).one()
        case = session.scalars(select(Enrolment).where(Enrolment.person_id == user.person_id)).one()
        posting = _open_posting(session)
        Factory(session, NOW).proposal(case, posting, state="sent_to_citizen", citizen_deadline=date(2026, 11, 30))


def company_opens(served: Served, demo_key: str) -> None:
    """The company looks at this citizen as its candidate."""
    with writing_session(served.app.extensions["portal"].engine) as session, session.begin():
        user = session.scalars(select(User).where(User.demo_key == demo_key)).one()
        wanted = select(Proposal).where(Proposal.person_id == user.person_id, Proposal.state == "sent_to_company")
        session.scalars(wanted).one().company_opened_at = NOW
