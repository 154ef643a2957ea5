"""The company ratio (rimelighedskrav, forholdstal): how many may have support for each ordinary employee.

Praktik and løntilskud at a workplace, counted as shares of full time, may not pass a limit that follows from the mean of the
ordinary full-time employees in the last months (BAB §§ 65 and 83). All arithmetic is with fractions; only the sentence rounds.
"""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import floor

from .kinds import PlacementKind
from .questions import LawQuestionError, RatioQuestion, SupportedPlacement
from .tables import LawTables, RatioRow
from .wording import Exact, danish_number, danish_pair, exact, sentence_case


@dataclass(frozen=True, slots=True)
class RatioFinding:
    """Whether the new placement may start, and the numbers behind it."""

    passes: bool
    limit: int
    used: Fraction
    new: Fraction
    mean: Fraction
    text: str
    citation: str
    source: str


def check_ratio(law: LawTables, question: RatioQuestion) -> RatioFinding:
    """Those in support on the new placement's first day, and the new one, must keep within the limit (BAB §§ 65 and 83).

    Kinds that do not count always pass, and so does praktik with one's own employer, which still fills its place for others.
    """
    row = law.get(RatioRow, question.on)
    mean = mean_fte(question.ordinary_fte, row.months)
    limit = limit_for(row, mean)
    used = used_on(row, question.supported, question.new.first_day)
    new = share_of(row, question.new)
    free = _free(row, question.new)
    passes = free is not None or used + new <= limit
    text = free or _sentence(passes, mean, limit, used, new)
    return RatioFinding(passes, limit, used, new, mean, text, row.citation, row.source)


def mean_fte(monthly: tuple[Exact, ...], months: int) -> Fraction:
    """The mean of exactly so many months."""
    if len(monthly) != months:
        raise LawQuestionError(f"Antallet af fuldtidsansatte skal gives for {months} måneder. Her er {len(monthly)}.")
    numbers = [exact(number) for number in monthly]
    if min(numbers) < 0:
        raise LawQuestionError("Antallet af fuldtidsansatte må ikke være under 0.")
    return sum(numbers, Fraction(0)) / months


def limit_for(row: RatioRow, ordinary: Fraction) -> int:
    """One for each so many employees, band by band, and never under the minimum. A part of a place is no place (floor)."""
    places, below = 0, 0
    for band in row.bands:
        top = ordinary if band.up_to is None else min(ordinary, Fraction(band.up_to))
        places += max(0, floor((top - below) / band.per))
        if band.up_to is None or ordinary <= band.up_to:
            break
        below = band.up_to
    return max(row.minimum, places)


def share_of(row: RatioRow, placement: SupportedPlacement) -> Fraction:
    """Its part of full time; 0 for a kind that does not count."""
    if placement.kind not in row.counted_kinds:
        return Fraction(0)
    return exact(placement.hours) / row.full_time_hours


def used_on(row: RatioRow, supported: tuple[SupportedPlacement, ...], day: date) -> Fraction:
    """What those who are there on the day fill together."""
    return sum((share_of(row, placement) for placement in supported if placement.active_on(day)), Fraction(0))


def _free(row: RatioRow, new: SupportedPlacement) -> str | None:
    """Why the limit does not matter for the new placement, if it does not."""
    label = sentence_case(new.kind.label)
    if new.kind not in row.counted_kinds:
        return f"{label} tæller ikke med i antallet af pladser med støtte."
    if new.own_employer and is_exempt_at_own_employer(row, new.kind):
        return f"{label} hos ens egen arbejdsgiver kan begynde, også når alle pladser er i brug."
    return None


def is_exempt_at_own_employer(row: RatioRow, kind: PlacementKind) -> bool:
    """To keep the job one has, praktik there is not held against the ratio (BAB § 65, paragraph 5)."""
    return kind in row.own_employer_exempt_kinds


def _sentence(passes: bool, mean: Fraction, limit: int, used: Fraction, new: Fraction) -> str:
    total, _ = danish_pair(used + new, Fraction(limit))
    answer = "Der er plads." if passes else "Der er ikke plads den dag."
    return (
        f"{answer} Med {danish_number(mean)} ansatte på fuld tid er grænsen {limit} på fuld tid med støtte. "
        f"{danish_number(used)} er i brug, og den nye fylder {danish_number(new)}. I alt {total} af {limit}."
    )
