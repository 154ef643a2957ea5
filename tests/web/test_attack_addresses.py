"""A query that names what our own code passes along: no page breaks, and none is led elsewhere by it."""

from __future__ import annotations

import pytest

from tests.web.browse import Browse
from tests.web.tour import HERE, addresses, enter, furnish

NAMES = (
    "_external _scheme _anchor _method endpoint work draft view form status version_id proposal_id enrolment_id run_id"
)
HOSTILE = "&".join(
    [*(f"{name}=evil" for name in NAMES.split()), "_external=1", "side=99999999999999999999999", "side=-1"]
)


@pytest.mark.parametrize("who", ["sagsb-185", "admin"])
def test_no_page_hands_the_query_on_as_its_own_arguments(browse: Browse, who: str) -> None:
    world = furnish(browse)
    visitor = enter(browse.app, world.actors[who])
    opened = 0
    for rule, _declared, address, objects in addresses(browse.app, world, "GET"):
        if rule.endswith((".pdf", ".json")) or rule.startswith(("/static", "/log-", "/_", "/demo")):
            continue
        for object_id in list(objects.values())[:2]:
            path = address.format(object_id) if object_id else address
            answer = visitor.client.get(f"{path}?{HOSTILE}", base_url=HERE)
            assert answer.status_code < 500, path
            text = answer.get_data(as_text=True)
            assert "evil://" not in text, path
            assert "evil://" not in answer.headers.get("Location", ""), path
            opened += answer.status_code == 200
            if answer.status_code == 403:
                break
    assert opened > 20


def test_a_nul_in_the_address_is_refused_like_one_in_a_form(browse: Browse) -> None:
    assert browse.client.get("/?q=a%00b", base_url=HERE).status_code == 400
