"""The agreement through the pages of all who take part, and the representative's page without an account."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from portal.store.outbox import OutboxMessage
from portal.store.placements import Placement
from tests.conftest import NOW
from tests.factories import Factory
from tests.web.browse import Browse


class Planned:
    def __init__(self, browse: Browse) -> None:
        self.browse, self.session = browse, browse.session()
        self.session.expire_on_commit = False
        make = Factory(self.session, NOW)
        self.caseworker = make.caseworker()
        person = make.person()
        self.citizen = make.citizen(person)
        enrolment = make.enrolment(person, state="ready_for_match", ready_at=NOW, assigned_to=self.caseworker.id)
        make.plan(enrolment)
        posting = make.posting(kind="work_trial")
        self.host = make.company_user(posting.company)
        self.row = make.placement(make.proposal(enrolment, posting, state="agreement"), end_on=date(2027, 1, 3))
        self.session.commit()
        self.staff = f"/medarbejder/forloeb/{self.row.id}/aftale"
        self.own = f"/min-side/aftale/{self.row.id}"
        self.company = f"/virksomhed/aftaler/{self.row.id}"

    def press(self, name: str, status: int = 303, **more: str) -> None:
        page = self.browse.get(self.staff)
        version = str(page.soup.select_one("main input[name=version]")["value"])  # type: ignore[index]
        self.browse.post(self.staff, {"handling": name, "version": version, **more}, status)

    def write(self, **more: str) -> None:
        self.browse.log_in(self.caseworker)
        page = self.browse.get(self.staff)
        form = next(f for f in page.soup.select("main form") if f.select_one("#aim"))
        values = {str(c["name"]): c.get_text().removeprefix("\n") for c in form.select("textarea")}
        values |= {str(c["name"]): str(c.get("value", "")) for c in form.select("input[type=text]")}
        self.press("write", **(values | more))

    def state(self) -> str:
        self.session.rollback()
        self.session.expire_all()
        state = self.session.get_one(Placement, self.row.id).state
        self.session.rollback()
        return state

    def link(self) -> str:
        self.session.rollback()
        mails = select(OutboxMessage).where(OutboxMessage.template == "hearing").order_by(OutboxMessage.id.desc())
        body = self.session.scalars(mails).first().body  # type: ignore[union-attr]
        self.session.rollback()
        return "/virksomhed/hoering/" + body.split("/hoering/")[1].split(" ")[0]


@pytest.fixture
def planned(browse: Browse) -> Planned:
    return Planned(browse)


def test_from_draft_to_ready_through_everybodys_pages(planned: Planned) -> None:
    browse = planned.browse
    planned.write()
    planned.press("ask", email="tina@example.dk")
    planned.press("reference", reference="4711-22")
    browse.log_in(planned.citizen)
    assert "Din aftale" in browse.get("/min-side").main
    page = browse.get(planned.own)
    assert page.h1 == "Læs din aftale"
    assert "Lis Rask" in page.main
    browse.submit()
    assert "Du har sagt ja til aftalen." in browse.get(planned.own).main
    browse.log_in(planned.host)
    browse.get(planned.company)
    browse.submit()
    assert planned.state() == "planned"
    visitor = browse.other()
    question = visitor.get(planned.link())
    assert "Er der et rimeligt forhold?" in question.h1
    assert "Birgit" not in question.response.get_data(as_text=True)
    visitor.post(planned.link(), {"svar": "confirmed"})
    assert visitor.get(planned.link()).h1 == "Spørgsmålet er besvaret"
    assert planned.state() == "ready"


def test_an_old_link_shows_what_changed_and_asks_again(planned: Planned) -> None:
    browse = planned.browse
    planned.write()
    browse.log_in(planned.citizen)
    seen = str(browse.get(planned.own).soup.select_one("input[name=digest]")["value"])  # type: ignore[index]
    planned.write(mentor="Lis Rask er mentor")
    browse.log_in(planned.citizen)
    page = browse.post(planned.own, {"digest": seen}, 409)
    assert "Læs det, der er nyt" in page.main
    assert "Nyt" in page.main
    assert "Lis Rask er mentor" in page.main
    browse.get(planned.own)
    browse.submit()


def test_an_objection_without_words_is_asked_for_words(planned: Planned) -> None:
    planned.write()
    planned.press("ask", email="tina@example.dk")
    visitor = planned.browse.other()
    visitor.get(planned.link())
    page = visitor.post(planned.link(), {"svar": "objected", "words": ""}, 422)
    assert page.errors()["words"] == "Skriv med dine egne ord, hvad vi skal vide."
    visitor.post(planned.link(), {"svar": "objected", "words": "Vi har netop sagt en vikar op."})
    assert "Vi har netop sagt en vikar op." in planned.browse.get(planned.staff).main
    planned.press("weigh", words="Vikaren var i en anden afdeling.")
    assert "Bemærkning vurderet" in planned.browse.get(planned.staff).main


def test_the_copy_sheet_stands_in_the_order_of_vitas(planned: Planned) -> None:
    planned.browse.log_in(planned.caseworker)
    page = planned.browse.get(f"/medarbejder/forloeb/{planned.row.id}/vitas")
    headings = [h.get_text(strip=True) for h in page.soup.select("main h2")]
    assert [h.split(".")[0] for h in headings] == ["1", "2", "3", "4", "5", "6", "8", "9", "10"]
    assert "99001011" in page.main
    assert "740367" not in page.response.get_data(as_text=True)


def test_a_link_that_was_never_sent_is_nowhere(planned: Planned) -> None:
    planned.browse.other().get("/virksomhed/hoering/noget-jeg-fandt-paa", 404)
