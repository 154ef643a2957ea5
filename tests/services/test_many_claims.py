"""Two hundred who claim the last place at the same moment: one gets it, and every other one is told so."""

from __future__ import annotations

from uuid import UUID

import pytest

from portal.domain.access import Actor
from portal.services import proposal
from portal.store.placements import Placement
from portal.store.postings import Posting
from tests.conftest import NOW
from tests.factories import Factory, actor
from tests.services.test_races import Together, said_no, together

__all__ = ["together"]
MANY = 200


@pytest.mark.slow
def test_check_34_two_hundred_claim_the_last_place_and_one_has_it(together: Together) -> None:
    def build(make: Factory) -> tuple[list[UUID], Actor]:
        posting = make.posting(make.company())
        cases = (
            make.enrolment(make.other_person(cpr=f"61016{n % 9 + 1}-{1000 + n}"), state="ready_for_match", ready_at=NOW)
            for n in range(MANY)
        )
        return [make.proposal(case, posting, state="meeting_agreed").id for case in cases], actor(make.caseworker())

    ids, mette = together.prepare(build)
    deeds = [(mette, lambda work, i=i: proposal.agree(work, proposal.Agree(i, 1))) for i in ids]
    results = together.run(*deeds)
    assert len(said_no(results)) == MANY - 1
    assert together.count(Placement) == 1
    assert together.count(Posting, Posting.state == "full") == 1
