"""The citizen's way from "before you begin" to the receipt, as a browser without JavaScript walks it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy.orm import Session

from portal.domain.eligibility.programme import Term
from portal.store.enrolments import Enrolment
from tests.conftest import NOW
from tests.factories import Factory
from tests.web.browse import Browse

START = "/tilmeld/seniorsporet"
STEPS = {
    "kontakt": {
        "phone": "20 00 00 01",
        "email": "birgit@example.dk",
        "contact_way": "call",
        "contact_time": "morning",
        "notify": ["sms"],
        "companion": "no",
    },
    "erfaring": {"interests": ["office", "people"], "good_at": "Jeg er god til at holde orden."},
    "rammer": {
        "unemployed_since-dag": "4",
        "unemployed_since-maaned": "5",
        "unemployed_since-aar": "2026",
        "hours": "16_30",
        "time_of_day": "morning",
        "travel": "45",
        "transport": "public",
    },
    "hensyn": {"needs": ["extra_breaks"], "other": ""},
    "stoette": {"support": ["no"]},
    "deling": {"profile": "yes", "health_notes": "no", "follow_up": "yes"},
}
ALMOST = ("kontakt", "erfaring", "rammer", "hensyn", "stoette")


@contextmanager
def preparing(browse: Browse) -> Iterator[Session]:
    """Rows made here can still be read when they have been committed."""
    with browse.session() as session:
        session.expire_on_commit = False
        with session.begin():
            yield session


@pytest.fixture
def birgit(browse: Browse) -> Browse:
    with preparing(browse) as session:
        user = Factory(session, NOW).citizen()
    return browse.log_in(user)


def fill(browse: Browse, *steps: str) -> None:
    for step in steps:
        browse.get(f"{START}/{step}")
        browse.submit(STEPS[step])


def stored(browse: Browse) -> Enrolment:
    with browse.session() as session:
        return session.query(Enrolment).one()


def test_before_you_begin_says_what_it_takes_and_leads_by_way_of_the_log_in(browse):
    page = browse.get(START)
    assert page.h1 == "Meld dig til Seniorsporet"
    assert "Det tager fem til syv minutter." in page.main
    assert "Vi spørger ikke, hvad du fejler" in page.main
    link = page.soup.select_one("main a.button-primary")
    assert link.get_text(strip=True) == "Log på med MitID"
    assert "next=/tilmeld/seniorsporet/kontakt" in link["href"].replace("%2F", "/")


def test_there_is_a_way_without_mitid(browse):
    page = browse.get(f"{START}/uden-mitid")
    assert "32 47 00 55" in page.main


def test_showing_interest_has_words_of_its_own(browse):
    assert browse.get("/tilmeld/rolig-start").h1 == "Vis interesse for Rolig start"


def test_a_programme_nobody_knows_is_not_there(browse):
    browse.get("/tilmeld/findes-ikke", 404)


def test_where_the_municipality_refers_there_is_a_reason_and_a_phone(browse):
    page = browse.get("/tilmeld/vej-ind")
    assert page.h1 == "Vej ind tager ikke nye ind lige nu"
    assert "32 47 00 55" in page.main


def test_a_step_asks_for_the_log_in_first(browse):
    assert browse.get(f"{START}/kontakt", 302).location == "/log-paa"


def test_an_unknown_step_is_not_there(birgit):
    birgit.get(f"{START}/helbred", 404)


def test_the_first_step_knows_name_address_and_phone(birgit):
    page = birgit.get(f"{START}/kontakt")
    assert "Birgit Holm" in page.main
    assert "Strandvejen 1, 2791 Dragør" in page.main
    assert page.values()["phone"] == "20 00 00 01"
    assert "Trin 1 af 6" in page.main
    assert page.title.startswith("Hvordan får vi bedst fat i dig? – trin 1 af 6")


def test_all_six_steps_lead_to_the_check_and_the_receipt(birgit):
    birgit.get(f"{START}/kontakt")
    for step, following in zip(STEPS, [*list(STEPS)[1:], "tjek"], strict=True):
        assert birgit.submit(STEPS[step]).location == f"{START}/{following}"
        birgit.follow()
    page = birgit.page
    assert page.h1 == "Tjek dine svar, før du sender"
    assert "4. maj 2026" in page.main
    assert "Jeg har brug for korte pauser" in page.main
    receipt = birgit.submit()
    assert receipt.location.endswith("/kvittering")
    page = birgit.follow()
    assert page.h1 == "Tak, Birgit. Vi har modtaget din tilmelding"
    assert "T-2026-000001" in page.main
    assert "23. november 2026 klokken 10.00 til Tårnby Kommune" in page.main
    assert "torsdag den 26. november" in page.main
    row = stored(birgit)
    assert (row.state, row.number) == ("submitted", "T-2026-000001")
    assert row.answers["rammer"]["unemployed_since"] == "2026-05-04"
    assert row.answers["kontakt"]["notify"] == ["sms"]


def test_check_35_the_same_form_sent_twice_leads_to_the_same_receipt(birgit):
    fill(birgit, *STEPS)
    page = birgit.get(f"{START}/tjek")
    form = page.values()
    first = birgit.post(f"{START}/tjek", form)
    second = birgit.post(f"{START}/tjek", form)
    assert first.location == second.location
    third = birgit.post(f"{START}/tjek", form | {"idempotency_key": "en-anden"})
    assert third.location == first.location
    assert "Vi har allerede fået dit svar." in birgit.follow().main


@pytest.mark.parametrize("step", [step for step in STEPS if step != "hensyn"])
def test_check_17_an_empty_step_says_what_to_do_and_changes_nothing(birgit, step):
    birgit.get(f"{START}/{step}")
    page = birgit.post(f"{START}/{step}", {}, 422)
    assert page.title.startswith("Fejl: ")
    assert page.errors()
    assert page.soup.select(".sv-summary a")
    with birgit.session() as session:
        assert session.query(Enrolment).count() == 0


def test_needs_may_be_skipped(birgit):
    birgit.get(f"{START}/hensyn")
    assert birgit.post(f"{START}/hensyn", {}).location == f"{START}/stoette"


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (("31", "2", "2026"), "Skriv datoen som dag, måned og år. For eksempel 4 3 2027."),
        (("24", "11", "2026"), "Skriv en dato, der ikke ligger efter i dag."),
        (("1", "1", "1900"), "Se efter, om årstallet er rigtigt. Datoen ligger meget langt tilbage."),
        (("", "", ""), "Skriv datoen som dag, måned og år. For eksempel 4 3 2027."),
        (("i", "maj", "år"), "Skriv datoen som dag, måned og år. For eksempel 4 3 2027."),
    ],
)
def test_a_day_that_cannot_be_is_asked_for_again_and_kept(birgit, day, text):
    names = [f"unemployed_since-{part}" for part in ("dag", "maaned", "aar")]
    birgit.get(f"{START}/rammer")
    page = birgit.submit(STEPS["rammer"] | dict(zip(names, day, strict=True)), 422)
    assert page.errors() == {"unemployed_since": text}
    assert tuple(page.values()[name] for name in names) == day
    assert page.values()["travel"] == "45"


def test_today_is_a_first_day(birgit):
    names = [f"unemployed_since-{part}" for part in ("dag", "maaned", "aar")]
    birgit.get(f"{START}/rammer")
    birgit.submit(STEPS["rammer"] | dict(zip(names, ("23", "11", "2026"), strict=True)))


@pytest.mark.parametrize(
    ("typed", "good"), [("38", False), ("-1", False), ("mange", False), ("7,5", True), ("0", True)]
)
def test_hours_in_a_flex_job_lie_between_0_and_37(browse, typed, good):
    with preparing(browse) as session:
        make = Factory(session, NOW)
        user = make.citizen(make.person(home="550", known_facts={"benefit": "flex_job_employed"}))
    browse.log_in(user)
    browse.get("/tilmeld/flere-timer/rammer")
    answers = {k: v for k, v in STEPS["rammer"].items() if "since" not in k} | {"flex_job_hours": typed}
    page = browse.submit(answers, 303 if good else 422)
    if good:
        assert stored(browse).answers["rammer"]["flex_job_hours"] == float(typed.replace(",", "."))
    else:
        assert page.values()["flex_job_hours"] == typed


def test_a_phone_number_and_an_address_have_a_form(birgit):
    birgit.get(f"{START}/kontakt")
    page = birgit.submit(STEPS["kontakt"] | {"phone": "123", "email": "birgit"}, 422)
    assert page.errors() == {
        "phone": "Skriv dit telefonnummer med 8 tal. For eksempel 12 34 56 78.",
        "email": "Skriv din e-mail med et @. For eksempel navn@mail.dk.",
    }
    page = birgit.submit(STEPS["kontakt"] | {"email": "", "notify": ["email"]}, 422)
    assert page.errors() == {"email": "Skriv din e-mail, eller vælg, at du ikke vil have e-mail."}


def test_no_and_something_else_cannot_both_be_meant(birgit):
    birgit.get(f"{START}/hensyn")
    page = birgit.submit({"needs": ["none", "max_lift"]}, 422)
    assert "needs" in page.errors()


def test_an_answer_that_is_not_on_the_page_counts_as_none(birgit):
    birgit.get(f"{START}/stoette")
    page = birgit.submit({"support": ["læge"]}, 422)
    assert page.errors() == {"support": "Vælg det svar, der passer bedst."}


def test_save_and_go_on_later_keeps_what_is_good(birgit):
    birgit.get(f"{START}/kontakt")
    saved = birgit.submit({"phone": "123", "contact_way": "write", "gem": "senere"})
    assert saved.location == "/min-side"
    page = birgit.follow()
    assert page.h1 == "Du er godt i gang"
    assert "Du har svaret på 0 af 6 trin. Vi gemmer dine svar til 23. december 2026." in page.main
    assert birgit.get(f"{START}/kontakt").values()["contact_way"] == "write"


def test_a_draft_leads_to_its_first_missing_step(birgit):
    fill(birgit, "kontakt", "erfaring")
    page = birgit.get("/min-side")
    assert "Du har svaret på 2 af 6 trin." in page.main
    assert page.soup.select_one("main a.button-primary")["href"] == f"{START}/rammer"


def test_correcting_from_the_check_leads_back_to_it(birgit):
    fill(birgit, *STEPS)
    page = birgit.get(f"{START}/tjek")
    link = page.soup.select_one("a[href*='erfaring?ret=1']")
    birgit.get(link["href"])
    assert birgit.submit(STEPS["erfaring"]).location == f"{START}/tjek"


def test_a_missing_step_is_marked_and_stops_the_sending(birgit):
    fill(birgit, *ALMOST)
    page = birgit.get(f"{START}/tjek")
    assert "Mangler" in page.main
    assert "Her mangler vi et svar" in page.main
    page = birgit.submit({}, 422)
    assert "Svar på trinnet »Dine valg«" in page.main
    assert stored(birgit).number is None


def test_a_number_or_a_diagnosis_gets_a_kind_word_and_is_kept(birgit):
    birgit.get(f"{START}/erfaring")
    birgit.submit(STEPS["erfaring"] | {"good_at": "Jeg har migræne. 740367-0202"})
    page = birgit.follow()
    assert "Det ligner et CPR-nummer. Slet det gerne. Vi har det allerede." in page.main
    assert "Skriv helst ikke diagnoser her." in page.main


def test_check_33_two_tabs_on_one_step_the_last_one_wins_and_is_told(birgit):
    first = birgit.get(f"{START}/stoette").values()
    second = birgit.get(f"{START}/stoette").values()
    birgit.post(f"{START}/stoette", first | {"support": ["no"]})
    birgit.post(f"{START}/stoette", second | {"support": ["nurse"]})
    assert "Du har også denne side åben et andet sted." in birgit.follow().main
    assert stored(birgit).answers["stoette"] == {"support": ["nurse"]}


def test_the_check_can_be_brought_along_or_deleted(browse):
    answers = {"situation": "ledig", "kommune": "dragoer", "alder": "ja", "ledig-laenge": "3_9", "ydelse": "ja"}
    with preparing(browse) as session:
        make = Factory(session, NOW)
        user = make.citizen(make.person(known_facts=None))

    def carry() -> None:
        with browse.client.session_transaction(base_url="http://127.0.0.1:5000") as cookie:
            cookie["svar"] = answers

    carry()
    page = browse.get(START)
    assert "Skal vi tage dine svar fra tjekket med?" in page.main
    assert browse.submit({}, 422).errors() == {"bring": "Vælg det svar, der passer bedst."}
    assert browse.submit({"bring": "nej"}).location == "/log-paa"
    assert "Skal vi tage" not in browse.get(START).main
    carry()
    browse.get(START)
    browse.submit({"bring": "ja"})
    browse.log_in(user)
    browse.get(f"{START}/kontakt")
    browse.submit(STEPS["kontakt"])
    assert stored(browse).answers["tjek"]["benefit"] == "unemployment_benefit"
    assert "Skal vi tage" not in browse.get(START).main


def test_who_is_enrolled_already_comes_to_min_side(birgit):
    fill(birgit, *STEPS)
    birgit.get(f"{START}/tjek")
    birgit.submit()
    for path in (START, f"{START}/kontakt", f"{START}/tjek"):
        assert birgit.get(path, 303).location == "/min-side"
        assert "Du er allerede tilmeldt Seniorsporet." in birgit.follow().main


def test_a_draft_can_be_deleted(birgit):
    fill(birgit, "kontakt")
    page = birgit.get("/min-side")
    birgit.get(page.soup.select_one("a[href$='/slet']")["href"])
    birgit.submit()
    assert birgit.follow().h1 == "Du er ikke tilmeldt noget endnu"
    assert stored(birgit).answers is None


def test_somebody_elses_receipt_is_not_there(birgit):
    with preparing(birgit) as session:
        make = Factory(session, NOW)
        other = make.enrolment(make.other_person(), state="submitted")
    birgit.get(f"/min-side/tilmelding/{other.id}/kvittering", 404)
    birgit.get(f"/min-side/tilmelding/{other.id}/traek-tilbage", 404)


def test_a_draft_has_no_receipt(birgit):
    fill(birgit, "kontakt")
    birgit.get(f"/min-side/tilmelding/{stored(birgit).id}/kvittering", 404)


def test_a_programme_that_is_over_takes_nobody_in(birgit):
    fill(birgit, *STEPS)
    form = birgit.get(f"{START}/tjek").values()
    over = Term(None, date(2026, 11, 22))
    programmes = tuple(replace(p, demo_period=over) for p in birgit.parts.house.programmes)
    house = replace(birgit.parts.house, programmes=programmes)
    birgit.app.extensions["portal"] = replace(birgit.parts, house=house)
    page = birgit.post(f"{START}/tjek", form, 422)
    assert page.h1 == "Seniorsporet tager ikke nye ind lige nu"
    assert "Tilbuddet tog imod nye til og med 22. november 2026." in page.main
    assert birgit.get(START).h1 == page.h1
    assert stored(birgit).number is None


def test_save_and_go_on_later_with_nothing_written_comes_back_to_the_same_step(birgit):
    fill(birgit, "kontakt", "erfaring", "rammer")
    birgit.get(f"{START}/hensyn")
    assert birgit.submit({"gem": "senere"}).location == "/min-side"
    page = birgit.follow()
    assert "Du har svaret på 3 af 6 trin." in page.main
    assert page.soup.select_one("main a.button-primary")["href"] == f"{START}/hensyn"


def test_a_step_keeps_itself_while_it_is_written(birgit):
    """What is right is kept, the page stays, and the step's new version lets the next press through without a warning."""
    birgit.get(f"{START}/erfaring")
    assert birgit.submit({"gem": "selv"}).location == f"{START}/erfaring"
    assert birgit.follow().soup.select_one("#flash .alert") is None
    birgit.get(f"{START}/kontakt")
    assert birgit.submit({"phone": "12", "contact_way": "write", "gem": "selv"}).location == f"{START}/kontakt"
    page = birgit.follow()
    assert "Gemt klokken 10.00." in page.main
    assert page.values()["contact_way"] == "write"
    assert birgit.submit(STEPS["kontakt"]).location == f"{START}/erfaring"
    assert "åben et andet sted" not in birgit.follow().main
