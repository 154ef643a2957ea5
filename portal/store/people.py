"""Citizens: who they are. All of it is encrypted but the municipality; CPR is found by keyed hash."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import LargeBinary, String, event, false, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.domain.values import Cpr
from portal.store.base import Base, WithId
from portal.store.types import EncryptedDate, EncryptedJson, EncryptedText, key_ring

CPR_CONTEXT = "person.cpr"
SEEN = "people_seen"


class Person(WithId, Base):
    __tablename__ = "person"

    cpr: Mapped[str] = mapped_column(EncryptedText(CPR_CONTEXT))
    cpr_hash: Mapped[bytes] = mapped_column(LargeBinary(16), unique=True)
    first_name: Mapped[str] = mapped_column(EncryptedText("person.first_name"))
    last_name: Mapped[str] = mapped_column(EncryptedText("person.last_name"))
    birth_date: Mapped[date] = mapped_column(EncryptedDate("person.birth_date"))
    address: Mapped[str | None] = mapped_column(EncryptedText("person.address"))
    postal_code: Mapped[str] = mapped_column(EncryptedText("person.postal_code"), default="")
    town: Mapped[str] = mapped_column(EncryptedText("person.town"), default="")
    home_municipality: Mapped[str] = mapped_column(String(3))
    operating_municipality: Mapped[str] = mapped_column(String(3), index=True)
    told_by_staff: Mapped[bool] = mapped_column(default=False, server_default=false())
    """A member of staff has typed who she is and where she lives; she has not said so herself yet."""
    phone: Mapped[str | None] = mapped_column(EncryptedText("person.phone"))
    email: Mapped[str | None] = mapped_column(EncryptedText("person.email"))
    address_protected: Mapped[bool] = mapped_column(default=False)
    digital_post_exempt: Mapped[bool] = mapped_column(default=False)
    known_facts: Mapped[dict | None] = mapped_column(EncryptedJson("person.known_facts"))
    """What the registers tell of the person's situation (benefit, since when, has employer), as facts of a check."""
    previous_employers: Mapped[list | None] = mapped_column(EncryptedJson("person.previous_employers"))
    """Earlier workplaces: cvr, p_number, last_day (ISO). Needed for the rule of the last employer."""

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}"

    @property
    def short_name(self) -> str:
        return f"{self.first_name} {self.last_name[:1]}."


@event.listens_for(Person, "load")
def _note_seen(person: Person, context: Any) -> None:
    """Whoever is read from the database has been looked at; the guard writes it down, and no view can forget it."""
    context.session.info.setdefault(SEEN, set()).add(person.id)


def seen_in(session: Session) -> frozenset[UUID]:
    """The people a session has read."""
    return frozenset(session.info.get(SEEN, ()))


def get(session: Session, person_id: UUID) -> Person:
    return session.get_one(Person, person_id)


def find_by_cpr(session: Session, cpr: Cpr) -> Person | None:
    hashes = key_ring().lookup_hashes(cpr.digits, CPR_CONTEXT)
    return session.scalar(select(Person).where(Person.cpr_hash.in_(hashes)))


def set_cpr(person: Person, cpr: Cpr) -> None:
    """Encrypted for reading, hashed for finding, birth date for rules."""
    person.cpr = cpr.digits
    person.cpr_hash = key_ring().lookup_hash(cpr.digits, CPR_CONTEXT)
    person.birth_date = cpr.birth_date


def hold(session: Session, person_id: UUID) -> None:
    """Lock a person until the transaction ends, for rules about everything that one person has."""
    session.execute(select(Person.id).where(Person.id == person_id).with_for_update())
