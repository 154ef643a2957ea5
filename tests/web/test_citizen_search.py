"""A citizen who waits can read how we look, why it was nothing this time, and what was close; only her own."""

from __future__ import annotations

from sqlalchemy import select

from portal.services import matching
from portal.services.work import Work
from portal.store.enrolments import Enrolment
from portal.store.lessons import MatchLesson
from portal.store.postings import Posting
from tests.conftest import NOW
from tests.factories import Factory, actor
from tests.web.browse import Browse


class Waiting:
    """Birgit, ready and logged in, and a posting ten kilometres too far away."""

    def __init__(self, browse: Browse, **plan: object) -> None:
        self.browse = browse
        session = browse.session()
        session.expire_on_commit = False  # or reading an attribute begins a transaction that locks the others out
        self.make = Factory(session, NOW)
        person = self.make.person()
        self.staff = self.make.caseworker()
        self.case = self.make.enrolment(person, state="ready_for_match", ready_at=NOW, assigned_to=self.staff.id)
        agreed = {"sent_at": NOW, "citizen_agreed_at": NOW, "staff_agreed_at": NOW}
        self.make.plan(self.case, **{"max_km": 1, **agreed, **plan})
        self.make.posting()
        citizen = self.make.citizen(person)
        session.commit()
        browse.log_in(citizen)
        self.path = f"/min-side/soegning/{self.case.id}"

    def run(self) -> None:
        parts = self.browse.parts
        with self.browse.session() as session, session.begin():
            work = Work(session, actor(self.staff), parts.ports.clock.now(), parts.house, parts.ports)
            matching.run(work, matching.RunMatching("185"))


def test_before_the_first_search_there_is_nothing_to_explain(browse: Browse) -> None:
    page = browse.get(Waiting(browse).path)
    assert "så snart Mette Kjær har læst et forslag til dig" in page.main
    assert "Sidst fandt vi ikke et sted" not in page.main


def test_why_it_was_nothing_and_what_was_close(browse: Browse) -> None:
    waiting = Waiting(browse)
    waiting.run()
    page = browse.get(waiting.path)
    for words in (
        "Sidst fandt vi ikke et sted",
        "Det siger ikke noget om dig.",
        "1 sted ligger længere væk end din grænse.",
        "længere rejse er der 1 sted.",
        "Det var tæt på",
        "Bogholder.",
        "ring til Mette Kjær",
    ):
        assert words in page.main
    assert "Kontorservice" not in page.text
    assert "Se, hvordan vi leder" in browse.get("/min-side/plan").main


def test_a_fault_in_the_plan_is_told_without_the_words_for_staff(browse: Browse) -> None:
    waiting = Waiting(browse, needs=[{"code": "max_lift"}])
    waiting.run()
    page = browse.get(waiting.path)
    assert "Din plan mangler noget, før vi kan lede." in page.main
    assert "grænse" not in page.main


def test_what_her_no_has_taught_is_shown_and_can_be_taken_back_but_not_what_a_company_said(browse: Browse) -> None:
    waiting = Waiting(browse)
    with browse.session() as session, session.begin():
        make = Factory(session, NOW)
        case, posting = session.get_one(Enrolment, waiting.case.id), session.scalars(select(Posting)).one()
        for by_company, kind, value in ((False, "nearer", "3"), (True, "other_company", "99001755")):
            session.add(
                MatchLesson(
                    operating_municipality="185",
                    enrolment_id=case.id,
                    proposal_id=make.proposal(case, posting, state="citizen_no").id,
                    by_company=by_company,
                    kind=kind,
                    value=value,
                    created_at=NOW,
                )
            )
        session.flush()
        theirs = str(session.scalars(select(MatchLesson.id).where(MatchLesson.by_company)).one())
    page = browse.get(waiting.path)
    assert "Højst 3 km væk." in page.main
    assert "Ikke den samme virksomhed" not in page.main
    browse.post(waiting.path, {"lesson": theirs}, 404)
    browse.get(waiting.path)
    browse.post(waiting.path, {"lesson": "x"}, 400)
    browse.get(waiting.path)
    browse.submit()
    assert "Fjernet. Næste gang leder vi efter din plan alene." in browse.follow().main
    assert "Højst 3 km væk." not in browse.get(waiting.path).main


def test_others_do_not_exist_and_neither_does_a_search_that_is_over(browse: Browse) -> None:
    waiting = Waiting(browse)
    stranger = waiting.make.citizen(waiting.make.other_person())
    waiting.make.session.commit()
    browse.other().log_in(stranger).get(waiting.path, 404)
    waiting.case.state = "in_placement"
    waiting.make.session.commit()
    browse.get(waiting.path, 404)
