"""The company sees tasks, hours and start of a candidate; who it is only after both have said yes."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import select

from portal.store.audit import AuditEntry
from portal.store.enrolments import Enrolment
from portal.store.matches import Proposal
from tests.conftest import NOW
from tests.factories import Factory
from tests.web.browse import Browse, Seen
from tests.web.citizen_cases import preparing
from tests.web.test_employer_registration import enter, one

LIST = "/virksomhed/kandidater"
SECRETS = (
    "Birgit",
    "Holm",
    "Strandvejen",
    "20 00 00 01",
    "birgit@",
    "1967",
    "59 år",
    "740367",
    "dagpenge",
    "Seniorsporet",
    "Senior Advisory",
    "T-2026",
    "Mette Kjær",
)
"""What must not stand on a page before both have said yes. "Ekstra pauser" stands there as the company's own offer."""


def proposed(browse: Browse, **given: Any) -> str:
    """Log in for a company with one candidate; returns her address."""

    def made(make: Factory) -> Any:
        adviser = make.caseworker()
        enrolment = make.enrolment(state="ready_for_match", ready_at=make.now, assigned_to=adviser.id)
        values = {"state": "sent_to_company", "company_deadline": date(2026, 11, 27)}
        return make.company_user(make.proposal(enrolment, **(values | given)).posting.company)

    enter(browse, made)
    return f"{LIST}/{one(browse, select(Proposal.id))}"


def act(browse: Browse, url: str, what: str, form: int = -1, expect: int = 303, **more: str) -> Seen:
    return browse.post(url, browse.get(url).values(form) | {"handling": what} | more, expect)


def hides_who_it_is(page: Seen) -> None:
    html = page.response.get_data(as_text=True)
    assert [secret for secret in SECRETS if secret in html] == []


def test_a_candidate_is_opened_by_a_post_and_shows_no_name(browse: Browse) -> None:
    url = proposed(browse)
    for page in (browse.get("/virksomhed/overblik"), browse.get(LIST), browse.get(url)):
        hides_who_it_is(page)
        assert "Kandidat 7K2" in page.main
    assert "Se kandidaten" in browse.get(url).main
    assert one(browse, select(Proposal)).company_opened_at is None
    assert act(browse, LIST, "aabn", expect=405).status == 405
    assert act(browse, url, "aabn").location == url
    page = browse.get(url)
    hides_who_it_is(page)
    for text in ("Bogføre bilag", "20 timer om ugen", "7. december 2026", "dækker det, personen har brug for"):
        assert text in page.main
    assert one(browse, select(Proposal)).company_opened_at is not None
    assert one(browse, select(AuditEntry.action).where(AuditEntry.action == "proposal.opened_by_company"))


def test_the_list_opens_with_a_button(browse: Browse) -> None:
    url = proposed(browse)
    page = browse.get(LIST)
    form = page.soup.select_one("main form")
    assert form is not None
    assert form["action"] == url


def test_an_answer_needs_the_candidate_to_be_opened(browse: Browse) -> None:
    url = proposed(browse)
    browse.get(url)
    browse.post(url, {"handling": "ja", "version": one(browse, select(Proposal)).version})
    assert one(browse, select(Proposal)).state == "sent_to_company"


def test_a_yes_shows_who_it_is_and_who_to_talk_to(browse: Browse) -> None:
    url = proposed(browse, company_opened_at=datetime(2026, 11, 23, tzinfo=UTC))
    act(browse, url, "ja", form=0)
    page = browse.get(url)
    for text in ("Birgit Holm", "Mette Kjær", "32 00 00 10", "I har begge sagt ja"):
        assert text in page.main
    assert "740367" not in page.response.get_data(as_text=True)
    assert one(browse, select(Proposal)).state == "company_yes"


def test_a_yes_twice_is_one_yes(browse: Browse) -> None:
    url = proposed(browse, company_opened_at=datetime(2026, 11, 23, tzinfo=UTC))
    form = browse.get(url).values(0) | {"handling": "ja"}
    first, again = browse.post(url, form), browse.post(url, form | {"idempotency_key": "en anden"})
    assert first.location == again.location == url


def test_a_no_asks_why_and_tells_the_municipality_only(browse: Browse) -> None:
    url = proposed(browse, company_opened_at=datetime(2026, 11, 23, tzinfo=UTC))
    seen = act(browse, url, "nej", expect=422)
    assert seen.errors() == {"reason": "Vælg det svar, der passer bedst."}
    assert act(browse, url, "nej", reason="hours_do_not_fit").location == LIST
    row = one(browse, select(Proposal))
    assert (row.state, row.reason) == ("company_no", "hours_do_not_fit")
    hides_who_it_is(browse.get(url))
    hides_who_it_is(browse.get(LIST))


def test_a_stale_answer_changes_nothing(browse: Browse) -> None:
    url = proposed(browse, company_opened_at=datetime(2026, 11, 23, tzinfo=UTC))
    browse.get(url)
    browse.post(url, {"handling": "ja", "version": 99}, 409)
    assert one(browse, select(Proposal)).state == "sent_to_company"


@pytest.mark.parametrize("state", ["computed", "approved", "sent_to_citizen", "citizen_yes", "citizen_no", "cancelled"])
def test_before_the_citizens_yes_there_is_no_candidate(browse: Browse, state: str) -> None:
    url = proposed(browse, state=state, company_deadline=None)
    browse.get(url, 404)
    assert "Vi leder efter kandidater. I hører fra os, når der er én." in browse.get(LIST).main


@pytest.mark.parametrize("state", ["company_no", "company_expired"])
def test_after_a_no_or_an_expired_answer_nothing_more_is_shown(browse: Browse, state: str) -> None:
    hides_who_it_is(browse.get(proposed(browse, state=state)))


def test_the_candidate_of_another_company_does_not_exist(browse: Browse) -> None:
    url = proposed(browse)
    enter(browse, lambda make: make.company_user(make.company(cvr="99001380")))
    browse.get(url, 404)
    browse.post(url, {"handling": "aabn"}, 404)
    assert one(browse, select(Proposal)).company_opened_at is None


def test_an_agreed_meeting_and_a_planned_placement_stand_on_the_overview(browse: Browse) -> None:
    proposed(browse, state="meeting_agreed", meeting_at=datetime(2026, 12, 2, 9, 0, tzinfo=UTC))
    page = browse.get("/virksomhed/overblik")
    assert "Møde med Birgit Holm" in page.main
    assert "onsdag den 2. december klokken 10.00" in page.main


def test_a_planned_placement_fills_a_place(browse: Browse) -> None:
    def made(make: Factory) -> Any:
        posting = make.posting(kind="work_trial", start_from=date(2026, 11, 23))
        proposal = make.proposal(posting=posting, state="agreement", start_on=date(2026, 11, 23), hours=37)
        return make.company_user(make.placement(proposal).proposal_id and posting.company)

    enter(browse, made)
    page = browse.get("/virksomhed/overblik")
    assert "Praktik fra 23. november 2026, 20 timer om ugen" in page.main
    assert "0,54 af 1 pladser brugt" in page.main
    assert "1 af 1 plads i brug" in page.main


@pytest.mark.parametrize("state", ["cancelled", "citizen_no"])
def test_a_candidate_who_was_taken_back_is_gone_and_nothing_else_is_told(browse: Browse, state: str) -> None:
    url = proposed(browse, company_opened_at=NOW)
    old_tab = browse.get(url).values()
    with preparing(browse) as session:
        session.scalar(select(Proposal)).state = state
    page = browse.get(url)
    assert page.h1 == "Kandidaten er ikke længere ledig"
    hides_who_it_is(page)
    assert not page.soup.select("main form")
    assert "Kandidat 7K2" not in browse.get(LIST).main
    assert browse.post(url, old_tab | {"handling": "ja"}, 303).location == url
    assert one(browse, select(Proposal)).state == state


def test_a_candidate_who_never_came_to_the_company_does_not_exist(browse: Browse) -> None:
    browse.get(proposed(browse, state="citizen_no", company_deadline=None), 404)


def test_the_company_sees_where_the_hours_begin_and_how_they_rise(browse: Browse) -> None:
    url = proposed(browse, company_opened_at=NOW)
    with preparing(browse) as session:
        ladder = [{"week": 1, "hours": 15}, {"week": 5, "hours": 20}]
        Factory(session, NOW).plan(session.scalar(select(Enrolment)), hours_ladder=ladder)
    assert "Begynder med 15 timer om ugen og stiger til 20" in browse.get(LIST).main
    assert "Uge 1–4: 15 timer om ugen Fra uge 5: 20 timer om ugen" in " ".join(browse.get(url).main.split())
