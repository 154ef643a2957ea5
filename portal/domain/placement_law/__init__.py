"""Which kind of placement for whom, how long, and at which workplace: the law as pure functions over dated tables.

A question carries every fact and the day, a finding carries the answer, a Danish sentence and where it stands in the law.
"""

from .benefits import Benefit, BenefitGroup
from .dated import Status
from .deadlines import Deadline, DeadlineRow
from .earlier import earlier_here
from .employee_representative import StatementFinding, employee_statement
from .headroom import HeadroomFinding, HeadroomQuestion, headroom
from .kinds import Allowed, PlacementKind, Sector
from .net_expansion import NetExpansionFinding, check_net_expansion, needs_net_expansion
from .placement import Block, PlacementFinding, check_placement
from .questions import (
    Excuse,
    HasEmployer,
    LawQuestionError,
    PlacementQuestion,
    RatioQuestion,
    SupportedPlacement,
    Workplace,
)
from .ratio import RatioFinding, check_ratio
from .reading import LawTableError, read_law
from .tables import LawTables
from .version import version_of

__all__ = [
    "Allowed",
    "Benefit",
    "BenefitGroup",
    "Block",
    "Deadline",
    "DeadlineRow",
    "Excuse",
    "HasEmployer",
    "HeadroomFinding",
    "HeadroomQuestion",
    "LawQuestionError",
    "LawTableError",
    "LawTables",
    "NetExpansionFinding",
    "PlacementFinding",
    "PlacementKind",
    "PlacementQuestion",
    "RatioFinding",
    "RatioQuestion",
    "Sector",
    "StatementFinding",
    "Status",
    "SupportedPlacement",
    "Workplace",
    "check_net_expansion",
    "check_placement",
    "check_ratio",
    "earlier_here",
    "employee_statement",
    "headroom",
    "needs_net_expansion",
    "read_law",
    "version_of",
]
