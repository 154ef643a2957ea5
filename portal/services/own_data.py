"""Everything the portal holds about one person, as that person may take it away (GDPR articles 15 and 20)."""

from __future__ import annotations

from dataclasses import asdict, is_dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from portal.services.work import Work
from portal.store import check_ins, conversations, enrolments, matches, people, placements
from portal.store.matches import ProposalRecord

PERSON = (
    *("first_name", "last_name", "cpr", "birth_date", "address", "postal_code", "town", "home_municipality", "phone"),
    *("email", "address_protected", "digital_post_exempt", "known_facts", "previous_employers"),
)
SEEN_BY_CITIZEN = (
    "id",
    "title",
    "kind",
    "town",
    "state",
    "start_on",
    "end_on",
    "hours",
    "distance_km",
    "message",
    "parts",
)
"""Of a proposal: what she has been shown, and how it was reckoned. The company behind it has a right to its own data."""


def collect(work: Work) -> dict[str, Any]:
    """The actor's own data by topic, ready for JSON. Proposals that nobody has sent her are not hers yet."""
    assert work.actor.person_id is not None
    person = people.get(work.session, work.actor.person_id)
    cases = enrolments.list_of_person(work.session, person.id)
    mine = placements.list_of_person(work.session, person.id)
    proposals = [one for one in matches.list_of_person(work.session, person.id) if one.is_with_citizen]
    return _plain(
        {
            "made_at": work.now,
            "person": {name: getattr(person, name) for name in PERSON},
            "enrolments": cases,
            "proposals": [_proposal(one) for one in proposals],
            "placements": mine,
            "check_ins": check_ins.list_of_placements(work.session, [one.id for one in mine]),
            "messages": [one for case in cases for one in conversations.list_of_enrolment(work.session, case.id)],
        }
    )


def _proposal(one: ProposalRecord) -> dict[str, Any]:
    return {name: getattr(one, name) for name in SEEN_BY_CITIZEN}


def _plain(value: Any) -> Any:
    """Records, days and ids as JSON knows them."""
    if is_dataclass(value) and not isinstance(value, type):
        return _plain(asdict(value))
    if isinstance(value, dict):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value
