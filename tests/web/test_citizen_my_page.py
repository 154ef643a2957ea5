"""Min side and what hangs on it: who has the ball, the plan, proposals, a pause and the way out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from portal.store.enrolments import Enrolment, Plan
from portal.store.matches import Proposal
from tests.conftest import NOW
from tests.factories import Factory
from tests.web.browse import Browse, Seen

PARTS = [
    {
        "code": "occupation",
        "points": 300,
        "max_points": 300,
        "sentence": "Jobbet er det, du har ønsket.",
        "for_or_against": "for",
    },
    {
        "code": "travel",
        "points": 10,
        "max_points": 200,
        "sentence": "Der er 18 km. Din grænse er 25 km.",
        "for_or_against": "against",
    },
    {
        "code": "waiting",
        "points": 10,
        "max_points": 200,
        "sentence": "Du har ventet i 3 uger.",
        "for_or_against": "for",
    },
]


@contextmanager
def preparing(browse: Browse) -> Iterator[Session]:
    """Rows made here can still be read when they have been committed."""
    with browse.session() as session:
        session.expire_on_commit = False
        with session.begin():
            yield session


def birgit_in(browse: Browse, state: str = "ready_for_match", plan: dict[str, Any] | None = None, **given: Any) -> Any:
    """Birgit, logged in, with one enrolment in this state."""
    with preparing(browse) as session:
        make = Factory(session, NOW)
        person = make.person()
        adviser = make.caseworker()
        row = make.enrolment(person, state=state, assigned_to=adviser.id, **given)
        if plan is not None:
            make.plan(row, **plan)
        user = make.citizen(person)
    browse.log_in(user)
    return row


def birgit_with_proposal(browse: Browse, state: str = "sent_to_citizen", **given: Any) -> Any:
    with preparing(browse) as session:
        make = Factory(session, NOW)
        person = make.person()
        adviser = make.caseworker()
        row = make.enrolment(person, state="ready_for_match", ready_at=NOW, assigned_to=adviser.id)
        make.plan(row, needs=[{"code": "extra_breaks"}, {"code": "written_instructions"}], sent_at=NOW)
        values = {"citizen_deadline": date(2026, 11, 30), "parts": PARTS} | given
        proposal = make.proposal(row, state=state, **values)
        user = make.citizen(person)
    browse.log_in(user)
    return proposal


def state_of(browse: Browse, kind: type, row: Any) -> Any:
    with browse.session() as session:
        return session.get(kind, row.id)


def ball(page: Seen) -> str:
    return page.soup.select_one(".sv-next__ball").get_text(" ", strip=True)


def test_with_nothing_begun_the_way_leads_to_the_check(browse):
    with preparing(browse) as session:
        user = Factory(session, NOW).citizen()
    page = browse.log_in(user).get("/min-side")
    assert page.h1 == "Du er ikke tilmeldt noget endnu"
    assert page.soup.select_one("main a[href='/tjek']")


@pytest.mark.parametrize(
    ("state", "here", "whose"),
    [
        ("submitted", "Tilmelding", "Vi er i gang"),
        ("in_review", "Tilmelding", "Vi er i gang"),
        ("awaiting_citizen", "Tilmelding", "Vi venter på dig"),
        ("waiting_list", "Tilmelding", "Vi er i gang"),
        ("refusal_proposed", "Tilmelding", "Vi er i gang"),
        ("meeting_booked", "Samtale", "Vi er i gang"),
        ("admitted", "Din plan", "Vi er i gang"),
        ("ready_for_match", "Forslag", "Vi er i gang"),
        ("in_placement", "I gang", "Vi er i gang"),
    ],
)
def test_every_open_state_says_where_one_is_and_who_has_the_ball(browse, state, here, whose):
    birgit_in(browse, state, deadline=date(2026, 11, 26))
    page = browse.get("/min-side")
    assert page.h1 == "Hej Birgit"
    steps = page.soup.select(".sv-timeline__step")
    assert len(steps) == 7
    current = page.soup.select("[aria-current=step]")
    assert [step.h3.get_text(strip=True) for step in current] == [here]
    assert ball(page) == whose
    assert "Mette Kjær" in page.main


def test_a_proposed_refusal_is_not_told_before_it_is_decided(browse):
    birgit_in(browse, "refusal_proposed", decision_reason="Passer ikke")
    assert "Passer ikke" not in browse.get("/min-side").text


def test_a_refusal_leads_to_the_letter_and_the_phone(browse):
    birgit_in(browse, "refused")
    assert "Ring, hvis du vil have det forklaret." in browse.get("/min-side").main


def test_a_planned_placement_shows_day_and_company(browse):
    with preparing(browse) as session:
        make = Factory(session, NOW)
        placement = make.placement()
        person_id = placement.person_id
        user = make.user("citizen", "Birgit Holm", person_id=person_id)
    page = browse.log_in(user).get("/min-side")
    assert "Du begynder mandag den 7. december hos Kastrup Kontorservice ApS." in page.main


def test_two_cases_stand_on_one_page(browse):
    with preparing(browse) as session:
        make = Factory(session, NOW)
        person = make.person()
        make.enrolment(person, state="submitted", deadline=date(2026, 11, 26))
        make.enrolment(
            person,
            programme_code="sick_leave_social_investment",
            state="paused",
            state_before="admitted",
            deadline=date(2026, 12, 21),
        )
        make.enrolment(
            person,
            programme_code="recruitment_from_the_edge",
            state="withdrawn",
            state_before="in_review",
            deadline=date(2026, 12, 1),
        )
        make.enrolment(person, programme_code="flex_job_development", state="draft", answers={})
        user = make.citizen(person)
    page = browse.log_in(user).get("/min-side")
    for name in ("Seniorsporet", "Rolig start", "Rekruttering fra kanten", "Flere timer"):
        assert name in page.main
    assert "Du holder pause til 21. december 2026." in page.main
    assert "Kom med igen" in page.main


def test_a_question_is_answered_on_its_page(browse):
    row = birgit_in(browse, "awaiting_citizen", question="Hvornår passer det dig?")
    page = browse.get("/min-side")
    assert "Hvornår passer det dig?" in page.main
    browse.get(page.soup.select_one(".sv-card--paper a.button")["href"])
    assert browse.submit({"reply": " "}, 422).errors() == {"reply": "Skriv et svar, eller ring til os."}
    assert browse.submit({"reply": "Om mandagen."}).location == "/min-side"
    assert "Tak for dit svar." in browse.follow().main
    assert state_of(browse, Enrolment, row).state == "in_review"
    assert browse.get(f"/min-side/tilmelding/{row.id}/svar", 302).location == "/min-side"


def test_before_there_is_a_plan_it_says_how_it_comes_about(browse):
    birgit_in(browse, "admitted")
    assert "Planen laver du sammen med Mette Kjær." in browse.get("/min-side/plan").main


def test_a_plan_that_staff_have_not_sent_is_not_shown(browse):
    birgit_in(browse, "admitted", plan={"goal": "Hemmeligt udkast"})
    assert "Hemmeligt udkast" not in browse.get("/min-side/plan").main


def test_a_yes_to_the_plan_opens_the_matching_when_staff_have_agreed(browse):
    ladder = [{"week": 1, "hours": 4}, {"week": 5, "hours": 8.5}]
    needs = [{"code": "max_lift", "limit": 5}]
    row = birgit_in(
        browse,
        "admitted",
        plan={"sent_at": NOW, "staff_agreed_at": NOW, "hours_ladder": ladder, "needs": needs},
    )
    page = browse.get("/min-side")
    assert ball(page) == "Vi venter på dig"
    browse.get("/min-side/plan")
    page = browse.page
    for words in (
        "Bogholder",
        "Praktik, løntimer",
        "8,5 timer om ugen",
        "uge 1–4",
        "fra uge 5",
        "Ingen løft over 5 kg",
    ):
        assert words in page.main
    browse.submit({"svar": "ja"}, form=0)
    assert "Tak. Din plan er på plads." in browse.follow().main
    assert state_of(browse, Enrolment, row).state == "ready_for_match"


def test_a_wish_for_change_needs_words_and_reaches_the_adviser(browse):
    row = birgit_in(browse, "admitted", plan={"sent_at": NOW, "staff_agreed_at": NOW})
    browse.get(f"/min-side/plan/{row.id}")
    assert browse.submit({"comment": ""}, 422).errors() == {
        "comment": "Skriv, hvad der skal ændres, eller ring til os."
    }
    browse.submit({"comment": "Jeg vil gerne tættere på."})
    assert "Jeg vil gerne tættere på." in browse.follow().main
    with browse.session() as session:
        plan = session.query(Plan).one()
        assert (plan.citizen_comment, plan.staff_agreed_at) == ("Jeg vil gerne tættere på.", None)


def test_a_plan_changed_meanwhile_is_not_agreed_to(browse):
    row = birgit_in(browse, "admitted", plan={"sent_at": NOW, "staff_agreed_at": NOW})
    form = browse.get(f"/min-side/plan/{row.id}").values(0)
    with preparing(browse) as session:
        session.query(Plan).one().version += 1
    browse.post(f"/min-side/plan/{row.id}", form | {"svar": "ja"}, 409)


def test_a_proposal_tells_what_why_and_what_the_company_sees_but_not_who(browse):
    proposal = birgit_with_proposal(browse, message="Jeg tror, det er noget for dig.")
    page = browse.get("/min-side")
    assert "Vi har et forslag til dig. Læs det, og svar senest 30. november 2026." in page.main
    page = browse.get(f"/min-side/forslag/{proposal.id}")
    assert page.h1 == "Vi har et forslag til dig"
    for words in (
        "Løntimer: Bogholder",
        "Kastrup, cirka 8,2 kilometer fra dig",
        "20 timer om ugen i 12 uger",
        "Bogføre bilag",
        "7. december 2026",
        "Virksomheden kan give dig: Ekstra pauser",
        "Det spørger vi om, før du begynder: Skriftlige instruktioner",
        "Jobbet er det, du har ønsket.",
        "Det passer mindre godt på disse punkter: Der er 18 km.",
        "Dit navn får de først, når de også har sagt ja.",
        "Dit svar her er ikke et formelt afslag",
        "Jeg tror, det er noget for dig.",
    ):
        assert words in page.main
    assert "Kontorservice" not in page.text
    assert "Lis Rask" not in page.text
    assert "Du har ventet" not in page.main


def test_a_yes_goes_to_the_company_and_can_be_taken_back_until_it_is_opened(browse):
    proposal = birgit_with_proposal(browse)
    path = f"/min-side/forslag/{proposal.id}"
    browse.get(path)
    browse.submit({"svar": "ja"})
    page = browse.follow()
    assert page.h1 == "Godt. Vi spørger virksomheden"
    assert "Kontorservice" not in page.text
    assert state_of(browse, Proposal, proposal).state == "sent_to_company"
    assert ball(browse.get("/min-side")) == "Vi venter på virksomheden"
    browse.get(path)
    browse.submit({"svar": "nej"})
    assert state_of(browse, Proposal, proposal).state == "citizen_no"


def test_when_the_company_has_looked_the_phone_is_the_way(browse):
    proposal = birgit_with_proposal(browse, "sent_to_company", company_opened_at=NOW)
    page = browse.get(f"/min-side/forslag/{proposal.id}")
    assert not page.soup.select("main form")
    assert "ring til Mette Kjær på 32 00 00 10" in page.main


def test_a_no_takes_two_taps_and_no_reason(browse):
    proposal = birgit_with_proposal(browse)
    browse.get(browse.get("/min-side").soup.select_one(".sv-card--paper a.button")["href"])
    browse.submit({"svar": "nej"})
    page = browse.follow()
    assert page.h1 == "Tak for dit svar"
    assert state_of(browse, Proposal, proposal).state == "citizen_no"
    assert browse.submit({"grund": ""}).location == "/min-side"
    assert state_of(browse, Proposal, proposal).reason is None
    browse.get(f"/min-side/forslag/{proposal.id}/hvorfor")
    browse.submit({"grund": "hours"})
    assert state_of(browse, Proposal, proposal).reason == "hours"


def test_wanting_to_hear_more_still_leaves_both_answers(browse):
    proposal = birgit_with_proposal(browse)
    browse.get(f"/min-side/forslag/{proposal.id}")
    browse.submit({"svar": "hoer"})
    page = browse.follow()
    assert page.h1 == "Vi ringer til dig"
    assert [b["value"] for b in page.soup.select("main button[name=svar]")] == ["ja", "nej"]
    browse.submit({"svar": "ja"})
    assert state_of(browse, Proposal, proposal).state == "sent_to_company"


def test_an_answer_that_is_none_is_asked_for_again(browse):
    proposal = birgit_with_proposal(browse)
    browse.get(f"/min-side/forslag/{proposal.id}")
    browse.submit({"svar": "måske"})
    assert "Vælg det svar, der passer bedst." in browse.follow().main
    assert state_of(browse, Proposal, proposal).state == "sent_to_citizen"


def test_the_same_answer_twice_is_one_answer(browse):
    proposal = birgit_with_proposal(browse)
    path = f"/min-side/forslag/{proposal.id}"
    form = browse.get(path).values()
    browse.post(path, form | {"svar": "ja"})
    browse.post(path, form | {"svar": "ja", "idempotency_key": "en-anden"})
    assert state_of(browse, Proposal, proposal).state == "sent_to_company"


@pytest.mark.parametrize("state", ["company_yes", "meeting_agreed", "agreement"])
def test_when_both_have_said_yes_each_knows_who_the_other_is(browse, state):
    meeting = NOW + timedelta(days=3) if state != "company_yes" else None
    proposal = birgit_with_proposal(browse, state, meeting_at=meeting)
    page = browse.get(f"/min-side/forslag/{proposal.id}")
    for words in ("Kastrup Kontorservice ApS", "Kastrupvej 10, Kastrup", "Lis Rask"):
        assert words in page.main
    if meeting:
        assert "I skal mødes torsdag den 26. november klokken 10.00." in page.main


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("citizen_no", "Det er helt i orden at sige nej."),
        ("citizen_expired", "Er du stadig interesseret, så ring til os"),
        ("company_no", "Det siger ikke noget om dig."),
        ("company_expired", "Virksomheden nåede ikke at svare."),
        ("cancelled", "Pladsen er ikke ledig mere."),
    ],
)
def test_a_proposal_that_is_over_says_so_kindly(browse, state, words):
    proposal = birgit_with_proposal(browse, state)
    page = browse.get(f"/min-side/forslag/{proposal.id}")
    assert words in page.main
    assert not page.soup.select("main form")
    browse.get("/min-side")


@pytest.mark.parametrize("state", ["computed", "approved", "discarded", "postponed", "stale"])
def test_what_staff_have_not_sent_does_not_exist_for_the_citizen(browse, state):
    proposal = birgit_with_proposal(browse, state)
    browse.get(f"/min-side/forslag/{proposal.id}", 404)


def test_a_pause_and_the_way_back(browse):
    row = birgit_in(browse)
    assert browse.get("/min-side/pause", 302).location == f"/min-side/tilmelding/{row.id}/pause"
    browse.follow()
    assert browse.submit({}, 422).errors() == {"weeks": "Vælg det svar, der passer bedst."}
    browse.submit({"weeks": "4"})
    page = browse.follow()
    assert "Du holder pause til 21. december 2026." in page.main
    browse.submit()
    assert "Velkommen tilbage." in browse.follow().main
    assert state_of(browse, Enrolment, row).state == "ready_for_match"


def test_leaving_and_coming_back(browse):
    row = birgit_in(browse, "in_review")
    browse.get("/min-side/traek-tilbage", 302)
    page = browse.follow()
    assert page.h1 == "Vil du trække din tilmelding tilbage?"
    assert "Du skal ikke sige hvorfor." in page.main
    browse.submit()
    page = browse.follow()
    assert "Fortryder du inden 7. december 2026" in page.main
    assert state_of(browse, Enrolment, row).state == "withdrawn"
    browse.submit()
    assert "Velkommen tilbage." in browse.follow().main
    assert state_of(browse, Enrolment, row).state == "in_review"


def test_with_nothing_to_leave_there_is_a_word_and_a_phone(browse):
    with preparing(browse) as session:
        user = Factory(session, NOW).citizen()
    browse.log_in(user)
    for path in ("/min-side/traek-tilbage", "/min-side/pause"):
        assert "Ring til os på 32 47 00 55" in browse.get(path).main


def test_somebody_elses_pages_are_not_there(browse):
    birgit_in(browse)
    with preparing(browse) as session:
        make = Factory(session, NOW)
        other = make.enrolment(make.other_person(), state="ready_for_match")
        make.plan(other, sent_at=NOW)
        proposal = make.proposal(other, state="sent_to_citizen")
    for path in (
        f"/min-side/plan/{other.id}",
        f"/min-side/forslag/{proposal.id}",
        f"/min-side/forslag/{proposal.id}/hvorfor",
        f"/min-side/tilmelding/{other.id}/pause",
        f"/min-side/tilmelding/{other.id}/svar",
        f"/min-side/tilmelding/{other.id}/slet",
    ):
        browse.get(path, 404)
