"""N42: a run of the matching is done. It stands on the desk until somebody has looked at what it proposed."""

from __future__ import annotations

from typing import Any

from flask import url_for

from portal.domain.municipalities import name_of
from portal.services.work import COPENHAGEN, Work
from portal.store.matches import Undecided
from portal.web.i18n import clock, ngettext, short_date
from portal.web.i18n import gettext as _


def finished_runs(work: Work, found: list[Undecided]) -> list[dict[str, Any]]:
    """One line for each run that has proposals nobody has decided on, as the fields of a task."""
    return [_line(work, run) for run in found]


def _line(work: Work, run: Undecided) -> dict[str, Any]:
    at = run.created_at.astimezone(COPENHAGEN)
    return {
        "when": _("klokken %(clock)s", clock=clock(at)) if at.date() == work.today else short_date(at),
        "who": _("Match i %(town)s", town=name_of(run.municipality)),
        "what": ngettext(
            "Kørslen er færdig. %(num)s forslag venter på dig.",
            "Kørslen er færdig. %(num)s forslag venter på dig.",
            run.proposals,
        ),
        "href": url_for("caseworker.show_run", run_id=run.run_id),
    }
