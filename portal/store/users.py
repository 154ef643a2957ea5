"""Accounts, what they are in the portal, and their log-ins."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, LargeBinary, String, delete, or_, select
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship, validates

from portal.domain.access import Actor, Role
from portal.domain.errors import NotFound
from portal.store.base import Base, Json, WithId
from portal.store.people import Person
from portal.store.record import Record, by_name
from portal.store.types import EncryptedText, key_ring

SUBJECT_CONTEXT = "user_account.subject"


class User(WithId, Base):
    """One account: a citizen, a company's user or a member of staff."""

    __tablename__ = "user_account"

    name: Mapped[str] = mapped_column(EncryptedText("user_account.name"))
    role: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str | None] = mapped_column(EncryptedText(SUBJECT_CONTEXT))
    """The identity broker's `sub`; never an e-mail. It is a name for the person, so it lies as sealed as the others."""
    subject_hash: Mapped[bytes | None] = mapped_column(LargeBinary(16), unique=True)
    """What finds it; set with it."""
    demo_key: Mapped[str | None] = mapped_column(unique=True)
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"), index=True)
    company_id: Mapped[UUID | None] = mapped_column(ForeignKey("company.id"), index=True)
    cvr: Mapped[str | None] = mapped_column(String(8))
    """The company number that the log-in vouches for, before the company is registered."""
    company_rights: Mapped[list] = mapped_column(Json, default=list)
    """What the company lets the account do: `CompanyRight`."""
    municipalities: Mapped[list] = mapped_column(Json, default=list)
    related: Mapped[list] = mapped_column(Json, default=list, server_default="[]")
    """Ids of people and companies that this account must not work with."""
    title: Mapped[str] = mapped_column(EncryptedText("user_account.title"), default="")
    phone: Mapped[str] = mapped_column(EncryptedText("user_account.phone"), default="")
    active: Mapped[bool] = mapped_column(default=True)

    person: Mapped[Person | None] = relationship(lazy="raise_on_sql")

    @validates("subject")
    def _hash_it(self, _name: str, subject: str | None) -> str | None:
        self.subject_hash = key_ring().lookup_hash(subject, SUBJECT_CONTEXT) if subject else None
        return subject


class LoginSession(Base):
    """A log-in that is going on. Only the hash of its token is stored."""

    __tablename__ = "login_session"

    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"), index=True)
    started_at: Mapped[datetime] = mapped_column(index=True)
    seen_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    door: Mapped[str | None] = mapped_column(String(20))
    """Which provider vouched for it, so that leaving can lead out there too. Null for the demo's people."""


def token_hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


def find_login(session: Session, token: str) -> tuple[LoginSession, User] | None:
    """The log-in a cookie points at, with its account, in one query."""
    row = session.execute(
        select(LoginSession, User)
        .join(User, User.id == LoginSession.user_id)
        .options(joinedload(User.person).load_only(Person.operating_municipality))
        .where(LoginSession.token_hash == token_hash(token), LoginSession.ended_at.is_(None), User.active)
    ).first()
    return (row[0], row[1]) if row else None


def delete_logins(session: Session, *, ended_before: datetime, started_before: datetime) -> int:
    """Forget log-ins that are over. Returns how many."""
    over = or_(LoginSession.ended_at < ended_before, LoginSession.started_at < started_before)
    result = session.execute(delete(LoginSession).where(over))
    return result.rowcount  # type: ignore[attr-defined]


def find_by_subject(session: Session, subject: str) -> User | None:
    """The account a provider's name for somebody belongs to, also when it is closed."""
    hashes = key_ring().lookup_hashes(subject, SUBJECT_CONTEXT)
    return session.scalar(select(User).where(User.subject_hash.in_(hashes)))


def find_by_demo_key(session: Session, key: str) -> User | None:
    return session.scalar(select(User).where(User.demo_key == key, User.active))


def list_demo_users(session: Session) -> list[User]:
    return list(session.scalars(select(User).where(User.demo_key.is_not(None), User.active).order_by(User.id)))


@dataclass(frozen=True)
class ColleagueRecord(Record):
    """Somebody who acts for a company."""

    id: UUID
    name: str
    company_id: UUID | None
    company_rights: list[str]


def colleague(session: Session, user_id: UUID) -> ColleagueRecord:
    """An open account of a company; raises NotFound."""
    row = session.scalar(select(User).where(User.id == user_id, User.company_id.is_not(None), User.active))
    if row is None:
        raise NotFound
    return ColleagueRecord.of(row)


def rows_of_company(session: Session, company_id: UUID) -> list[User]:
    """The open accounts that act for a company, by name."""
    found = select(User).where(User.company_id == company_id, User.active).order_by(User.id)
    return by_name(session.scalars(found.execution_options(populate_existing=True)))


def names_of(session: Session, user_ids: Iterable[UUID]) -> dict[UUID, str]:
    """The names behind some accounts, for a history."""
    rows = session.execute(select(User.id, User.name).where(User.id.in_(sorted(user_ids))).order_by(User.id))
    return {user_id: name for user_id, name in rows}


def name_of(session: Session, user_id: UUID | None) -> str:
    """The name behind one account; nothing where there is none."""
    return session.scalar(select(User.name).where(User.id == user_id)) or "" if user_id else ""


def municipalities_of_roles(session: Session, roles: Iterable[Role]) -> frozenset[str]:
    """The municipalities that somebody with one of these roles works for."""
    found = session.scalars(select(User.municipalities).where(User.role.in_(sorted(roles)), User.active))
    return frozenset(code for municipalities in found for code in municipalities)


def actor_of(user: User) -> Actor:
    """The detached picture of an account that the policy judges."""
    return Actor(
        user_id=user.id,
        name=user.name,
        role=Role(user.role),
        person_id=user.person_id,
        company_id=user.company_id,
        municipalities=frozenset(user.municipalities),
        related=frozenset(UUID(one) for one in user.related),
        rights=frozenset(user.company_rights),
        sender=_sender(user),
    )


def _sender(user: User) -> str | None:
    """The municipality a person has to do with, where it is one and it is known without asking again."""
    if "person" in user.__dict__ and user.person is not None:
        return user.person.operating_municipality
    return user.municipalities[0] if len(user.municipalities) == 1 else None
