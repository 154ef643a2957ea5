"""Mit forløb on the pages: the first day, three taps, one's own curve, and what the staff see of it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from portal.store.check_ins import CheckIn
from portal.store.following import PlacementChange
from portal.store.placements import Placement
from tests.conftest import NOW
from tests.factories import Factory
from tests.web.citizen_cases import preparing, state_of


def birgit_at_work(browse, state="active", **given):
    with preparing(browse) as session:
        make = Factory(session, NOW)
        row = make.placement(state=state, **({"start_on": date(2026, 11, 2), "end_on": date(2027, 1, 29)} | given))
        user = make.user("citizen", "Birgit Holm", person_id=row.person_id)
    browse.log_in(user)
    return row


def tell(browse, row, back, **answers):
    with preparing(browse) as session:
        session.add(
            CheckIn(
                operating_municipality="185",
                placement_id=row.id,
                enrolment_id=row.enrolment_id,
                person_id=row.person_id,
                kind="weekly",
                week=date(2026, 11, 23) - timedelta(weeks=back),
                answers=answers,
                at=NOW,
            )
        )


def status(row):
    return f"/min-side/forloeb/{row.id}/status"


def test_three_taps_from_the_placement_and_the_adviser_reads_it(browse):
    row = birgit_at_work(browse)
    page = browse.get(f"/min-side/forloeb/{row.id}")
    assert page.h1 == "Dit forløb hos Kastrup Kontorservice ApS"
    browse.get(status(row))
    for answer, following in (("hard", "energy"), ("lower", "call"), ("today", "tak")):
        browse.submit({"svar": answer})
        assert browse.page.response.location.endswith(f"sp={following}")
        browse.follow()
    assert browse.page.h1 == "Tak for dit svar"
    assert "Vi ringer til dig i dag inden klokken 15." in browse.page.main

    with preparing(browse) as session:
        user = Factory(session, NOW).caseworker()
    staff = browse.other().log_in(user)
    desk = staff.get("/medarbejder")
    assert "Vil gerne ringes op i dag" in desk.main
    staff.get(f"/medarbejder/forloeb/{row.id}/hvordan-gaar-det")
    staff.submit()
    assert "I har talt sammen" in staff.follow().main
    assert "Vil gerne ringes op i dag" not in staff.get("/medarbejder").main


def test_words_of_ones_own_are_kept_and_warned_about(browse):
    row = birgit_at_work(browse)
    browse.get(status(row) + "?sp=tak")
    browse.submit({"words": "Min migræne driller."})
    assert "Skriv helst ikke diagnoser her" in browse.follow().main
    assert browse.get(status(row) + "?sp=tak").values()["words"] == "Min migræne driller."
    page = browse.submit({"words": "x" * 1001}, status=422)
    assert page.values()["words"] == "x" * 1001


def test_every_question_may_be_passed_over_and_an_answer_is_marked(browse):
    row = birgit_at_work(browse)
    browse.get(status(row))
    browse.submit({"svar": "good"})
    page = browse.get(status(row))
    assert "God, dit svar" in page.main.replace(" ,", ",")
    browse.submit({"svar": "spring-over"})
    assert "dit svar" not in browse.get(status(row)).main


def test_the_curve_tells_the_same_in_a_drawing_a_sentence_and_a_table(browse):
    row = birgit_at_work(browse)
    for back, week in ((2, "hard"), (1, "mixed"), (0, "good")):
        tell(browse, row, back, week=week, energy="same")
    page = browse.get(f"/min-side/forloeb/{row.id}")
    drawing = page.soup.select_one(".sv-curve svg")
    assert drawing["aria-label"] == "Gode uger: 1. Både gode og svære: 1. Svære uger: 1."
    assert len(drawing.select("circle")) == 3
    cells = [cell.get_text(strip=True) for cell in page.soup.select(".sv-curve td")]
    assert cells == ["Svær", "Den samme", "Både god og svær", "Den samme", "God", "Den samme"]


@pytest.mark.parametrize("weeks", [0, 1, 30])
def test_a_curve_of_none_one_and_many_weeks(browse, weeks):
    row = birgit_at_work(browse)
    for back in range(weeks):
        tell(browse, row, back, week="good")
    page = browse.get(f"/min-side/forloeb/{row.id}")
    assert len(page.soup.select(".sv-curve circle")) == (12 if weeks == 30 else 0)


def test_the_first_day_stands_on_one_sheet(browse):
    row = birgit_at_work(browse, "ready", start_on=date(2026, 12, 7))
    assert "Se din første dag" not in browse.get(f"/min-side/forloeb/{row.id}").main
    page = browse.get(f"/min-side/forloeb/{row.id}/foerste-dag")
    for text in ("mandag den 7. december", "Kastrupvej 10, Kastrup", "Spørg efter Lis Rask.", "32 11 11 11"):
        assert text in page.main
    assert page.soup.select_one("[data-print]")


def test_before_it_begins_there_is_nothing_to_tell(browse):
    row = birgit_at_work(browse, "planned", start_on=date(2026, 12, 7))
    assert "Hvordan går det?" not in browse.get(f"/min-side/forloeb/{row.id}").main
    browse.get(status(row), status=302)


def test_three_months_after_four_questions_wait(browse):
    row = birgit_at_work(browse, "completed", end_on=date(2026, 8, 20))
    browse.get(status(row))
    assert "Spørgsmål 1 af 4" in browse.page.main
    for answer in ("yes", "fits", "better", "no"):
        browse.submit({"svar": answer})
        browse.follow()
    assert browse.page.h1 == "Tak for dit svar"


def test_nonsense_in_the_address_or_the_answer_keeps_nothing(browse):
    row = birgit_at_work(browse)
    browse.get(status(row) + "?sp=drop-table", status=404)
    browse.post(status(row) + "?sp=week", {"svar": "xyz"})
    assert "Vælg et af svarene på siden." in browse.follow().main
    assert "dit svar" not in browse.page.main


def test_ill_today_is_one_press_and_back_again_another(browse):
    row = birgit_at_work(browse)
    path = f"/min-side/forloeb/{row.id}"
    page = browse.get(path)
    assert "Du skal ikke sige, hvad du fejler." in page.main
    browse.submit({"handling": "syg"})
    page = browse.follow()
    assert "Vi har noteret, at du er syg i dag. God bedring." in page.main
    assert "Du er meldt syg." in page.main
    assert state_of(browse, Placement, row).absent_since == date(2026, 11, 23)
    browse.submit({"handling": "tilbage"})
    assert "Godt at have dig tilbage." in browse.follow().main
    found = state_of(browse, Placement, row)
    assert (found.state, found.absent_since) == ("active", None)


def test_ill_twice_is_ill_once(browse):
    row = birgit_at_work(browse)
    browse.get(f"/min-side/forloeb/{row.id}")
    old = browse.page.values()
    browse.submit({"handling": "syg"})
    browse.post(f"/min-side/forloeb/{row.id}", {**old, "handling": "syg", "idempotency_key": "en-anden-fane"})
    with browse.session() as session:
        changes = session.scalars(select(PlacementChange).where(PlacementChange.placement_id == row.id)).all()
    assert [change.kind for change in changes] == ["absence"]


@pytest.mark.parametrize("state", ["planned", "completed"])
def test_before_and_after_there_is_nothing_to_be_ill_from(browse, state):
    row = birgit_at_work(browse, state)
    assert "Jeg er syg i dag" not in browse.get(f"/min-side/forloeb/{row.id}").main
