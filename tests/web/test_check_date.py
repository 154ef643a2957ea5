"""Who knows the date is told the day: "Om 6 dage har du været ledig i 3 måneder." It stays in the browser."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from portal.store.base import Base
from tests.web.browse import Browse, Seen

RESULT = "/tjek/svar"
TOO_EARLY = {"situation": "ledig", "kommune": "taarnby", "alder": "ja", "ledig-laenge": "u3"}
TOO_YOUNG = {"situation": "ledig", "kommune": "taarnby", "alder": "nej"}
SICK = {"situation": "sygemeldt", "kommune": "taarnby", "syg-laenge": "u8", "smaa-skridt": "ja"}


def tap(browse: Browse, answers: dict[str, str]) -> Seen:
    for question, value in answers.items():
        browse.get(f"/tjek/{question}")
        browse.submit({"svar": value}, form=0)
    return browse.get(RESULT)


def tell(browse: Browse, text: str, status: int = 303) -> Seen:
    day, month, year = text.split() if text else ("", "", "")
    parts = {"dato-dag": day, "dato-maaned": month, "dato-aar": year}
    seen = browse.post(RESULT, browse.get(RESULT).values(0) | parts, status)
    return browse.get(RESULT) if status == 303 else seen


def test_the_day_is_told_in_days_and_as_a_date(browse: Browse) -> None:
    seen = tap(browse, TOO_EARLY)
    assert seen.h1 == "Det passer ikke helt til dig lige nu"
    assert "Hvornår var din første dag som ledig?" in seen.main
    seen = tell(browse, "29 8 2026")
    assert "Om 6 dage har du været ledig i 3 måneder." in seen.main
    assert "Du kan tilmelde dig fra den 29. november 2026." in seen.main
    assert seen.h1 == "Det passer ikke helt til dig lige nu"


def test_the_last_day_before_is_tomorrow(browse: Browse) -> None:
    tap(browse, TOO_EARLY)
    assert "I morgen har du været ledig i 3 måneder." in tell(browse, "24 8 2026").main


def test_a_sick_person_gets_a_talk_and_may_know_the_day(browse: Browse) -> None:
    seen = tap(browse, SICK)
    assert seen.h1 == "Lad os tage en snak først"
    assert "Hvornår var din første sygedag?" in seen.main
    assert "Om 12 dage har du været sygemeldt i 8 uger." in tell(browse, "10 10 2026").main


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("", "Skriv datoen."),
        ("31 2 2026", "Skriv datoen som dag, måned og år. For eksempel 4 3 2027."),
        ("4 5 2026", "Datoen passer ikke med dit svar. Ret datoen, eller ret dit svar."),
        ("1 12 2026", "Datoen passer ikke med dit svar. Ret datoen, eller ret dit svar."),
    ],
)
def test_a_date_that_cannot_be_is_said_at_the_field_and_kept_as_typed(browse: Browse, typed: str, message: str) -> None:
    tap(browse, TOO_EARLY)
    seen = tell(browse, typed, 422)
    assert seen.errors()["dato"] == message
    assert not typed or seen.values(0)["dato-aar"] == typed[-4:]
    assert "har du været ledig i 3 måneder." not in browse.get(RESULT).main


def test_another_answer_takes_the_date_away(browse: Browse) -> None:
    tap(browse, TOO_EARLY)
    tell(browse, "29 8 2026")
    browse.get("/tjek/alder")
    browse.submit({"svar": "nej"}, form=0)
    seen = browse.get(RESULT)
    assert "Om 6 dage" not in seen.main
    assert "Hvornår var din første dag" not in seen.main


def test_deleting_the_answers_deletes_the_date(browse: Browse) -> None:
    tap(browse, TOO_EARLY)
    tell(browse, "29 8 2026")
    browse.get(RESULT)
    browse.submit({"handling": "slet"})
    assert "Om 6 dage" not in tap(browse, TOO_EARLY).main


def test_where_a_date_would_not_help_none_is_asked_for(browse: Browse) -> None:
    assert "Hvornår passer det?" not in tap(browse, TOO_YOUNG).main


def test_the_day_can_go_into_the_calendar_and_nothing_is_stored(browse: Browse) -> None:
    tap(browse, TOO_EARLY)
    browse.get("/tjek/paamindelse/dagen.ics", 404)
    seen = tell(browse, "29 8 2026")
    link = seen.soup.find("a", string=lambda text: bool(text) and "Læg dagen i min kalender" in text)
    text = browse.get("/tjek/paamindelse/dagen.ics").response.get_data(as_text=True)
    assert "DTSTART;VALUE=DATE:20261129" in text
    assert link is None or "2026" not in link["href"]
    with browse.session() as session:
        counts = [session.scalar(select(func.count()).select_from(t)) for t in Base.metadata.sorted_tables]
    assert not any(counts)
