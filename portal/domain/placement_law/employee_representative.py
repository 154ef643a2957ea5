"""The employees' say (høring): a written statement on the ratio, and on net expansion, before the first day."""

from dataclasses import dataclass
from datetime import date

from .kinds import PlacementKind
from .tables import EmployeeRepresentativeRow, LawTables, NetExpansionRow
from .wording import Exact, exact, sentence_case


@dataclass(frozen=True, slots=True)
class StatementFinding:
    """Whether a statement is needed, and on which rules."""

    needed: bool
    about: tuple[str, ...]
    text: str
    citation: str
    source: str


def employee_statement(law: LawTables, kind: PlacementKind, employees: Exact, on: date) -> StatementFinding:
    """Employer and shop steward, or else a representative of the employees, state in writing that the rules are met.

    Needed for praktik and løntilskud where there is more than one employee (BAB § 65, paragraph 6). An objection does not bind
    the municipality: a caseworker weighs it, and nothing is refused by itself.
    """
    row = law.get(EmployeeRepresentativeRow, on)
    if kind not in row.kinds:
        return _finding(row, (), f"{sentence_case(kind.label)} kræver ikke en udtalelse fra de ansatte.")
    if exact(employees) < row.fewest_employees:
        return _finding(row, (), "Der er for få ansatte til en udtalelse. Punktet springes over.")
    if kind in law.get(NetExpansionRow, on).kinds:
        text = "De ansattes talsperson skriver før start, om der er plads, og om antallet af ansatte holder."
        return _finding(row, ("ratio", "net_expansion"), text)
    return _finding(row, ("ratio",), "De ansattes talsperson skriver før start, om der er plads.")


def _finding(row: EmployeeRepresentativeRow, about: tuple[str, ...], text: str) -> StatementFinding:
    return StatementFinding(bool(about), about, text, row.citation, row.source)
