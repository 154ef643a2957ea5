"""The work a use case runs in: a session, who asks, when, and a trail, all in one transaction."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Protocol
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from portal.domain.access import Actor, Role
from portal.domain.eligibility import Programme, Question, questions_of
from portal.domain.eligibility.wording import QuestionWords, reworded
from portal.domain.errors import IllegalMove
from portal.domain.holidays import add_working_days as add_working_days
from portal.domain.placement_law import LawTables
from portal.domain.sending_hours import is_open, next_sending
from portal.domain.workflow import Machine, Party
from portal.programmes import common_questions
from portal.services import match_wishes, permissions
from portal.services.ports import Ports
from portal.services.trail import told_openly
from portal.store import outbox
from portal.store.audit import AuditEntry
from portal.store.outbox import OutboxMessage

COPENHAGEN = ZoneInfo("Europe/Copenhagen")

PARTY_OF = {
    Role.CITIZEN: Party.CITIZEN,
    Role.COMPANY_USER: Party.COMPANY,
    Role.TEAM_LEADER: Party.TEAM_LEADER,
    Role.OCCUPATIONAL_THERAPIST: Party.HEALTH,
    Role.SOCIAL_NURSE: Party.HEALTH,
    Role.PROGRAMME_MANAGER: Party.PROGRAMME_MANAGER,
    Role.ADMIN: Party.PROGRAMME_MANAGER,
}


@dataclass(frozen=True)
class House:
    """What is the same for every use case: the rules as data, the terms of service and the sender's address."""

    programmes: tuple[Programme, ...]
    law: LawTables
    demo: bool
    service_name: str
    support_phone: str
    support_email: str = ""
    """Where those who run the service read what people write to them."""
    reply_days: int = 3
    """Working days within which a person is promised an answer."""
    undo_minutes: int = 10
    """How long an approval can be undone before the proposal is sent. 0 sends at once."""
    shipped: tuple[Programme, ...] = ()
    """The programmes as their files have them, where `programmes` holds versions that were published since."""
    words: tuple[QuestionWords, ...] = ()
    """The common questions' words and order where a version has been published; the shipped ones otherwise."""

    @property
    def common(self) -> tuple[Question, ...]:
        """The questions that every programme may ask, with the words that count."""
        return _common(self.words)

    @property
    def questions(self) -> tuple[Question, ...]:
        """Everything the check can ask for these programmes, in order."""
        return _questions(self.programmes, self.words)

    def programme(self, code: str) -> Programme:
        return next(p for p in self.programmes if p.code == code)


@lru_cache(maxsize=32)
def _common(words: tuple[QuestionWords, ...]) -> tuple[Question, ...]:
    return reworded(common_questions(), words) if words else common_questions()


@lru_cache(maxsize=32)
def _questions(programmes: tuple[Programme, ...], words: tuple[QuestionWords, ...]) -> tuple[Question, ...]:
    """Kept, so that the plan of the questions is kept too."""
    return questions_of(_common(words), programmes)


class StatefulRow(Protocol):
    id: UUID
    state: str
    version: int


@dataclass
class Work:
    """One use case at work. Whoever made it commits or rolls back; the use case never does."""

    session: Session
    actor: Actor
    now: datetime
    house: House
    ports: Ports
    trail: list[AuditEntry] = field(default_factory=list)
    tries: list[AuditEntry] = field(default_factory=list)
    """What somebody tried and was refused; written down though everything else is undone."""

    @property
    def today(self) -> date:
        """The day in Denmark: a person who sends at 00.05 in Copenhagen sends today, whatever UTC says."""
        return day_in_denmark(self.now)

    @property
    def party(self) -> Party:
        """Which party of the state machines the actor is; nobody is the system."""
        if self.actor.is_anonymous or self.actor.role is None:
            return Party.SYSTEM
        return PARTY_OF.get(self.actor.role, Party.CASEWORKER)

    def move(
        self,
        machine: Machine,
        row: StatefulRow,
        event: str,
        *,
        subject: UUID | None = None,
        previous: str | None = None,
        party: Party | None = None,
        **detail: Any,
    ) -> None:
        """Move a row along its table and leave a trail; raises IllegalMove when the table does not list it.

        A team leader may do what a caseworker may. `party=Party.SYSTEM` marks what follows by itself from a move.
        """
        allowed = {party or self.party}
        if Party.TEAM_LEADER in allowed:
            allowed.add(Party.CASEWORKER)
        if not any(machine.allows(row.state, event, one) for one in allowed):
            raise IllegalMove(machine.name, row.state, event)
        state_from, row.state = row.state, machine.next(row.state, event, previous)
        row.version += 1
        if hasattr(row, "updated_at"):
            row.updated_at = self.now
        self.audit(
            machine.name,
            event,
            row.id,
            subject=subject,
            municipality=getattr(row, "operating_municipality", None),
            state_from=state_from,
            state_to=row.state,
            **detail,
        )
        permissions.follow(self.session, self.now, machine.name, row.id, row.state)
        if match_wishes.matters(machine.name, state_from, row.state):
            match_wishes.wish(self.session, self.now, machine.name, getattr(row, "operating_municipality", None))

    def audit(
        self,
        noun: str,
        event: str,
        object_id: UUID,
        *,
        subject: UUID | None = None,
        municipality: str | None = None,
        state_from: str | None = None,
        state_to: str | None = None,
        **detail: Any,
    ) -> None:
        """Write one line of the trail, in the transaction of the change itself."""
        entry = self._line(noun, event, object_id, subject, municipality, detail)
        entry.state_from, entry.state_to = state_from, state_to
        self.session.add(entry)
        self.trail.append(entry)

    def audit_try(self, noun: str, event: str, object_id: UUID, *, subject: UUID | None = None, **detail: Any) -> None:
        """Note a try that is about to be refused. Whoever undoes the transaction writes these lines in one of their own."""
        self.tries.append(self._line(noun, event, object_id, subject, None, detail))

    def _line(
        self,
        noun: str,
        event: str,
        object_id: UUID,
        subject: UUID | None,
        municipality: str | None,
        detail: dict[str, Any],
    ) -> AuditEntry:
        return AuditEntry(
            at=self.now,
            actor_id=self.actor.user_id,
            actor_role=str(self.actor.role or "system"),
            action=f"{noun}.{event}",
            noun=noun,
            object_id=object_id,
            subject_id=subject,
            municipality=municipality,
            detail=told_openly(detail),
        )

    def post(self, message: OutboxMessage) -> bool:
        """Put a message in the outbox, in the transaction of the change it tells of. A known key is left alone.

        SMS and e-mail keep quiet hours, except in the demo, where people look into the mailbox at any hour.
        """
        if outbox.has_key(self.session, message.key):
            return False
        if not self.house.demo:
            message.due_at = next_sending(message.due_at.astimezone(COPENHAGEN), message.channel, message.template)
        self.session.add(message)
        return True

    @property
    def may_disturb(self) -> bool:
        return may_disturb(self.house, self.now)


def day_in_denmark(moment: datetime) -> date:
    return moment.astimezone(COPENHAGEN).date()


def may_disturb(house: House, now: datetime) -> bool:
    """Is this a time for SMS and e-mail? In the demo it always is."""
    return house.demo or is_open(now.astimezone(COPENHAGEN))
