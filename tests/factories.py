"""Makes people, companies and cases for tests, in any state, with as little as the test says."""

from __future__ import annotations

import itertools
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from portal.domain.access import Actor, Role
from portal.domain.eligibility.wording import words_of
from portal.domain.municipalities import operating_for
from portal.domain.values import Cpr
from portal.programmes import common_questions, shipped_text
from portal.programmes.editing import toml_of
from portal.services.programme_version.question_words import data_of_words
from portal.store import people, users
from portal.store.companies import Company, Specialist, Workplace
from portal.store.enrolments import Enrolment, Plan
from portal.store.matches import MatchRun, Proposal
from portal.store.people import Person
from portal.store.placements import Placement, PlacementPart
from portal.store.postings import Posting
from portal.store.programme_versions import QUESTIONS, ProgrammeVersion
from portal.store.specialist_proposals import SpecialistProposal
from portal.store.users import User

ANSWERS: dict[str, Any] = {
    "kontakt": {
        "phone": "20 00 00 01",
        "email": "birgit@example.dk",
        "contact_way": "call",
        "contact_time": "morning",
        "notify": ["sms"],
        "companion": "no",
    },
    "erfaring": {"interests": ["office"], "good_at": "Jeg er god til at holde orden."},
    "rammer": {
        "hours": "16_30",
        "time_of_day": "morning",
        "travel": "45",
        "transport": "public",
        "unemployed_since": "2026-05-04",
    },
    "hensyn": {"needs": ["extra_breaks"], "other": ""},
    "stoette": {"support": ["no"]},
    "deling": {"profile": "yes", "health_notes": "no", "follow_up": "yes"},
}
"""Six steps as a citizen fills them in."""

BIRGIT_FACTS = {"benefit": "unemployment_benefit", "unemployed_since": "2026-05-04", "has_employer": "no"}


class Factory:
    """Each method makes one thing with its surroundings, flushes it, and returns the row."""

    def __init__(self, session: Session, now: datetime) -> None:
        self.session, self.now = session, now
        self._numbers = itertools.count(1)

    def _add(self, row: Any) -> Any:
        self.session.add(row)
        self.session.flush()
        return row

    def person(self, *, cpr: str = "740367-0202", home: str = "155", **given: Any) -> Person:
        values = {
            "first_name": "Birgit",
            "last_name": "Holm",
            "address": "Strandvejen 1",
            "postal_code": "2791",
            "town": "Dragør",
            "phone": "20 00 00 01",
            "email": "birgit@example.dk",
            "known_facts": BIRGIT_FACTS,
        }
        person = Person(home_municipality=home, operating_municipality=operating_for(home), **values | given)
        people.set_cpr(person, Cpr.parse(cpr, allow_fictive=True))
        return self._add(person)

    def other_person(self, **given: Any) -> Person:
        """Somebody else, with a fictive number of her own."""
        number = next(self._numbers)
        defaults = {
            "cpr": f"6101{60 + number % 30}-{1000 + number}",
            "first_name": "Else",
            "last_name": f"Prøve{number}",
        }
        return self.person(**defaults | given)

    def user(self, role: Role, name: str = "", **given: Any) -> User:
        return self._add(User(name=name or role.replace("_", " ").title(), role=role, **given))

    def citizen(self, person: Person | None = None, **given: Any) -> User:
        person = person or self.person()
        return self.user(Role.CITIZEN, person.full_name, person_id=person.id, **given)

    def caseworker(self, municipality: str = "185", name: str = "Mette Kjær", **given: Any) -> User:
        return self.user(Role.CASEWORKER, name, municipalities=[municipality], phone="32 00 00 10", **given)

    def enrolment(self, person: Person | None = None, **given: Any) -> Enrolment:
        person = person or self.person()
        values = {
            "programme_code": "senior_advisory_board",
            "answers": ANSWERS,
            "created_at": self.now,
            "updated_at": self.now,
        }
        if given.get("state", "draft") != "draft":
            values |= {"number": f"T-2026-{next(self._numbers):06d}", "submitted_at": self.now, "verdict": {}}
        return self._add(
            Enrolment(person=person, operating_municipality=person.operating_municipality, **values | given)
        )

    def plan(self, enrolment: Enrolment, **given: Any) -> Plan:
        values: dict[str, Any] = {
            "goal": "Et arbejde med tal",
            "kinds": ["work_trial", "paid_hours"],
            "occupations": ["4311"],
            "competences": ["excel", "regnskab"],
            "hours_from": 15,
            "hours_to": 37,
            "hours_ladder": [{"week": 1, "hours": 15}],
            "max_km": 25,
            "available_from": date(2026, 12, 1),
            "needs": [{"code": "extra_breaks"}],
            "support": "",
        }
        return self._add(Plan(enrolment_id=enrolment.id, **values | given))

    def company(self, *, cvr: str = "99001011", state: str = "approved", **given: Any) -> Company:
        values = {
            "name": "Kastrup Kontorservice ApS",
            "operating_municipality": "185",
            "monthly_fte": [8.0] * 12,
            "created_at": self.now,
            "updated_at": self.now,
        }
        company = self._add(Company(cvr=cvr, state=state, **values | given))
        self._add(
            Workplace(
                company_id=company.id,
                p_number=f"99{int(cvr) % 10**8:08d}",
                name=company.name,
                address="Kastrupvej 10",
                postal_code="2770",
                town="Kastrup",
                municipality="185",
                lat=55.635,
                lon=12.65,
                ordinary_fte=[8.0, 8.0, 8.2, 8.0],
                representative_name="Tina Rep",
                representative_email="tina@example.dk",
            )
        )
        self._add(
            Specialist(
                company_id=company.id,
                name="Lis Rask",
                phone="32 11 11 11",
                email="lis@example.dk",
                capacity=2,
            )
        )
        self.session.refresh(company, ["workplaces", "specialists"])
        return company

    def company_user(self, company: Company | None = None, **given: Any) -> User:
        values: dict[str, Any] = {"cvr": "99001011"}
        if company:
            values = {"cvr": company.cvr, "company_id": company.id, "company_rights": ["administrate"]}
        return self.user(Role.COMPANY_USER, **{"name": "Bodil Krogh"} | values | given)

    def posting(self, company: Company | None = None, **given: Any) -> Posting:
        company = company or self.company()
        values: dict[str, Any] = {
            "state": "open",
            "kind": "paid_hours",
            "title": "Bogholder",
            "occupation": "4311",
            "tasks": "Bogføre bilag\nAfstemme konti",
            "competences_nice": ["excel"],
            "languages": ["da"],
            "hours_min": 15,
            "hours_max": 30,
            "weeks": 12,
            "start_from": date(2026, 12, 7),
            "start_to": date(2027, 1, 31),
            "offers": ["extra_breaks"],
            "places": 1,
            "created_at": self.now,
            "updated_at": self.now,
        }
        workplace, specialist = company.workplaces[0], company.specialists[0]
        return self._add(
            Posting(
                company=company,
                operating_municipality=company.operating_municipality,
                workplace=workplace,
                specialist=specialist,
                **values | given,
            )
        )

    def run(self, municipality: str = "185") -> MatchRun:
        return self._add(
            MatchRun(
                operating_municipality=municipality,
                started_at=self.now,
                engine_version="prøve",
                weights_version="1",
                input_digest="0" * 64,
                citizens=1,
                places=1,
                matched=1,
            )
        )

    def proposal(self, enrolment: Enrolment | None = None, posting: Posting | None = None, **given: Any) -> Proposal:
        enrolment = enrolment or self.enrolment(state="ready_for_match", ready_at=self.now)
        posting = posting or self.posting()
        values: dict[str, Any] = {
            "run_id": given["run_id"] if "run_id" in given else self.run(enrolment.operating_municipality).id,
            "candidate_code": "7K2",
            "points": 700_000,
            "parts": [],
            "limits": [],
            "alternatives": {"for_citizen": [], "for_place": []},
            "hours": 20,
            "start_on": date(2026, 12, 7),
            "end_on": date(2027, 2, 28),
            "distance_km": 8.2,
            "created_at": self.now,
        }
        return self._add(
            Proposal(
                operating_municipality=enrolment.operating_municipality,
                enrolment=enrolment,
                person_id=enrolment.person_id,
                posting=posting,
                company_id=posting.company_id,
                **values | given,
            )
        )

    def specialist_proposal(self, enrolment: Enrolment, specialist: Specialist, **given: Any) -> SpecialistProposal:
        run = self._add(MatchRun(operating_municipality=enrolment.operating_municipality, started_at=self.now))
        return self._add(
            SpecialistProposal(
                operating_municipality=enrolment.operating_municipality,
                run_id=run.id,
                enrolment_id=enrolment.id,
                person_id=enrolment.person_id,
                specialist_id=specialist.id,
                points=700_000,
                created_at=self.now,
                **given,
            )
        )

    def programme_version(self, **given: Any) -> ProgrammeVersion:
        """A version of Seniorsporet, led by Gladsaxe."""
        values = {"code": "senior_advisory_board", "number": next(self._numbers) + 1, "lead_municipality": "159"}
        values |= {"text": shipped_text("senior_advisory_board"), "created_at": self.now, "updated_at": self.now}
        if given.get("state") in ("draft", "proposed"):
            values["code"] = f"track_{given['state']}"
        return self._add(ProgrammeVersion(**values | given))

    def question_version(self, **given: Any) -> ProgrammeVersion:
        """A version of the common questions' words, which say what the shipped ones say."""
        text = toml_of(data_of_words(words_of(common_questions())))
        values = {"code": QUESTIONS, "number": 1, "lead_municipality": "", "text": text}
        return self._add(ProgrammeVersion(**values | {"created_at": self.now, "updated_at": self.now} | given))

    def placement(self, proposal: Proposal | None = None, **given: Any) -> Placement:
        proposal = proposal or self.proposal(state="agreement")
        posting = proposal.posting
        values = {
            "start_on": proposal.start_on,
            "end_on": proposal.end_on,
            "created_at": self.now,
            "updated_at": self.now,
        }
        placement = self._add(
            Placement(
                operating_municipality=proposal.operating_municipality,
                proposal_id=proposal.id,
                enrolment_id=proposal.enrolment_id,
                person_id=proposal.person_id,
                company_id=proposal.company_id,
                workplace_id=posting.workplace_id,
                posting_id=posting.id,
                **values | given,
            )
        )
        ladder = [{"from": placement.start_on.isoformat(), "hours": 20}]
        self._add(
            PlacementPart(
                placement_id=placement.id,
                kind=posting.kind,
                hours_ladder=ladder,
                start_on=placement.start_on,
                end_on=placement.end_on,
            )
        )
        return placement


def actor(user: User) -> Actor:
    """The detached picture of an account."""
    return users.actor_of(user)


def anybody(role: Role = Role.CASEWORKER, municipality: str = "185") -> Actor:
    """An actor without an account, for services that only look at role and place."""
    return Actor(UUID(int=1), "Prøve", role, municipalities=frozenset({municipality}))
