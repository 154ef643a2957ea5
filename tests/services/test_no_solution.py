"""Who has been ready for long with nothing on its way, on both databases."""

from __future__ import annotations

from datetime import timedelta

from portal.services.no_solution import without_solution
from tests.conftest import NOW, MakeWork
from tests.factories import Factory, anybody


def test_the_longest_waiting_first_with_the_reason_of_the_last_run(make: Factory, make_work: MakeWork) -> None:
    def ready(days: int, **given: object) -> object:
        return make.enrolment(
            make.other_person(**given),
            state="ready_for_match",
            ready_at=NOW - timedelta(days=days),  # type: ignore[arg-type]
        )

    short, long, answered, computed = ready(13), ready(40), ready(50), ready(20)
    ready(90, home="360")
    posting = make.posting()
    make.proposal(answered, posting, state="sent_to_citizen")  # type: ignore[arg-type]
    make.proposal(computed, posting, state="computed")  # type: ignore[arg-type]
    run = make.run()
    run.unmatched = [
        {"enrolment_id": str(long.id), "reasons": [{"code": "why", "sentence": "Ingen steder passede."}], "nearest": []}  # type: ignore[attr-defined]
    ]
    make.session.flush()
    make.session.expire_all()
    found = without_solution(make_work(anybody()), 14)
    assert [(one.case.id, one.days) for one in found] == [(long.id, 40), (computed.id, 20)]  # type: ignore[attr-defined]
    assert found[0].reasons == ("Ingen steder passede.",)
    assert short.id in {one.case.id for one in without_solution(make_work(anybody()), 7)}  # type: ignore[attr-defined]
