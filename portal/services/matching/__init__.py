"""A run of the matching: what is ready in the store goes in, proposals for a caseworker to judge come out."""

from portal.services.matching.background import carry_out_runs, plan_night
from portal.services.matching.choosing import ChooseByHand, ProposeByHand, choose, propose
from portal.services.matching.repeat import Repeated, repeat
from portal.services.matching.run import RunMatching, request_run, run
from portal.services.matching.swap import swap
from portal.services.matching.weighing import PlaceFor, PlacesFor, weigh

__all__ = [
    "ChooseByHand",
    "PlaceFor",
    "PlacesFor",
    "ProposeByHand",
    "Repeated",
    "RunMatching",
    "carry_out_runs",
    "choose",
    "plan_night",
    "propose",
    "repeat",
    "request_run",
    "run",
    "swap",
    "weigh",
]
