"""The citizen's own pages: enrolment in six steps, Min side, the plan, proposals, a pause and a way out."""

from portal.web.citizen import (
    begin,
    check,
    check_in,
    choices,
    conversation,
    leave,
    my_page,
    own_data,
    place,
    placement,
    plan,
    proposal,
    search,
    steps,
)
from portal.web.citizen import begin, check, feedback, leave, my_page, plan, proposal, steps
from portal.web.citizen import agreement, begin, check, feedback, leave, my_page, plan, proposal, steps
from portal.web.citizen.blueprint import citizen

BLUEPRINTS = (citizen,)

__all__ = [
    "BLUEPRINTS",
    "begin",
    "check",
    "check_in",
    "choices",
    "citizen",
    "conversation",
    "leave",
    "my_page",
    "place",
    "own_data",
    "placement",
    "agreement",
    "begin",
    "check",
    "citizen",
    "feedback",
    "leave",
    "my_page",
    "plan",
    "proposal",
    "search",
    "steps",
]
__all__ = ["BLUEPRINTS", "begin", "check", "citizen", "feedback", "leave", "my_page", "plan", "proposal", "steps"]
