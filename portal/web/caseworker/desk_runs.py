"""N42: a run of the matching is done. It stands on the desk until somebody has looked at what it proposed."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from flask import url_for

from portal.domain.municipalities import name_of
from portal.domain.workflow import ProposalState
from portal.services.work import COPENHAGEN, Work
from portal.store.matches import ProposalRecord
from portal.web.i18n import clock, ngettext, short_date
from portal.web.i18n import gettext as _


def finished_runs(work: Work, found: list[ProposalRecord]) -> list[dict[str, Any]]:
    """One line for each run that has proposals nobody has decided on, the newest first, as the fields of a task."""
    open_ones = [one for one in found if one.state == ProposalState.COMPUTED]
    open_ones.sort(key=lambda one: (one.created_at, one.run_id), reverse=True)
    return [_line(work, list(rows)) for _run, rows in groupby(open_ones, key=lambda one: one.run_id)]


def _line(work: Work, rows: list[ProposalRecord]) -> dict[str, Any]:
    first, at = rows[0], rows[0].created_at.astimezone(COPENHAGEN)
    return {
        "when": _("klokken %(clock)s", clock=clock(at)) if at.date() == work.today else short_date(at),
        "who": _("Match i %(town)s", town=name_of(first.operating_municipality)),
        "what": ngettext(
            "Kørslen er færdig. %(num)s forslag venter på dig.",
            "Kørslen er færdig. %(num)s forslag venter på dig.",
            len(rows),
        ),
        "href": url_for("caseworker.show_run", run_id=first.run_id),
    }
