"""Following a placement through the pages: staff, the company and the citizen who reads what the company said."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from portal.services import following
from portal.services.work import Work
from portal.store.placements import Placement
from tests.conftest import NOW
from tests.factories import Factory, anybody
from tests.web.browse import Browse

TODAY = date(2026, 11, 23)


class Running:
    """Birgit is in her fourth week at Kastrup Kontorservice."""

    def __init__(self, browse: Browse) -> None:
        self.browse, self.session = browse, browse.session()
        self.session.expire_on_commit = False
        make = Factory(self.session, NOW)
        self.caseworker = make.caseworker()
        person = make.person()
        self.citizen = make.citizen(person)
        enrolment = make.enrolment(person, state="in_placement", ready_at=NOW, assigned_to=self.caseworker.id)
        posting = make.posting(kind="work_trial")
        self.host = make.company_user(posting.company)
        self.row: Placement = make.placement(
            make.proposal(enrolment, posting, state="agreement"),
            state="active",
            start_on=date(2026, 11, 2),
            end_on=date(2026, 11, 29),
        )
        self.session.refresh(self.row, ["parts"])
        work = Work(self.session, anybody(), NOW, browse.parts.house, browse.parts.ports)
        following.make_calendar(work, self.row, self.row.parts)
        self.session.commit()
        self.staff = f"/medarbejder/forloeb/{self.row.id}"
        self.company = f"/virksomhed/forloeb/{self.row.id}"


@pytest.fixture
def running(browse: Browse) -> Running:
    return Running(browse)


def fields(page_day: date, prefix: str, **more: str) -> dict[str, str]:
    parts = {"dag": page_day.day, "maaned": page_day.month, "aar": page_day.year}
    return {f"{prefix}day-{name}": str(value) for name, value in parts.items()} | {
        f"{prefix}{name}": value for name, value in more.items()
    }


def press(running: Running, name: str, status: int = 303, **more: str) -> None:
    page = running.browse.get(running.staff)
    version = str(page.soup.select_one("main input[name=version]")["value"])  # type: ignore[index]
    running.browse.post(running.staff, {"handling": name, "version": version, **more}, status)


def test_the_list_shows_the_next_checkpoint_and_why_somebody_should_look(running: Running) -> None:
    running.browse.log_in(running.caseworker)
    page = running.browse.get("/medarbejder/forloeb")
    assert "1 forløb · 1 med en advarsel" in page.main
    assert "Virksomheden skulle have fortalt, hvordan det går, for 14 dage siden." in page.main
    assert "Birgit Holm" in running.browse.get("/medarbejder/forloeb?vis=advarsel").main
    assert "Birgit Holm" not in running.browse.get("/medarbejder/forloeb?vis=slut").main
    assert "Vi har ikke hørt fra borgeren i 21 dage. Ring, og spørg" in running.browse.get("/medarbejder").main


def test_absence_and_back_again(running: Running) -> None:
    running.browse.log_in(running.caseworker)
    yesterday = TODAY - timedelta(days=3)
    press(running, "report_absence", 422, **fields(yesterday, "away_"))
    assert running.browse.page is not None
    assert "away_words" in running.browse.page.errors()
    press(running, "report_absence", **fields(yesterday, "away_", words="Hun ringede fredag."))
    assert "Hun ringede fredag." in running.browse.get(running.staff).main
    press(running, "return", **fields(TODAY, "back_"))
    assert "I gang" in running.browse.get(running.staff).main


def test_a_checkpoint_is_written_down(running: Running) -> None:
    running.browse.log_in(running.caseworker)
    page = running.browse.get(running.staff)
    chosen = str(page.soup.select_one("#checkpoint option")["value"])  # type: ignore[index]
    press(running, "checkpoint", 422, checkpoint=chosen)
    press(running, "checkpoint", checkpoint=chosen, point_words="Hun er glad for opgaverne.")
    assert "Hun er glad for opgaverne." in running.browse.get(running.staff).main


def test_the_law_answers_beside_the_field(running: Running) -> None:
    running.browse.log_in(running.caseworker)
    day = {f"extend_until-{name}": value for name, value in (("dag", "20"), ("maaned", "12"), ("aar", "2026"))}
    press(running, "extend", 422, **day)
    assert running.browse.page is not None
    assert "højst vare 4 uger" in running.browse.page.errors()["extend_until"]


def test_the_company_tells_how_it_goes_and_the_citizen_reads_it(running: Running) -> None:
    browse = running.browse
    browse.log_in(running.host)
    assert "Hvordan går det med Birgit Holm?" in browse.get("/virksomhed/overblik").main
    page = browse.get(f"{running.company}/tilbagemelding/1")
    assert page.h1 == "Hvordan går det?"
    browse.submit({}, 422)
    answers = {"tasks": "good", "hours": "more", "cooperation": "good", "adjustments": "work", "next": "more_hours"}
    browse.submit(answers | {"words": "Hun har fået gang i arkivet."})
    assert "allerede" in browse.get(browse.get(f"{running.company}/tilbagemelding/1", 302).location).main
    browse.get(f"{running.company}/tilbagemelding/9", 404)
    browse.log_in(running.citizen)
    assert "Det siger virksomheden" in browse.get("/min-side").main
    told = browse.get(f"/min-side/forloeb/{running.row.id}/tilbagemeldinger").main
    assert "Hun har fået gang i arkivet." in told
    assert "Der kan blive flere" in told


def test_something_is_hard_reaches_the_adviser_the_same_day(running: Running) -> None:
    browse = running.browse
    browse.log_in(running.host)
    browse.get(running.company)
    browse.submit({"words": ""}, 422)
    browse.submit({"words": "Vi mangler en at sætte ved siden af."})
    browse.log_in(running.caseworker)
    assert "Virksomheden har skrevet, at noget er svært." in browse.get("/medarbejder").main
    press(running, "answer_concern", concern_words="Lis sidder ved siden af fra mandag.")
    assert "Lis sidder ved siden af fra mandag." in browse.get(running.staff).main


def test_the_end_with_its_outcome_by_phone(running: Running) -> None:
    running.browse.log_in(running.caseworker)
    press(running, "complete", **fields(TODAY, "end_"))
    press(running, "outcome", 422)
    press(running, "outcome", outcome_outcome="paid_hours", outcome_by_phone="y")
    page = running.browse.get(running.staff)
    assert "Resultat: Løntimer" in page.main
    assert "i telefonen" in page.main
    assert "Efter 6 måneder" in page.main
