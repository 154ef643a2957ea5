"""A programme manager changes a programme with nothing but the screens, and another one approves it."""

from __future__ import annotations

import re

import pytest

from portal.domain.access import Role
from portal.programmes import shipped_text
from tests.factories import ANSWERS, BIRGIT_FACTS, Factory
from tests.web.browse import Browse

SENIOR = "/admin/programmer/senior_advisory_board"
FLEX_TEXT = shipped_text("flex_job_development")


@pytest.fixture
def camilla(browse: Browse) -> Browse:
    return as_manager(browse, "Camilla Rask", "159")


@pytest.fixture
def admin(browse: Browse) -> Browse:
    return as_manager(browse.other(), "Administrator", role=Role.ADMIN)


def as_manager(browse: Browse, name: str, *municipalities: str, role: Role = Role.PROGRAMME_MANAGER) -> Browse:
    with browse.session() as session, session.begin():
        user = Factory(session, browse.parts.ports.clock.now()).user(role, name, municipalities=list(municipalities))
        session.flush()
        session.expunge(user)
    return browse.log_in(user)


def begin(browse: Browse, programme: str = SENIOR) -> str:
    browse.get(programme)
    return browse.submit({"handling": "begin"}, form=0).location


def propose(browse: Browse, draft: str, **more: object) -> None:
    browse.get(draft)
    browse.submit({"handling": "propose", "note": "Ny alder fra bevillingen"} | more, form=0)


def approve(browse: Browse, draft: str) -> None:
    browse.get(draft)
    browse.submit({"handling": "publish"}, form=0)


def test_the_list_shows_the_own_programmes_first(camilla: Browse) -> None:
    page = camilla.get("/admin/programmer")
    assert page.h1 == "Programmer"
    assert page.main.index("Seniorsporet") < page.main.index("Dem styrer andre") < page.main.index("Rolig start")
    assert camilla.get("/admin", 302).location == "/admin/programmer"
    camilla.get("/admin/programmer/sick_leave_social_investment", 404)
    camilla.get("/admin/programmer/findes_ikke", 404)


def test_a_new_name_is_seen_by_citizens_when_another_has_approved(camilla: Browse, admin: Browse) -> None:
    draft = begin(camilla)
    camilla.get(f"{draft}/rammer")
    camilla.submit({"name": "Seniorvejen", "total": "40"})
    assert camilla.get(f"{draft}/rammer").values()["name"] == "Seniorvejen"
    assert camilla.get("/tilbud/seniorsporet").h1 == "Seniorsporet"
    assert camilla.get(f"{draft}/vis").h1 == "Seniorvejen"
    propose(camilla, draft)
    page = camilla.get(draft)
    assert "Du har skrevet i udkastet" in page.main
    assert "Godkend versionen" not in page.main
    seen = admin.get(draft)
    assert "Kort navn Seniorsporet Seniorvejen" in seen.main
    approve(admin, draft)
    page = camilla.get("/tilbud/seniorsporet")
    assert page.h1 == "Seniorvejen"
    assert "Der er 40 pladser i alt." in page.main


def test_a_new_criterion_gets_its_question_asked(camilla: Browse, admin: Browse) -> None:
    draft = begin(camilla)
    camilla.get(f"{draft}/kriterium?om=flex_job_eligible")
    said = {"met": "Ja.", "unmet": "Nej.", "unknown": "Måske.", "alternative": "Ring til os."}
    asked = {"question_text": "Er du godkendt til fleksjob?", "question_why": "Så kan vi hjælpe dig bedre."}
    form = {"label": "Fleksjob", "hardness": "soft", "codes": ["no"], "source": "article"}
    assert "for langt" in camilla.submit(form | said | asked, 422).main
    camilla.get(f"{draft}/kriterium?id=basic_it")
    camilla.submit({"handling": "fjern"})
    camilla.get(f"{draft}/kriterium?id=danish_unaided")
    camilla.submit({"handling": "fjern"})
    camilla.get(f"{draft}/kriterium?id=danish")
    camilla.submit({"handling": "fjern"})
    camilla.get(f"{draft}/kriterium?om=flex_job_eligible")
    camilla.submit(form | said | asked)
    assert "Er du godkendt til fleksjob?" in camilla.get(f"{draft}/spoergsmaal").main
    page = camilla.get(draft)
    turned = [str(box["value"]) for box in page.soup.select("input[name=announced]")]
    assert "for langt" not in page.main
    propose(camilla, draft, announced=turned)
    approve(admin, draft)
    citizen = camilla.other()
    answers = {"situation": "ledig", "kommune": "dragoer", "alder": "ja", "ledig-laenge": "3_9", "ydelse": "ja"}
    for question, value in answers.items():
        citizen.get(f"/tjek/{question}")
        citizen.post(f"/tjek/{question}", {"svar": value})
    assert citizen.page.location == "/tjek/seniorsporet-fleksjob"
    assert citizen.follow().h1 == "Er du godkendt til fleksjob?"


def test_what_is_sensitive_is_locked(camilla: Browse) -> None:
    draft = begin(camilla)
    page = camilla.get(f"{draft}/kriterium?om=health_obstacle")
    assert [str(box["value"]) for box in page.soup.select("input[name=hardness]")] == ["soft"]
    said = {"label": "Helbred", "codes": ["no"], "met": "Ja.", "unmet": "Nej.", "unknown": "Måske."}
    camilla.submit(said | {"hardness": "hard", "alternative": "Ring."}, 422)


def test_trial_people_must_be_named_before_they_turn(camilla: Browse) -> None:
    draft = begin(camilla)
    camilla.get(f"{draft}/kriterium?id=unemployed_9_months")
    camilla.submit({"hardness": "hard"})
    page = camilla.get(draft)
    assert "Ledig i mere end 9 måneder: fra »Tal med os« til »Passer ikke nu«" in page.main
    form = {"handling": "propose", "note": "Kun de første ni måneder"}
    refused = camilla.submit(form, 422, form=0)
    assert "Sæt et kryds" in refused.main
    assert refused.values(0)["note"] == form["note"]
    camilla.get(draft)
    camilla.submit(form | {"announced": ["Ledig i mere end 9 måneder"]}, form=0)
    assert "Testpersoner, der får et andet svar" in camilla.get(draft).main


def test_a_draft_shows_who_would_be_judged_differently(camilla: Browse, admin: Browse) -> None:
    """From the draft straight to the time machine with its rules and day; who may not see people gets no link."""
    with camilla.session() as session, session.begin():
        make = Factory(session, camilla.parts.ports.clock.now())
        known = BIRGIT_FACTS | {"unemployed_since": "2026-01-05"}
        since = ANSWERS["rammer"] | {"unemployed_since": "2026-01-05"}
        told = ANSWERS | {"tjek": {"danish": "yes", "basic_it": "yes"}, "rammer": since}
        for _ in range(5):
            make.enrolment(make.other_person(home="159", known_facts=known), state="in_review", answers=told)
    draft = begin(camilla)
    camilla.get(f"{draft}/kriterium?id=unemployed_9_months")
    camilla.submit({"hardness": "hard"})
    words = "Se, hvem der ville få et andet svar"
    link = camilla.get(draft).soup.find("a", string=re.compile(words))
    assert "5–9 af 5–9 personer" in camilla.get(str(link["href"])).main, "in fives for who does not work with the cases"
    assert words not in admin.get(draft).main


def test_the_bench_answers_as_a_person_and_keeps_her(camilla: Browse) -> None:
    draft = begin(camilla)
    query = "situation=ledig&kommune=dragoer&alder=nej"
    page = camilla.get(f"{draft}/proevebaenk?{query}")
    assert "Passer ikke nu" in page.main
    assert "Seniorsporet er for personer over 55 år." in page.main
    camilla.submit({"name": "Ledig på 50"}, form=0)
    assert "Ledig på 50: Passer ikke nu" in camilla.follow().main


def test_hard_words_and_lost_variables_are_held_back(camilla: Browse) -> None:
    draft = begin(camilla)
    camilla.get(f"{draft}/tekster")
    hard = "Beskæftigelsesindsatsens helhedsorienterede tværfaglige koordineringsforpligtelse forudsætter medvirken."
    page = camilla.submit({"summary": hard, "target_group": hard, "duration": hard, "paragraphs": hard}, 422)
    assert "lixtallet er" in page.main
    camilla.get(f"{draft}/tekster")
    assert "{svarfrist}" in camilla.submit({"next": "Du hører fra os."}, 422).main
    camilla.get(f"{draft}/tekster")
    camilla.submit({"summary": "Seniorsporet er for dig over 55 år."})


def test_a_rollback_gives_the_earlier_version_at_once(camilla: Browse, admin: Browse) -> None:
    draft = begin(camilla)
    camilla.get(f"{draft}/rammer")
    camilla.submit({"name": "Seniorvejen"})
    propose(camilla, draft)
    approve(admin, draft)
    camilla.get(SENIOR)
    camilla.submit({"handling": "rollback"}, 422)
    camilla.submit({"handling": "rollback", "reason": "Navnet var forkert"})
    assert camilla.get("/tilbud/seniorsporet").h1 == "Seniorsporet"
    page = camilla.get(SENIOR)
    assert "Version 3" in page.main
    assert "Navnet var forkert" in page.main


def test_a_file_goes_out_and_in_and_says_where_it_is_wrong(camilla: Browse, admin: Browse) -> None:
    out = camilla.get(f"{SENIOR}/fil")
    assert out.response.get_data(as_text=True) == shipped_text("senior_advisory_board")
    admin.get("/admin/programmer/nyt")
    wrong = FLEX_TEXT.replace('seed = "002"', 'sede = "002"')
    page = admin.submit({"filename": "flere.toml", "text": wrong, "handling": "fil"}, 422, form=0)
    assert "flere.toml, linje" in page.main
    new = FLEX_TEXT.replace("flex_job_development", "more_hours").replace('slug = "flere-timer"', 'slug = "timer-til"')
    admin.get("/admin/programmer/nyt")
    admin.submit({"filename": "flere.toml", "text": new, "handling": "fil"}, form=0)
    assert admin.follow().h1 == "Flere timer, version 1"
    admin.get("/admin/programmer/more_hours")
    assert "Venter" not in admin.get("/admin/programmer").main


def test_a_copy_begins_as_a_draft(admin: Browse) -> None:
    admin.get("/admin/programmer/nyt")
    admin.submit({"source": "flex_job_development", "name": "Små skridt", "handling": "kopi"}, form=1)
    draft = admin.page.location
    assert admin.follow().h1 == "Små skridt, version 1"
    admin.get(draft)
    propose(admin, draft)


def test_a_draft_can_be_sent_back_and_thrown_away(camilla: Browse, admin: Browse) -> None:
    draft = begin(camilla)
    camilla.get(f"{draft}/rammer")
    camilla.submit({"name": "Seniorvejen"})
    propose(camilla, draft)
    admin.get(draft)
    admin.submit({"handling": "send_back", "reason": "Skriv en bedre grund"}, form=1)
    assert "Skriv en bedre grund" in camilla.get(draft).main
    camilla.submit({"handling": "discard"})
    assert "Slettet udkast" in camilla.get(SENIOR).main


def test_the_questions_and_their_ways_are_shown(camilla: Browse) -> None:
    page = camilla.get("/admin/spoergsmaal")
    assert "Den længste er på 6 spørgsmål" in page.main
    assert "følsomt" in page.main
