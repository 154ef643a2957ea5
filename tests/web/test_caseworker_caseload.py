"""Who has how many cases, through the pages: an even share is shown first and saved by a press, and can be undone."""

from __future__ import annotations

import pytest

from portal.domain.access import Role
from portal.store.conversations import Message
from tests.conftest import NOW
from tests.factories import Factory
from tests.web.browse import Browse


class Office:
    def __init__(self, browse: Browse) -> None:
        self.browse, self.session = browse, browse.session()
        self.session.expire_on_commit = False
        make = Factory(self.session, NOW)
        self.mette, self.lis = make.caseworker(), make.caseworker(name="Lis Holm")
        self.leader = make.user(Role.TEAM_LEADER, "Hanne Vig", municipalities=["185"])
        self.new = [make.enrolment(make.other_person(), state="submitted") for _ in range(3)]
        self.hers = make.enrolment(make.other_person(), state="admitted", assigned_to=self.mette.id)
        self.session.commit()
        browse.log_in(self.leader)

    def advisers(self) -> list[object]:
        self.session.expire_all()
        found = [row.assigned_to for row in (*self.new, self.hers)]
        self.session.rollback()
        return found


@pytest.fixture
def office(browse: Browse) -> Office:
    return Office(browse)


def test_new_cases_are_shared_by_a_press_and_taken_back(office: Office) -> None:
    page = office.browse.get("/medarbejder/fordeling")
    assert "Mette Kjær" in page.main
    assert "1 sag, vægtet 1,2 af 48 · kan tage 31 nye" in page.main
    page = office.browse.get("/medarbejder/fordeling/nye")
    assert "Intet flyttes, før du trykker Gem." in page.main
    assert office.advisers()[:3] == [None] * 3
    office.browse.submit({})
    assert sorted(map(str, office.advisers()[:3])) == sorted(
        str(one.id) for one in (office.mette, office.lis, office.leader)
    )
    office.session.rollback()
    page = office.browse.follow()
    undo = page.soup.select_one("main .alert form [name=flytning]")
    office.browse.post("/medarbejder/fordeling", {"flytning": str(undo["value"])})  # type: ignore[index]
    assert office.advisers()[:3] == [None] * 3


def test_some_cases_are_handed_over_with_a_preview_and_a_reason(office: Office) -> None:
    path = f"/medarbejder/fordeling/flyt?fra={office.mette.id}"
    assert "Vælg sager" in office.browse.get(path).main
    page = office.browse.get(f"{path}&valg={office.hers.id}&til={office.lis.id}")
    assert "Lis Holm: før 0, nu 1 sag, vægtet 1,2 af 48" in page.main
    office.browse.submit({"reason": ""}, 422)
    assert "reason" in office.browse.page.errors()  # type: ignore[union-attr]
    office.browse.submit({"reason": "Barsel"})
    assert office.advisers()[3] == office.lis.id


def test_a_case_that_somebody_took_meanwhile_is_409_and_nothing_is_moved(office: Office) -> None:
    office.browse.get("/medarbejder/fordeling/nye")
    other = office.browse.other().log_in(office.lis)
    path = f"/medarbejder/tilmeldinger/{office.new[0].id}"
    other.get(path)
    other.post(path, {"handling": "take", "version": "1"})
    page = office.browse.submit({}, 409)
    assert "Der er ikke flyttet noget." in page.main
    assert office.advisers()[:3] == [office.lis.id, None, None]


def test_a_caseworker_moves_her_own_and_writes_her_own_leave(office: Office) -> None:
    office.browse.log_in(office.lis)
    office.browse.get(f"/medarbejder/fordeling/flyt?fra={office.mette.id}", 404)
    office.browse.get(f"/medarbejder/fordeling/{office.mette.id}", 404)
    page = office.browse.get(f"/medarbejder/fordeling/{office.lis.id}")
    assert "limit" not in page.values()
    day = {"away_from-dag": "23", "away_from-maaned": "11", "away_from-aar": "2026"}
    office.browse.submit(day)
    assert "væk indtil videre" in office.browse.get("/medarbejder/fordeling").main


def test_the_queue_says_why_a_case_stands_where_it_stands(office: Office) -> None:
    assert "Ingen har sagen." in office.browse.get("/medarbejder/tilmeldinger").main


def test_who_is_close_to_her_stands_neither_in_the_sharing_nor_in_her_day(office: Office) -> None:
    near = office.new[0]
    near.person.first_name, near.person.last_name = "Søster", "Vig"
    office.session.add(
        Message(
            operating_municipality="185",
            enrolment_id=near.id,
            person_id=near.person_id,
            author_name="Søster Vig",
            from_citizen=True,
            body="Hej",
            at=NOW,
        )
    )
    office.session.commit()
    pages = ("/medarbejder", "/medarbejder/fordeling/nye")
    assert ["Søster" in office.browse.get(path).main for path in pages] == [True, True]
    form = office.browse.page.values()  # type: ignore[union-attr]
    office.leader.related = [str(near.person_id)]
    office.session.commit()
    assert ["Søster" in office.browse.get(path).main for path in pages] == [False, False]
    assert "Fordel 2 sager jævnt" in office.browse.get("/medarbejder/fordeling").main
    office.browse.post("/medarbejder/fordeling/nye", form, 404)
