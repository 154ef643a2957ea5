"""Runs of the matching and the proposals they make (kørsler og forslag)."""

from portal.store.matches.due import (
    list_citizens_to_remind,
    list_companies_to_remind,
    list_to_send,
    list_to_take_up,
    list_unanswered_by_citizen,
    list_unanswered_by_company,
)
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
    "list_citizens_to_remind",
    "list_companies_to_remind",
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
    "list_unanswered_by_citizen",
    "list_unanswered_by_company",
    "list_where",
]
