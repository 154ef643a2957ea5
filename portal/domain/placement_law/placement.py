"""May this person have this kind of placement at this workplace for so long?

Every rule is asked every time, so that all grounds come at once. A ground is a no, or a need for a person to judge; a kind
without grounds is allowed. What the rules count with stands in the legal tables.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from portal.domain.dates import add_months, age_on

from .benefits import Benefit
from .dated import DatedRow, Status
from .kinds import Allowed, Sector, gravest
from .questions import HasEmployer, LawQuestionError, PlacementQuestion
from .tables import (
    BenefitClosedRow,
    HasEmployerRow,
    LastEmployerRow,
    LawTables,
    PlacementRow,
    PriorBenefitRow,
    SamePlace,
)
from .wording import danish_date, exact, sentence_case, weeks_in_words

SectorRow = TypeVar("SectorRow", PlacementRow, PriorBenefitRow)


@dataclass(frozen=True, slots=True)
class Block:
    """One ground: the rule, what it answers, why in Danish, and where it stands."""

    rule: str
    allowed: Allowed
    text: str
    citation: str
    source: str
    uncertain: bool = False


@dataclass(frozen=True, slots=True)
class PlacementFinding:
    """The gravest answer, the table's longest duration, and every ground."""

    allowed: Allowed
    max_weeks: int | None
    extension_weeks: int | None
    blocks: tuple[Block, ...]
    text: str
    citation: str
    source: str


def check_placement(law: LawTables, question: PlacementQuestion) -> PlacementFinding:
    """All rules for one placement on its first day (LAB chapters 11 and 12, and § 116)."""
    row = _row_of_sector(law, PlacementRow, question)
    blocks = tuple(block for rule in RULES if (block := rule(law, question)))
    allowed = gravest(block.allowed for block in blocks)
    decisive = next((block for block in blocks if block.allowed is allowed), None)
    return PlacementFinding(
        allowed=allowed,
        max_weeks=row.max_weeks,
        extension_weeks=row.extension_weeks,
        blocks=blocks,
        text=decisive.text if decisive else _yes(question, row),
        citation=(decisive or row).citation,
        source=(decisive or row).source,
    )


def kind(law: LawTables, question: PlacementQuestion) -> Block | None:
    """Each kind is open to the people the act names, and to nobody else (LAB §§ 57, 66-68 and 116)."""
    row = _row_of_sector(law, PlacementRow, question)
    if row.allowed is Allowed.YES:
        return None
    return _block("kind", row.allowed, _about_kind(question, row.allowed), row)


def duration(law: LawTables, question: PlacementQuestion) -> Block | None:
    """No longer than the table's weeks; where the act lets a placement be extended, a person judges (LAB §§ 61 and 66-68)."""
    row = _row_of_sector(law, PlacementRow, question)
    if row.max_weeks is None or row.longer is None:
        return None
    if question.weeks is not None and exact(question.weeks) + exact(question.earlier_weeks) <= row.max_weeks:
        return None
    return _block("duration", row.longer, _about_duration(question, row), row)


def again(law: LawTables, question: PlacementQuestion) -> Block | None:
    """One more at the same workplace needs other work, and a person who describes the difference (`domain.md` B.0)."""
    row = _row_of_sector(law, PlacementRow, question)
    if not question.been_here or row.max_weeks is None:
        return None
    text = (
        f"Personen har haft {question.kind.label} her før. "
        "En medarbejder ser på, om arbejdet er nyt, og beskriver forskellen."
    )
    return _block("duration", Allowed.ASSESS, text, row)


def last_employer(law: LawTables, question: PlacementQuestion) -> Block | None:
    """Not where the person last worked: the whole company for a wage subsidy, the unit for a work trial (BAB § 61).

    A unit that is not named may be the same one, so a person judges as for another unit, or as the table says for the same.
    """
    for same in _resemblance(question):
        row = law.find(LastEmployerRow, question.on, question.kind, question.benefit, same)
        if row and not (row.own_employer_exempt and question.own_employer):
            return _block("last_employer", row.allowed, _about_last_employer(question, row), row)
    return None


def prior_benefit(law: LawTables, question: PlacementQuestion) -> Block | None:
    """So many whole months on a benefit first, unless age, education or sole care of a child excuses it (LAB § 69)."""
    row = _row_of_sector(law, PriorBenefitRow, question)
    if row is None or _excused(row, question):
        return None
    met_on = add_months(question.benefit_since, row.months) if question.benefit_since else None
    if met_on is not None and met_on <= question.on:
        return None
    return _block("prior_benefit", Allowed.NO, _about_prior_benefit(question, row, met_on), row)


def benefit_closed(law: LawTables, question: PlacementQuestion) -> Block | None:
    """A benefit said to have begun after it closed to new people is not known for sure (law 1750 of 29 December 2025)."""
    row = law.find(BenefitClosedRow, question.on, question.kind, question.benefit)
    if row is None or question.benefit_since is None or question.benefit_since < row.closed_from:
        return None
    text = (
        f"Ingen har kunnet begynde på {question.benefit.label} siden {danish_date(row.closed_from)}. "
        "En medarbejder ser på, hvad der gælder nu."
    )
    return _block("benefit_closed", row.allowed, text, row)


def has_employer(law: LawTables, question: PlacementQuestion) -> Block | None:
    """No wage subsidy to a sick-listed person who still has a job (LAB §§ 66-68)."""
    row = law.find(HasEmployerRow, question.on, question.kind, question.benefit)
    if row is None or question.has_employer is HasEmployer.NO:
        return None
    label = question.kind.label
    if question.has_employer is HasEmployer.YES:
        text = f"{sentence_case(label)} kan ikke bruges, når man har et job. Vejen kan være få timer i jobbet til at begynde med."
        return _block("has_employer", row.employed, text, row)
    text = (
        f"{sentence_case(label)} kan kun bruges, når man ikke har et job. En medarbejder finder ud af, om det er sådan."
    )
    return _block("has_employer", row.not_known, text, row)


RULES: tuple[Callable[[LawTables, PlacementQuestion], Block | None], ...] = (
    kind,
    duration,
    again,
    last_employer,
    prior_benefit,
    benefit_closed,
    has_employer,
)


def _row_of_sector(law: LawTables, row_type: type[SectorRow], question: PlacementQuestion) -> SectorRow | None:
    """The table's row; without a sector only where both sectors have the same one."""
    sectors = [question.sector] if question.sector else list(Sector)
    rows = [law.find(row_type, question.on, question.kind, question.benefit, sector) for sector in sectors]
    if any(row != rows[0] for row in rows):
        raise LawQuestionError("Sektoren mangler: privat (private) eller offentlig (public).")
    return rows[0]


def _resemblance(question: PlacementQuestion) -> list[SamePlace]:
    """What the new workplace and the last one share; the graver reading first where the unit is not named."""
    new, last = question.company, question.last_employer
    same_unit = new.p_number is not None and new.p_number == last.p_number
    if same_unit:
        same_company = new.cvr == last.cvr or None in (new.cvr, last.cvr)
        return [SamePlace.COMPANY, SamePlace.UNIT] if same_company else [SamePlace.UNIT]
    if new.cvr is None or new.cvr != last.cvr:
        return []
    if None in (new.p_number, last.p_number):
        return [SamePlace.COMPANY, SamePlace.OTHER_UNIT, SamePlace.UNIT]
    return [SamePlace.COMPANY, SamePlace.OTHER_UNIT]


def _excused(row: PriorBenefitRow, question: PlacementQuestion) -> bool:
    old_enough = question.birth_date is not None and age_on(question.birth_date, question.on) >= row.exempt_from_age
    return (
        old_enough
        or (row.exempt_no_education and question.no_education)
        or (row.exempt_single_provider and question.single_provider)
    )


def _block(rule: str, allowed: Allowed, text: str, row: DatedRow) -> Block:
    return Block(rule, allowed, text, row.citation, row.source, row.status is Status.UNCERTAIN)


def _yes(question: PlacementQuestion, row: PlacementRow) -> str:
    label = sentence_case(question.kind.label)
    if row.max_weeks is None:
        return f"{label} kan bruges."
    return f"{label} kan bruges i op til {weeks_in_words(exact(row.max_weeks))}."


def _about_kind(question: PlacementQuestion, allowed: Allowed) -> str:
    label, benefit = question.kind.label, question.benefit
    if allowed is Allowed.NO:
        return f"{sentence_case(label)} kan ikke bruges, når man {benefit.situation}. Løntimer og ordinært job kan altid bruges."
    if benefit is Benefit.UNKNOWN:
        return f"Vi ved ikke, hvilken ydelse det er. En medarbejder ser på, om {label} er en vej."
    return f"Når man {benefit.situation}, ser en medarbejder på, om {label} er en vej."


def _about_duration(question: PlacementQuestion, row: PlacementRow) -> str:
    limit = weeks_in_words(exact(row.max_weeks or 0))
    wish = (
        "Her er ingen slutdato."
        if question.weeks is None
        else f"Her er der bedt om {weeks_in_words(exact(question.weeks))}."
    )
    text = f"{sentence_case(question.kind.label)} kan højst vare {limit}, når man {question.benefit.situation}. {wish}"
    if exact(question.earlier_weeks) > 0:
        text = f"{text} Der har været {weeks_in_words(exact(question.earlier_weeks))} med det samme arbejde her før."
    if row.longer is Allowed.NO:
        return text
    if row.extension_weeks is None:
        return f"{text} En medarbejder ser på, om det kan blive længere."
    more = weeks_in_words(exact(row.extension_weeks))
    return f"{text} En medarbejder ser på, om det kan blive til {more}. Mere kræver et helt særligt behov."


def _about_last_employer(question: PlacementQuestion, row: LastEmployerRow) -> str:
    label = sentence_case(question.kind.label)
    if row.same is SamePlace.COMPANY:
        return f"{label} kan ikke bruges hos den arbejdsgiver, man sidst var ansat hos. Løntimer er en mulighed her."
    if row.same is SamePlace.OTHER_UNIT:
        return "Man var sidst ansat i samme firma et andet sted. En medarbejder ser på, om det er i orden."
    if row.allowed is Allowed.NO:
        return f"{label} kan ikke bruges der, hvor man sidst var ansat. Løntimer er en mulighed her."
    return "Man var sidst ansat det samme sted. En medarbejder ser på, om opgaverne er nye."


def _about_prior_benefit(question: PlacementQuestion, row: PriorBenefitRow, met_on: date | None) -> str:
    label = sentence_case(question.kind.label)
    text = f"{label} kræver {row.months} måneder på ydelse først."
    if met_on is None:
        return f"{text} Vi kender ikke den første dag. Er man fyldt {row.exempt_from_age} år, gælder reglen ikke."
    return f"{text} Det er opfyldt den {danish_date(met_on)}."
