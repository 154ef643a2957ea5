"""Going back, changing one's mind, losing the thread: the check keeps what still applies and nothing else."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from portal.adapters.clock import FixedClock
from portal.store.tables import metadata
from tests.web.browse import Browse


def answer(browse: Browse, question: str, value: str) -> str:
    """Open the question, answer it, and tell where that leads."""
    browse.get(f"/tjek/{question}")
    return browse.post(f"/tjek/{question}", {"svar": value}).location


def answer_all(browse: Browse, **answers: str) -> str:
    location = ""
    for question, value in answers.items():
        location = answer(browse, question.replace("_", "-"), value)
    return location


def senior(browse: Browse) -> str:
    return answer_all(
        browse, situation="ledig", kommune="taarnby", alder="ja", ledig_laenge="3_9", ydelse="ja", sprog="ja"
    )


def kept(browse: Browse) -> dict[str, str]:
    with browse.client.session_transaction(base_url="http://127.0.0.1:5000") as cookie:
        return dict(cookie.get("svar", {}))


def chosen(browse: Browse, question: str) -> str:
    button = browse.get(f"/tjek/{question}").soup.select_one(".sv-answer--selected")
    return button.get_text(" ", strip=True) if button else ""


def test_each_answer_leads_to_the_next_question_and_the_last_to_the_result(browse: Browse) -> None:
    assert answer(browse, "situation", "ledig") == "/tjek/kommune"
    assert answer(browse, "kommune", "taarnby") == "/tjek/alder"
    assert answer(browse, "alder", "ja") == "/tjek/ledig-laenge"
    assert answer(browse, "ledig-laenge", "3_9") == "/tjek/ydelse"
    assert answer(browse, "ydelse", "ja") == "/tjek/sprog"
    assert answer(browse, "sprog", "ja") == "/tjek/svar"


def test_the_step_is_in_the_title_and_known_from_the_second_question(browse: Browse) -> None:
    assert browse.get("/tjek/situation").title.startswith("Hvad passer bedst på dig lige nu? – spørgsmål 1 – ")
    answer(browse, "situation", "ledig")
    seen = browse.get("/tjek/kommune")
    assert seen.title.startswith("Hvor bor du? – spørgsmål 2 af 6 – ")
    assert "Spørgsmål 2 af 6" in seen.main


def test_every_municipality_is_a_button(browse: Browse) -> None:
    answer(browse, "situation", "ledig")
    labels = [b.get_text(strip=True) for b in browse.get("/tjek/kommune").soup.select(".sv-answer")]
    assert labels == [
        "Dragør",
        "Fredericia",
        "Gladsaxe",
        "Guldborgsund",
        "Lolland",
        "Tønder",
        "Tårnby",
        "En anden kommune",
    ]


def test_the_earlier_answer_is_marked_and_later_ones_are_kept(browse: Browse) -> None:
    answer_all(browse, situation="ledig", kommune="taarnby", alder="ja", ledig_laenge="3_9")
    assert chosen(browse, "kommune") == "Tårnby , dit svar"
    assert answer(browse, "kommune", "dragoer") == "/tjek/ydelse"
    assert kept(browse) == {"situation": "ledig", "kommune": "dragoer", "alder": "ja", "ledig-laenge": "3_9"}


def test_a_changed_first_answer_drops_only_what_no_longer_applies(browse: Browse) -> None:
    answer_all(browse, situation="ledig", kommune="lolland", forsoergelse="ressource", helbred="ja")
    assert answer(browse, "situation", "sygemeldt") == "/tjek/svar"
    assert kept(browse) == {"situation": "sygemeldt", "kommune": "lolland", "helbred": "ja"}


def test_a_changed_answer_may_lead_to_new_questions(browse: Browse) -> None:
    senior(browse)
    assert answer(browse, "kommune", "lolland") == "/tjek/forsoergelse"
    assert kept(browse) == {"situation": "ledig", "kommune": "lolland"}


def test_an_unknown_question_leads_to_the_start(browse: Browse) -> None:
    assert browse.get("/tjek/skostoerrelse", 302).location == "/tjek"
    browse.get("/tjek/situation")
    assert browse.post("/tjek/skostoerrelse", {"svar": "42"}).location == "/tjek"
    assert kept(browse) == {}


def test_a_question_out_of_order_leads_to_the_first_unanswered(browse: Browse) -> None:
    assert browse.get("/tjek/sprog", 302).location == "/tjek/situation"
    answer(browse, "situation", "ledig")
    assert browse.get("/tjek/sprog", 302).location == "/tjek/kommune"
    assert browse.post("/tjek/sprog", {"svar": "ja"}).location == "/tjek/kommune"
    assert browse.get("/tjek/syg-laenge", 302).location == "/tjek/kommune"
    assert browse.get("/tjek/svar", 302).location == "/tjek/kommune"
    assert kept(browse) == {"situation": "ledig"}


def test_an_answer_that_is_no_button_is_refused_in_danish(browse: Browse) -> None:
    browse.get("/tjek/situation")
    for sent in ({"svar": "direktoer"}, {}, {"svar": ""}):
        seen = browse.post("/tjek/situation", sent, 422)
        assert seen.title.startswith("Fejl: Hvad passer bedst på dig lige nu?")
        assert seen.errors() == {"svar": "Vælg det svar, der passer bedst."}
        assert "Vi mangler ét svar" in seen.main
    assert kept(browse) == {}


def test_the_start_offers_to_go_on_or_begin_again(browse: Browse) -> None:
    answer_all(browse, situation="ledig", kommune="taarnby")
    seen = browse.get("/tjek")
    assert "Du er allerede i gang." in seen.main
    assert seen.soup.select_one("main a[href='/tjek/alder']")
    assert browse.post("/tjek", {"handling": "forfra"}).location == "/tjek/situation"
    assert kept(browse) == {}


def test_the_answers_can_be_seen_corrected_and_deleted(browse: Browse) -> None:
    senior(browse)
    seen = browse.get("/tjek/dine-svar")
    assert "Hvor bor du? Tårnby Ret Hvor bor du?" in seen.main
    browse.get("/tjek/svar")
    assert browse.post("/tjek", {"handling": "slet"}).location == "/tjek"
    assert "Dine svar er slettet." in browse.follow().main
    assert kept(browse) == {}
    assert browse.get("/tjek/svar", 302).location == "/tjek"
    assert browse.get("/tjek/dine-svar", 302).location == "/tjek"


@pytest.mark.parametrize("path", ["/tjek/svar", "/tjek/alder", "/tjek/dine-svar"])
def test_after_two_hours_the_answers_are_gone_and_the_page_says_so(
    browse: Browse, clock: FixedClock, path: str
) -> None:
    senior(browse)
    clock.advance(hours=2, seconds=1)
    seen = browse.get(path)
    assert seen.h1 == "Dine svar er slettet"
    assert "Du har ikke været her i to timer." in seen.main


def test_a_form_older_than_its_cookie_says_that_the_answers_are_gone(browse: Browse, clock: FixedClock) -> None:
    answer(browse, "situation", "ledig")
    browse.get("/tjek/kommune")
    clock.advance(hours=3)
    seen = browse.post("/tjek/kommune", {"svar": "taarnby"}, 400)
    assert seen.h1 == "Dine svar er slettet"
    assert "er gemt" not in seen.main


def test_nothing_of_the_check_is_stored_and_no_answer_is_in_an_address(browse: Browse) -> None:
    with browse.session() as session:
        before = {t.name: session.scalar(select(func.count()).select_from(t)) for t in metadata.sorted_tables}
    browse.get("/")
    senior(browse)
    seen = browse.get("/tjek/svar")
    with browse.session() as session:
        after = {t.name: session.scalar(select(func.count()).select_from(t)) for t in metadata.sorted_tables}
    assert before == after
    jar = browse.client._cookies
    assert {cookie.key for cookie in jar.values()} == {"sv_session"}  # type: ignore[union-attr]
    assert not [a["href"] for a in seen.soup.select("main a[href*='?']")]
    assert seen.response.headers["Cache-Control"] == "no-store"
    value = next(iter(jar.values())).value  # type: ignore[union-attr]
    assert "taarnby" not in value


def test_a_question_page_asks_the_database_nothing(browse: Browse) -> None:
    answer(browse, "situation", "ledig")
    assert browse.get("/tjek/kommune").queries == 0


def test_a_reminder_holds_a_day_and_an_address_only(browse: Browse) -> None:
    response = browse.get("/tjek/paamindelse/4.ics").response
    text = response.get_data(as_text=True)
    assert response.mimetype == "text/calendar"
    assert "DTSTART;VALUE=DATE:20261221" in text
    assert text.startswith("BEGIN:VCALENDAR\r\n")
    assert text.endswith("END:VCALENDAR\r\n")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    browse.get("/tjek/paamindelse/5.ics", 404)
