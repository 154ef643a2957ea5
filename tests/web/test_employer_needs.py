"""Needs on the pages: chosen by the citizen, read by the company, gone in the same request as they are taken back."""

from __future__ import annotations

import pytest

from portal.store.users import User
from tests.conftest import NOW
from tests.factories import Factory
from tests.web.browse import Browse

LIFT = "Ingen løft over 5 kg"


class Both:
    def __init__(self, browse: Browse) -> None:
        with browse.session() as session:
            make = Factory(session, NOW)
            person = make.person()
            case = make.enrolment(person, state="ready_for_match", ready_at=NOW)
            make.plan(case, needs=[{"code": "extra_breaks"}, {"code": "max_lift", "limit": 5}])
            proposal = make.proposal(case, state="company_yes")
            company = proposal.company
            birgit, bodil = make.citizen(person), make.company_user(company)
            self.choices, self.proposal = f"/min-side/valg/{case.id}", f"/min-side/forslag/{proposal.id}"
            self.candidate = f"/virksomhed/kandidater/{proposal.id}"
            session.commit()
            ids = birgit.id, bodil.id
        self.birgit = browse.log_in(User(id=ids[0]))
        self.firm = browse.other().log_in(User(id=ids[1]))


@pytest.fixture
def both(browse: Browse) -> Both:
    return Both(browse)


def test_one_need_is_told_and_taken_back(both: Both) -> None:
    assert "max_lift" not in both.firm.get(both.candidate).text
    assert LIFT not in both.firm.get(both.candidate).text
    seen = both.birgit.get(both.proposal)
    assert seen.soup.select(f"a[href='{both.proposal}/hensyn']")
    both.birgit.get(f"{both.proposal}/hensyn")
    both.birgit.submit({"needs": ["max_lift"], "svar": "ja"})
    told = both.firm.get(both.candidate).text
    assert LIFT in told
    assert "Ekstra pauser" not in told
    mine = both.birgit.get(both.choices)
    button = mine.soup.select_one("button[name=hensyn]")
    assert button is not None
    both.birgit.post(both.choices, {"hensyn": str(button["value"])})
    assert LIFT not in both.firm.get(both.candidate).text
    assert not both.birgit.get(both.choices).soup.select("button[name=hensyn]")


def test_saying_no_tells_nothing_and_a_made_up_consent_is_not_found(both: Both) -> None:
    both.birgit.get(f"{both.proposal}/hensyn")
    both.birgit.submit({"needs": ["max_lift"], "svar": "nej"})
    assert LIFT not in both.firm.get(both.candidate).text
    both.birgit.post(both.choices, {"hensyn": "abc"}, 404)
    both.birgit.post(both.choices, {"hensyn": "00000000-0000-7000-8000-000000000000"}, 404)
