"""The staff's way from a new enrolment to a planned placement, through the pages."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from portal.services import matching
from portal.services import proposal as service
from portal.services.work import Work
from portal.store.enrolments import Enrolment, Plan
from portal.store.matches import Proposal
from portal.store.users import User
from tests.conftest import NOW
from tests.factories import Factory, actor
from tests.web.browse import Browse

VERDICT = {
    "result": "likely",
    "criteria": [
        {
            "id": "age",
            "hardness": "hard",
            "outcome": "met",
            "label": "Alder",
            "text": "Du er fyldt 55 år.",
            "alternative": "",
            "source": "Projektets side",
        }
    ],
}


class Staff:
    """A browser with a caseworker logged in, and the things she works with."""

    def __init__(self, browse: Browse) -> None:
        self.browse = browse
        self.session = browse.session()
        self.session.expire_on_commit = False  # or reading an attribute begins a transaction that locks the others out
        self.make = Factory(self.session, NOW)
        self.caseworker = self.make.caseworker()
        self.person = self.make.person()
        self.citizen = self.make.citizen(self.person)
        self.enrolment = self.make.enrolment(
            self.person, state="submitted", verdict=VERDICT, deadline=date(2026, 11, 24)
        )
        self.session.commit()
        browse.log_in(self.caseworker)

    def row(self, kind: type, key: UUID) -> object:
        self.session.rollback()
        self.session.expire_all()
        return self.session.get_one(kind, key)

    def act(self, who: User, verb: object, command: object) -> None:
        """Somebody else does something meanwhile."""
        with self.browse.session() as session, session.begin():
            parts = self.browse.parts
            verb(Work(session, actor(who), parts.ports.clock.now(), parts.house, parts.ports), command)  # type: ignore[operator]


@pytest.fixture
def staff(browse: Browse) -> Staff:
    return Staff(browse)


def deed(page_form: dict, name: str) -> dict:
    return page_form | {"handling": name}


def version_of(browse: Browse) -> str:
    assert browse.page is not None
    return str(browse.page.soup.select_one("main input[name=version]")["value"])  # type: ignore[index]


def press(browse: Browse, path: str, name: str, status: int = 303, **fields: object) -> None:
    browse.post(path, {"handling": name, "version": version_of(browse), **fields}, status)


def ready(staff: Staff) -> None:
    staff.enrolment.state, staff.enrolment.ready_at = "ready_for_match", NOW - timedelta(days=12)
    staff.make.plan(staff.enrolment, hours_ladder=[{"week": 1, "hours": 15}, {"week": 5, "hours": 20}])
    staff.session.commit()


def test_the_whole_way_from_queue_to_placement(staff: Staff) -> None:
    browse = staff.browse
    desk = browse.get("/medarbejder")
    assert desk.h1 == "Min dag"
    queue = browse.get("/medarbejder/tilmeldinger")
    assert "Birgit H." in queue.main
    assert "i morgen" in queue.main
    path = f"/medarbejder/tilmeldinger/{staff.enrolment.id}"
    case = browse.get(path)
    assert "Du er fyldt 55 år." in case.main
    press(browse, path, "take")
    case = browse.get(path)
    assert "Rådgiver: Mette Kjær" in case.main
    press(browse, path, "admit")
    case = browse.get(path)
    assert "Optaget" in case.main
    plan_path = f"/medarbejder/borgere/{staff.enrolment.id}/plan"
    plan = browse.get(plan_path)
    assert plan.h1 == "Plan for Birgit H."
    values = plan.values()
    assert (values["hours_from"], values["hours_to"], values["max_km"]) == ("16", "30", "19")
    assert values["kinds"]
    browse.submit({"handling": "send", "kinds": ["work_trial", "paid_hours"], "occupation_1": "4311"})
    browse.follow()
    assert staff.session.scalars(select(Plan)).one().sent_at is not None
    staff.session.commit()
    enrolment = staff.row(Enrolment, staff.enrolment.id)
    enrolment.state, enrolment.ready_at = "ready_for_match", NOW  # type: ignore[attr-defined]
    staff.make.posting(staff.make.company())
    staff.session.commit()
    browse.get("/medarbejder/match")
    browse.submit()
    run = browse.follow()
    assert "Kørslen er i gang" in run.main
    assert browse.page is not None
    waits = str(browse.page.soup.select_one("#run a.button")["href"])  # type: ignore[index]
    parts = browse.parts
    matching.carry_out_runs(parts.engine, parts.house, parts.ports)
    assert "1 forslag" in browse.get(waits).main
    proposal = staff.session.scalars(select(Proposal)).one()
    staff.session.commit()
    path = f"/medarbejder/match/{proposal.id}"
    page = browse.get(path)
    for heading in ("Er det tilladt?", "Passer det?", "Hvad kan gå galt?", "Er der noget bedre?", "Din beslutning"):
        assert heading in page.main
    assert page.main.index("Er det tilladt?") < page.main.index("Passer det?") < page.main.index("Din beslutning")
    press(browse, path, "approve", message="Jeg tror, at det er noget for dig.")
    page = browse.get(path)
    assert "Sendes klokken 10.10. Fortryd" in page.main


def test_from_two_times_yes_to_a_placement(staff: Staff) -> None:
    ready(staff)
    company = staff.make.company()
    boss = staff.make.company_user(company)
    proposal = staff.make.proposal(staff.enrolment, staff.make.posting(company), state="sent_to_company")
    staff.session.commit()
    staff.act(boss, service.answer_as_company, service.AnswerAsCompany(proposal.id, 1, "yes"))
    browse, path = staff.browse, f"/medarbejder/match/{proposal.id}"
    assert "Begge har sagt ja" in browse.get(path).main
    when = {"at-dag": "26", "at-maaned": "11", "at-aar": "2026", "at_clock": "10.30"}
    press(browse, path, "agree_meeting", 422, **{**when, "at_clock": "halv elleve"})
    assert browse.page is not None
    assert browse.page.errors() == {"at_clock": "Skriv klokkeslættet som timer og minutter. For eksempel 10.30."}
    press(browse, path, "agree_meeting", **when)
    assert "De mødes 26. november 2026 klokken 10.30." in browse.get(path).main
    press(browse, path, "agree")
    page = browse.get(path)
    link = page.soup.select_one("a.button[href*='/medarbejder/forloeb/']")
    assert link is not None
    placement = browse.get(str(link["href"]))
    assert placement.h1 == "Birgit Holm hos Kastrup Kontorservice ApS"
    assert "15 timer om ugen" in placement.main
    assert "20 timer om ugen" in placement.main
    assert "Birgit Holm" in browse.get("/medarbejder/forloeb").main


def test_discard_and_postpone_ask_for_what_they_need(staff: Staff) -> None:
    ready(staff)
    proposal = staff.make.proposal(staff.enrolment)
    staff.session.commit()
    browse, path = staff.browse, f"/medarbejder/match/{proposal.id}"
    browse.get(path)
    press(browse, path, "discard", 422)
    assert browse.page is not None
    assert browse.page.errors() == {"reason": "Vælg, hvorfor forslaget ikke er det rigtige."}
    assert browse.page.title.startswith("Fejl: ")
    press(browse, path, "postpone", 422, **{"until-dag": "31", "until-maaned": "2", "until-aar": "2027"})
    assert "Skriv datoen som dag, måned og år." in browse.page.main
    press(browse, path, "postpone", **{"until-dag": "30", "until-maaned": "11", "until-aar": "2026"})
    assert "Udsat til 30. nov." in browse.get(path).main
    press(browse, path, "take_up")
    browse.get(path)
    press(browse, path, "discard", reason="timing")
    assert "Forkastet" in browse.get(path).main


def test_check_33_two_caseworkers_do_not_decide_the_same_twice(staff: Staff) -> None:
    browse, path = staff.browse, f"/medarbejder/tilmeldinger/{staff.enrolment.id}"
    browse.get(path)
    seen = version_of(browse)
    press(browse, path, "take")
    words = {
        "question": "Hvornår kan du begynde?",
        "deadline-dag": "1",
        "deadline-maaned": "12",
        "deadline-aar": "2026",
    }
    conflict = browse.post(path, {"handling": "ask_citizen", "version": seen, **words}, 409)
    assert "Nogen har ændret dette, mens du så på det" in conflict.main
    assert "Sagen taget (Mette Kjær)" in conflict.main
    assert conflict.soup.select_one("textarea[name=question]").get_text(strip=True) == words["question"]  # type: ignore[union-attr]
    browse.post(path, {"handling": "ask_citizen", "version": version_of(browse), **words})


def test_what_was_typed_stands_there_too_when_the_deed_is_no_longer_possible(staff: Staff) -> None:
    staff.enrolment.state, staff.enrolment.assigned_to = "in_review", staff.caseworker.id
    staff.session.commit()
    browse, path = staff.browse, f"/medarbejder/tilmeldinger/{staff.enrolment.id}"
    browse.get(path)
    seen = version_of(browse)
    press(browse, path, "put_on_waiting_list")
    words = {"question": "Har du kørekort?", "deadline-dag": "1", "deadline-maaned": "12", "deadline-aar": "2026"}
    conflict = browse.post(path, {"handling": "ask_citizen", "version": seen, **words}, 409)
    assert "Det var du ved at skrive: Hvad vil du gerne vide? Har du kørekort?" in conflict.main


@pytest.mark.parametrize("name", ["ask_citizen", "book_meeting"])
def test_larger_deeds_say_what_is_missing(staff: Staff, name: str) -> None:
    staff.enrolment.state, staff.enrolment.assigned_to = "in_review", staff.caseworker.id
    staff.session.commit()
    browse, path = staff.browse, f"/medarbejder/tilmeldinger/{staff.enrolment.id}"
    browse.get(path)
    press(browse, path, name, 422)
    assert browse.page is not None
    assert browse.page.errors()
    assert browse.page.soup.select("details[open] form")


def test_asking_meeting_and_holding_it(staff: Staff) -> None:
    staff.enrolment.state, staff.enrolment.assigned_to = "in_review", staff.caseworker.id
    staff.session.commit()
    browse, path = staff.browse, f"/medarbejder/tilmeldinger/{staff.enrolment.id}"
    browse.get(path)
    press(browse, path, "ask_citizen", question="Hvornår blev du ledig?", **_day("deadline", 30))
    assert "venter på borger" in browse.get(path).main
    press(browse, path, "citizen_answered")
    browse.get(path)
    press(browse, path, "book_meeting", **_day("meeting_day", 26), meeting_clock="9.15", meeting_place="walk")
    browse.get(path)
    press(browse, path, "meeting_done")
    assert "Samtale holdt" in browse.get(path).main


def _day(name: str, day: int) -> dict[str, str]:
    return {f"{name}-dag": str(day), f"{name}-maaned": "11", f"{name}-aar": "2026"}


def test_another_municipality_sees_nothing(staff: Staff) -> None:
    ready(staff)
    proposal = staff.make.proposal(staff.enrolment)
    posting, company = proposal.posting_id, proposal.company_id
    stranger = staff.make.caseworker("550", "Pia Holst")
    staff.session.commit()
    other = staff.browse.other().log_in(stranger)
    for path in (
        f"/medarbejder/tilmeldinger/{staff.enrolment.id}",
        f"/medarbejder/borgere/{staff.enrolment.id}/plan",
        f"/medarbejder/match/{proposal.id}",
        f"/medarbejder/match/koersel/{proposal.run_id}",
        f"/medarbejder/opslag/{posting}",
        f"/medarbejder/virksomheder/{company}",
    ):
        other.get(path, 404)
    for path in ("tilmeldinger?vis=igang", "virksomheder?vis=godkendte", "opslag?vis=aabne", "forloeb", "match"):
        assert "Birgit" not in other.get(f"/medarbejder/{path}").main


def test_the_queue_can_be_narrowed(staff: Staff) -> None:
    browse = staff.browse
    assert "Birgit H." in browse.get("/medarbejder/tilmeldinger?tildelt=ingen").main
    assert "Køen er tom" in browse.get("/medarbejder/tilmeldinger?tildelt=mig").main
    assert "Køen er tom" in browse.get("/medarbejder/tilmeldinger?program=flex_job_development").main
    browse.get("/medarbejder/tilmeldinger?vis=ukendt")
    browse.get("/medarbejder/tilmeldinger?vis=slut")


def test_a_company_and_its_posting_are_approved(staff: Staff) -> None:
    company = staff.make.company(state="submitted", safety_read_at=NOW, submitted_at=NOW)
    posting = staff.make.posting(company, state="submitted", submitted_at=NOW)
    staff.session.commit()
    browse = staff.browse
    assert "Kastrup Kontorservice" in browse.get("/medarbejder/virksomheder").main
    assert "Bogholder" in browse.get("/medarbejder/opslag").main
    offer = f"/medarbejder/opslag/{posting.id}"
    browse.get(offer)
    press(browse, offer, "approve", 422)
    assert browse.page is not None
    assert "er ikke godkendt endnu" in browse.page.main
    firm = f"/medarbejder/virksomheder/{company.id}"
    page = browse.get(firm)
    assert "Den står som aktiv i CVR." in page.main
    press(browse, firm, "ask_company", 422)
    press(browse, firm, "approve")
    browse.get(offer)
    press(browse, offer, "approve")
    assert "Åbent" in browse.get(offer).main


def test_a_wage_subsidy_is_refused_with_its_numbers(staff: Staff) -> None:
    company = staff.make.company(monthly_fte=[8.0] * 10 + [8.2, 8.0])
    posting = staff.make.posting(company, state="submitted", kind="wage_subsidy_job", weeks=26)
    staff.session.commit()
    browse, path = staff.browse, f"/medarbejder/opslag/{posting.id}"
    page = browse.get(path)
    assert "8,017" in page.main or "8,02" in page.main
    press(browse, path, "approve", 422)
    assert browse.page is not None
    assert "Praktik eller løntimer er en mulighed nu." in browse.page.main


def test_check_17_a_plan_with_faults_keeps_what_was_typed(staff: Staff) -> None:
    staff.enrolment.state = "admitted"
    staff.session.commit()
    browse, path = staff.browse, f"/medarbejder/borgere/{staff.enrolment.id}/plan"
    browse.get(path)
    browse.submit({"handling": "save", "kinds": "paid_hours", "hours_from": "40", "hours_to": "x"}, 422)
    assert browse.page is not None
    assert set(browse.page.errors()) >= {"hours_from", "hours_to"}
    assert browse.page.values()["hours_from"] == "40"
    browse.submit({"hours_from": "20", "hours_to": "10", "handling": "save"}, 422)
    assert "hours_to" in browse.page.errors()
    browse.submit(
        {"hours_from": "10", "hours_to": "20", "needs": ["max_lift"], "limit_max_lift": "", "handling": "save"}, 422
    )
    assert "needs" in browse.page.errors()
    browse.submit({"limit_max_lift": "5", "handling": "save"})
    assert "Planen er gemt" in browse.follow().main


def test_a_change_by_hand_says_who_would_lose(staff: Staff) -> None:
    ready(staff)
    rival = staff.make.enrolment(staff.make.other_person(), state="ready_for_match", ready_at=NOW)
    staff.make.plan(rival)
    posting = staff.make.posting()
    staff.session.commit()
    browse = staff.browse
    browse.get("/medarbejder/match")
    browse.submit()
    parts = browse.parts
    matching.carry_out_runs(parts.engine, parts.house, parts.ports)
    proposal = staff.session.scalars(select(Proposal)).one()
    staff.session.commit()
    page = browse.get(f"/medarbejder/match/{proposal.id}")
    link = page.soup.select_one("a[href*='skift?borger=']")
    assert link is not None
    assert "Vælg det her i stedet" not in browse.get(f"/medarbejder/match/{proposal.id}/skift").main
    told = browse.get(str(link["href"]))
    assert "1 person mister sin plads." in told.main
    assert "Hvem der får noget andet" in told.main
    browse.submit({"reason": ""}, 422)
    assert "Skriv, hvorfor du vælger det her i stedet." in browse.page.main
    browse.submit({"reason": "Hun kender stedet."})
    page = browse.follow()
    assert "Valgt. De andre er sat så godt, som det kan lade sig gøre." in page.main
    assert "Valgt med hånden. Grunden: Hun kender stedet." in page.main
    browse.get(str(link["href"]))
    assert "Vælg det her i stedet" not in browse.page.main
    path = f"/medarbejder/match/{proposal.id}/skift"
    browse.post(path, {"reason": "Det samme par en gang til."}, 404)
    browse.get(f"{path}?plads={posting.id}")
    for wrong in ("plads=x", f"plads={proposal.id}", f"borger={posting.id}"):
        browse.get(f"{path}?{wrong}", 404)


def test_what_a_no_has_taught_is_shown_on_the_case_and_can_be_taken_away(staff: Staff) -> None:
    ready(staff)
    one = staff.make.proposal(staff.enrolment, state="sent_to_citizen")
    staff.session.commit()
    staff.act(staff.citizen, service.answer_as_citizen, service.AnswerAsCitizen(one.id, 1, "no", "tasks"))
    browse, path = staff.browse, f"/medarbejder/tilmeldinger/{staff.enrolment.id}"
    page = browse.get(path)
    assert "Ikke de samme opgaver som sidst." in page.main
    assert "Borgeren sagde nej 23. november 2026 og gav en grund." in page.main
    forget = f"{path}/naeste-koersel"
    lesson = str(page.soup.select_one("main input[name=lesson]")["value"])  # type: ignore[index]
    browse.post(forget, {"lesson": "x"}, 400)
    browse.get(path)
    browse.post(forget, {"lesson": lesson})
    page = browse.follow()
    assert "Fjernet. Næste kørsel går efter planen alene." in page.main
    assert "Ikke de samme opgaver som sidst." not in page.main


def test_an_unknown_deed_is_no_deed(staff: Staff) -> None:
    path = f"/medarbejder/tilmeldinger/{staff.enrolment.id}"
    staff.browse.get(path)
    staff.browse.post(path, {"handling": "fyr_den_af"}, 400)
