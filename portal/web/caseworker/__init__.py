"""The municipal staff's pages: the day, the queue, plans, companies, postings, the matching and placements."""

from portal.web.caseworker import (
    check_ins,
    agreement,
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
    swap,
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
    "vitas",
]
