"""Searching and the journal through the pages."""

from __future__ import annotations

import pytest

from portal.domain.access import Role
from tests.conftest import NOW
from tests.factories import Factory
from tests.web.browse import Browse


class Desk:
    def __init__(self, browse: Browse) -> None:
        self.browse, session = browse, browse.session()
        session.expire_on_commit = False
        make = Factory(session, NOW)
        self.mette, self.lis = make.caseworker(), make.caseworker(name="Lis Holm")
        self.consultant = make.user(Role.JOB_CONSULTANT, "Søren Dahl", municipalities=["185"])
        person = make.person()
        self.citizen = make.citizen(person)
        self.case = make.enrolment(person, state="in_review", assigned_to=self.lis.id)
        session.commit()
        browse.log_in(self.mette)


@pytest.fixture
def desk(browse: Browse) -> Desk:
    return Desk(browse)


def test_a_name_never_stands_in_an_address_and_a_colleagues_case_needs_a_reason(desk: Desk) -> None:
    browse = desk.browse
    browse.get("/medarbejder/soeg")
    browse.submit({"criteria": ""}, 422)
    found = browse.submit({"criteria": "birgit"})
    assert "birgit" not in found.location.lower()
    page = browse.follow()
    assert "1 sag fundet." in page.main
    assert not page.soup.select("main table a")
    browse.submit({}, 422)
    assert "reason" in browse.page.errors()  # type: ignore[union-attr]
    browse.submit({"reason": "stand_in"})
    assert browse.follow().h1 == "Birgit H. · Seniorsporet"
    assert "Åbnet fra søgning med en grund" in browse.page.main  # type: ignore[union-attr]


def test_ones_own_search_is_nobody_elses(desk: Desk) -> None:
    desk.browse.get("/medarbejder/soeg")
    place = desk.browse.submit({"criteria": "birgit"}).location
    desk.browse.other().log_in(desk.lis).get(place, 404)
    desk.browse.other().log_in(desk.consultant).get("/medarbejder/soeg", 403)


def test_who_reads_is_chosen_before_a_word_is_written(desk: Desk) -> None:
    browse, path = desk.browse, f"/medarbejder/tilmeldinger/{desk.case.id}/journal"
    page = browse.get(path)
    assert "Vælg først, hvem der kan læse det." in page.main
    assert not page.soup.select("textarea")
    browse.get(f"{path}?laeses=citizen")
    browse.submit({"theme": "Timer"}, 422)
    page = browse.get(f"{path}?laeses=citizen")
    assert "Borgeren og teamet kan læse det." in page.main
    browse.submit({"kind": "call", "theme": "Timer", "words": "Vi aftalte otte timer."})
    assert "Vi aftalte otte timer." in browse.follow().main
    browse.get(f"{path}?laeses=adviser")
    browse.submit({"kind": "step", "theme": "Til mig selv", "words": "Husk at ringe."})
    assert "Husk at ringe." in browse.get(path).main
    hers = browse.other().log_in(desk.citizen).get(f"/min-side/beskeder/{desk.case.id}")
    assert "Vi aftalte otte timer." in hers.main
    assert "Husk at ringe." not in hers.main
