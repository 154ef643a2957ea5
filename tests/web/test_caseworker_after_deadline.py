"""What the desk says when a deadline or a pause is over, and the way on from there."""

from __future__ import annotations

from datetime import date

import pytest

from portal.store.enrolments import Enrolment
from portal.store.matches import Proposal
from tests.conftest import NOW
from tests.factories import Factory
from tests.web.browse import Browse
from tests.web.citizen_cases import preparing


def _proposal(browse: Browse, state: str) -> Proposal:
    with preparing(browse) as session:
        make = Factory(session, NOW)
        user = make.caseworker()
        row = make.proposal(state=state)
    browse.log_in(user)
    return row


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("citizen_expired", "Intet svar fra borgeren om Bogholder. Ring, og aflys bagefter"),
        ("company_expired", "Intet svar fra Kastrup Kontorservice ApS om Bogholder. Ring til virksomheden"),
    ],
)
def test_the_desk_says_whom_to_ring_and_what_to_do_then(browse: Browse, state: str, words: str) -> None:
    proposal = _proposal(browse, state)
    desk = browse.get("/medarbejder")
    assert "Birgit H." in desk.main
    assert words in desk.main
    page = browse.get(f"/medarbejder/match/{proposal.id}")
    assert "aflys bagefter" in page.main
    assert "Borgeren får ikke en besked om det." in page.main
    browse.post(
        f"/medarbejder/match/{proposal.id}",
        {"handling": "cancel", "version": proposal.version},
    )
    assert words not in browse.get("/medarbejder").main


def test_a_pause_that_is_over_is_on_the_desk_until_it_is_ended(browse: Browse) -> None:
    with preparing(browse) as session:
        make = Factory(session, NOW)
        user = make.caseworker()
        given = {"state": "paused", "state_before": "ready_for_match", "assigned_to": user.id}
        row = make.enrolment(deadline=date(2026, 11, 23), **given)
        later = make.enrolment(make.other_person(last_name="Senere"), deadline=date(2026, 11, 24), **given)
    browse.log_in(user)
    desk = browse.get("/medarbejder")
    assert "Pausen er slut. Ring, og spørg, om borgeren er klar til at fortsætte." in desk.main
    assert "Else S." not in desk.main
    page = browse.get(f"/medarbejder/tilmeldinger/{row.id}")
    assert "Borgeren er klar – slut pausen" in page.main
    browse.post(f"/medarbejder/tilmeldinger/{row.id}", {"handling": "resume", "version": 1})
    assert "Pausen er slut. Ring" not in browse.get("/medarbejder").main
    with browse.session() as session:
        states = [session.get_one(Enrolment, one.id).state for one in (row, later)]
    assert states == ["ready_for_match", "paused"]
