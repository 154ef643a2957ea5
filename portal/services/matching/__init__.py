"""A run of the matching: what is ready in the store goes in, proposals for a caseworker to judge come out."""

from portal.services.matching.background import carry_out_runs, plan_night
from portal.services.matching.choosing import ChooseByHand, choose
from portal.services.matching.repeat import Repeated, repeat
from portal.services.matching.run import RunMatching, request_run, run
from portal.services.matching.swap import swap

__all__ = [
    "ChooseByHand",
    "Repeated",
    "RunMatching",
    "carry_out_runs",
    "choose",
    "plan_night",
    "repeat",
    "request_run",
    "run",
    "swap",
]
