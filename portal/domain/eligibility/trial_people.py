"""Made-up people attached to a programme: each has an expected result that no change may turn unnoticed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from portal.domain.eligibility.exchange import InvalidFacts, facts_from_dict
from portal.domain.eligibility.facts import Facts
from portal.domain.eligibility.programme import Programme
from portal.domain.eligibility.reader import InvalidProgramme, Table
from portal.domain.eligibility.verdict import Result, judge

RESULT_WORDS = {Result.LIKELY: "passer", Result.MAYBE: "tal med os", Result.UNLIKELY: "passer ikke nu"}


@dataclass(frozen=True)
class TrialPerson:
    """Somebody invented, judged on a fixed day, so that time alone never changes how they come out."""

    name: str
    on: date
    facts: Facts
    expected: Result


@dataclass(frozen=True)
class Flip:
    """A trial person who comes out differently; `after` is None where the person has been taken out."""

    name: str
    before: Result
    after: Result | None


def read_trial_person(table: Table) -> TrialPerson:
    """One trial person of a file."""
    name, on, expected = table.text("name"), table.day("on"), table.one_of("expected", Result)
    assert on is not None
    try:
        return TrialPerson(name, on, facts_from_dict(table.take("facts", dict), on), expected)
    except InvalidFacts as error:
        raise table.refuse(str(error), "facts") from None


def result_for(programme: Programme, person: TrialPerson) -> Result:
    """How the person comes out by these rules."""
    return judge(programme, person.facts, person.on).result


def check_trial_people(programme: Programme) -> None:
    """Refuse a programme whose own trial people do not come out as it says."""
    for number, person in enumerate(programme.trial_people):
        found = result_for(programme, person)
        if found is not person.expected:
            sentence = (
                f"Testpersonen »{person.name}« får svaret »{RESULT_WORDS[found]}«,"
                f" men filen siger »{RESULT_WORDS[person.expected]}«."
            )
            raise InvalidProgramme(sentence, ("trial_people", number))


def flips(before: Programme | None, after: Programme) -> tuple[Flip, ...]:
    """Who comes out differently by the new rules, and who has been taken out, in the old programme's order."""
    kept = {person.name for person in after.trial_people}
    found = []
    for person in before.trial_people if before else ():
        result = result_for(after, person) if person.name in kept else None
        if result is not person.expected:
            found.append(Flip(person.name, person.expected, result))
    return tuple(found)
