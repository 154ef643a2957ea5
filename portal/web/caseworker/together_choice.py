"""Which of a run's proposals can be approved together, and what can still be taken back (service-design.md 4.3)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from flask import url_for

from portal.domain.access import Permission, permits
from portal.domain.bulk import MOST
from portal.domain.workflow import ProposalState
from portal.services.proposal import together as service
from portal.services.work import Work
from portal.store.matches import ProposalRecord, RunRecord
from portal.web.caseworker.paging import Paging
from portal.web.i18n import clock, ngettext
from portal.web.i18n import gettext as _

ALL = "alle"


@dataclass(frozen=True)
class Choice:
    """What bulk says of each proposal that nobody has decided on. Empty for those who do not decide."""

    words: dict[UUID, str] = field(default_factory=dict)
    free: tuple[UUID, ...] = ()
    chosen: frozenset[UUID] = frozenset()
    blind: frozenset[UUID] = frozenset()


@dataclass(frozen=True)
class Together:
    """The line over the list, the way to choose, and the batch that can be taken back."""

    summary: str
    action: str
    all_href: str
    most: int
    can_choose: bool
    undo: str
    undo_id: str
    undo_action: str


def choice_of(work: Work, found: Iterable[ProposalRecord], asked: set[str]) -> Choice:
    """`asked` are ids to tick, or the word for all of them: never more than may be approved at once."""
    waiting = [one for one in found if one.state == ProposalState.COMPUTED]
    if not waiting or not permits(work.actor, Permission.PROPOSAL_DECIDE, waiting[0]):
        return Choice()
    judged = service.judge(work, waiting)
    free = tuple(row.one.id for row in judged if not row.why_alone)
    wanted = [one for one in free if ALL in asked or str(one) in asked]
    return Choice(
        words={row.one.id: _words(row) for row in judged},
        free=free,
        chosen=frozenset(wanted[:MOST]),
        blind=frozenset(row.one.id for row in judged if row.one.blind and row.glance is None),
    )


def _words(row: service.Judged) -> str:
    return _("Skal åbnes: %(why)s", why=row.why_alone) if row.why_alone else _("Ja")


def together_of(work: Work, run: RunRecord, choice: Choice, paging: Paging) -> Together | None:
    """None where the actor does not decide on this run, or there is nothing to choose and nothing to take back."""
    if not permits(work.actor, Permission.PROPOSAL_DECIDE, run):
        return None
    batch = service.to_undo(work, run.id)
    if not choice.words and batch is None:
        return None
    alone = len(choice.words) - len(choice.free)
    count = ngettext("%(num)s forslag", "%(num)s forslag", len(batch.members)) if batch else ""
    summary = _("%(free)s kan godkendes samlet · %(alone)s skal åbnes", free=len(choice.free), alone=alone)
    return Together(
        summary=_("På denne side: %(summary)s", summary=summary) if paging.total > 1 else summary,
        action=url_for("caseworker.review_together", run_id=run.id),
        all_href=url_for("caseworker.show_run", run_id=run.id, valg=ALL, **paging.here),
        most=MOST,
        can_choose=bool(choice.free),
        undo=_("Du godkendte %(count)s klokken %(clock)s.", count=count, clock=clock(batch.at)) if batch else "",
        undo_id=str(batch.id) if batch else "",
        undo_action=url_for("caseworker.show_run", run_id=run.id),
    )
