"""A line for places in a programme: numbers, offers with a deadline, answers, pauses, and a person who rings."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from portal.domain.access import Actor
from portal.domain.errors import IllegalMove, NotFound, Refused, Stale
from portal.domain.workflow import ENROLMENT
from portal.services import enrolment, places, review
from portal.services.work import Work
from portal.store.audit import AuditEntry
from portal.store.enrolments import Enrolment
from portal.store.offers import PlaceOffer
from portal.store.outbox import OutboxMessage
from tests.conftest import NOW, MakeWork
from tests.factories import Factory, actor, anybody

CODE = "health_support"
YEAR_AGO = NOW - timedelta(days=300)


class Line:
    """A programme with few places, people in them and people in line, and the time that goes by."""

    def __init__(self, make: Factory, make_work: MakeWork) -> None:
        self.make, self._work, self.now, self.limit = make, make_work, NOW, 1
        self.john = actor(make.caseworker("360", "John Stald"))

    def work(self, who: Actor | None = None) -> Work:
        """Work in a house where the programme has so many places; nobody is the portal itself."""
        work = self._work(*(() if who is None else (who,)))
        programmes = tuple(
            replace(one, capacity=replace(one.capacity, total=self.limit)) if one.code == CODE else one
            for one in work.house.programmes
        )
        return replace(work, now=self.now, house=replace(work.house, programmes=programmes))

    def case(self, state: str, **given: object) -> Enrolment:
        person = self.make.other_person(home="360")
        return self.make.enrolment(person, programme_code=CODE, state=state, **given)  # type: ignore[arg-type]

    def inside(self, **given: object) -> Enrolment:
        return self.case(**{"state": "admitted", "admitted_at": YEAR_AGO, **given})  # type: ignore[arg-type]

    def waiting(self, days: int, **given: object) -> Enrolment:
        """Somebody in line who enrolled so many days ago."""
        at = NOW - timedelta(days=days)
        return self.case("waiting_list", submitted_at=at, deadline=date(2026, 12, 21), **given)

    def later(self, days: int) -> None:
        self.now += timedelta(days=days)

    def citizen(self, row: Enrolment) -> Actor:
        return actor(self.make.citizen(row.person))

    def number(self, row: Enrolment) -> int:
        self.make.session.flush()
        work = self.work()
        return places.line_place(work, work.house.programme(CODE), row.person.home_municipality, row.id).number

    def offer(self, row: Enrolment) -> PlaceOffer | None:
        query = select(PlaceOffer).where(PlaceOffer.enrolment_id == row.id)
        return self.make.session.scalars(query.order_by(PlaceOffer.created_at.desc())).first()

    def offered(self, row: Enrolment) -> str | None:
        offer = self.offer(row)
        return offer.state if offer else None

    def letters(self) -> list[str]:
        self.make.session.flush()
        rows = self.make.session.scalars(select(OutboxMessage).order_by(OutboxMessage.created_at, OutboxMessage.id))
        return [f"{one.template}:{one.channel}" for one in rows]


@pytest.fixture
def line(make: Factory, make_work: MakeWork) -> Line:
    return Line(make, make_work)


def test_h08_full_waiting_list_and_a_place_that_becomes_free(line: Line) -> None:
    """Full, number one in line, a place frees on 4 December: an answer is wished for within a week, then the next."""
    line.limit = 20
    inside = [line.inside() for _ in range(20)]
    susanne, next_one = line.case("in_review"), line.waiting(0)
    susanne.submitted_at = NOW - timedelta(days=3)
    with pytest.raises(Refused, match="Alle 20 pladser er i brug"):
        review.admit(line.work(line.john), review.Admit(susanne.id, susanne.version))
    number = review.put_on_waiting_list(line.work(line.john), review.PutOnWaitingList(susanne.id, susanne.version))
    assert (number, line.number(next_one)) == (1, 2)
    line.now = datetime(2026, 12, 4, 9, 0, tzinfo=UTC)
    assert places.offer_places(line.work()) == 0
    line.work(line.john).move(ENROLMENT, inside[0], "close", subject=inside[0].person_id)
    assert places.offer_places(line.work()) == 1
    offer = line.offer(susanne)
    assert (offer.state, offer.deadline) == ("open", date(2026, 12, 11))
    line.now = datetime(2026, 12, 12, 9, 0, tzinfo=UTC)
    assert places.expire_offers(line.work()) == 1
    assert places.offer_places(line.work()) == 1
    assert (line.offered(susanne), line.offered(next_one)) == ("expired", "open")
    assert (susanne.state, line.number(susanne)) == ("waiting_list", 1), "no answer is no no"


def test_the_line_goes_by_the_day_of_enrolment_whoever_was_dealt_with_first(line: Line) -> None:
    third, first, second = line.waiting(1), line.waiting(9), line.waiting(4)
    assert [line.number(row) for row in (first, second, third)] == [1, 2, 3]


def test_who_lives_where_there_are_places_of_ones_own_stands_in_a_line_of_her_own(line: Line) -> None:
    line.waiting(9)
    work = line.work()
    programme = work.house.programme("recruitment_from_the_edge")
    own = replace(programme, capacity=replace(programme.capacity, total=5, by_municipality=(("376", 2),)))
    rows = [
        line.make.enrolment(line.make.other_person(home=home), programme_code=own.code, state="waiting_list")
        for home in ("360", "376")
    ]
    found = [places.line_place(work, own, row.person.home_municipality, row.id).number for row in rows]
    assert found == [1, 1]
    now = places.of_programme(work, own)
    assert [(one.limit, one.in_turn) for one in now.pools] == [(2, 1), (3, 1)]


def test_a_free_place_is_offered_once_to_the_first_and_told(line: Line) -> None:
    first, second = line.waiting(9), line.waiting(4)
    assert [places.offer_places(line.work()) for _ in range(3)] == [1, 0, 0]
    assert (line.offered(first), line.offered(second)) == ("open", None)
    assert line.letters() == ["N10:digital_post", "N10:sms"]


def test_where_places_are_not_counted_staff_decide(line: Line) -> None:
    line.limit = None  # type: ignore[assignment]
    row = line.waiting(9)
    assert places.offer_places(line.work()) == 0
    review.admit(line.work(line.john), review.Admit(row.id, row.version))
    assert row.state == "admitted"


def test_a_programme_that_is_over_offers_nothing(line: Line) -> None:
    line.waiting(9)
    line.now = datetime(2028, 1, 1, 9, 0, tzinfo=UTC)
    assert places.offer_places(line.work()) == 0


def test_a_yes_takes_the_place_and_twice_is_once(line: Line) -> None:
    row = line.waiting(9, assigned_to=line.john.user_id)
    places.offer_places(line.work())
    yes, who = enrolment.AcceptPlace(row.id, row.version), line.citizen(row)
    enrolment.accept_place(line.work(who), yes)
    enrolment.accept_place(line.work(who), yes)
    assert (row.state, row.admitted_at, line.offered(row)) == ("admitted", line.now, "accepted")
    assert line.letters()[2:] == ["N08:digital_post", "N08:sms"]
    letter = line.make.session.scalars(select(OutboxMessage).where(OutboxMessage.template == "N08")).first()
    assert letter is not None
    assert "John Stald er din rådgiver" in letter.body


def test_nobody_takes_a_place_she_was_not_offered(line: Line) -> None:
    line.limit = 9
    row = line.waiting(9)
    with pytest.raises(Refused):
        enrolment.accept_place(line.work(line.citizen(row)), enrolment.AcceptPlace(row.id, row.version))
    with pytest.raises(Stale):
        enrolment.accept_place(line.work(line.citizen(row)), enrolment.AcceptPlace(row.id, row.version + 1))


def test_not_just_now_keeps_the_number_and_lets_the_next_go_first(line: Line) -> None:
    first, second = line.waiting(9), line.waiting(4)
    places.offer_places(line.work())
    answer = enrolment.AnswerLater(first.id, first.version)
    enrolment.answer_later(line.work(line.citizen(first)), answer)
    enrolment.answer_later(line.work(line.citizen(first)), answer)
    assert (first.state, first.deadline, line.offered(first)) == ("paused", date(2026, 12, 21), "declined")
    assert places.offer_places(line.work()) == 1
    assert line.offered(second) == "open"
    line.later(28)
    enrolment.resume(line.work(line.citizen(first)), enrolment.Resume(first.id, first.version))
    assert (first.state, line.number(first), line.number(second)) == ("waiting_list", 1, 2)


@pytest.mark.parametrize(("days", "number"), [(30, 1), (31, 2)])
def test_a_pause_keeps_a_number_for_thirty_days(line: Line, days: int, number: int) -> None:
    first, _second = line.waiting(9), line.waiting(4)
    enrolment.pause(line.work(line.citizen(first)), enrolment.Pause(first.id, first.version, 8))
    line.later(days)
    enrolment.resume(line.work(line.citizen(first)), enrolment.Resume(first.id, first.version))
    assert line.number(first) == number


@pytest.mark.parametrize(("days", "offers"), [(30, 0), (31, 1)])
def test_a_pause_keeps_a_place_for_thirty_days(line: Line, days: int, offers: int) -> None:
    """Then it is lent to the next; who comes back has hers all the same, and nobody new is let in meanwhile."""
    inside, waiting = line.inside(), line.waiting(9)
    enrolment.pause(line.work(line.citizen(inside)), enrolment.Pause(inside.id, inside.version, 8))
    line.later(days)
    assert places.offer_places(line.work()) == offers
    if offers:
        enrolment.accept_place(line.work(line.citizen(waiting)), enrolment.AcceptPlace(waiting.id, waiting.version))
    enrolment.resume(line.work(line.citizen(inside)), enrolment.Resume(inside.id, inside.version))
    assert inside.state == "admitted"
    work = line.work()
    assert places.of_programme(work, work.house.programme(CODE)).taken == 1 + offers


def test_leaving_lets_the_place_go_on(line: Line) -> None:
    first, second = line.waiting(9), line.waiting(4)
    places.offer_places(line.work())
    enrolment.withdraw(line.work(line.citizen(first)), enrolment.Withdraw(first.id, first.version))
    assert line.offered(first) == "recalled"
    assert places.offer_places(line.work()) == 1
    assert line.offered(second) == "open"


def test_one_reminder_and_then_a_person_rings(line: Line) -> None:
    row = line.waiting(9)
    places.offer_places(line.work())
    line.later(2)
    assert [places.remind_of_offers(line.work()) for _ in range(2)] == [0, 0]
    line.now = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
    assert [places.remind_of_offers(line.work()) for _ in range(2)] == [1, 0]
    line.now = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
    assert places.expire_offers(line.work()) == 0, "the last day is hers"
    line.later(1)
    assert [places.expire_offers(line.work()) for _ in range(2)] == [1, 0]
    assert places.offer_places(line.work()) == 0, "nobody is asked twice without having been rung"
    places.back_in_turn(line.work(line.john), places.BackInTurn(row.id, row.version))
    places.back_in_turn(line.work(line.john), places.BackInTurn(row.id, row.version))
    assert places.offer_places(line.work()) == 1
    entries = select(AuditEntry.action).where(AuditEntry.object_id == row.id).order_by(AuditEntry.at, AuditEntry.id)
    trail = line.make.session.scalars(entries)
    assert [one for one in trail if "place" in one] == [
        *("enrolment.offer_place", "enrolment.remind_place", "enrolment.place_expire"),
        *("enrolment.place_settle", "enrolment.offer_place"),
    ]


def test_a_yes_after_the_deadline_counts_while_nobody_else_has_the_place(line: Line) -> None:
    first = line.waiting(9)
    places.offer_places(line.work())
    line.later(9)
    places.expire_offers(line.work())
    enrolment.accept_place(line.work(line.citizen(first)), enrolment.AcceptPlace(first.id, first.version))
    assert (first.state, line.offered(first)) == ("admitted", "accepted")


def test_a_yes_that_comes_too_late_is_told_what_happens_instead(line: Line) -> None:
    first, _second = line.waiting(9), line.waiting(4)
    places.offer_places(line.work())
    line.later(9)
    places.expire_offers(line.work())
    places.offer_places(line.work())
    with pytest.raises(Refused, match=r"Du har stadig dit nummer i køen\. Ring til os på"):
        enrolment.accept_place(line.work(line.citizen(first)), enrolment.AcceptPlace(first.id, first.version))


def test_nobody_passes_those_in_line(line: Line) -> None:
    line.limit = 1
    new, second, first = line.case("in_review"), line.waiting(4), line.waiting(9)
    for row, reason in ((new, "2 borgere står før i køen"), (second, "1 borger står før i køen")):
        with pytest.raises(Refused, match=reason):
            review.admit(line.work(line.john), review.Admit(row.id, row.version))
    review.admit(line.work(line.john), review.Admit(first.id, first.version))
    assert first.state == "admitted"


def test_staff_write_down_a_yes_by_telephone(line: Line) -> None:
    row = line.waiting(9)
    places.offer_places(line.work())
    review.admit(line.work(line.john), review.Admit(row.id, row.version))
    assert (row.state, line.offered(row)) == ("admitted", "accepted")


def test_who_is_admitted_already_is_not_told_of_places(line: Line) -> None:
    row = line.inside()
    with pytest.raises(IllegalMove):
        review.admit(line.work(line.john), review.Admit(row.id, row.version))


def test_another_municipality_finds_nothing(line: Line) -> None:
    row = line.waiting(9)
    with pytest.raises(NotFound):
        places.back_in_turn(line.work(anybody(municipality="550")), places.BackInTurn(row.id, row.version))


def test_a_letter_every_four_weeks_tells_the_number(line: Line) -> None:
    """The promise in the first letter is kept, whether there is news or not."""
    line.inside()
    row = line.case("in_review")
    review.put_on_waiting_list(line.work(line.john), review.PutOnWaitingList(row.id, row.version))
    assert row.deadline == date(2026, 12, 21)
    line.now = datetime(2026, 12, 20, 9, 0, tzinfo=UTC)
    assert places.write_to_waiting(line.work()) == 0
    line.later(1)
    assert [places.write_to_waiting(line.work()) for _ in range(2)] == [1, 0]
    bodies = [one.body for one in line.make.session.scalars(select(OutboxMessage).order_by(OutboxMessage.created_at))]
    assert len(bodies) == 2
    assert all("som nummer 1. Vi kan ikke sige endnu, hvor længe det tager." in body for body in bodies)
    assert "Vi skriver igen senest 22. januar." in bodies[1]


def test_the_letter_gives_a_range_where_enough_has_been_seen(line: Line) -> None:
    line.limit = 2
    for days in (20, 50, 90, 160, 200):
        line.case("closed", admitted_at=YEAR_AGO, updated_at=NOW - timedelta(days=days))
    line.inside()
    line.inside(admitted_at=NOW - timedelta(days=50))
    row = line.case("in_review")
    review.put_on_waiting_list(line.work(line.john), review.PutOnWaitingList(row.id, row.version))
    letter = line.make.session.scalars(select(OutboxMessage)).one()
    assert "Vi regner med, at det tager cirka 2 til 49 uger." in letter.body


def put_first(line: Line, row: Enrolment, reason: str = "Hun mister sin behandling, hvis hun venter.") -> None:
    line.make.session.flush()
    places.put_first(line.work(line.john), places.PutFirst(row.id, row.version, reason))


def test_h08_a_tie_is_broken_by_staff_with_a_reason_that_is_kept(line: Line) -> None:
    """Order is the day; among those of one day a person decides, also over who was a few hours earlier."""
    line.inside()
    yesterday = line.waiting(1)
    early, middle, late = (line.waiting(0, queued_at=NOW - timedelta(minutes=minutes)) for minutes in (40, 20, 20))
    put_first(line, late)
    assert [line.number(row) for row in (yesterday, late, early, middle)] == [1, 2, 3, 4]
    assert late.queue_reason == "Hun mister sin behandling, hvis hun venter."
    noted = line.make.session.scalars(select(AuditEntry).where(AuditEntry.action == "enrolment.put_first")).one()
    assert noted.subject_id == late.person_id
    put_first(line, middle)
    assert [line.number(row) for row in (middle, late, early)] == [2, 3, 4]


def test_nobody_is_put_first_without_a_reason_or_before_those_of_another_day(line: Line) -> None:
    first, second = line.waiting(1), line.waiting(0)
    with pytest.raises(Refused, match="Skriv, hvorfor"):
        put_first(line, second, " ")
    with pytest.raises(Refused, match="dagen, der bestemmer"):
        put_first(line, second)
    with pytest.raises(IllegalMove):
        put_first(line, line.inside())
    with pytest.raises(NotFound):
        places.put_first(line.work(anybody()), places.PutFirst(first.id, first.version, "Hun er syg."))
    with pytest.raises(Stale):
        places.put_first(line.work(line.john), places.PutFirst(first.id, 99, "Hun er syg."))
    assert (line.number(first), line.number(second)) == (1, 2)
