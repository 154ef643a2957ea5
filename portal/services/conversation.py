"""The conversation between a citizen and the staff of her case: one thread, answered by people who have a name."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from portal.domain.errors import NotFound
from portal.domain.workflow import EnrolmentState, Party
from portal.services import messages_staff as messages
from portal.services.work import Work
from portal.store import conversations, enrolments
from portal.store.conversations import Message
from portal.store.enrolments import Enrolment

UNSENT = frozenset({EnrolmentState.DRAFT, EnrolmentState.DELETED})
"""Before the enrolment is sent nobody has the case, and there is nobody to write to."""


@dataclass(frozen=True)
class WriteMessage:
    enrolment_id: UUID
    text: str


@dataclass(frozen=True)
class SettleMessages:
    """What the other side has written is read, or has been talked about on the phone."""

    enrolment_id: UUID


def write_message(work: Work, cmd: WriteMessage) -> UUID:
    """Write to the other side; what they have written before counts as answered. Returns the message's id."""
    row, is_citizen = _own_side(work, cmd.enrolment_id)
    message = Message(
        operating_municipality=row.operating_municipality,
        enrolment_id=row.id,
        person_id=row.person_id,
        from_citizen=is_citizen,
        author_id=work.actor.user_id,
        author_name=work.actor.name,
        body=cmd.text.strip(),
        at=work.now,
    )
    conversations.settle(work.session, row.id, work.now, from_citizen=not is_citizen)
    work.session.add(message)
    work.session.flush()
    _audit(work, row, "write_message", message=str(message.id))
    if not is_citizen:
        # One a day at most: five short messages in a row are one reason to log in.
        messages.nudge(work, "N12", row, row.person, f"message:{row.id}:{work.today}")
    return message.id


def settle_messages(work: Work, cmd: SettleMessages) -> None:
    """Say that what the other side has written is dealt with. With nothing waiting, nothing happens."""
    row, is_citizen = _own_side(work, cmd.enrolment_id)
    if conversations.settle(work.session, row.id, work.now, from_citizen=not is_citizen):
        _audit(work, row, "settle_messages")


def _own_side(work: Work, enrolment_id: UUID) -> tuple[Enrolment, bool]:
    """The case, locked, and whether the actor is its citizen; to anybody who is no part of it, it does not exist."""
    row = enrolments.for_update(work.session, enrolment_id)
    is_citizen = work.party is Party.CITIZEN
    takes_part = (
        row.person_id == work.actor.person_id if is_citizen else row.operating_municipality in work.actor.municipalities
    )
    if not takes_part or row.state in UNSENT:
        raise NotFound
    return row, is_citizen


def _audit(work: Work, row: Enrolment, event: str, **detail: str) -> None:
    work.audit("enrolment", event, row.id, subject=row.person_id, municipality=row.operating_municipality, **detail)
