"""What every table shares: names of constraints, time-ordered keys, and a version that two people cannot both win."""

from __future__ import annotations

import os
import time
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, MetaData, Uuid
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

from portal.domain.errors import Stale
from portal.store.types import EncryptedText, UtcDateTime

Json = JSON().with_variant(JSONB(), "postgresql")

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


def new_id() -> UUID:
    """A UUID version 7 (RFC 9562): the time in milliseconds and 4096ths of one, then chance.

    It sorts by time, also within one transaction, and tells nothing else.
    """
    millisecond, rest = divmod(time.time_ns(), 1_000_000)
    value = millisecond << 80 | (rest * 4096 // 1_000_000) << 64 | int.from_bytes(os.urandom(8))
    value = value & ~(0xF << 76) | (0x7 << 76)
    value = value & ~(0x3 << 62) | (0x2 << 62)
    return UUID(int=value)


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar = {datetime: UtcDateTime, dict[str, Any]: Json, list[Any]: Json}


class WithId:
    """A row known by a UUIDv7."""

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=new_id)


class Versioned:
    """A row that two people may edit: the form carries the version it was shown with."""

    version: Mapped[int] = mapped_column(default=1)

    def expect(self, version: int) -> None:
        """Raise Stale unless this is still the version the person saw."""
        if self.version != version:
            raise Stale


class MayExceedRatio:
    """What a team leader may have given her word for: that the ratio is exceeded here, and why (`domain.md` B.6)."""

    __tablename__: str
    ratio_allowed_by: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id"))

    @declared_attr
    @classmethod
    def ratio_reason(cls) -> Mapped[str | None]:
        return mapped_column(EncryptedText(f"{cls.__tablename__}.ratio_reason"))
