"""Who has been ready for long with nothing on its way, on both databases."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from portal.services.no_solution import count_without_solution, without_solution
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
    work = make_work(anybody())
    found = without_solution(work, 14, 0, 50)
    assert [(one.case.id, one.days) for one in found] == [(long.id, 40), (computed.id, 20)]  # type: ignore[attr-defined]
    assert found[0].reasons == ("Ingen steder passede.",)
    assert short.id in {one.case.id for one in without_solution(work, 7, 0, 50)}  # type: ignore[attr-defined]
    assert [count_without_solution(work, days) for days in (7, 14, 60)] == [3, 2, 0]
    assert [one.case.id for one in without_solution(work, 14, 1, 1)] == [computed.id]  # type: ignore[attr-defined]


def test_a_day_begins_at_midnight_in_denmark(make: Factory, make_work: MakeWork) -> None:
    """Both became ready on 8 November in UTC; half an hour into the ninth in Denmark is a day less."""
    for minute in (30, 90):
        evening = datetime(2026, 11, 8, 22, tzinfo=UTC) + timedelta(minutes=minute)
        make.enrolment(make.other_person(), state="ready_for_match", ready_at=evening)
    work = make_work(anybody())
    days = (work.today - date(2026, 11, 8)).days
    assert [count_without_solution(work, most) for most in (days - 1, days, days + 1)] == [2, 1, 0]
    assert [one.days for one in without_solution(work, days - 1, 0, 50)] == [days, days - 1]
