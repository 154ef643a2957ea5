"""The municipal staff's pages: the day, the queue, plans, companies, postings, the matching and placements."""

from portal.web.caseworker import (
    agreement,
    check_ins,
    companies,
    conversation,
    desk,
    enrolment_page,
    enrolments,
    match,
    match_run,
    placement_page,
    placements,
    places,
    plan,
    postings,
    proposal,
    refusal,
    swap,
    time_machine,
    together,
    vitas,
)
from portal.web.caseworker.blueprint import caseworker

BLUEPRINTS = (caseworker,)

__all__ = [
    "BLUEPRINTS",
    "agreement",
    "caseworker",
    "check_ins",
    "companies",
    "conversation",
    "desk",
    "enrolment_page",
    "enrolments",
    "match",
    "match_run",
    "placement_page",
    "placements",
    "places",
    "plan",
    "postings",
    "proposal",
    "swap",
    "refusal",
    "vitas",
    "time_machine",
    "together",
]
