"""The agreement: a yes is bound to the exact text, and all must say it before the first day. On both databases."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from portal.domain.agreement import SECTIONS, changes, digest
from portal.domain.errors import NotFound, Refused
from portal.domain.workflow import Party
from portal.services import agreement as service
from portal.services import following
from portal.services.work import Work
from portal.store import agreements, placements
from portal.store.outbox import OutboxMessage
from portal.store.placements import Placement
from tests.conftest import NOW, MakeWork
from tests.factories import Factory, actor

LINK = "http://127.0.0.1:5000/virksomhed/hoering/{code}"


class Planned:
    """Birgit and Kastrup Kontorservice have met; the placement stands planned."""

    def __init__(self, make: Factory, make_work: MakeWork, **given: object) -> None:
        self.person = make.person()
        enrolment = make.enrolment(self.person, state="ready_for_match", ready_at=NOW)
        make.plan(enrolment)
        posting = make.posting(make.company(), kind=given.pop("kind", "work_trial"))
        self.company = posting.company
        self.row: Placement = make.placement(
            make.proposal(enrolment, posting, state="agreement"), end_on=date(2027, 1, 3), **given
        )
        make.session.refresh(self.row, ["parts"])
        self.staff: Work = make_work(actor(make.caseworker()))
        self.citizen: Work = make_work(actor(make.citizen(self.person)))
        self.firm: Work = make_work(actor(make.company_user(self.company)))
        self.nobody: Work = make_work()

    def write(self, **corrected: str) -> None:
        draft = service.draft_terms(self.staff, self.row.id)
        own = {name: draft[name] for name in ("aim", "hours", "accommodations", "contact", "mentor")} | corrected
        service.write(self.staff, service.WriteAgreement(self.row.id, self.row.version, **own))

    def current(self) -> agreements.AgreementRecord:
        found = agreements.find_current(self.staff.session, self.row.id)
        assert found is not None
        return found

    def yes(self, work: Work, party: Party, text: str | None = None) -> None:
        service.accept(work, service.Accept(self.row.id, text or self.current().digest, party))

    def hear(self) -> str:
        service.ask_representative(self.staff, service.AskRepresentative(self.row.id, "tina@example.dk", LINK))
        self.staff.session.flush()
        mails = select(OutboxMessage).where(OutboxMessage.template == "hearing").order_by(OutboxMessage.id.desc())
        body = self.staff.session.scalars(mails).first().body  # type: ignore[union-attr]
        return body.split("/hoering/")[1].split(" ")[0]

    def refer(self) -> None:
        service.set_reference(self.staff, service.SetReference(self.row.id, self.row.version, "4711-22"))


@pytest.fixture
def planned(make: Factory, make_work: MakeWork) -> Planned:
    return Planned(make, make_work)


def test_one_letter_gives_another_digest() -> None:
    terms = dict.fromkeys(SECTIONS, "tekst")
    other = terms | {"aim": "teksT"}
    assert digest(terms) != digest(other)
    assert changes(terms, other) == ("aim",)
    assert digest(terms | {"ukendt": "x"}) == digest(terms)


def test_the_draft_is_written_from_what_is_known_and_holds_no_need_of_the_citizen(planned: Planned) -> None:
    planned.write()
    terms = planned.current().terms
    assert terms["contact"] == "Lis Rask, telefon 32 11 11 11"
    assert terms["tasks"].startswith("Bogføre") or terms["period"].startswith("Fra 7. december 2026")
    assert terms["accommodations"].startswith("Ekstra pauser")
    assert set(service.parties_of(planned.staff, planned.current())) == {"caseworker"}


def test_all_say_yes_the_employees_are_heard_vitas_has_a_number_and_it_is_ready(planned: Planned) -> None:
    planned.write()
    planned.yes(planned.citizen, Party.CITIZEN)
    planned.yes(planned.firm, Party.COMPANY)
    planned.refer()
    assert planned.row.state == "planned"
    code = planned.hear()
    service.answer_hearing(planned.nobody, service.AnswerHearing(code, "confirmed"))
    service.settle_of_hearing(planned.nobody, code)
    assert planned.row.state == "ready"


def test_paid_hours_need_neither_vitas_nor_the_representative(make: Factory, make_work: MakeWork) -> None:
    planned = Planned(make, make_work, kind="paid_hours")
    planned.write()
    planned.yes(planned.citizen, Party.CITIZEN)
    planned.yes(planned.staff, Party.COMPANY)
    assert planned.row.state == "ready"


def test_h20_a_firm_of_one_needs_no_representative(planned: Planned) -> None:
    """H20: nobody is employed, so no statement is possible, and the point is skipped with a marker."""
    planned.company.workplaces[0].ordinary_fte = [0.0, 0.0, 0.0, 0.0]
    planned.staff.session.flush()
    assert service.hearing_state(planned.staff, planned.row).code == "not_needed"


def test_h16_an_objection_goes_to_the_caseworker_and_never_refuses_by_itself(planned: Planned) -> None:
    planned.write()
    planned.yes(planned.citizen, Party.CITIZEN)
    planned.yes(planned.firm, Party.COMPANY)
    planned.refer()
    code = planned.hear()
    with pytest.raises(Refused, match="egne ord"):
        service.answer_hearing(planned.nobody, service.AnswerHearing(code, "objected"))
    words = "Vi har netop sagt en vikar op."
    service.answer_hearing(planned.nobody, service.AnswerHearing(code, "objected", words))
    state = service.hearing_state(planned.staff, planned.row)
    assert (state.code, state.last.words, planned.row.state) == ("objected", words, "planned")  # type: ignore[union-attr]
    service.weigh_objection(planned.staff, service.WeighObjection(planned.row.id, "Vikaren var i en anden afdeling."))
    service.settle(planned.staff, planned.row)
    assert planned.row.state == "ready"


def test_the_link_works_once_expires_and_is_replaced_by_a_new_one(planned: Planned) -> None:
    first = planned.hear()
    second = planned.hear()
    service.answer_hearing(planned.nobody, service.AnswerHearing(first, "confirmed"))
    assert service.hearing_state(planned.staff, planned.row).code == "asked"
    service.answer_hearing(planned.nobody, service.AnswerHearing(second, "asks", "Hvor mange timer?"))
    service.answer_hearing(planned.nobody, service.AnswerHearing(second, "confirmed"))
    assert service.hearing_state(planned.staff, planned.row).code == "objected"
    with pytest.raises(NotFound):
        service.answer_hearing(planned.nobody, service.AnswerHearing("gættet", "confirmed"))


def test_an_old_text_is_not_agreed_to(planned: Planned) -> None:
    planned.write()
    seen = planned.current().digest
    planned.write(mentor="Lis Rask")
    with pytest.raises(Refused, match="Læs det, der er nyt"):
        planned.yes(planned.citizen, Party.CITIZEN, seen)
    assert planned.current().changed == ["mentor"]
    planned.yes(planned.citizen, Party.CITIZEN)


def test_the_same_text_again_is_no_new_agreement(planned: Planned) -> None:
    planned.write()
    planned.write()
    assert planned.current().number == 1


def test_an_adjustment_is_an_addendum_that_asks_again_about_what_changed(planned: Planned) -> None:
    planned.write()
    planned.yes(planned.citizen, Party.CITIZEN)
    planned.row.state, planned.row.start_on = "active", NOW.date() - timedelta(days=7)
    planned.staff.session.flush()
    command = following.Adjust(planned.row.id, planned.row.version, planned.row.parts[0].id, NOW.date(), 12, "Aftalt.")
    following.adjust(planned.staff, command)
    found = planned.current()
    assert found.number == 2
    assert "hours" in found.changed
    assert "aim" not in found.changed
    assert set(service.parties_of(planned.staff, found)) == {"caseworker"}


def test_nobody_says_yes_for_somebody_else(planned: Planned, make: Factory, make_work: MakeWork) -> None:
    planned.write()
    stranger = make_work(actor(make.company_user(make.company(cvr="99001755", name="En anden"))))
    for work, party in ((planned.citizen, Party.COMPANY), (planned.firm, Party.CITIZEN), (stranger, Party.COMPANY)):
        with pytest.raises(NotFound):
            planned.yes(work, party)
    assert placements.get(planned.staff.session, planned.row.id).state == "planned"


@pytest.mark.parametrize(("name", "email"), [("Tina Rep", "LIS@example.dk"), ("lis rask", "andet@example.dk")])
def test_who_receives_the_person_does_not_speak_for_the_employees(planned: Planned, name: str, email: str) -> None:
    planned.row.workplace.representative_name = name
    with pytest.raises(Refused, match="Lis Rask tager selv imod"):
        service.ask_representative(planned.staff, service.AskRepresentative(planned.row.id, email, LINK))
