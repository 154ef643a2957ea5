"""A company writes a posting step by step, sends it, corrects it, pauses it and answers questions about it."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import func, select

from portal.store.audit import AuditEntry
from portal.store.companies import Specialist
from portal.store.matches import Proposal
from portal.store.postings import Posting
from tests.conftest import NOW
from tests.factories import Factory
from tests.web.browse import Browse, Seen, form_values
from tests.web.test_employer_registration import day, enter, one, send

NEW = "/virksomhed/opslag/ny/"
TASKS = {
    "tasks": "Plukke varer\r\n\r\n  Pakke kasser  ",
    "title": "Hjælp på lageret",
    "occupation": "9333",
    "competences_must": ["pakning"],
    "competences_nice": ["pakning", "excel"],
    "licences": ["B"],
}
TIME = {
    "hours_min": "7,5",
    "hours_max": "20",
    "working_times": "Mandag til torsdag mellem klokken 9 og 14",
    "weeks": "4",
    "places": "2",
    **day("start_from", "7 12 2026"),
    **day("start_to", "31 1 2027"),
}
NEEDS = {
    "offers": ["extra_breaks", "support_person"],
    "more_offers": ["low_noise"],
    "lift_kg": "10",
    "hours_per_day": "6",
    "noise": "normal",
    "demands": ["posture_fixed", "extreme", "stairs"],
}


@pytest.fixture
def company(browse: Browse) -> Browse:
    return enter(browse, lambda make: make.company_user(make.company()))


def write(browse: Browse, **kind: str) -> None:
    send(browse, NEW + "form", kind=kind.get("kind", "work_trial"))
    send(browse, NEW + "opgaver", **TASKS)
    send(browse, NEW + "tid", **TIME)
    send(browse, NEW + "hensyn", **NEEDS)


def with_posting(browse: Browse, **given: Any) -> str:
    """Log in for a company with one posting; returns the posting's address."""
    enter(browse, lambda make: make.company_user(make.posting(**given).company))
    return f"/virksomhed/opslag/{one(browse, select(Posting.id))}"


def act(browse: Browse, url: str, what: str, expect: int = 303, **more: str) -> Seen:
    """Press one of the posting's buttons, with what the form it stands in holds."""
    form = browse.get(url).soup.select_one(f"main form:has(button[name=handling][value={what}])")
    assert form is not None, f"ingen knap hedder {what}"
    return browse.post(url, form_values(form) | {"handling": what} | more, expect)


def test_the_five_steps_and_sending(company: Browse) -> None:
    assert "Lav jeres første opslag" in company.get("/virksomhed/overblik").main
    assert send(company, NEW + "form", kind="work_trial").location == NEW + "opgaver"
    assert send(company, NEW + "opgaver", **TASKS).location == NEW + "tid"
    assert "Loven siger højst 4 eller 13 uger" in company.get(NEW + "tid").main
    assert send(company, NEW + "tid", **TIME).location == NEW + "hensyn"
    assert send(company, NEW + "hensyn", **NEEDS).location == NEW + "tjek"
    check = company.get(NEW + "tjek")
    for text in (
        "Hjælp på lageret",
        "7,5–20 timer om ugen",
        "4 uger",
        "Ekstra pauser",
        "Der er trin",
        "Lis Rask tager imod",
    ):
        assert text in check.main
    seen = send(company, NEW + "tjek")
    row = one(company, select(Posting))
    assert seen.location == f"/virksomhed/opslag/{row.id}"
    assert (
        "Tak. Vi ser på opslaget og vender tilbage senest torsdag den 26. november." in company.get(seen.location).main
    )
    assert (row.state, row.tasks) == ("submitted", "Plukke varer\nPakke kasser")
    assert (row.competences_must, row.competences_nice) == (["pakning"], ["excel"])
    assert row.demands == {
        "posture_fixed": True,
        "lift_kg": 10.0,
        "hours_per_day": 6.0,
        "noise": "normal",
        "temperature": "extreme",
        "step_free": False,
    }
    assert row.offers == ["extra_breaks", "support_person", "low_noise"]
    assert "Venter på kommunen" in company.get("/virksomhed/overblik").main


def test_every_move_leaves_an_audit_row(company: Browse) -> None:
    write(company)
    send(company, NEW + "tjek")
    with company.session() as session:
        actions = list(session.scalars(select(AuditEntry.action).where(AuditEntry.noun == "posting")))
    assert actions.count("posting.save_step") == 4
    assert {"posting.begin", "posting.submit"} <= set(actions)


@pytest.mark.parametrize(
    ("step", "changes", "field", "message"),
    [
        ("form", {}, "kind", "Vælg det svar, der passer bedst."),
        ("form", {"kind": "slavery"}, "kind", "Vælg det svar, der passer bedst."),
        ("opgaver", TASKS | {"tasks": " "}, "tasks", "Skriv mindst én opgave."),
        ("opgaver", TASKS | {"occupation": ""}, "occupation", "Vælg det svar, der passer bedst."),
        ("opgaver", TASKS | {"title": ""}, "title", "Skriv en kort overskrift. For eksempel hjælp på lageret."),
        ("tid", TIME | {"hours_max": "38"}, "hours_max", "Skriv et tal fra 1 til 37. For eksempel 8 eller 7,5."),
        (
            "tid",
            TIME | {"hours_min": "25"},
            "hours_min",
            "Det mindste antal timer kan ikke være højere end det højeste.",
        ),
        (
            "tid",
            TIME | day("start_from", "31 2 2027"),
            "start_from",
            "Skriv datoen som dag, måned og år. For eksempel 4 3 2027.",
        ),
        ("tid", TIME | day("start_from", "22 11 2026"), "start_from", "Vælg en dato, der ligger efter i dag."),
        (
            "tid",
            TIME | day("start_to", "6 12 2026"),
            "start_to",
            "Den sidste dag, man kan begynde, ligger før den første.",
        ),
        ("tid", TIME | {"weeks": "fire"}, "weeks", "Skriv et helt tal. For eksempel 4."),
        (
            "tid",
            TIME | {"weeks": ""},
            "weeks",
            "Skriv, hvor mange uger det varer. Praktik og løntilskud har altid en slutdato.",
        ),
        ("tid", TIME | {"places": "0"}, "places", "Skriv et tal fra 1 til 50."),
        ("hensyn", NEEDS | {"noise": ""}, "noise", "Vælg det svar, der passer bedst."),
        ("hensyn", NEEDS | {"lift_kg": "500"}, "lift_kg", "Skriv et tal fra 0 til 50."),
        ("hensyn", NEEDS | {"offers": ["magic"]}, "offers", "Vælg det svar, der passer bedst."),
    ],
)
def test_an_answer_that_cannot_be_used(
    company: Browse, step: str, changes: dict[str, Any], field: str, message: str
) -> None:
    if step != "form":
        send(company, NEW + "form", kind="work_trial")
    seen = send(company, NEW + step, 422, **changes)
    assert seen.errors() == {field: message}
    assert seen.title.startswith("Fejl: ")
    typed = {key: value for key, value in changes.items() if isinstance(value, str) and value not in ("slavery", "")}
    assert {key: " ".join(seen.values()[key].split()) for key in typed} == {
        key: " ".join(value.split()) for key, value in typed.items()
    }


def test_the_ageist_posting_is_stopped_and_nothing_is_kept(company: Browse) -> None:
    send(company, NEW + "form", kind="work_trial")
    seen = send(company, NEW + "opgaver", 422, **(TASKS | {"tasks": "Ung, frisk lagermand, max 40 år"}))
    assert "»Ung«, »frisk«, »lagermand« og »max 40 år« handler om alder, helbred og køn" in seen.errors()["tasks"]
    assert "forskelsbehandlingsloven" in seen.errors()["tasks"]
    assert "pluk, pakning, løft op til 10 kg" in seen.errors()["tasks"]
    assert seen.values()["tasks"] == "Ung, frisk lagermand, max 40 år"
    assert one(company, select(Posting)).tasks == ""


def test_paid_hours_need_no_end(company: Browse) -> None:
    send(company, NEW + "form", kind="paid_hours")
    send(company, NEW + "opgaver", **TASKS)
    send(company, NEW + "tid", **(TIME | {"weeks": ""}))
    send(company, NEW + "hensyn", **NEEDS)
    assert "Uden slutdato" in company.get(NEW + "tjek").main
    assert send(company, NEW + "form", kind="work_trial").location == NEW + "opgaver"
    assert company.get(NEW + "tjek").soup.select_one(f"a[href='{NEW}tid']")


def test_a_wage_subsidy_that_fails_net_expansion_is_told_but_can_be_sent(browse: Browse) -> None:
    numbers = [8.0] * 10 + [8.2, 8.0]
    enter(browse, lambda make: make.company_user(make.company(monthly_fte=numbers)))
    write(browse, kind="wage_subsidy_job")
    assert "Løntilskud er måske ikke muligt nu" in browse.get(NEW + "tjek").main
    assert "8,02" in browse.get(NEW + "tjek").main
    send(browse, NEW + "tjek")


def test_a_step_is_corrected_and_leads_back_to_the_check_page(company: Browse) -> None:
    write(company)
    assert send(company, NEW + "opgaver", title="Lagerhjælp").location == NEW + "tjek"
    assert company.get(NEW + "tid").values()["hours_min"] == "7,5"
    assert company.get(NEW + "hensyn").values()["demands"] == ["posture_fixed", "extreme", "stairs"]


def test_unknown_steps_and_steps_before_the_first(company: Browse) -> None:
    company.get(NEW + "noget", 404)
    assert company.get(NEW + "tid", 302).location == NEW + "form"


def test_an_empty_draft_is_not_sent(company: Browse) -> None:
    send(company, NEW + "form", kind="work_trial")
    page = company.get(NEW + "tjek")
    assert "Der mangler et svar, før I kan sende" in page.main
    company.post(NEW + "tjek", {"version": one(company, select(Posting)).version}, 422)
    assert one(company, select(Posting)).state == "draft"


def test_sending_twice_changes_nothing(company: Browse) -> None:
    write(company)
    form = company.get(NEW + "tjek").values()
    first, same = company.post(NEW + "tjek", form), company.post(NEW + "tjek", form)
    assert first.location == same.location
    assert one(company, select(func.count()).select_from(AuditEntry).where(AuditEntry.action == "posting.submit")) == 1


def test_a_stale_tab_is_told_so(company: Browse) -> None:
    send(company, NEW + "form", kind="work_trial")
    stale = company.get(NEW + "form").values()
    send(company, NEW + "opgaver", **TASKS)
    company.post(NEW + "form", stale | {"kind": "paid_hours", "idempotency_key": "gammel"}, 409)
    assert one(company, select(Posting)).kind == "work_trial"


def test_a_draft_can_be_thrown_away(company: Browse) -> None:
    send(company, NEW + "form", kind="work_trial")
    page = company.get(NEW + "form")
    assert "I har en kladde" in page.main
    posting = one(company, select(Posting.id))
    company.post(f"/virksomhed/opslag/{posting}", page.values(0) | {"handling": "slet"})
    assert one(company, select(Posting)) is None


def test_a_choice_between_specialists(company: Browse) -> None:
    with company.session() as session:
        first = session.scalar(select(Specialist))
        session.add(Specialist(company_id=first.company_id, name="Ali Ny", phone="32 22 22 22", email="ali@example.dk"))
        session.commit()
    write(company)
    assert send(company, NEW + "tjek", 422, specialist_id="").errors() == {
        "specialist_id": "Vælg det svar, der passer bedst."
    }
    with company.session() as session:
        chosen = next(found.id for found in session.scalars(select(Specialist)) if found.name == "Ali Ny")
    send(company, NEW + "tjek", specialist_id=str(chosen))
    assert one(company, select(Posting)).specialist_id == chosen


@pytest.mark.parametrize(("state", "leads_to"), [("draft", "/virksomhed/opret"), ("rejected", "/virksomhed/overblik")])
def test_only_a_company_that_has_sent_its_registration_writes_postings(
    browse: Browse, state: str, leads_to: str
) -> None:
    enter(browse, lambda make: make.company_user(make.company(state=state)))
    assert browse.get(NEW + "form", 303).location == leads_to
    assert browse.post(NEW + "form", {"kind": "work_trial"}).location == leads_to


def test_changing_tasks_of_an_open_posting_sends_it_again_and_calls_back_proposals(browse: Browse) -> None:
    enter(browse, lambda make: make.company_user(make.proposal().posting.company))
    url = f"/virksomhed/opslag/{one(browse, select(Posting.id))}"
    assert "ser kommunen på det igen" in browse.get(url + "/ret/opgaver").main
    assert send(browse, url + "/ret/opgaver", title="Bogholder med kaffe").location == url
    assert one(browse, select(Posting)).state == "submitted"
    assert one(browse, select(Proposal)).state == "stale"


def test_a_small_correction_keeps_an_open_posting_open(browse: Browse) -> None:
    url = with_posting(browse, working_times="Om formiddagen", places=1)
    send(browse, url + "/ret/tid", working_times="Om eftermiddagen")
    row = one(browse, select(Posting))
    assert (row.state, row.working_times) == ("open", "Om eftermiddagen")


def test_pause_open_again_and_close(browse: Browse) -> None:
    url = with_posting(browse)
    act(browse, url, "pause")
    assert "På pause" in browse.get(url).main
    act(browse, url, "resume")
    act(browse, url, "close")
    page = browse.get(url)
    assert "Opslaget er lukket" in page.main
    assert "Opslaget er sat på pause." in page.main
    assert one(browse, select(Posting)).state == "closed"
    browse.post(url, {"handling": "pause", "version": one(browse, select(Posting)).version}, 409)
    browse.post(url, {"handling": "vrøvl"}, 404)


def test_the_municipality_asks_and_the_company_answers(browse: Browse) -> None:
    url = with_posting(browse, state="awaiting_company", question="Hvem låser op?", submitted_at=NOW)
    assert "Spørgsmål om Bogholder" in browse.get("/virksomhed/overblik").main
    assert "Hvem låser op?" in browse.get(url).main
    assert act(browse, url, "svar", 422, reply="").errors() == {"reply": "Skriv jeres svar."}
    act(browse, url, "svar", reply="Det gør Lis.")
    row = one(browse, select(Posting))
    assert (row.state, row.reply) == ("submitted", "Det gør Lis.")


def test_the_posting_of_another_company_does_not_exist(browse: Browse) -> None:
    url = with_posting(browse)
    enter(browse, lambda make: make.company_user(make.company(cvr="99001380")))
    browse.get(url, 404)
    browse.get(url + "/ret/tid", 404)
    browse.post(url, {"handling": "close", "version": 1}, 404)
    assert one(browse, select(Posting)).state == "open"


def test_the_last_posting_is_used_again_and_a_place_kept_open_with_one_tap(browse: Browse) -> None:
    with browse.session() as session:
        make = Factory(session, NOW)
        company = make.company()
        row = make.posting(company, start_to=NOW.date(), steps_done=["form", "opgaver", "tid", "hensyn"])
        user, here = make.company_user(company), f"/virksomhed/opslag/{row.id}"
        session.commit()
        session.refresh(user)
    assert "Svar med ét tryk" in browse.log_in(user).get("/virksomhed/overblik").main
    browse.get(here)
    browse.submit({"handling": "keep_open"}, form=0)
    assert "Opslaget bliver stående" in browse.follow().main
    browse.get("/virksomhed/opslag/ny/form")
    browse.submit({"handling": "kopier"}, form=0)
    assert "trin 3 af 5" in browse.follow().title
    browse.get("/virksomhed/opslag/ny/tjek")
    browse.get(here)
    browse.submit({"handling": "kopier"})
    assert "allerede en kladde" in browse.follow().text
