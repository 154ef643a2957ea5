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
