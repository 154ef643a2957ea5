"""Approving together through the pages: choose, control, count, approve, and take it all back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from portal.domain.access import Role
from portal.store.matches import Proposal
from tests.conftest import NOW
from tests.factories import Factory
from tests.web.browse import Browse


class Desk:
    """A caseworker with a run of three easy proposals and one with a warning."""

    def __init__(self, browse: Browse) -> None:
        self.browse, self.session = browse, browse.session()
        self.session.expire_on_commit = False
        make = Factory(self.session, NOW)
        self.run = make.run()
        company = make.company()
        self.rows: list[Proposal] = []
        for start in (date(2027, 1, 4), date(2027, 1, 4), date(2027, 1, 4), date(2026, 11, 30)):
            case = make.enrolment(make.other_person(), state="ready_for_match", ready_at=NOW - timedelta(days=4))
            make.plan(case)
            self.rows.append(make.proposal(case, make.posting(company), run_id=self.run.id, start_on=start))
        self.consultant = make.user(Role.JOB_CONSULTANT, "Søren Dahl", municipalities=["185"])
        self.caseworker = make.caseworker()
        self.session.commit()
        browse.log_in(self.caseworker)
        self.path = f"/medarbejder/match/koersel/{self.run.id}"
        self.review = f"{self.path}/samlet?" + "&".join(f"valg={row.id}" for row in self.rows[:3])

    def control(self) -> int:
        """Do what the page asks until nothing more is to be looked at; how many were drawn."""
        done = 0
        while links := self.browse.get(self.review).soup.select("main .sv-rows a.button"):
            page = self.browse.get(str(links[0]["href"]))
            assert "Se beregning" not in page.main
            self.browse.submit({"glance": "fits", "handling": "glance"})
            done += 1
        return done

    def states(self) -> list[str]:
        self.session.expire_all()
        found = [row.state for row in self.rows]
        self.session.rollback()  # or the open transaction locks the others out
        return found


@pytest.fixture
def desk(browse: Browse) -> Desk:
    return Desk(browse)


def test_the_run_says_which_can_be_approved_together(desk: Desk) -> None:
    page = desk.browse.get(desk.path)
    assert "3 kan godkendes samlet · 1 skal åbnes" in page.main
    assert "Skal åbnes: har en advarsel" in page.main
    assert len(page.soup.select("input[name=valg]")) == 3
    assert len(desk.browse.get(f"{desk.path}?valg=alle").soup.select("input[name=valg][checked]")) == 3
    assert "forkast" not in page.main.lower()


def test_a_third_is_controlled_the_number_is_written_and_all_can_be_taken_back(desk: Desk) -> None:
    page = desk.browse.get(desk.review)
    assert page.h1 == "Du er ved at godkende 3 forslag"
    assert "1 af 3 er udtrukket til kontrol" in page.main
    assert not page.soup.select("main button")
    assert desk.control() == 1
    assert "Set til kontrol" in desk.browse.get(desk.review).main
    desk.browse.submit({"count": "2"}, 422)
    assert "count" in desk.browse.page.errors()  # type: ignore[union-attr]
    desk.browse.submit({"count": "3"})
    assert desk.states() == ["approved", "approved", "approved", "computed"]
    page = desk.browse.follow()
    assert "Du godkendte 3 forslag klokken 10.00." in page.main
    undo = page.soup.select_one("main .alert form")
    desk.browse.post(desk.path, {"batch": str(undo.select_one("[name=batch]")["value"])})  # type: ignore[index, union-attr]
    assert desk.states() == ["computed"] * 4


def test_one_that_is_changed_meanwhile_is_409_with_what_has_changed(desk: Desk) -> None:
    desk.control()
    desk.browse.get(desk.review)
    other = desk.browse.other().log_in(desk.caseworker)
    path = f"/medarbejder/match/{desk.rows[1].id}"
    other.get(path)
    tomorrow = {"until-dag": "30", "until-maaned": "11", "until-aar": "2026"}
    other.post(path, {"handling": "postpone", "version": "1", **tomorrow})
    page = desk.browse.submit({"count": "3"}, 409)
    assert "Nogen har ændret dette" in page.main
    assert "Udsat (Mette Kjær)" in page.main
    assert desk.states() == ["computed", "postponed", "computed", "computed"]


def test_a_row_with_a_warning_is_refused_also_when_it_is_sent_by_hand(desk: Desk) -> None:
    ids = [str(row.id) for row in desk.rows]
    desk.browse.get(desk.review)
    versions = {f"version-{one}": "1" for one in ids}
    page = desk.browse.post(f"{desk.path}/samlet", {"valg": ids, "count": "4", **versions}, 422)
    assert "har en advarsel. Åbn forslaget" in page.main


def test_a_consultant_sees_the_run_but_approves_nothing(desk: Desk) -> None:
    desk.browse.log_in(desk.consultant)
    assert not desk.browse.get(desk.path).soup.select("input[name=valg]")
    desk.browse.get(desk.review, 403)


def test_every_fifth_shows_the_facts_before_the_fit(desk: Desk) -> None:
    desk.rows[0].blind = True
    desk.session.commit()
    assert "Vurderes først" in desk.browse.get(desk.path).main
    path = f"/medarbejder/match/{desk.rows[0].id}"
    page = desk.browse.get(path)
    assert "Læs fakta først" in page.main
    assert not page.soup.select("textarea[name=message]")
    desk.browse.submit({"handling": "glance"}, 422)
    desk.browse.submit({"glance": "in_doubt", "handling": "glance"})
    page = desk.browse.get(path)
    assert "Se beregning" in page.main
    assert page.soup.select("textarea[name=message]")
