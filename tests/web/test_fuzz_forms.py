"""Every form, filled in by somebody who means harm: never a fault of ours, never HTML of theirs, no row changed by a no."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from portal.services.trail import WITHHELD
from portal.store.audit import AuditEntry
from tests.web.browse import Browse
from tests.web.evil_forms import EVIL, MARK, Attacker, Target, a_world, forms_of

ROLES = ("anonym", "borger", "virks", "sagsb-185", "leder-185", "ergo-185", "projektl", "admin")
QUICK = ("borger", "virks", "sagsb-185")
anything = st.one_of(
    st.sampled_from(EVIL), st.text(max_size=200), st.none(), st.lists(st.sampled_from(EVIL), max_size=3)
)
"""None is a field that is missing, a list one that comes several times."""
AT_WORK = settings(
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)


def attack(browse: Browse, who: str, examples: int) -> dict[int, int]:
    """Send `examples` spoiled forms. Returns how often each status came back."""
    world = a_world(browse)
    targets = forms_of(browse, world, who)
    assert targets
    attacker = Attacker(browse, world, who)

    @settings(AT_WORK, max_examples=examples)
    @given(st.sampled_from(targets).flatmap(spoiled))
    def try_it(case: tuple[Target, dict[str, Any]]) -> None:
        attacker.send(*case)

    try_it()
    return attacker.answers


def spoiled(target: Target) -> st.SearchStrategy[tuple[Target, dict[str, Any]]]:
    """A form with one field or several filled in badly."""
    names = st.lists(st.sampled_from(target.names or ["x"]), min_size=1, max_size=4, unique=True)
    given_ = names.flatmap(lambda chosen: st.fixed_dictionaries(dict.fromkeys(chosen, anything)))
    return st.tuples(st.just(target), given_)


@pytest.mark.parametrize("who", QUICK)
def test_no_form_breaks_or_echoes(browse: Browse, who: str) -> None:
    answers = attack(browse, who, 25)
    assert {303, 422} & set(answers), "der kom intet frem til formularerne"
    with browse.session() as session:
        trail = session.scalars(select(AuditEntry.detail)).all()
    assert not [detail for detail in trail if WITHHELD in str(detail)], "en tjeneste ville skrive ord i sporet"


@pytest.mark.slow
@pytest.mark.parametrize("who", ROLES)
def test_no_field_of_any_form_breaks_or_echoes(browse: Browse, who: str) -> None:
    """Each field of each form with each evil word, one at a time; then chance."""
    world = a_world(browse)
    attacker = Attacker(browse, world, who)
    for target in forms_of(browse, world, who):
        for name in target.names:
            for word in EVIL:
                attacker.send(target, {name: word})
            attacker.send(target, {name: None})
            attacker.send(target, {name: [MARK, MARK]})
