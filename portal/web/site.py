"""What the service calls itself and how it is reached: settings that pages may show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from portal.web.wording import Words


@dataclass(frozen=True)
class Site:
    """No template holds these as plain text."""

    service_name: str
    payoff: str
    support_phone: str
    support_hours: str
    support_address: str
    was_url: str
    security_contact: str
    base_url: str
    demo: bool
    demo_login: bool
    own_words: Mapping[str, Words] = field(default_factory=dict)
    """What the municipalities would rather say: code, or everybody → Danish sentence → their own."""
