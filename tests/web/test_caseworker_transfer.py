"""A case goes to another municipality through the pages: what happens is shown first, and the other one answers."""

from __future__ import annotations

import pytest

from tests.conftest import NOW
from tests.factories import Factory
from tests.web.browse import Browse

WHY = "Henrik flytter til Lolland den 1. december."


class Two:
    def __init__(self, browse: Browse) -> None:
        self.browse, self.session = browse, browse.session()
        self.session.expire_on_commit = False
        make = Factory(self.session, NOW)
        person = make.other_person(home="155", first_name="Henrik", last_name="Juul")
        self.mette, self.john = make.caseworker(), make.caseworker("360", "John Stald")
        self.lis, self.henrik = make.caseworker(name="Lis Holm"), make.citizen(person)
        self.case = make.enrolment(person, state="ready_for_match", assigned_to=self.mette.id)
        self.session.commit()
        self.path = f"/medarbejder/tilmeldinger/{self.case.id}"

    def ask(self) -> None:
        self.browse.log_in(self.mette).get(f"{self.path}/kommune?kommune=360&hvorfor=flyttet")
        self.browse.submit({"reason": WHY})

    def open_as_john(self) -> str:
        page = self.browse.log_in(self.john).get("/medarbejder/overdragelser")
        [link] = page.soup.select("main table a")
        self.browse.get(str(link["href"]))
        return str(link["href"])


@pytest.fixture
def two(browse: Browse) -> Two:
    return Two(browse)


def test_it_is_shown_first_asked_and_taken(two: Two) -> None:
    browse = two.browse.log_in(two.mette)
    page = browse.get(two.path)
    link = page.soup.select_one("main a[href$='/kommune']")
    assert link is not None
    page = browse.get(str(link["href"]) + "?kommune=&hvorfor=")
    assert set(page.errors()) == {"kommune", "hvorfor"}
    page = browse.get(f"{two.path}/kommune?kommune=360&hvorfor=flyttet")
    assert "Bopælskommunen bliver Lolland" in page.main
    assert "Lolland er ikke med i Seniorsporet" in page.main
    browse.submit({"reason": ""}, 422)
    browse.submit({"reason": WHY})
    assert "Lolland Kommune er spurgt. Sagen er jeres, indtil de siger ja." in browse.follow().main
    two.open_as_john()
    assert WHY in browse.page.main  # type: ignore[union-attr]
    browse.get(two.path, 404)
    two.open_as_john()
    browse.submit({"handling": "accept"}, form=0)
    assert "Sagen er jeres nu, og du er rådgiver." in browse.follow().main
    browse.log_in(two.mette).get(two.path, 404)
    page = browse.log_in(two.henrik).get("/min-side")
    assert "Din sag er hos Lolland Kommune siden" in page.main


def test_who_answers_an_old_page_is_told_and_a_second_press_does_nothing_more(two: Two) -> None:
    two.ask()
    address = two.open_as_john()
    values = two.browse.page.values(0) | {"handling": "accept"}  # type: ignore[union-attr]
    mette = two.browse.other().log_in(two.mette)
    mette.get(f"{two.path}/kommune")
    mette.submit({})
    page = two.browse.post(address, values, 409)
    assert "Taget tilbage" in page.main
    two.ask()
    address = two.open_as_john()
    values = two.browse.page.values(0) | {"handling": "accept"}  # type: ignore[union-attr]
    first = two.browse.post(address, values).location
    assert two.browse.post(address, values).location == first == two.path


def test_a_colleague_sees_why_she_cannot_give_it_and_strangers_see_nothing(two: Two) -> None:
    page = two.browse.log_in(two.lis).get(f"{two.path}/kommune")
    assert "Kun sagens rådgiver eller en teamleder kan give den videre." in page.main
    two.ask()
    address = two.open_as_john()
    two.browse.log_in(two.mette).get(address, 404)
    two.browse.log_in(two.henrik).get(address, 403)
    two.browse.log_in(two.john).get(f"{two.path}/kommune", 404)
