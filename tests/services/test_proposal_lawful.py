"""The same law guards the decision and the agreement as the matching: what has changed since the run is seen."""

from __future__ import annotations

from typing import Any

import pytest

from portal.domain.access import Role
from portal.domain.errors import Refused
from portal.services import proposal as service
from portal.store import audit
from portal.store.matches import Proposal
from tests.conftest import MakeWork
from tests.factories import BIRGIT_FACTS, Factory, actor

ANOTHER = [{"kind": "work_trial", "hours": 37, "from": "2026-09-01", "to": None}]


def proposed(make: Factory, supported: list[dict[str, Any]] | None = None, **posting: Any) -> Proposal:
    """A computed work trial of four weeks at a workplace with one place."""
    company = make.company()
    company.workplaces[0].other_supported = supported or []
    made = make.posting(company, **{"kind": "work_trial", "weeks": 4} | posting)
    return make.proposal(posting=made)


def approve(make_work: MakeWork, make: Factory, row: Proposal, role: Role = Role.CASEWORKER, note: str = "") -> None:
    user = make.user(role, "Mette Kjær", municipalities=["185"], phone="32 00 00 10")
    make.session.flush()
    service.approve(make_work(actor(user)), service.Approve(row.id, row.version, "Jeg tror, det passer til dig.", note))


def test_what_is_lawful_is_approved(make: Factory, make_work: MakeWork) -> None:
    row = proposed(make)
    approve(make_work, make, row)
    assert row.state == "approved"


def test_a_length_that_the_law_does_not_know_stops_everybody(make: Factory, make_work: MakeWork) -> None:
    row = proposed(make, weeks=12)
    for role in (Role.CASEWORKER, Role.TEAM_LEADER):
        with pytest.raises(Refused, match=r"højst vare 4 uger.*LAB"):
            approve(make_work, make, row, role, "Det er i orden.")
    assert row.state == "computed"


def test_the_last_employer_is_seen_although_the_run_did_not_know(make: Factory, make_work: MakeWork) -> None:
    row = proposed(make)
    place = row.posting.workplace
    row.person.previous_employers = [{"cvr": row.company.cvr, "p_number": place.p_number, "last_day": "2026-03-15"}]
    with pytest.raises(Refused, match="hvor man sidst var ansat"):
        approve(make_work, make, row)


def test_what_must_be_assessed_is_the_caseworkers_to_assess(make: Factory, make_work: MakeWork) -> None:
    row = proposed(make, weeks=20)
    row.person.known_facts = BIRGIT_FACTS | {"benefit": "cash_benefit_activity_ready"}
    approve(make_work, make, row)
    assert row.state == "approved"


def test_a_full_workplace_stops_a_caseworker_and_tells_the_numbers(make: Factory, make_work: MakeWork) -> None:
    row = proposed(make, ANOTHER)
    with pytest.raises(Refused, match=r"I alt 1,54 af 1\..*BAB § 65.*teamleder"):
        approve(make_work, make, row, note="Det er i orden.")


def test_a_team_leader_may_go_beyond_it_with_a_reason_that_is_kept(make: Factory, make_work: MakeWork) -> None:
    row = proposed(make, ANOTHER)
    with pytest.raises(Refused, match="Skriv i noten"):
        approve(make_work, make, row, Role.TEAM_LEADER)
    approve(make_work, make, row, Role.TEAM_LEADER, "Den ene stopper før start.")
    assert (row.state, row.note) == ("approved", "Den ene stopper før start.")
    trail = audit.list_about(make.session, "proposal", row.id)
    assert "proposal.exceed_ratio" in [entry.action for entry in trail]


def test_paid_hours_need_no_room(make: Factory, make_work: MakeWork) -> None:
    row = proposed(make, ANOTHER, kind="paid_hours", weeks=None)
    approve(make_work, make, row)
    assert row.state == "approved"


def test_the_agreement_is_asked_of_the_law_too(make: Factory, make_work: MakeWork) -> None:
    row = proposed(make, ANOTHER)
    row.state = "meeting_agreed"
    work = make_work(actor(make.caseworker()))
    with pytest.raises(Refused, match="Der er ikke plads den dag"):
        service.agree(work, service.Agree(row.id, row.version))
    row.company.workplaces[0].other_supported = []
    make.session.flush()
    assert service.agree(work, service.Agree(row.id, row.version))
