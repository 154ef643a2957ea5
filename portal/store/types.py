"""Column types: moments in UTC, and text and JSON that are encrypted before they reach the database."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import DateTime, LargeBinary
from sqlalchemy.types import TypeDecorator

from portal.store.crypto import KeyRing

_keys: KeyRing | None = None


def use_keys(keys: KeyRing) -> None:
    """Give the encrypted columns their keys; called once when the database is opened."""
    global _keys
    _keys = keys


def key_ring() -> KeyRing:
    if _keys is None:
        raise RuntimeError("Databasen er ikke åbnet: nøglerne mangler.")
    return _keys


class UtcDateTime(TypeDecorator[datetime]):
    """A moment. It must carry a time zone going in, and carries UTC coming out, on both databases."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError("Et tidspunkt skal have en tidszone.")
        return value.astimezone(UTC) if value is not None else None

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class EncryptedText(TypeDecorator[str]):
    """Text that is encrypted with its column's name as context, so that it cannot be moved to another."""

    impl = LargeBinary
    cache_ok = True

    def __init__(self, context: str) -> None:
        super().__init__()
        self.context = context

    def process_bind_param(self, value: str | None, dialect: Any) -> bytes | None:
        return None if value is None else key_ring().encrypt(value.encode(), self.context)

    def process_result_value(self, value: bytes | None, dialect: Any) -> str | None:
        return None if value is None else key_ring().decrypt(bytes(value), self.context).decode()


class EncryptedDate(TypeDecorator[date]):
    """A day, encrypted like text. The database can neither compare nor sort it."""

    impl = LargeBinary
    cache_ok = True

    def __init__(self, context: str) -> None:
        super().__init__()
        self.context = context

    def process_bind_param(self, value: date | None, dialect: Any) -> bytes | None:
        return None if value is None else key_ring().encrypt(value.isoformat().encode(), self.context)

    def process_result_value(self, value: bytes | None, dialect: Any) -> date | None:
        return None if value is None else date.fromisoformat(key_ring().decrypt(bytes(value), self.context).decode())


class EncryptedJson(TypeDecorator[Any]):
    """JSON that is encrypted as a whole. Replace the value to change it; changes inside are not seen."""

    impl = LargeBinary
    cache_ok = True

    def __init__(self, context: str) -> None:
        super().__init__()
        self.context = context

    def process_bind_param(self, value: Any, dialect: Any) -> bytes | None:
        if value is None:
            return None
        return key_ring().encrypt(json.dumps(value, ensure_ascii=False, sort_keys=True).encode(), self.context)

    def process_result_value(self, value: bytes | None, dialect: Any) -> Any:
        return None if value is None else json.loads(key_ring().decrypt(bytes(value), self.context))


SEALED = (EncryptedText, EncryptedDate, EncryptedJson)
"""The types of columns that nobody can read without a key."""
