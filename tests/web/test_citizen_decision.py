"""A decision can be read, kept as paper, explained, and complained about; late, twice, and by nobody else."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from portal.store.audit import AuditEntry
from portal.store.complaints import Complaint
from portal.store.conversations import Message
from portal.store.outbox import OutboxMessage
from portal.store.refusals import RefusalLetter
from portal.store.users import User
from tests.conftest import NOW
from tests.factories import Factory
from tests.web.citizen_cases import birgit_in, preparing
from tests.web.papers import fetch


def refused(browse, until: date = date(2026, 12, 21)):
    case = birgit_in(browse, "refused", decision_reason="Hele brevet")
    with preparing(browse) as session:
        session.add(
            RefusalLetter(
                enrolment_id=case.id,
                facts="Du har været ledig siden 21. februar.",
                reason="Projektet er for dem, der har været ledige i højst 9 måneder.",
                rule="Seniorsporets kriterier, punkt 4",
                alternative="Jobcaféen hver tirsdag.",
                hearing="known",
                written_by=case.assigned_to,
                written_at=NOW,
                sent_at=NOW,
                complaint_until=until,
            )
        )
    return case


def rows(browse, kind, *conditions):
    with browse.session() as session:
        return session.scalars(select(kind).where(*conditions)).all()


def test_a_no_stands_with_reason_facts_rule_alternative_and_deadline(browse):
    case = refused(browse)
    assert f"/min-side/afgoerelse/{case.id}" in browse.get("/min-side").response.get_data(as_text=True)
    page = browse.get(f"/min-side/afgoerelse/{case.id}")
    headings = [h.get_text(strip=True) for h in page.soup.select("main h2")]
    assert headings == [
        "Grunden er",
        "Det har vi lagt vægt på",
        "Reglen står her",
        "Det foreslår vi i stedet",
        "Hvis du ikke er enig",
    ]
    for words in ("højst 9 måneder", "21. februar", "punkt 4", "Jobcaféen", "senest den 21. december 2026", "32 47"):
        assert words in page.main
    paper = fetch(browse, f"/min-side/afgoerelse/{case.id}/afgoerelse.pdf")
    assert paper.title == "Svar på din tilmelding"
    for words in ("Tårnby Kommune", "Jobcaféen", "Ankestyrelsen", "21. december 2026", case.number):
        assert words in paper.text


def test_a_yes_is_a_decision_too(browse):
    case = birgit_in(browse, "admitted", admitted_at=NOW)
    page = browse.get(f"/min-side/afgoerelse/{case.id}")
    assert page.h1 == "Du er med i Seniorsporet"
    assert "Du kan klage inden 4 uger" in page.main
    assert "senest den 21. december 2026" in page.main
    assert fetch(browse, f"/min-side/afgoerelse/{case.id}/afgoerelse.pdf").title == "Du er med i Seniorsporet"


def test_a_letter_that_is_not_in_parts_is_shown_as_it_was_sent(browse):
    case = birgit_in(browse, "refused", decision_reason="Vi kan ikke give dig en plads nu.")
    assert "Vi kan ikke give dig en plads nu." in browse.get(f"/min-side/afgoerelse/{case.id}").main


def test_what_is_not_decided_is_nowhere_but_the_way_to_talk_is(browse):
    case = birgit_in(browse, "submitted")
    browse.get(f"/min-side/afgoerelse/{case.id}", 404)
    browse.get(f"/min-side/afgoerelse/{case.id}/afgoerelse.pdf", 404)
    page = browse.get(browse.get("/min-side/klage", 302).location)
    assert page.h1 == "Få en forklaring, eller klag"
    assert "Du har ikke fået en afgørelse om Seniorsporet endnu." in page.main
    assert not page.soup.select("main form")
    browse.post(f"/min-side/klage/{case.id}", {"words": "Jeg klager"}, 404)


def test_whoever_has_no_case_is_led_to_the_open_page(browse):
    with preparing(browse) as session:
        make = Factory(session, NOW)
        user = make.citizen(make.person())
    assert browse.log_in(user).get("/min-side/klage", 302).location == "/ros-og-klager"


def test_an_explanation_is_asked_for_with_one_press(browse):
    case = refused(browse)
    browse.get(f"/min-side/klage/{case.id}")
    browse.submit({"handling": "forklar"}, form=0)
    assert "Vi ringer til dig og forklarer afgørelsen." in browse.follow().main
    message = rows(browse, Message)[0]
    assert message.body == "Jeg vil gerne have afgørelsen forklaret. Ring til mig."
    assert message.settled_at is None, "den ligger hos dem, der har sagen, til de har svaret"
    assert len(rows(browse, AuditEntry, AuditEntry.action == "enrolment.ask_explanation")) == 1


def test_a_complaint_is_kept_word_for_word_and_answered_with_a_receipt(browse):
    case = refused(browse)
    browse.get(f"/min-side/klage/{case.id}")
    browse.submit({"words": "I har regnet min ledighed forkert."})
    page = browse.follow()
    assert f"Vi har fået din klage. Dit nummer er {case.number}. Du hører fra os senest 26. november 2026." in page.main
    assert rows(browse, Message)[0].body == "Klage over afgørelsen:\nI har regnet min ledighed forkert."
    letter = rows(browse, OutboxMessage, OutboxMessage.template == "klage")[0]
    assert letter.channel == "digital_post"
    assert case.number in letter.body
    assert "Ankestyrelsen" in letter.body
    assert len(rows(browse, AuditEntry, AuditEntry.action == "enrolment.complain")) == 1


def test_sent_twice_is_one_complaint(browse):
    case = refused(browse)
    browse.get(f"/min-side/klage/{case.id}")
    values = browse.page.values()
    for _again in range(2):
        browse.post(f"/min-side/klage/{case.id}", {**values, "words": "Jeg er uenig."})
    assert len(rows(browse, Message)) == 1


@pytest.mark.parametrize(("words", "error"), [("", "Skriv, hvad du er uenig i."), ("x" * 4001, "")])
def test_a_complaint_without_words_is_asked_for_words(browse, words, error):
    case = refused(browse)
    browse.get(f"/min-side/klage/{case.id}")
    page = browse.submit({"words": words}, 422)
    assert error in page.errors()["words"]
    assert rows(browse, Message) == []


def test_after_the_deadline_a_complaint_is_taken_in_all_the_same(browse):
    case = refused(browse, until=NOW.date() - timedelta(days=1))
    page = browse.get(f"/min-side/klage/{case.id}")
    assert "Du kunne klage til og med den 22. november 2026." in page.main
    browse.submit({"words": "Jeg har været indlagt."})
    assert len(rows(browse, Message)) == 1


def test_nobody_complains_for_another(browse):
    case = refused(browse)
    with preparing(browse) as session:
        make = Factory(session, NOW)
        other = make.citizen(make.other_person())
    browse.log_in(other)
    browse.get(f"/min-side/klage/{case.id}", 404)
    browse.get(f"/min-side/afgoerelse/{case.id}", 404)
    browse.post(f"/min-side/klage/{case.id}", {"words": "Ikke min"}, 404)


def test_a_complaint_has_a_row_of_its_own_and_an_answer_with_a_reason(browse):
    case = refused(browse)
    browse.get(f"/min-side/klage/{case.id}")
    browse.submit({"words": "I har regnet min ledighed forkert."})
    kept = rows(browse, Complaint)[0]
    assert (kept.words, kept.answer_by, kept.is_late) == (
        "I har regnet min ledighed forkert.",
        date(2026, 11, 26),
        False,
    )
    assert "Du hører fra os senest 26. november 2026." in browse.get(f"/min-side/klage/{case.id}").main
    with preparing(browse) as session:
        colleague = Factory(session, NOW).caseworker(name="Anders Lund")
    owner = browse.other()
    answer_as(owner, colleague, kept, {"outcome": "upheld", "reason": "Datoen er rigtig."}, 303)
    letter = rows(browse, OutboxMessage, OutboxMessage.template == "klage_upheld")[0]
    for words in ("Datoen er rigtig.", "Ankestyrelsen"):
        assert words in letter.body
        assert words in browse.get(f"/min-side/klage/{case.id}").main
    answer_as(owner, colleague, kept, {"outcome": "changed", "reason": "Alligevel."}, 409, shown=False)


def answer_as(browse, who, complaint, answer, status, *, shown=True):
    path = f"/medarbejder/klager/{complaint.id}"
    browse.log_in(who)
    browse.get(path)
    if shown:
        return browse.submit(answer, status)
    return browse.post(path, {**answer, "version": "1"}, status)


def test_who_wrote_the_letter_does_not_judge_the_complaint(browse):
    case = refused(browse)
    browse.get(f"/min-side/klage/{case.id}")
    browse.submit({"words": "Jeg er uenig."})
    with browse.session() as session:
        writer = session.get_one(User, case.assigned_to)
    assert_a_colleague_must_judge(browse, writer)


def assert_a_colleague_must_judge(browse, who):
    """Told before anything is typed, and refused all the same."""
    complaint, other = rows(browse, Complaint)[0], browse.other().log_in(who)
    page = other.get(f"/medarbejder/klager/{complaint.id}")
    assert "En kollega skal se på klagen." in page.main
    assert not page.soup.select("main form")
    answer = {"outcome": "changed", "reason": "Ja.", "version": "1", "csrf_token": other.csrf_token()}
    assert "En kollega skal se på klagen." in other.post(f"/medarbejder/klager/{complaint.id}", answer, 422).main
    assert rows(browse, Complaint)[0].answered_at is None


@pytest.mark.parametrize("action", ["write_letter", "admit"])
def test_who_took_part_stays_so_when_the_letter_is_written_anew(browse, action):
    case = refused(browse)
    with preparing(browse) as session:
        first = Factory(session, NOW).caseworker(name="Hanne Vig")
        trail = {"noun": "enrolment", "object_id": case.id, "action": f"enrolment.{action}"}
        session.add(AuditEntry(at=NOW, actor_id=first.id, actor_role="caseworker", **trail))
    browse.get(f"/min-side/klage/{case.id}")
    browse.submit({"words": "Jeg er uenig."})
    assert_a_colleague_must_judge(browse, first)


def test_an_answer_needs_a_reason(browse):
    case = refused(browse)
    browse.get(f"/min-side/klage/{case.id}")
    browse.submit({"words": "Jeg er uenig."})
    with preparing(browse) as session:
        colleague = Factory(session, NOW).caseworker(name="Anders Lund")
    page = answer_as(browse.other(), colleague, rows(browse, Complaint)[0], {"outcome": "changed"}, 422)
    assert "Skriv, hvorfor." in page.errors()["reason"]


def test_another_municipality_does_not_see_the_complaint(browse):
    case = refused(browse)
    browse.get(f"/min-side/klage/{case.id}")
    browse.submit({"words": "Jeg er uenig."})
    kept = rows(browse, Complaint)[0]
    with preparing(browse) as session:
        stranger = Factory(session, NOW).caseworker("360", "Else Vang")
    other = browse.other().log_in(stranger)
    other.get(f"/medarbejder/klager/{kept.id}", 404)
    assert "Ingen har klaget." in other.get("/medarbejder/klager").main
