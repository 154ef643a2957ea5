"""Two at once at the last place of a programme, on both databases: exactly one has it afterwards."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest

from portal.adapters.clock import FixedClock
from portal.domain.access import ANONYMOUS, Actor
from portal.services import enrolment, places, review
from portal.services.ports import Ports
from portal.services.work import House
from portal.store.enrolments import Enrolment
from portal.store.offers import PlaceOffer
from tests.conftest import NOW, Database
from tests.factories import Factory, actor
from tests.services.test_races import Together, said_no

CODE = "health_support"


@pytest.fixture
def together(db: Database, house: House, ports: Ports, clock: FixedClock) -> Together:
    """A house where the programme has one place."""
    small = tuple(
        replace(one, capacity=replace(one.capacity, total=1)) if one.code == CODE else one for one in house.programmes
    )
    return Together(db, replace(house, programmes=small), ports)


def case(make: Factory, state: str) -> Enrolment:
    return make.enrolment(make.other_person(home="360"), programme_code=CODE, state=state)


def admitted(together: Together) -> int:
    return together.count(Enrolment, Enrolment.state == "admitted")


def test_a_free_place_is_offered_once_by_many_workers(together: Together) -> None:
    together.prepare(lambda make: [case(make, "waiting_list").id for _ in range(3)])
    results = together.run(*((ANONYMOUS, places.offer_places) for _ in range(4)))
    assert sorted(results) == [0, 0, 0, 1]
    assert together.count(PlaceOffer) == 1


def test_an_admission_and_an_offer_do_not_both_take_the_last_place(together: Together) -> None:
    def build(make: Factory) -> tuple[UUID, UUID, Actor]:
        return case(make, "waiting_list").id, case(make, "in_review").id, actor(make.caseworker("360"))

    first, new, john = together.prepare(build)
    results = together.run(
        (john, lambda work: review.admit(work, review.Admit(first, 1))),
        (ANONYMOUS, places.offer_places),
        (john, lambda work: review.admit(work, review.Admit(new, 1))),
    )
    assert len(said_no(results)) == 1, "who is new stands behind"
    assert admitted(together) == 1
    assert together.count(PlaceOffer, PlaceOffer.state == "open") == 0


def test_a_yes_and_the_end_of_the_deadline_at_once_give_the_place_to_one(together: Together, clock: FixedClock) -> None:
    """Whoever comes first: the place is hers, or it is offered to the next, and never both."""

    def build(make: Factory) -> tuple[UUID, Actor]:
        first = case(make, "waiting_list")
        case(make, "waiting_list")
        return first.id, actor(make.citizen(first.person))

    first, citizen = together.prepare(build)
    together.run((ANONYMOUS, places.offer_places))
    clock.moment = NOW.replace(month=12, day=1)
    together.run(
        (citizen, lambda work: enrolment.accept_place(work, enrolment.AcceptPlace(first, 1))),
        (ANONYMOUS, places.expire_offers),
        (ANONYMOUS, places.offer_places),
    )
    together.run((ANONYMOUS, places.offer_places))
    assert admitted(together) + together.count(PlaceOffer, PlaceOffer.state == "open") == 1


def test_two_who_come_from_the_line_by_telephone_and_by_themselves(together: Together) -> None:
    def build(make: Factory) -> tuple[UUID, Actor, Actor]:
        row = case(make, "waiting_list")
        return row.id, actor(make.citizen(row.person)), actor(make.caseworker("360"))

    one, citizen, john = together.prepare(build)
    together.run((ANONYMOUS, places.offer_places))
    together.run(
        (citizen, lambda work: enrolment.accept_place(work, enrolment.AcceptPlace(one, 1))),
        (john, lambda work: review.admit(work, review.Admit(one, 1))),
    )
    assert admitted(together) == 1
    assert together.count(PlaceOffer, PlaceOffer.state == "accepted") == 1
