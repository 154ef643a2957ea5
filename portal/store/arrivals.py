"""People a provider has vouched for who have no account yet: kept for as long as the one question they must answer."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import LargeBinary, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.store.base import Base
from portal.store.types import EncryptedJson
from portal.store.users import token_hash


class Arrival(Base):
    """Found by the hash of a token in the person's cookie; what the provider told is encrypted."""

    __tablename__ = "arrival"

    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    identity: Mapped[dict] = mapped_column(EncryptedJson("arrival.identity"))
    at: Mapped[datetime] = mapped_column(index=True)


def find(session: Session, token: str, since: datetime) -> Arrival | None:
    return session.scalar(select(Arrival).where(Arrival.token_hash == token_hash(token), Arrival.at >= since))


def delete_before(session: Session, before: datetime) -> int:
    result = session.execute(delete(Arrival).where(Arrival.at < before))
    return result.rowcount  # type: ignore[attr-defined]
