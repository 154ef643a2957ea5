"""Whether the matching treats people alike: proposals and approvals by age, sex and programme, over all municipalities.

Age and sex are read here and nowhere in the matching: one must look to see that they do not count.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import timedelta

from portal.domain.fairness import Comparison, Count, Share, judged
from portal.services.match_weights import age_group
from portal.services.work import Work
from portal.store import matches
from portal.store.matches import MatchOutcome

PERIOD = timedelta(days=365)
AGES = ("under_55", "55_59", "60_up")
SEXES = ("woman", "man")


def comparisons(work: Work) -> list[tuple[Comparison, tuple[Share, ...]]]:
    """Those who became ready in the last year: who got a proposal, and whose proposals were approved."""
    found = matches.list_outcomes(work.session, work.now - PERIOD)
    programmes = tuple(one.code for one in work.house.programmes)
    kinds: tuple[tuple[str, tuple[str, ...], Callable[[MatchOutcome], str]], ...] = (
        ("age", AGES, lambda one: age_group(one.birth_date, work.today)),
        ("sex", SEXES, lambda one: SEXES[int(one.cpr[-1]) % 2]),
        ("programme", programmes, lambda one: one.programme_code),
    )
    return judged(
        comparison
        for kind, groups, of in kinds
        for comparison in (_proposed(kind, groups, of, found), _approved(kind, groups, of, found))
    )


def _proposed(
    kind: str, groups: tuple[str, ...], of: Callable[[MatchOutcome], str], found: list[MatchOutcome]
) -> Comparison:
    people = Counter(of(one) for one in found)
    having = Counter(of(one) for one in found if one.proposals)
    return Comparison(kind, "proposal", tuple(Count(group, people[group], having[group]) for group in groups))


def _approved(
    kind: str, groups: tuple[str, ...], of: Callable[[MatchOutcome], str], found: list[MatchOutcome]
) -> Comparison:
    """Of those about whom staff have decided: one approved proposal is enough, so that people are counted once."""
    people = Counter(of(one) for one in found if one.decided)
    having = Counter(of(one) for one in found if one.approved)
    return Comparison(kind, "approval", tuple(Count(group, people[group], having[group]) for group in groups))
