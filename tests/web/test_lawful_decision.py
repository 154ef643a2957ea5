"""What the law stops is said beside the decision, what was typed stays, and a team leader's word lets a colleague go on."""

from __future__ import annotations

from datetime import date

from portal.domain.access import Role
from portal.store.matches import Proposal
from portal.store.placements import Placement
from tests.conftest import NOW
from tests.factories import Factory
from tests.web.browse import Browse
from tests.web.citizen_cases import preparing

ANOTHER = [{"kind": "work_trial", "hours": 37, "from": "2026-09-01", "to": None}]


def test_two_people_take_a_proposal_beyond_the_ratio(browse: Browse) -> None:
    with preparing(browse) as session:
        make = Factory(session, NOW)
        company = make.company()
        company.workplaces[0].other_supported = ANOTHER
        row = make.proposal(posting=make.posting(company, kind="work_trial", weeks=4), end_on=date(2027, 1, 3))
        mette, rikke = make.caseworker(), make.user(Role.TEAM_LEADER, "Rikke Nørby", municipalities=["185"])
    here = f"/medarbejder/match/{row.id}"
    approve = {"handling": "approve", "version": 1, "message": "Den her er god til dig.", "note": ""}

    browse.log_in(mette)
    assert "Giv lov" not in browse.get(here).main
    stopped = browse.post(here, approve, 422)
    assert "I alt 1,54 af 1. Det står i BAB § 65" in stopped.errors()["message"]
    assert "bed en teamleder" in stopped.errors()["message"]
    assert "Den her er god til dig." in stopped.main

    browse.log_in(rikke)
    assert "Giv lov til at gå over forholdstallet" in browse.get(here).main
    nothing = browse.post(here, {"handling": "allow_ratio", "version": 1, "ratio_reason": ""}, 422)
    assert nothing.errors()["ratio_reason"] == "Skriv, hvorfor det er i orden her."
    browse.post(here, {"handling": "allow_ratio", "version": 1, "ratio_reason": "Den ene stopper før start."})

    browse.log_in(mette)
    page = browse.get(here)
    assert "Teamlederen har givet lov til at gå over forholdstallet. Den ene stopper før start." in page.main
    assert "Lov til at gå over forholdstallet" in page.main
    browse.post(here, approve | {"version": 2})
    with browse.session() as session:
        assert session.get_one(Proposal, row.id).state in ("approved", "sent_to_citizen")


def test_a_posting_and_a_placement_show_the_form_to_a_team_leader_only(browse: Browse) -> None:
    with preparing(browse) as session:
        make = Factory(session, NOW)
        company = make.company()
        company.workplaces[0].other_supported = ANOTHER
        posting = make.posting(company, state="submitted", kind="work_trial", weeks=4)
        placement = make.placement(make.proposal(posting=posting, state="agreement"), state="active")
        mette, rikke = make.caseworker(), make.user(Role.TEAM_LEADER, "Rikke Nørby", municipalities=["185"])
    pages = (f"/medarbejder/opslag/{posting.id}", f"/medarbejder/forloeb/{placement.id}")
    word = {"handling": "allow_ratio", "version": 1, "ratio_reason": "Den ene stopper."}
    browse.log_in(mette)
    for page in pages:
        assert "Giv lov" not in browse.get(page).main
        browse.post(page, word, 409)
    browse.log_in(rikke)
    for page in pages:
        assert "Giv lov til at gå over forholdstallet" in browse.get(page).main
        browse.post(page, word)
        assert "Den ene stopper." in browse.get(page).main
    with browse.session() as session:
        assert session.get_one(Placement, placement.id).ratio_allowed_by == rikke.id
