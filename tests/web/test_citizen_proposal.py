"""A proposal as the citizen meets it: what, why, yes, no and hearing more."""

from __future__ import annotations

from datetime import timedelta

import pytest

from portal.store.matches import Proposal
from tests.conftest import NOW
from tests.web.citizen_cases import ball, birgit_with_proposal, state_of


def test_a_proposal_tells_what_why_and_what_the_company_sees_but_not_who(browse):
    proposal = birgit_with_proposal(browse, message="Jeg tror, det er noget for dig.")
    page = browse.get("/min-side")
    assert "Vi har et forslag til dig. Læs det, og svar senest 30. november 2026." in page.main
    page = browse.get(f"/min-side/forslag/{proposal.id}")
    assert page.h1 == "Vi har et forslag til dig"
    for words in (
        "Løntimer: Bogholder",
        "Kastrup, cirka 8,2 kilometer fra dig",
        "Begynder med 15 timer om ugen og stiger til 20. Det varer 12 uger.",
        "Uge 1–4: 15 timer om ugen Fra uge 5: 20 timer om ugen",
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
    if state == "agreement":
        assert page.h1 == "Din aftale"
        assert "Du begynder mandag den 7. december hos Kastrup Kontorservice ApS." in page.main
    elif meeting:
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


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("place_closed", "Virksomheden har lukket opslaget. Det siger ikke noget om dig. Vi leder videre."),
        ("place_taken", "Pladsen er ikke ledig mere. Det siger ikke noget om dig. Vi leder videre."),
    ],
)
def test_a_place_that_is_gone_is_told_where_she_looks(browse, reason, words):
    proposal = birgit_with_proposal(browse, "cancelled", reason=reason)
    assert words in browse.get("/min-side").main
    page = browse.get(f"/min-side/forslag/{proposal.id}")
    assert page.h1 == "Forslaget gælder ikke længere"
    assert words in page.main
    assert "ring til Mette Kjær på 32 00 00 10" in page.main


@pytest.mark.parametrize("state", ["computed", "approved", "discarded", "postponed", "stale"])
def test_what_staff_have_not_sent_does_not_exist_for_the_citizen(browse, state):
    proposal = birgit_with_proposal(browse, state)
    browse.get(f"/min-side/forslag/{proposal.id}", 404)
