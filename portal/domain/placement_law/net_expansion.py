"""Net expansion (merbeskæftigelse): a job with a wage subsidy must come on top of the ordinary ones, not instead of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from .benefits import Benefit
from .kinds import PlacementKind
from .ratio import mean_fte
from .tables import LawTables, NetExpansionRow
from .wording import Exact, danish_number, danish_pair, exact


@dataclass(frozen=True, slots=True)
class NetExpansionFinding:
    """Whether the last month holds the mean, and both numbers, exact."""

    passes: bool
    last: Fraction
    mean: Fraction
    text: str
    citation: str
    source: str


def check_net_expansion(law: LawTables, monthly_fte: Sequence[Exact], on: date | None = None) -> NetExpansionFinding:
    """The last month's ordinary full-time employees are at least the mean of the year, that month included.

    `monthly_fte` stands oldest first. Counted for a private employer as a whole (CVR); a public workplace is held against its
    budget instead, which a person does. Without a date the newest row counts.
    """
    row = law.get(NetExpansionRow, on or law.newest_day(NetExpansionRow))
    mean = mean_fte(tuple(monthly_fte), row.months)
    last = exact(monthly_fte[-1])
    passes = last >= mean
    return NetExpansionFinding(passes, last, mean, _sentence(passes, last, mean, row), row.citation, row.source)


def needs_net_expansion(law: LawTables, kind: PlacementKind, benefit: Benefit, on: date) -> bool:
    """Only for a wage subsidy, and not for those whose working capacity is reduced for good."""
    row = law.get(NetExpansionRow, on)
    return kind in row.kinds and benefit not in row.exempt_benefits


def _sentence(passes: bool, last: Fraction, mean: Fraction, row: NetExpansionRow) -> str:
    shown_last, shown_mean = danish_pair(last, mean)
    facts = f"Sidste måned var der {shown_last} ansatte på fuld tid. Snittet for {row.months} måneder er {shown_mean}."
    if passes:
        return f"{facts} Kravet om flere ansatte er opfyldt."
    short = danish_number(mean - last, max(2, len(shown_mean.partition(",")[2])))
    return f"{facts} Der mangler {short}. Praktik eller løntimer er en mulighed nu."
