"""Runs of the matching and the proposals they make (kørsler og forslag)."""

from portal.store.matches.lists import (
    has_other_active,
    list_all_live,
    list_declined_pairs,
    list_in_states,
    list_live,
    list_live_of_posting,
    list_of_company,
    list_of_person,
    list_of_run,
    list_to_send,
    list_to_take_up,
    list_where,
)
from portal.store.matches.runs import RunRecord, get_run, list_runs
from portal.store.matches.tables import STAFF_ONLY, MatchRun, Proposal, ProposalRecord, for_update, get

__all__ = [
    "MatchRun",
    "Proposal",
    "ProposalRecord",
    "RunRecord",
    "STAFF_ONLY",
    "for_update",
    "get",
    "get_run",
    "has_other_active",
    "list_all_live",
    "list_declined_pairs",
    "list_in_states",
    "list_live",
    "list_live_of_posting",
    "list_of_company",
    "list_of_person",
    "list_of_run",
    "list_runs",
    "list_to_send",
    "list_to_take_up",
    "list_where",
]
