"""Min side and what hangs on it: who has the ball, the plan, a pause and the way out."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from portal.store.enrolments import Enrolment, Plan
from tests.conftest import NOW
from tests.factories import Factory
from tests.web.citizen_cases import ball, birgit_in, preparing, state_of


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


@pytest.mark.parametrize(
    ("promised", "told"),
    [
        (NOW.date(), "Vi arbejder videre og skriver til dig senest"),
        (NOW.date() - timedelta(days=1), "Vi lovede at skrive til dig senest"),
    ],
)
def test_a_promise_that_was_broken_is_said_and_not_repeated(browse, promised, told):
    birgit_in(browse, "in_review", deadline=promised)
    main = browse.get("/min-side").main
    assert told in main
    assert main.count("senest") == 1


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


def test_a_companion_may_have_a_name_and_the_adviser_reads_it(browse):
    case = birgit_in(browse, "submitted", answers={"kontakt": {"companion": "yes", "companion_name": "Ib Holm"}})
    assert "Hvem vil du have med? Ib Holm" in browse.get(f"/min-side/tilmelding/{case.id}/kvittering").main
    with preparing(browse) as session:
        adviser = Factory(session, NOW).caseworker()
    assert "Bisidder Ib Holm" in browse.log_in(adviser).get(f"/medarbejder/tilmeldinger/{case.id}").main
