"""What draft weights would mean, in words: a number or a mean about a few people is not told."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from portal.web.admin.effect import effect_view
from tests.web.browse import Browse


def side(matched: int, weeks: float = 8.0) -> dict[str, Any]:
    return {"matched": matched, "mean_km": 4.2, "first_wish": 0.5, "weeks": weeks}


def kept(changed: int, people: int = 30, matched: int = 20) -> dict[str, Any]:
    one = {"people": people, "changed": changed, "before": side(matched), "after": side(matched, 9.0)}
    return {"all": one, "age": {"55_59": one, "60_up": None}, "programme": {}}


def view(browse: Browse, told: dict[str, Any]) -> Any:
    with browse.app.test_request_context():
        return effect_view(SimpleNamespace(house=browse.parts.house), told)  # type: ignore[arg-type]


def test_nobody_and_four_look_alike(browse: Browse) -> None:
    seen = [view(browse, kept(changed)) for changed in range(5)]
    assert all(one == seen[0] for one in seen)
    assert seen[0].summary == "Under 5 af 30 borgere ville få et andet forslag."
    assert {after for _label, _before, after in seen[0].totals} == {"–"}
    assert seen[0].groups[0][1] == (
        ("55–59 år", "30", "under 5", "8 uger", "–"),
        ("60 år og derover", "færre end 5", "–", "–", "–"),
    )


def test_what_changes_for_five_is_told_in_fives(browse: Browse) -> None:
    shown = view(browse, kept(7))
    assert shown.summary == "5–9 af 30 borgere ville få et andet forslag."
    assert shown.totals[-1] == ("Har ventet i gennemsnit", "8 uger", "9 uger")


@pytest.mark.parametrize("matched", [1, 4])
def test_a_mean_of_a_few_is_not_told(browse: Browse, matched: int) -> None:
    shown = view(browse, kept(7, matched=matched))
    assert shown.totals[0][1:] == ("færre end 5", "færre end 5")
    assert {cells for _label, *cells in map(list, shown.totals[1:]) for cells in [tuple(cells)]} == {("–", "–")}
