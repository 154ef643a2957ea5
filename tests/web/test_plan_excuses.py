"""What excuses from six months on a benefit: the adviser writes it in the plan, and the citizen reads it in hers."""

from __future__ import annotations

from tests.conftest import NOW
from tests.factories import Factory
from tests.web.browse import Browse


def test_the_adviser_notes_it_and_the_citizen_reads_it(browse: Browse) -> None:
    session = browse.session()
    session.expire_on_commit = False
    make = Factory(session, NOW)
    person = make.person()
    case = make.enrolment(person, state="admitted")
    make.plan(case)
    mette, birgit = make.caseworker(), make.citizen(person)
    session.commit()
    browse.log_in(mette)
    assert "Løntilskud uden tid på ydelse først" in browse.get(f"/medarbejder/borgere/{case.id}/plan").main
    browse.submit({"excused": ["single_provider"], "handling": "send"})
    chosen = browse.follow().soup.select("input[name=excused][checked]")
    assert [box["value"] for box in chosen] == ["single_provider"]
    browse.log_in(birgit)
    assert "Du er eneforsørger." in browse.get(f"/min-side/plan/{case.id}").main
