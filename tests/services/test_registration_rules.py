"""The rules of a company's registration, on both databases: who may, what is needed, and what a repeat does."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from portal.adapters.company_register import DemoCompanyRegister, FakeCompanyRegister
from portal.domain.errors import IllegalMove, NotFound, Refused, Stale
from portal.domain.values import Cvr
from portal.services import registration as service
from portal.services.ports import Ports, RegisterDown
from portal.services.work import Work
from portal.store.audit import AuditEntry
from portal.store.companies import Company
from portal.store.outbox import OutboxMessage
from tests.conftest import MakeWork
from tests.factories import Factory, actor

NUMBERS = (8.0, 8.0, 8.2, 8.0)


def registered(make_work: MakeWork, make: Factory, state: str = "draft", **given: Any) -> tuple[Work, Company]:
    company = make.company(state=state, **given)
    return make_work(actor(make.company_user(company))), company


def with_register(work: Work, register: Any) -> Work:
    work.ports = Ports(work.ports.clock, register, work.ports.post)
    return work


def test_every_number_in_the_demo_register_holds_mod_11() -> None:
    companies = DemoCompanyRegister.shipped().companies
    assert all(Cvr.parse(cvr).digits == cvr for cvr in companies)
    assert {one.status for one in companies.values()} == {"active", "closed", "bankrupt"}
    places = [place.p_number for one in companies.values() for place in one.workplaces]
    assert len(places) == len(set(places))


def test_a_company_is_made_from_the_register_and_a_second_time_is_the_same(make_work: MakeWork, make: Factory) -> None:
    work = make_work(actor(make.company_user()))
    first = service.open_company(work, service.OpenCompany("DK 99 00 10 11"))
    assert service.open_company(work, service.OpenCompany("99001011")) == first
    company = work.session.get_one(Company, first)
    assert (company.name, company.state, company.operating_municipality) == (
        "Kastrup Kontorservice ApS",
        "draft",
        "185",
    )
    assert [entry.action for entry in work.trail] == ["company.register"]


def test_dragoer_is_run_by_taarnby(make_work: MakeWork, make: Factory) -> None:
    work = make_work(actor(make.company_user(cvr="99001380")))
    company = work.session.get_one(Company, service.open_company(work, service.OpenCompany("99001380")))
    assert company.operating_municipality == "185"


def test_a_log_in_that_vouches_for_nothing_registers_nothing(make_work: MakeWork, make: Factory) -> None:
    work = make_work(actor(make.company_user(cvr=None)))
    with pytest.raises(Refused):
        service.open_company(work, service.OpenCompany("99001011"))


def test_nobody_joins_a_company_the_log_in_does_not_vouch_for(make_work: MakeWork, make: Factory) -> None:
    make.company(cvr="99001755")
    user = make.company_user()
    with pytest.raises(Refused) as fault:
        service.open_company(make_work(actor(user)), service.OpenCompany("99001755"))
    assert fault.value.field == "cvr"
    assert user.company_id is None


def test_a_register_that_is_down_is_told_apart_from_one_that_does_not_know(make_work: MakeWork, make: Factory) -> None:
    work = make_work(actor(make.company_user()))
    with pytest.raises(RegisterDown):
        service.open_company(with_register(work, FakeCompanyRegister.that_is_down()), service.OpenCompany("99001011"))
    with pytest.raises(Refused, match="Vi kan ikke finde CVR-nummeret"):
        service.open_company(with_register(work, FakeCompanyRegister.of()), service.OpenCompany("99001011"))


def test_one_employee_needs_no_representative(make_work: MakeWork, make: Factory) -> None:
    work, company = registered(make_work, make)
    place = company.workplaces[0]
    with pytest.raises(Refused) as fault:
        service.save_workplace(work, service.SaveWorkplace(company.version, place.id, NUMBERS))
    assert fault.value.field == "representative_name"
    service.save_workplace(work, service.SaveWorkplace(company.version, place.id, (0, 0, 1, 1)))
    assert company.monthly_fte == [0] * 9 + [0, 1, 1]


def test_the_year_is_the_sum_of_all_workplaces(make_work: MakeWork, make: Factory) -> None:
    work = make_work(actor(make.company_user(cvr="99010037")))
    company = work.session.get_one(Company, service.open_company(work, service.OpenCompany("99010037")))
    work.actor = actor(work.session.get_one(type(make.company_user()), work.actor.user_id))
    for place, each in zip(company.workplaces, (3.0, 2.0), strict=True):
        command = service.SaveWorkplace(company.version, place.id, (each,) * 4, representative_name="Tina Rep")
        service.save_workplace(work, command)
    assert company.monthly_fte == [5.0] * 12


def test_the_last_specialist_stays(make_work: MakeWork, make: Factory) -> None:
    work, company = registered(make_work, make, "approved")
    with pytest.raises(Refused):
        service.remove_specialist(work, service.RemoveSpecialist(company.version, company.specialists[0].id))


def test_sending_needs_every_step_and_happens_once(make_work: MakeWork, make: Factory) -> None:
    work, company = registered(make_work, make)
    with pytest.raises(Refused):
        service.submit(work, service.SubmitCompany(company.version))
    service.read_safety(work, service.ReadSafety(company.version))
    receipt = service.submit(work, service.SubmitCompany(company.version))
    assert service.submit(work, service.SubmitCompany(0)) == receipt
    work.session.flush()
    assert len(list(work.session.scalars(select(OutboxMessage)))) == 1
    actions = [entry.action for entry in work.session.scalars(select(AuditEntry))]
    assert actions.count("company.submit") == 1


def test_a_stale_version_and_a_foreign_workplace(make_work: MakeWork, make: Factory) -> None:
    work, company = registered(make_work, make)
    foreign = make.company(cvr="99001755").workplaces[0]
    with pytest.raises(Stale):
        service.read_safety(work, service.ReadSafety(company.version + 1))
    with pytest.raises(NotFound):
        service.save_workplace(work, service.SaveWorkplace(company.version, foreign.id, NUMBERS))


def test_a_reply_is_given_only_when_asked(make_work: MakeWork, make: Factory) -> None:
    work, company = registered(make_work, make, "submitted")
    with pytest.raises(IllegalMove):
        service.reply_to_question(work, service.ReplyToQuestion(company.version, "Ja."))


@pytest.mark.parametrize("state", ["rejected", "ended"])
def test_a_company_that_is_out_changes_nothing(make_work: MakeWork, make: Factory, state: str) -> None:
    work, company = registered(make_work, make, state)
    with pytest.raises(Refused):
        service.read_safety(work, service.ReadSafety(company.version))
