"""Staff's lists a page at a time: together they are the whole list in its order, and the address keeps what was chosen."""

from __future__ import annotations

from datetime import timedelta

import pytest

from portal.web.caseworker.paging import SIZE
from tests.conftest import NOW
from tests.factories import Factory
from tests.web.browse import Browse


@pytest.fixture
def make(browse: Browse) -> Factory:
    session = browse.session()
    session.expire_on_commit = False
    return Factory(session, NOW)


def texts(browse: Browse, path: str, css: str) -> list[str]:
    return [one.get_text(" ", strip=True) for one in browse.get(path).soup.select(f"main {css}")]


def hrefs(browse: Browse, path: str) -> list[str]:
    return [str(one["href"]) for one in browse.get(path).soup.select("main nav.pagination .pagination-number a")]


def test_postings_come_a_page_at_a_time_by_the_day_they_were_sent(browse: Browse, make: Factory) -> None:
    company = make.company()
    for number in range(SIZE + 1, -1, -1):
        make.posting(company, title=f"Plads {number:02}", submitted_at=NOW + timedelta(minutes=number))
    mette = make.caseworker()
    make.session.commit()
    browse.log_in(mette)
    path, css = "/medarbejder/opslag?vis=aabne", "tbody th a"
    first, last = [f"Plads {number:02}" for number in range(SIZE)], [f"Plads {SIZE}", f"Plads {SIZE + 1}"]
    assert hrefs(browse, path) == [f"{path}&side=1", f"{path}&side=2"]
    for asked, expected in (("2", last), ("99", last), ("1", first), ("0", first), ("to", first)):
        assert texts(browse, f"{path}&side={asked}", css) == expected
    assert f"{SIZE + 2} opslag" in browse.get(path).main
    assert not hrefs(browse, "/medarbejder/opslag?vis=nye")


def test_a_run_goes_on_from_its_proposals_to_those_who_got_none(browse: Browse, make: Factory) -> None:
    run, posting = make.run(), make.posting()
    cases = [
        make.enrolment(make.other_person(), state="ready_for_match", ready_at=NOW - timedelta(days=90 - number))
        for number in range(SIZE + 4)
    ]
    for case in reversed(cases[: SIZE + 1]):
        make.plan(case)
        make.proposal(case, posting, run_id=run.id, points=900_000)
    reasons = [{"code": "why", "sentence": "Ingen steder passede."}]
    run.unmatched = [{"enrolment_id": str(case.id), "reasons": reasons, "nearest": []} for case in cases[SIZE + 1 :]]
    close = cases[0].person_id
    mette, tove = make.caseworker(), make.caseworker(name="Tove Bach", related=[str(close)])
    make.session.commit()
    names = [case.person.short_name for case in cases]
    browse.log_in(mette)
    path = f"/medarbejder/match/koersel/{run.id}"
    assert hrefs(browse, path) == [f"{path}?side=1", f"{path}?side=2"]
    assert texts(browse, path, "tbody th a") == names[:SIZE]
    assert not texts(browse, path, ".sv-left > li > p > a")
    assert f"{SIZE + 1} forslag · {SIZE + 1} mangler din beslutning · 3 uden forslag" in browse.get(path).main
    for asked in ("2", "99"):
        assert texts(browse, f"{path}?side={asked}", "tbody th a") == names[SIZE : SIZE + 1]
        assert texts(browse, f"{path}?side={asked}", ".sv-left > li > p > a") == names[SIZE + 1 :]
    page = browse.get(f"{path}?side=2")
    assert "På denne side: 1 kan godkendes samlet · 0 skal åbnes" in page.main
    assert page.soup.select(f"main a[href='{path}?valg=alle&side=2']")
    browse.log_in(tove)
    assert texts(browse, path, "tbody th a") == names[1 : SIZE + 1]


def test_without_a_solution_the_longest_waiting_come_first_and_the_days_are_kept(browse: Browse, make: Factory) -> None:
    cases = [
        make.enrolment(make.other_person(), state="ready_for_match", ready_at=NOW - timedelta(days=200 - number))
        for number in range(SIZE + 2)
    ]
    make.enrolment(make.other_person(), state="ready_for_match", ready_at=NOW - timedelta(days=20))
    mette = make.caseworker(related=[str(cases[0].person_id)])
    make.session.commit()
    names = [case.person.short_name for case in cases[1:]]
    browse.log_in(mette)
    path, css = "/medarbejder/uden-loesning?dage=30", ".sv-left > li > p > a"
    assert hrefs(browse, path) == [f"{path}&side=1", f"{path}&side=2"]
    assert f"{SIZE + 1} borgere har været klar i mindst 30 dage" in browse.get(path).main
    for asked, expected in (("1", names[:SIZE]), ("2", names[SIZE:]), ("99", names[SIZE:]), ("to", names[:SIZE])):
        assert texts(browse, f"{path}&side={asked}", css) == expected


def test_my_day_shows_the_most_pressing_first_and_counts_all(browse: Browse, make: Factory) -> None:
    mette = make.caseworker()
    cases = [
        make.enrolment(make.other_person(), state="submitted", deadline=NOW.date() - timedelta(days=90 - number))
        for number in range(SIZE + 1)
    ]
    make.enrolment(make.other_person(), state="submitted", deadline=NOW.date() + timedelta(days=1))
    make.enrolment(make.other_person(), state="admitted", deadline=NOW.date(), assigned_to=make.caseworker().id)
    run = make.run()
    posting = make.posting()
    for number in range(2):
        case = make.enrolment(make.other_person(), state="ready_for_match", ready_at=NOW)
        make.proposal(case, posting, run_id=run.id, created_at=NOW - timedelta(days=number))
    make.session.commit()
    names = ["Match i Tårnby", *[case.person.short_name for case in cases]]
    browse.log_in(mette)
    path, css = "/medarbejder", ".sv-tasks > li > a"
    for asked, expected in (("1", names[:SIZE]), ("2", names[SIZE:]), ("99", names[SIZE:]), ("to", names[:SIZE])):
        assert texts(browse, f"{path}?side={asked}", css) == expected
    assert hrefs(browse, path) == [f"{path}?side=1", f"{path}?side=2"]
    assert "Kørslen er færdig. 2 forslag venter på dig." in browse.get(path).main
    assert texts(browse, path, ".sv-counts strong") == [str(SIZE + 2), "1", "2", "0", "0"]
