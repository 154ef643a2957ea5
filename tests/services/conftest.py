"""What tests of services share."""

from __future__ import annotations

import pytest

from portal.adapters.clock import FixedClock
from portal.services.ports import Ports
from portal.services.work import House
from tests.conftest import Database
from tests.services.night import Night


@pytest.fixture
def night(db: Database, clock: FixedClock, house: House, ports: Ports) -> Night:
    return Night(db, clock, house, ports)
