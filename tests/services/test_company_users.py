"""Several users in a company: invitations that work once, rights, and an administrator who cannot be the last to leave."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.domain.access import CompanyRight
from portal.domain.errors import NotFound, Refused
from portal.services import company_users as service
from portal.services import registration
from portal.services.work import Work
from portal.store import invitations
from portal.store.outbox import OutboxMessage
from portal.store.users import User
from tests.conftest import NOW, MakeWork
from tests.factories import Factory, actor

LINK = "http://127.0.0.1:5000/virksomhed/invitation/{code}"
BOTH = frozenset({CompanyRight.POSTINGS, CompanyRight.CANDIDATES})


class Firm:
    """Kastrup Kontorservice with Bodil, who runs it, and Ali, who has logged in for it and is not in yet."""

    def __init__(self, make: Factory, make_work: MakeWork) -> None:
        self.company = make.company()
        self.bodil: User = make.company_user(self.company)
        self.ali: User = make.company_user(name="Ali Kollega")
        self.make_work = make_work
        self.work = make_work(actor(self.bodil))

    def invite(self, rights: frozenset[CompanyRight] = BOTH, email: str = "ali@example.dk") -> str:
        service.invite(self.work, service.Invite(email, rights, LINK))
        self.work.session.flush()
        mails = select(OutboxMessage).where(OutboxMessage.template == "invitation").order_by(OutboxMessage.id.desc())
        body = self.work.session.scalars(mails).first().body  # type: ignore[union-attr]
        return body.split("/invitation/")[1].split(" ")[0]

    def as_user(self, user: User) -> Work:
        return self.make_work(actor(user))

    def accept(self, code: str, user: User | None = None) -> None:
        service.accept(self.as_user(user or self.ali), service.AcceptInvitation(code))


@pytest.fixture
def firm(make: Factory, make_work: MakeWork) -> Firm:
    return Firm(make, make_work)


def test_an_invitation_gives_its_rights_once(firm: Firm, make: Factory) -> None:
    code = firm.invite()
    firm.accept(code)
    assert (firm.ali.company_id, firm.ali.company_rights) == (firm.company.id, ["candidates", "postings"])
    firm.accept(code)  # the same person once more is led on
    third = make.company_user(name="Eva Tredje")
    with pytest.raises(Refused, match="gælder ikke længere"):
        firm.accept(code, third)
    assert third.company_id is None


def test_a_link_is_worth_nothing_for_another_company(firm: Firm, make: Factory) -> None:
    code, foreign = firm.invite(), make.user(firm.bodil.role, "Fremmed", cvr="99001380")
    with pytest.raises(Refused, match="anden virksomhed"):
        firm.accept(code, foreign)
    firm.accept(code)


def test_the_code_is_only_in_the_mail(firm: Firm) -> None:
    code = firm.invite()
    row = invitations.list_open(firm.work.session, firm.company.id, NOW)[0]
    assert code not in repr(vars(row))
    assert all(code not in str(entry.detail) for entry in firm.work.trail)


def test_an_invitation_expires_and_can_be_taken_back(firm: Firm) -> None:
    code = firm.invite()
    late = firm.as_user(firm.ali)
    late.now = NOW + timedelta(days=14)
    with pytest.raises(Refused, match="gælder ikke længere"):
        service.accept(late, service.AcceptInvitation(code))
    one = invitations.list_open(firm.work.session, firm.company.id, NOW)[0]
    service.withdraw(firm.work, service.WithdrawInvitation(one.id))
    with pytest.raises(Refused, match="gælder ikke længere"):
        firm.accept(code)


def test_one_invitation_at_a_time_to_an_address(firm: Firm) -> None:
    firm.invite()
    with pytest.raises(Refused, match="allerede sendt"):
        firm.invite(email="ALI@example.dk")


def test_who_does_not_run_the_company_changes_nobody(firm: Firm, make: Factory) -> None:
    firm.accept(firm.invite())
    ali = firm.as_user(firm.ali)
    for verb, command in (
        (service.invite, service.Invite("x@example.dk", BOTH, LINK)),
        (service.remove, service.RemoveUser(firm.bodil.id)),
        (service.set_rights, service.SetRights(firm.ali.id, BOTH, frozenset({CompanyRight.ADMINISTRATE}))),
    ):
        with pytest.raises(NotFound):
            verb(ali, command)
    stranger = make.company_user(make.company(cvr="99001380"))
    with pytest.raises(NotFound):
        service.remove(firm.work, service.RemoveUser(stranger.id))


def test_the_last_administrator_cannot_leave(firm: Firm) -> None:
    firm.accept(firm.invite())
    admin = frozenset({CompanyRight.ADMINISTRATE})
    for verb, command in (
        (service.remove, service.RemoveUser(firm.bodil.id)),
        (service.set_rights, service.SetRights(firm.bodil.id, admin, BOTH)),
    ):
        with pytest.raises(Refused, match="mindst én administrator"):
            verb(firm.work, command)
    service.set_rights(firm.work, service.SetRights(firm.ali.id, BOTH, admin))
    service.remove(firm.work, service.RemoveUser(firm.bodil.id))
    assert (firm.bodil.company_id, firm.bodil.company_rights) == (None, [])


def test_two_administrators_do_not_leave_each_other_alone(firm: Firm) -> None:
    firm.accept(firm.invite(frozenset({CompanyRight.ADMINISTRATE})))
    ali = firm.as_user(firm.ali)
    service.remove(ali, service.RemoveUser(firm.bodil.id))
    with pytest.raises(NotFound):  # Bodil's page was open all the time
        service.remove(firm.work, service.RemoveUser(firm.ali.id))
    assert firm.ali.company_id == firm.company.id


def test_rights_changed_meanwhile_are_seen_first(firm: Firm) -> None:
    firm.accept(firm.invite())
    service.set_rights(firm.work, service.SetRights(firm.ali.id, BOTH, frozenset()))
    with pytest.raises(Refused, match="imens"):
        service.set_rights(firm.work, service.SetRights(firm.ali.id, BOTH, frozenset({CompanyRight.ADMINISTRATE})))


def test_nobody_walks_into_a_company_that_has_an_administrator(firm: Firm) -> None:
    ali = firm.as_user(firm.ali)
    with pytest.raises(Refused, match="Bodil Krogh"):
        registration.open_company(ali, registration.OpenCompany("99001011"))
    firm.bodil.company_id = None
    registration.open_company(ali, registration.OpenCompany("99001011"))
    assert firm.ali.company_rights == ["administrate"]
