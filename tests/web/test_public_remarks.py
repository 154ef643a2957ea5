"""Anybody can write to us, gets a number, and no personal number travels by mail."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from portal.store.outbox import OutboxMessage


def mails(browse):
    with browse.session() as session:
        return session.scalars(select(OutboxMessage).where(OutboxMessage.template == "remark")).all()


def test_praise_gets_a_number_and_no_question_of_who_it_is_from(browse):
    browse.get("/ros-og-klager")
    browse.submit({"about": "praise", "words": "Jeg blev mødt så venligt."})
    page = browse.follow()
    assert "Tak. Vi har fået det. Dit nummer er R-2026-000001." in page.main
    assert "Du hører fra os" not in page.main
    mail = mails(browse)[0]
    assert (mail.channel, mail.recipient) == ("email", "hjaelp@skridtvis.example")
    assert mail.subject == "Ros, R-2026-000001"
    assert mail.body == "Jeg blev mødt så venligt.\n\nDer er ikke bedt om svar."


def test_who_asks_for_an_answer_is_told_by_when(browse):
    browse.get("/tilgaengelighed")
    told = {"words": "Min skærmlæser springer over kalenderen.", "page": "Din samtale", "answer_to": "ib@example.dk"}
    browse.submit(told)
    assert "Du hører fra os senest 26. november 2026." in browse.follow().main
    mail = mails(browse)[0]
    assert mail.subject.startswith("Tilgængelighed, R-2026-")
    assert "Det handler om siden: Din samtale" in mail.body
    assert "Svar til: ib@example.dk" in mail.body


def test_a_personal_number_is_taken_out_before_it_is_mailed(browse):
    browse.get("/tilgaengelighed")
    browse.submit({"words": "Jeg hedder Ib, 740367-0202 og 7403670202.", "page": "740367 0202"})
    page = browse.follow()
    assert "Vi har fjernet det, der ligner et CPR-nummer." in page.main
    assert "0202" not in mails(browse)[0].body
    assert "740367" in mails(browse)[0].body


@pytest.mark.parametrize(
    ("path", "sent", "fields"),
    [
        ("/ros-og-klager", {}, {"about", "words"}),
        ("/ros-og-klager", {"about": "access", "words": "Hej"}, {"about"}),
        ("/tilgaengelighed", {"words": " "}, {"words"}),
        ("/tilgaengelighed", {"words": "x" * 2001}, {"words"}),
    ],
)
def test_what_is_missing_is_asked_for_and_nothing_is_lost(browse, path, sent, fields):
    browse.get(path)
    page = browse.submit({**sent, "page": "Forsiden"}, 422)
    assert set(page.errors()) == fields
    assert page.soup.select_one("input[name=page]")["value"] == "Forsiden"
    assert mails(browse) == []


def test_sent_twice_is_one_remark(browse):
    browse.get("/ros-og-klager")
    values = browse.page.values() | {"about": "fault", "words": "Knappen virker ikke."}
    for _again in range(2):
        browse.post("/ros-og-klager", values)
    assert len(mails(browse)) == 1
