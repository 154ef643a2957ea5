"""The blueprint of the health professionals' pages, and how a support is looked up for them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from portal.store import health as supports
from portal.store.health import SupportRecord
from portal.web.context import portal
from portal.web.pages import Pages

health = Pages("health", __name__)


def load(session: Any, support_id: UUID) -> SupportRecord:
    """With the emergencies of this very moment: an hour later they open nothing."""
    return supports.get(session, support_id, portal().ports.clock.now())
