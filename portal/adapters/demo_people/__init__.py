"""The people of the demo: everyone in `domain.md` G with a log-in, and cases in every state for staff to work with.

Loaded once into an empty database; whoever is there already is left as people have made them.
"""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.adapters.clock import SystemClock
from portal.adapters.company_register import DemoCompanyRegister
from portal.adapters.demo_people.budget import load_budget
from portal.adapters.demo_people.calendar import DemoCalendar
from portal.adapters.demo_people.cases import load_cases, load_enrolments
from portal.adapters.demo_people.check_ins import load_check_ins
from portal.adapters.demo_people.companies import load_companies, load_postings
from portal.adapters.demo_people.complaints import load_complaints
from portal.adapters.demo_people.conversations import load_conversations
from portal.adapters.demo_people.crowd import load_crowd, offer_the_free_place
from portal.adapters.demo_people.health import load_health
from portal.adapters.demo_people.looks import load_looks
from portal.adapters.demo_people.notes import load_notes
from portal.adapters.demo_people.people import load_citizens, load_company_users, load_staff
from portal.adapters.demo_people.programme_draft import load_programme_draft
from portal.adapters.demo_people.proposals import load_run
from portal.adapters.demo_people.question_draft import load_question_draft
from portal.adapters.demo_people.settings import load_weights
from portal.adapters.demo_people.stage import Stage, read
from portal.adapters.demo_people.transfers import load_transfers
from portal.adapters.mailbox import DevelopmentMailbox
from portal.domain.eligibility.programme import Term
from portal.programmes import load_programmes
from portal.programmes.law import load_law
from portal.services.ports import Clock, Ports
from portal.services.work import House
from portal.settings import Settings
from portal.store import users
from portal.store.engine import open_database, reading_session, writing_session
from portal.store.outbox import OutboxMessage

FIRST = "birgit-holm"
"""She is the mark of a database that has the demo in it."""


def load(settings: Settings, clock: Clock | None = None) -> None:
    """Put the demo into the database in one transaction; a database that has it already is not touched."""
    clock = clock or SystemClock()
    engine = open_database(settings.database_url, settings.data_keys)
    ports = Ports(clock, DemoCompanyRegister.shipped(), DevelopmentMailbox(engine, clock))
    with writing_session(engine) as session, session.begin():
        if users.find_by_demo_key(session, FIRST) is None:
            _tell(Stage(session, DemoCalendar(clock.now()), _house(settings), ports))
    engine.dispose()


def _tell(stage: Stage) -> None:
    """Everything in the order it happened, as far as one thing rests on another."""
    load_citizens(stage)
    load_company_users(stage)
    load_staff(stage)
    load_companies(stage)
    load_postings(stage)
    load_crowd(stage)
    load_enrolments(stage)
    for run in read("proposals.toml")["run"]:
        load_cases(stage, before_run=run["key"])
        load_run(stage, run["key"])
    load_cases(stage, before_run=None)
    offer_the_free_place(stage)
    load_conversations(stage)
    load_complaints(stage)
    load_transfers(stage)
    load_notes(stage)
    load_check_ins(stage)
    load_health(stage)
    stage.session.flush()
    load_looks(stage)
    load_weights(stage)
    load_budget(stage)
    load_programme_draft(stage)
    load_question_draft(stage)
    _mark_letters_sent(stage.session)


def _mark_letters_sent(session: Session) -> None:
    """The letters of the past arrived in the past: the demo's mailbox begins empty."""
    for message in session.scalars(select(OutboxMessage)):
        message.sent_at = message.created_at


def _house(settings: Settings) -> House:
    """The rules, with programmes that are open on every day, so that the demo can be loaded on any."""
    return House(
        programmes=tuple(replace(one, demo_period=Term()) for one in load_programmes(demo=True)),
        law=load_law(),
        demo=True,
        service_name=settings.service_name,
        support_phone=settings.support_phone,
        reply_days=settings.reply_days,
        undo_minutes=0,
    )


def log_ins(settings: Settings) -> list[tuple[str, str, str]]:
    """Everyone who can be chosen on the page of demo people: key, name and note."""
    engine = open_database(settings.database_url, settings.data_keys)
    with reading_session(engine) as session:
        found = [(user.demo_key or "", user.name, user.title) for user in users.list_demo_users(session)]
    engine.dispose()
    return found
