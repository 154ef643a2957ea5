"""The scenarios of the specification that touch placement law, decided on stored cases on both databases."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from portal.domain.errors import Refused
from portal.domain.placement_law import Allowed
from portal.services import approval, following, lawful
from portal.services import proposal as service
from portal.services.work import Work
from portal.store.companies import Company
from portal.store.matches import Proposal
from portal.store.people import Person
from tests.conftest import MakeWork
from tests.factories import Factory, actor

C3 = "99001755"
TWO_FULL = [
    {"kind": "work_trial", "hours": 37, "from": "2026-09-01", "to": "2026-11-30"},
    {"kind": "wage_subsidy_job", "hours": 37, "from": "2026-09-01", "to": None},
]


@pytest.fixture
def mette(make: Factory, make_work: MakeWork) -> Work:
    return make_work(actor(make.caseworker()))


def workplace(make: Factory, cvr: str = "99001011", fte: list[float] | None = None, **given: Any) -> Company:
    supported = given.pop("supported", [])
    company = make.company(cvr=cvr, **given)
    company.workplaces[0].other_supported = supported
    company.workplaces[0].ordinary_fte = fte or [8.0, 8.0, 8.2, 8.0]
    return company


def proposed(
    make: Factory,
    company: Company,
    kind: str,
    *,
    person: Person | None = None,
    weeks: int = 4,
    start: date = date(2026, 12, 7),
    hours: float = 20,
) -> Proposal:
    make.session.refresh(company, ["workplaces", "specialists"])
    case = make.enrolment(person or make.other_person(), state="ready_for_match", ready_at=make.now)
    posting = make.posting(company, kind=kind, weeks=weeks)
    end = start + timedelta(weeks=weeks, days=-1)
    return make.proposal(case, posting, start_on=start, end_on=end, hours=hours)


def approve(work: Work, row: Proposal) -> str:
    work.session.flush()
    service.approve(work, service.Approve(row.id, row.version, "Jeg tror, det passer til dig."))
    return row.state


def test_h01_c1_misses_net_expansion_so_a_work_trial_or_paid_hours_remain(make: Factory, mette: Work) -> None:
    c1 = workplace(make, monthly_fte=[8.0] * 10 + [8.2, 8.0])
    birgit = {"person": make.person()}
    with pytest.raises(Refused, match=r"ansatte på fuld tid.*Der mangler 0,02"):
        approve(mette, proposed(make, c1, "wage_subsidy_job", weeks=26, **birgit))
    assert approve(mette, proposed(make, c1, "work_trial")) == "approved"
    assert approve(mette, proposed(make, c1, "paid_hours", weeks=26)) == "approved"


def test_h09_employer_breaks_the_ratio_unless_the_start_is_after_the_first_ends(make: Factory, mette: Work) -> None:
    c3 = workplace(make, C3, [14.2, 13.8, 14.0, 13.6], supported=TWO_FULL)
    with pytest.raises(Refused, match=r"grænsen 2 .*I alt 2,54 af 2"):
        approve(mette, proposed(make, c3, "work_trial", start=date(2026, 11, 30)))
    assert approve(mette, proposed(make, c3, "work_trial", start=date(2026, 12, 7))) == "approved"


def test_h09_a_posting_says_from_when_there_is_room(make: Factory, mette: Work) -> None:
    c3 = workplace(make, C3, [14.2, 13.8, 14.0, 13.6], supported=TWO_FULL)
    given = {"state": "submitted", "kind": "work_trial", "weeks": 4, "hours_max": 20, "start_from": date(2026, 11, 30)}
    too_early = make.posting(c3, start_to=date(2026, 11, 30), **given)
    with pytest.raises(Refused, match=r"fra 1\. december"):
        approval.approve_posting(mette, approval.ApprovePosting(too_early.id, too_early.version))
    later = make.posting(c3, start_to=date(2026, 12, 31), **given)
    approval.approve_posting(mette, approval.ApprovePosting(later.id, later.version))
    assert later.state == "open"


def test_h11_no_wage_subsidy_or_work_trial_at_the_last_employer(make: Factory, mette: Work) -> None:
    """Ole left C3 in March. He is over fifty and need not wait, but C3 is closed to him; paid hours there are not."""
    c3 = workplace(make, C3)
    place = {"cvr": C3, "p_number": c3.workplaces[0].p_number, "last_day": "2026-03-15"}
    ole = make.person(cpr="870862-0221", first_name="Ole", last_name="Lund", previous_employers=[place])
    for kind, weeks in (("wage_subsidy_job", 20), ("work_trial", 4)):
        row = proposed(make, c3, kind, person=ole, weeks=weeks)
        with pytest.raises(Refused, match=r"sidst var ansat.*Løntimer er en mulighed"):
            approve(mette, row)
        row.state = "discarded"
    assert approve(mette, proposed(make, c3, "paid_hours", person=ole)) == "approved"


def test_h12_sick_listed_with_a_job_gets_no_wage_subsidy_but_a_start_at_her_own(make: Factory, mette: Work) -> None:
    """At her own employer the ratio is not held against her, also where every place is taken."""
    c14 = workplace(make, supported=TWO_FULL)
    place_id = c14.workplaces[0].id
    facts = {"benefit": "salary_during_sickness", "sick_since": "2026-09-21", "has_employer": "yes"}
    anne_mette = make.person(cpr="770585-0214", known_facts=facts)
    subsidy = proposed(make, workplace(make, "99002123"), "wage_subsidy_job", person=anne_mette, weeks=20)
    with pytest.raises(Refused, match="Løntilskud kan ikke bruges, når man"):
        approve(mette, subsidy)
    subsidy.state = "agreement"
    own = make.placement(subsidy, state="active", start_on=date(2026, 11, 2), end_on=date(2026, 11, 29))
    own.posting_id, own.company_id, own.workplace_id = None, c14.id, place_id
    mette.session.flush()
    mette.session.refresh(own, ["parts"])
    own.parts[0].kind = "work_trial"
    following.extend(mette, following.Extend(own.id, own.version, date(2026, 12, 27), "Timerne stiger."))
    assert own.end_on == date(2026, 12, 27)


def test_h20_one_man_firm_has_room_for_one(make: Factory, mette: Work) -> None:
    c16 = workplace(make, "99006935", [0.0, 0.0, 0.0, 0.0])
    first = proposed(make, c16, "work_trial", hours=37)
    assert approve(mette, first) == "approved"
    first.state = "agreement"
    placed = make.placement(first, state="planned")
    mette.session.refresh(placed, ["parts"])
    placed.parts[0].hours_ladder = [{"from": "2026-12-07", "hours": 37}]
    with pytest.raises(Refused, match="I alt 2,00 af 1"):
        approve(mette, proposed(make, c16, "work_trial", hours=37))


def test_h21_net_expansion_falls_and_holds(make: Factory, mette: Work) -> None:
    falling = workplace(make, monthly_fte=[22.0, 22, 22, 21, 21, 21, 20, 20, 20, 20, 20, 20])
    even = workplace(make, C3, monthly_fte=[8.0] * 12)
    with pytest.raises(Refused, match=r"der 20,00 ansatte på fuld tid. Snittet for 12 måneder er 20,75"):
        approve(mette, proposed(make, falling, "wage_subsidy_job", person=make.person(), weeks=20))
    assert approve(mette, proposed(make, even, "wage_subsidy_job", weeks=20)) == "approved"


@pytest.mark.parametrize(("granted", "allowed"), [("2026-03-01", Allowed.ASSESS), ("2025-11-01", Allowed.YES)])
def test_h22_a_benefit_that_no_longer_opens_is_for_a_person_to_judge(
    make: Factory, mette: Work, granted: str, allowed: Allowed
) -> None:
    person = make.person(known_facts={"benefit": "resource_course", "unemployed_since": granted, "has_employer": "no"})
    row = proposed(make, workplace(make), "work_trial", person=person)
    assert lawful.refuse_unlawful(mette, lawful.of_proposal(mette, row)).allowed is allowed
    assert approve(mette, row) == "approved"
