"""The citizen's own pages: enrolment in six steps, Min side, the plan, proposals, a pause and a way out."""

from portal.web.citizen import (
    agreement,
    begin,
    check,
    check_in,
    choices,
    conversation,
    decision,
    feedback,
    leave,
    meeting,
    my_page,
    own_data,
    own_data_paper,
    paper_form,
    papers,
    place,
    placement,
    plan,
    proposal,
    search,
    steps,
)
from portal.web.citizen.blueprint import citizen

BLUEPRINTS = (citizen,)

__all__ = [
    "BLUEPRINTS",
    "agreement",
    "begin",
    "check",
    "check_in",
    "choices",
    "citizen",
    "conversation",
    "decision",
    "feedback",
    "leave",
    "meeting",
    "my_page",
    "place",
    "own_data",
    "own_data_paper",
    "paper_form",
    "papers",
    "placement",
    "plan",
    "proposal",
    "search",
    "steps",
]
