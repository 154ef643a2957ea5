"""The first click on "match" finds everything loaded: no import, no compiler, and the law remembers its answers."""

import subprocess
import sys
from dataclasses import dataclass, field, replace

from portal.domain.matching import Ruling
from portal.domain.matching.candidates import feasible_edges
from portal.domain.matching.columns import Columns
from portal.domain.matching.law import answers_of
from tests.domain.matching_worlds import world

FIRST_CLICK = """
import sys
from tests.domain.matching_worlds import world
instance = world(3, people=25)
import portal.services.matching
from portal.domain.matching import solve
before = set(sys.modules)
solve(instance)
print(*sorted(set(sys.modules) - before))
print("numba" in sys.modules)
"""


def test_the_first_run_of_a_process_imports_nothing() -> None:
    done = subprocess.run([sys.executable, "-c", FIRST_CLICK], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False"]


@dataclass(frozen=True)
class CountingLaw:
    """Yes to everything, and counts how often it is asked."""

    version: str = "counting"
    asked: list[int] = field(default_factory=list, compare=False)

    def profile(self, citizen) -> tuple:
        return None, ()

    def ruling(self, citizen, place, on) -> Ruling:
        self.asked.append(1)
        return Ruling()


def test_a_law_is_not_asked_again_what_it_has_answered() -> None:
    answers_of.cache_clear()
    first, second = CountingLaw(), CountingLaw()
    for law in (first, second):
        assert len(feasible_edges(Columns(replace(world(8, "ties", people=9), law=law))).place)
    assert first.asked
    assert not second.asked
