"""The same law guards every decision: the posting, the proposal, the agreement, a longer time and more hours."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pytest

from portal.domain.access import Actor, Role
from portal.domain.errors import IllegalMove, Refused
from portal.services import approval, following
from portal.services import proposal as service
from portal.store import audit, placements
from portal.store import following as notes
from portal.store.companies import Company
from portal.store.matches import Proposal
from tests.conftest import MakeWork
from tests.factories import BIRGIT_FACTS, Factory, actor

ANOTHER = [{"kind": "work_trial", "hours": 37, "from": "2026-09-01", "to": None}]
START = date(2026, 12, 7)


@dataclass(frozen=True)
class Unlawful:
    """A place that may not be, and what the law says of it."""

    says: str
    kind: str = "work_trial"
    weeks: int = 4
    supported: list[dict[str, Any]] = field(default_factory=list)
    monthly: tuple[float, ...] = (8.0,) * 12

    def company(self, make: Factory) -> Company:
        company = make.company(monthly_fte=list(self.monthly))
        company.workplaces[0].other_supported = self.supported
        return company


FULL = Unlawful("Der er ikke plads|Plads til én mere fra|Ingen plads|ikke plads", supported=ANOTHER)
TOO_LONG = Unlawful(r"(?i)højst.* uger", kind="wage_subsidy_job", weeks=60)
SHRINKING = Unlawful("Snittet for 12 måneder er", kind="wage_subsidy_job", weeks=20, monthly=(9.0,) * 11 + (8.0,))


def a_posting(make: Factory, make_work: MakeWork, case: Unlawful) -> None:
    row = make.posting(case.company(make), state="submitted", kind=case.kind, weeks=case.weeks)
    work = make_work(actor(make.caseworker()))
    approval.approve_posting(work, approval.ApprovePosting(row.id, row.version))


def a_proposal(make: Factory, make_work: MakeWork, case: Unlawful) -> None:
    approve(make_work, make, proposed(make, case.supported, case.weeks, kind=case.kind, company=case.company(make)))


def an_agreement(make: Factory, make_work: MakeWork, case: Unlawful) -> None:
    row = proposed(make, case.supported, case.weeks, kind=case.kind, company=case.company(make))
    row.state = "meeting_agreed"
    make.session.flush()
    service.agree(make_work(actor(make.caseworker())), service.Agree(row.id, row.version))


def a_longer_time(make: Factory, make_work: MakeWork, case: Unlawful) -> None:
    row = make.placement(
        proposed(make, case.supported, case.weeks, kind=case.kind, company=case.company(make)),
        state="active",
        start_on=date(2026, 11, 2),
        end_on=date(2026, 11, 22),
    )
    until = row.start_on + timedelta(weeks=case.weeks, days=-1)
    make.session.refresh(row, ["parts"])
    command = following.Extend(row.id, row.version, until, "Det går godt.")
    following.extend(make_work(actor(make.caseworker())), command)


def more_hours(make: Factory, make_work: MakeWork, case: Unlawful) -> None:
    row = make.placement(proposed(make, case.supported, kind=case.kind, company=case.company(make)), state="active")
    make.session.refresh(row, ["parts"])
    command = following.Adjust(row.id, row.version, row.parts[0].id, START, 25, "Hun vil gerne mere.")
    following.adjust(make_work(actor(make.caseworker())), command)


PATHS = [a_posting, a_proposal, an_agreement, a_longer_time, more_hours]
BEGUN = {a_longer_time: [SHRINKING], more_hours: [TOO_LONG, SHRINKING]}
"""What was asked when it began, and is not asked again."""


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.__name__)
@pytest.mark.parametrize("case", [FULL, TOO_LONG, SHRINKING], ids=["full", "too_long", "shrinking"])
def test_every_path_refuses_the_same(
    make: Factory, make_work: MakeWork, path: Callable[[Factory, MakeWork, Unlawful], None], case: Unlawful
) -> None:
    if case in BEGUN.get(path, []):
        path(make, make_work, case)
        return
    with pytest.raises(Refused, match=case.says):
        path(make, make_work, case)


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.__name__)
def test_every_path_lets_the_lawful_through(
    make: Factory, make_work: MakeWork, path: Callable[[Factory, MakeWork, Unlawful], None]
) -> None:
    path(make, make_work, Unlawful(""))


def proposed(
    make: Factory,
    supported: list[dict[str, Any]] | None = None,
    weeks: int | None = 4,
    company: Company | None = None,
    **posting: Any,
) -> Proposal:
    """A computed work trial at a workplace with one place."""
    company = company or make.company()
    company.workplaces[0].other_supported = supported or []
    made = make.posting(company, **{"kind": "work_trial", "weeks": weeks} | posting)
    return make.proposal(posting=made, end_on=START + timedelta(weeks=weeks, days=-1) if weeks else None)


def staff(make: Factory, role: Role = Role.CASEWORKER, name: str = "Mette Kjær") -> Actor:
    return actor(make.user(role, name, municipalities=["185"], phone="32 00 00 10"))


def approve(make_work: MakeWork, make: Factory, row: Proposal, who: Actor | None = None) -> None:
    make.session.flush()
    command = service.Approve(row.id, row.version, "Jeg tror, det passer til dig.")
    service.approve(make_work(who or staff(make)), command)


def test_the_last_employer_is_seen_although_the_run_did_not_know(make: Factory, make_work: MakeWork) -> None:
    row = proposed(make)
    place = row.posting.workplace
    row.person.previous_employers = [{"cvr": row.company.cvr, "p_number": place.p_number, "last_day": "2026-03-15"}]
    with pytest.raises(Refused, match=r"hvor man sidst var ansat.*Det står i BAB § 61"):
        approve(make_work, make, row)


def test_what_must_be_assessed_is_the_caseworkers_to_assess(make: Factory, make_work: MakeWork) -> None:
    row = proposed(make, weeks=20)
    row.person.known_facts = BIRGIT_FACTS | {"benefit": "cash_benefit_activity_ready"}
    approve(make_work, make, row)
    assert row.state == "approved"


def test_paid_hours_need_no_room_and_no_numbers(make: Factory, make_work: MakeWork) -> None:
    row = proposed(make, ANOTHER, None, kind="paid_hours")
    row.posting.workplace.ordinary_fte = []
    approve(make_work, make, row)
    assert row.state == "approved"


def test_without_numbers_nobody_can_vouch_for_the_room(make: Factory, make_work: MakeWork) -> None:
    row = proposed(make)
    row.posting.workplace.ordinary_fte = []
    row.ratio_reason, row.ratio_allowed_by = "Det går nok.", None
    with pytest.raises(Refused, match="Antallet af ansatte mangler"):
        approve(make_work, make, row)


def test_the_ratio_is_exceeded_by_two_people_with_a_reason(make: Factory, make_work: MakeWork) -> None:
    """B.6: a caseworker is stopped, a team leader gives her word, and a colleague decides; then the agreement holds too."""
    row, mette, rikke = proposed(make, ANOTHER), staff(make), staff(make, Role.TEAM_LEADER, "Rikke Nørby")
    with pytest.raises(Refused, match=r"I alt 1,54 af 1\..*BAB § 65.*bed en teamleder"):
        approve(make_work, make, row, mette)
    with pytest.raises(Refused, match="giv lov til det med en grund"):
        approve(make_work, make, row, rikke)
    allow(make_work, row, rikke, "Den ene stopper før start.")
    with pytest.raises(Refused, match="Du har selv givet lov"):
        approve(make_work, make, row, rikke)
    approve(make_work, make, row, mette)
    row.state = "meeting_agreed"
    make.session.flush()
    placement_id = service.agree(make_work(mette), service.Agree(row.id, row.version))
    [word] = notes.list_changes(make.session, placement_id)
    assert (word.kind, word.words, word.made_by) == ("ratio", "Den ene stopper før start.", rikke.user_id)
    assert placements.get(make.session, placement_id).ratio_reason is None, "more hours or weeks ask for a new word"
    seen = [entry.action for entry in audit.list_about(make.session, "proposal", row.id)]
    assert seen.index("proposal.allow_ratio") < seen.index("proposal.exceed_ratio") < seen.index("proposal.approve")


def allow(make_work: MakeWork, row: Proposal, who: Actor, reason: str) -> None:
    service.allow_ratio(make_work(who), service.AllowRatio(row.id, row.version, reason))


def test_only_a_team_leader_gives_the_word_and_only_with_a_reason(make: Factory, make_work: MakeWork) -> None:
    row = proposed(make, ANOTHER)
    with pytest.raises(IllegalMove):
        allow(make_work, row, staff(make), "Det er i orden.")
    with pytest.raises(Refused, match="Skriv, hvorfor"):
        allow(make_work, row, staff(make, Role.TEAM_LEADER), " ")
    row.state = "agreement"
    make.session.flush()
    with pytest.raises(IllegalMove):
        allow(make_work, row, staff(make, Role.TEAM_LEADER), "Det er for sent.")


def test_the_word_never_makes_lawful_what_the_tables_say_no_to(make: Factory, make_work: MakeWork) -> None:
    row = proposed(make, ANOTHER, weeks=12)
    allow(make_work, row, staff(make, Role.TEAM_LEADER), "Vi vil det gerne.")
    with pytest.raises(Refused, match=r"højst vare 4 uger.*LAB"):
        approve(make_work, make, row)


def test_a_posting_and_a_placement_take_the_word_too(make: Factory, make_work: MakeWork) -> None:
    leader, mette = staff(make, Role.TEAM_LEADER, "Rikke Nørby"), staff(make)
    company = FULL.company(make)
    posting = make.posting(company, state="submitted", kind="work_trial", weeks=4)
    approval.allow_ratio(make_work(leader), approval.AllowRatio(posting.id, posting.version, "Den ene stopper."))
    approval.approve_posting(make_work(mette), approval.ApprovePosting(posting.id, posting.version))
    row = make.placement(make.proposal(posting=posting, state="agreement"), state="active")
    make.session.refresh(row, ["parts"])
    following.allow_ratio(make_work(leader), following.AllowRatio(row.id, row.version, "Den ene stopper."))
    command = following.Adjust(row.id, row.version, row.parts[0].id, START, 25, "Hun vil gerne mere.")
    following.adjust(make_work(mette), command)
    assert (posting.state, row.parts[0].hours_ladder[-1]["hours"]) == ("open", 25)
