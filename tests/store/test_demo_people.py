"""The demo's people: complete, fictive, told by legal steps, loaded once, and good for the journey on any day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, cast

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from portal import build_house
from portal.adapters import demo_people
from portal.adapters.clock import FixedClock
from portal.adapters.company_register import DemoCompanyRegister
from portal.adapters.demo_people.calendar import TOLD_ON, DemoCalendar
from portal.adapters.demo_people.stage import read
from portal.adapters.mailbox import DevelopmentMailbox
from portal.domain.accommodations import ACCOMMODATIONS
from portal.domain.competences import COMPETENCES
from portal.domain.dates import add_months
from portal.domain.matching import Demands
from portal.domain.occupations import OCCUPATIONS
from portal.domain.posting_text import check_posting_text
from portal.domain.values import Cpr
from portal.domain.workflow import MACHINES, EnrolmentState, PlacementState, PostingState, ProposalState
from portal.services import places
from portal.services.matching import RunMatching, run
from portal.services.ports import Ports
from portal.services.work import Work
from portal.settings import Settings
from portal.store import offers, users
from portal.store.audit import AuditEntry
from portal.store.base import Base
from portal.store.companies import Company, Specialist
from portal.store.engine import open_database
from portal.store.enrolments import Enrolment
from portal.store.matches import Proposal
from portal.store.outbox import OutboxMessage
from portal.store.people import Person
from portal.store.placements import Placement
from portal.store.postings import Posting
from portal.store.users import User
from tests.conftest import NOW, SETTINGS_ENV, Database
from tests.databases import Databases
from tests.factories import Factory

CITIZENS = (
    "birgit-holm jens-okkels karin-wulff poul-erik-damm maryam-haddad lars-boegh anne-mette-sand torben-krag "
    "hanne-iversen ole-lund susanne-frost henrik-juul dorthe-bay finn-rasch lone-mikkelsen kurt-elgaard"
).split()
STAFF = (
    "mette-kjaer soeren-dahl jonas-lei camilla-rask pia-holst bente-aagaard kirstine-holm trine-bang rikke-noerby admin"
).split()
COMPANIES = [f"virksomhed-c{number}" for number in range(1, 17)]
ROWS: dict[str, Any] = {"enrolment": Enrolment, "company": Company, "posting": Posting}
ROWS |= {"proposal": Proposal, "placement": Placement}

At = Callable[[Database], Settings]


@pytest.fixture
def at(settings: Settings) -> At:
    """The settings of a database."""
    return lambda db: replace(settings, database_url=db.url)


@pytest.fixture(scope="module")
def loaded(databases: Databases) -> Iterator[Engine]:
    """A database with the demo in it, for tests that only look or do not commit."""
    settings = Settings.from_env(SETTINGS_ENV | {"PORTAL_DATABASE_URL": databases.fresh("sqlite")})
    _load(settings)
    engine = open_database(settings.database_url, settings.data_keys)
    yield engine
    engine.dispose()


def _load(settings: Settings, now: datetime = NOW) -> None:
    demo_people.load(settings, FixedClock(now))


def _counts(session: Session) -> dict[str, int]:
    return {
        table.name: session.scalar(select(func.count()).select_from(table)) or 0
        for table in Base.metadata.sorted_tables
    }


def _case(session: Session, key: str) -> Enrolment | None:
    return session.scalar(
        select(Enrolment).join(User, User.person_id == Enrolment.person_id).where(User.demo_key == key)
    )


def test_loading_twice_is_loading_once(db: Database, at: At) -> None:
    _load(at(db))
    with Session(db.engine) as session:
        first = _counts(session)
        session.scalars(select(User).where(User.demo_key == "admin")).one().title = "Ændret"
        session.commit()
    _load(at(db), NOW + timedelta(days=40))
    with Session(db.engine) as session:
        assert _counts(session) == first
        assert session.scalars(select(User.title).where(User.demo_key == "admin")).one() == "Ændret"


def test_everyone_is_there_with_a_note(sqlite: Database, at: At) -> None:
    _load(at(sqlite))
    found = {key: (name, note) for key, name, note in demo_people.log_ins(at(sqlite))}
    assert {*CITIZENS, *STAFF, *COMPANIES} <= found.keys()
    assert all(name and note for name, note in found.values())
    assert found["birgit-holm"][0] == "Birgit Holm"
    assert next(iter(found)) == "birgit-holm"


def test_nobody_is_real(loaded: Engine) -> None:
    with Session(loaded) as session:
        people = list(session.scalars(select(Person)))
        written = len(read("people.toml")["person"]) + len(read("health_support.toml")["people"])
        assert len(people) == len({person.cpr for person in people}) == written
        assert all(Cpr.parse(person.cpr, allow_fictive=True).is_fictive for person in people)
        assert all(person.email.endswith("@example.dk") for person in people if person.email)
        assert all(one.email.endswith("@example.dk") for one in session.scalars(select(Specialist)))


def test_every_case_has_come_to_its_state_by_legal_steps(db: Database, at: At) -> None:
    """The audit trail alone tells where everything stands: each step begins where the one before ended."""
    _load(at(db))
    machines = {machine.name: machine for machine in MACHINES}
    with Session(db.engine) as session:
        for noun, table in ROWS.items():
            for row in session.scalars(select(table)):
                assert row.state in set(machines[noun].states)
                entries = session.scalars(
                    select(AuditEntry)
                    .where(AuditEntry.noun == noun, AuditEntry.object_id == row.id)
                    .order_by(AuditEntry.at, AuditEntry.id)
                )
                state = _follow([one for one in entries if one.state_to], machines[noun])
                assert state in (row.state, None), (noun, row.state, state)
                assert state is not None or row.state in ("draft", "computed")
        assert all(at_ <= NOW for at_ in session.scalars(select(AuditEntry.at)))


def _follow(entries: list[AuditEntry], machine: Any) -> str | None:
    state = None
    for entry in entries:
        if entry.state_from is not None:
            assert state in (entry.state_from, None)
            event = entry.action.split(".")[1]
            assert machine.allows(entry.state_from, event)
        state = entry.state_to
    return state


def test_every_page_of_the_staff_has_something_to_show(loaded: Engine) -> None:
    with Session(loaded) as session:
        in_taarnby = Counter(session.scalars(select(Enrolment.state).where(Enrolment.operating_municipality == "185")))
        assert in_taarnby[EnrolmentState.SUBMITTED] == 3
        assert in_taarnby[EnrolmentState.READY_FOR_MATCH] >= 5
        wanted = "in_review awaiting_citizen admitted in_placement closed withdrawn".split()
        assert all(in_taarnby[state] for state in wanted)
        proposals = Counter(session.scalars(select(Proposal.state)))
        assert proposals[ProposalState.SENT_TO_CITIZEN] == proposals[ProposalState.COMPANY_YES] == 1
        placements = Counter(session.scalars(select(Placement.state)))
        assert placements[PlacementState.PLANNED] == 1
        assert placements[PlacementState.ACTIVE] == 2
        postings = Counter(session.scalars(select(Posting.state)))
        assert 12 <= postings[PostingState.OPEN] <= 18
        assert (postings["submitted"], postings["paused"], postings["draft"]) == (2, 1, 1)
        states = dict(session.execute(select(Company.cvr, Company.state)).all())
        assert states["99005084"] == "submitted"
        assert states["99006560"] == "awaiting_company"
        assert "99001011" not in states
        assert "99006935" not in states
        assert Counter(states.values())["approved"] == 12


def test_what_was_sent_holds_everything_of_that_day(loaded: Engine) -> None:
    with Session(loaded) as session:
        cases = list(session.scalars(select(Enrolment).order_by(Enrolment.submitted_at, Enrolment.number)))
        assert [case.number for case in cases] == sorted(case.number or "" for case in cases)
        for case in cases:
            assert {"kontakt", "erfaring", "rammer", "hensyn", "stoette", "deling"} <= (case.answers or {}).keys()
            assert case.verdict
            assert case.verdict["result"] in ("likely", "maybe") or case.state == "refused"
            assert case.verdict["facts"]["home_municipality"]
        results = {key: _case(session, key).verdict["result"] for key in ("poul-erik-damm", "torben-krag", "ole-lund")}  # type: ignore[union-attr, index]
        assert results == {"poul-erik-damm": "maybe", "torben-krag": "maybe", "ole-lund": "likely"}


def test_birgit_plays_the_journey_from_the_beginning(loaded: Engine) -> None:
    with Session(loaded) as session:
        for key in ("birgit-holm", "jens-okkels", "karin-wulff", "maryam-haddad", "susanne-frost", "lone-mikkelsen"):
            assert _case(session, key) is None
        assert session.scalar(select(OutboxMessage.id).where(OutboxMessage.sent_at.is_(None))) is None


def test_somebody_stands_in_line_and_somebody_is_offered_a_place(loaded: Engine) -> None:
    """All twenty places are taken or offered; the number and a range can be told."""
    with Session(loaded) as session:
        work = _work(session, "john-stald")
        programme = work.house.programme("health_support")
        now = places.of_programme(work, programme)
        assert (now.limit, now.taken, now.offered, now.in_line, now.is_full) == (20, 19, 1, 4, True)
        gerda, aksel = (_case(session, key) for key in ("gerda-munk", "aksel-friis"))
        assert gerda is not None
        assert aksel is not None
        assert offers.find_unsettled(session, gerda.id).deadline > NOW.date()  # type: ignore[union-attr]
        line = places.line_place(work, programme, "360", aksel.id)
        assert line.number == 2
        assert line.wait is not None


def test_codes_and_words_of_the_files_are_known() -> None:
    demands = set(Demands.__dataclass_fields__)
    for posting in read("postings.toml")["posting"]:
        assert posting["occupation"] in OCCUPATIONS
        assert {*posting.get("competences_must", []), *posting.get("competences_nice", [])} <= COMPETENCES.keys()
        assert set(posting.get("offers", [])) <= ACCOMMODATIONS.keys()
        assert set(posting.get("demands", {})) <= demands
        assert not check_posting_text(posting["title"], posting["tasks"], posting["times"])
    for case in read("cases.toml")["case"]:
        plan = case.get("plan", {})
        assert set(plan.get("occupations", [])) <= OCCUPATIONS.keys()
        assert set(plan.get("competences", [])) <= COMPETENCES.keys()
        assert {need["code"] for need in plan.get("needs", [])} <= ACCOMMODATIONS.keys()


def test_on_the_day_of_the_stories_every_date_is_as_it_was_told() -> None:
    calendar = DemoCalendar(datetime(2026, 11, 22, 12, tzinfo=UTC))
    for person in read("people.toml")["person"]:
        if told := person.get("unemployed_since"):
            assert calendar.same_months(told) == told
        if told := person.get("sick_since"):
            assert calendar.same_days(told) == told


def test_boundaries_stay_boundaries_on_any_day() -> None:
    """Nine months and a day stays too late, two months and thirty days too early, six months and 18 days in between."""
    for offset in range(1500):
        calendar = DemoCalendar(datetime(2026, 11, 22, 12, tzinfo=UTC) + timedelta(days=offset))
        today = calendar.today
        assert add_months(calendar.same_months(date(2026, 2, 21)), 9) < today
        assert add_months(calendar.same_months(date(2026, 8, 23)), 3) > today
        birgit = calendar.same_months(date(2026, 5, 4))
        assert add_months(birgit, 6) < today < add_months(birgit, 7)
        assert (today - calendar.same_days(date(2026, 6, 15))).days // 7 == 22


@pytest.mark.parametrize("day", [TOLD_ON, date(2026, 12, 5), date(2027, 1, 1), date(2027, 5, 31), date(2028, 2, 29)])
def test_it_can_be_loaded_on_any_day_at_any_hour(sqlite: Database, at: At, day: date) -> None:
    now = datetime(day.year, day.month, day.day, 0, 30, tzinfo=UTC)
    _load(at(sqlite), now)
    with Session(sqlite.engine) as session:
        assert session.scalars(select(Placement.state).order_by(Placement.state)).all() == [
            "active",
            "active",
            "planned",
        ]
        assert all(moment <= now for moment in session.scalars(select(AuditEntry.at)))


def _work(session: Session, key: str) -> Work:
    clock = FixedClock(NOW)
    ports = Ports(clock, DemoCompanyRegister.shipped(), DevelopmentMailbox(cast(Engine, session.get_bind()), clock))
    user = session.scalars(select(User).where(User.demo_key == key)).one()
    return Work(session, users.actor_of(user), NOW, build_house(Settings.from_env(SETTINGS_ENV), ports), ports)


def _ready_birgit(session: Session, make: Factory) -> Enrolment:
    """Birgit as she stands when Mette has admitted her and they have agreed on a plan."""
    birgit = next(one for one in session.scalars(select(Person)) if one.first_name == "Birgit")
    case = make.enrolment(birgit, state=EnrolmentState.READY_FOR_MATCH, number="T-9", ready_at=NOW)
    make.plan(case, occupations=["4311", "3313"], hours_from=20, hours_ladder=[], needs=[])
    return case


@pytest.mark.parametrize(
    ("kind", "hours"), [("paid_hours", (20, 30)), ("work_trial", (10, 37)), ("paid_hours", (5, 20))]
)
def test_the_run_in_taarnby_proposes_birgit_for_the_bookkeeping(
    loaded: Engine, kind: str, hours: tuple[int, int]
) -> None:
    with Session(loaded) as session:
        make = Factory(session, NOW)
        case = _ready_birgit(session, make)
        posting = make.posting(kind=kind, hours_min=hours[0], hours_max=hours[1], weeks=4, offers=[])
        run_id = run(_work(session, "mette-kjaer"), RunMatching("185"))
        found = select(Proposal).where(Proposal.run_id == run_id, Proposal.enrolment_id == case.id)
        proposal = session.scalars(found).one()
        assert proposal.posting_id == posting.id
        others = proposal.alternatives["for_citizen"]
        assert others
        assert all(other["points"] < proposal.points for other in others)


def test_the_other_people_of_taarnby_find_their_places(loaded: Engine) -> None:
    """Hard limits bite: Ole may not go back to his last employer, and nobody can offer Allan a place yet."""
    with Session(loaded) as session:
        run_id = run(_work(session, "mette-kjaer"), RunMatching("185"))
        rows = session.execute(
            select(Person.last_name, Posting.title)
            .select_from(Proposal)
            .join(Person, Person.id == Proposal.person_id)
            .join(Posting, Posting.id == Proposal.posting_id)
            .where(Proposal.run_id == run_id)
        )
        assert dict(rows.all()) == {
            "Bøgh": "Registrering af varer på lageret",
            "Lund": "Småreparationer på hotellet",
            "Thorsen": "Hjælp i væksthuset",
            "Lauritsen": "Hjælp i receptionen om formiddagen",
            "Storm": "Morgenbuffet og kaffe",
        }
