"""The same run again from its stored input: the same bytes, or a plain word for what is different."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from portal.domain.errors import NotFound
from portal.domain.matching import Instance, input_digest
from portal.domain.matching.engine import Computation, compute
from portal.domain.matching.exchange_result import result_text
from portal.domain.matching.progress import RunCause
from portal.domain.matching.solve import engine_of, result_of
from portal.services.matching.gather import law_of
from portal.services.matching.run import digest_of
from portal.services.matching.snapshot import answer_of, instance_of, previous_of
from portal.services.work import Work
from portal.store import matches
from portal.store.matches import MatchRun


@dataclass(frozen=True)
class Repeated:
    """A run done again; `differences` is empty where it gave the same bytes from the same input."""

    computation: Computation
    differences: tuple[str, ...]

    def text(self) -> Iterator[str]:
        """The result file."""
        return result_text(self.computation, result_of(self.computation))


def repeat(work: Work, run_id: UUID) -> Repeated:
    """Raises NotFound for a run that is not there or was never finished.

    An answer that was followed is solved whole: among the best it is the one closest to itself, if it was best.
    """
    row = matches.find_run(work.session, run_id)
    if row is None or row.instance is None:
        raise NotFound
    instance = instance_of(row.instance, law_of(work))
    close_to = answer_of(row.instance) if row.cause == RunCause.CHANGE else previous_of(row.instance)
    computation = compute(instance, close_to)
    return Repeated(computation, tuple(_differences(row, instance, computation)))


def _differences(row: MatchRun, instance: Instance, computation: Computation) -> Iterator[str]:
    assert row.instance is not None
    if row.instance["law"] != instance.law.version:
        yield "Lovtabellerne er ændret siden kørslen."
    elif row.input_digest != input_digest(instance):
        yield "Det gemte grundlag er ikke det, kørslen blev lavet af."
    if row.engine_version != engine_of(computation):
        yield f"Kørslen blev lavet med motor {row.engine_version}. Her er motor {engine_of(computation)}."
    if row.result_digest != digest_of(computation):
        yield "Resultatet er et andet."
