"""A yes to a proposal leaves a line for each thing the company gets to see, with its text, and a no ends them."""

from __future__ import annotations

import pytest

from portal.services import permissions
from portal.services import proposal as service
from portal.services.work import Work
from portal.store import disclosures
from portal.store.disclosures import GivenRecord
from tests.conftest import NOW, MakeWork
from tests.factories import Factory, actor

READ = "Siger du ja, ser de opgaver, timer og start."


class Asked:
    """Birgit has a proposal to answer; her adviser can write down what she says."""

    def __init__(self, make: Factory, make_work: MakeWork) -> None:
        person = make.person()
        self.row = make.proposal(make.enrolment(person, state="ready_for_match", ready_at=NOW), state="sent_to_citizen")
        self.person_id = person.id
        self.citizen: Work = make_work(actor(make.citizen(person)))
        self.adviser: Work = make_work(actor(make.caseworker()))
        self.firm: Work = make_work(actor(make.company_user(self.row.company)))

    def says(self, answer: str, by: Work) -> None:
        service.answer_as_citizen(by, service.AnswerAsCitizen(self.row.id, self.row.version, answer, read=READ))

    def firm_says(self, answer: str) -> None:
        service.answer_as_company(self.firm, service.AnswerAsCompany(self.row.id, self.row.version, answer, "other"))

    def given(self) -> dict[str, GivenRecord]:
        self.citizen.session.flush()
        return {one.field: one for one in disclosures.list_given(self.citizen.session, self.person_id)}

    def going(self) -> set[str]:
        return {name for name, one in self.given().items() if one.withdrawn_at is None}


@pytest.fixture
def asked(make: Factory, make_work: MakeWork) -> Asked:
    return Asked(make, make_work)


def test_a_yes_is_kept_field_by_field_with_the_text_that_was_read(asked: Asked) -> None:
    asked.says("yes", asked.citizen)
    given = asked.given()
    assert set(given) == {"profile", "name"}
    for one in given.values():
        assert (one.given_at, one.channel, one.withdrawn_at) == (NOW, "self", None)
        assert one.text_version == permissions.text_version(READ)
        assert one.text_version != permissions.text_version(READ + " Og dit navn.")


def test_a_yes_by_telephone_says_so(asked: Asked) -> None:
    asked.says("yes", asked.adviser)
    assert {one.channel for one in asked.given().values()} == {"phone"}


def test_saying_yes_twice_leaves_the_lines_of_the_first(asked: Asked) -> None:
    asked.says("yes", asked.citizen)
    asked.says("yes", asked.citizen)
    assert len(disclosures.list_given(asked.citizen.session, asked.person_id)) == 2


@pytest.mark.parametrize("answer", ["no", "wants_talk"])
def test_without_a_yes_nothing_is_permitted(asked: Asked, answer: str) -> None:
    asked.says(answer, asked.citizen)
    assert asked.given() == {}


def test_regretting_takes_both_back_in_the_same_moment(asked: Asked) -> None:
    asked.says("yes", asked.citizen)
    asked.says("no", asked.citizen)
    assert asked.going() == set()
    assert {one.withdrawn_at for one in asked.given().values()} == {NOW}


def test_the_companys_no_ends_the_name(asked: Asked) -> None:
    asked.says("yes", asked.citizen)
    asked.firm_says("no")
    assert asked.going() == {"profile"}


@pytest.mark.parametrize("both", [True, False])
def test_calling_off_ends_everything_before_and_after_the_companys_yes(asked: Asked, both: bool) -> None:
    asked.says("yes", asked.citizen)
    if both:
        asked.firm_says("yes")
        assert asked.going() == {"profile", "name"}
    service.cancel(asked.adviser, service.Cancel(asked.row.id, asked.row.version))
    assert asked.going() == set()
