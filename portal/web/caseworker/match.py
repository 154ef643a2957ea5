"""Runs of the matching: ask for one, see how far the others have come and how many found a place."""

from __future__ import annotations

from dataclasses import dataclass

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from portal.domain.access import Permission
from portal.domain.matching.progress import RunCause, RunStep
from portal.domain.municipalities import name_of
from portal.domain.workflow import ProposalState
from portal.services import matching
from portal.services.proposal import glance
from portal.services.work import COPENHAGEN, Work
from portal.store import matches
from portal.store.matches import RunSummary
from portal.web.caseworker import words
from portal.web.caseworker.blueprint import caseworker
from portal.web.i18n import clock, long_date
from portal.web.i18n import gettext as _
from portal.web.render import Page, render


@dataclass(frozen=True)
class RunRow:
    href: str
    when: str
    how: str
    municipality: str
    state: str
    state_kind: str
    people: int
    places: int
    matched: int
    left: int


@dataclass(frozen=True, kw_only=True)
class ListRuns(Page):
    action: str
    municipalities: tuple[tuple[str, str], ...]
    waiting: int
    agreement: str
    """How often the team saw the same as the matching; empty while nobody has judged blind."""
    runs: tuple[RunRow, ...]


@caseworker.page("/medarbejder/match", allow=Permission.MATCH_RUN)
def list_runs(work: Work) -> tuple[str, int]:
    mine = work.actor.municipalities
    page = ListRuns(
        title=_("Match"),
        action=url_for("caseworker.list_runs"),
        municipalities=tuple((code, name_of(code)) for code in sorted(mine)),
        waiting=matches.count_in_states(work.session, mine, [ProposalState.COMPUTED]),
        agreement=_agreement(work),
        runs=tuple(_run_row(run) for run in matches.list_runs(work.session, mine)),
    )
    return render("caseworker/match/list.html", page)


@caseworker.action("/medarbejder/match", allow=Permission.MATCH_RUN)
def start_run(work: Work) -> Response:
    chosen = request.form.get("municipality") or next(iter(sorted(work.actor.municipalities)), "")
    run_id = matching.request_run(work, matching.RunMatching(chosen))
    return redirect(url_for("caseworker.show_run", run_id=run_id), 303)


def _agreement(work: Work) -> str:
    """For the team, never for one person."""
    team = glance.team_agreement(work)
    if not team.judged:
        return ""
    return _(
        "Vurderet ud fra fakta i 90 dage: %(judged)s. Enige med beregningen: %(alike)s. I tvivl: %(doubt)s.",
        judged=team.judged,
        alike=team.alike,
        doubt=team.in_doubt,
    )


def when_of(run: RunSummary) -> str:
    return _("%(date)s klokken %(clock)s", date=long_date(run.started_at), clock=clock(run.started_at))


def _run_row(run: RunSummary) -> RunRow:
    state, kind = step_word(run.step)
    return RunRow(
        href=url_for("caseworker.show_run", run_id=run.id),
        when=when_of(run),
        how=how_words(run),
        municipality=name_of(run.operating_municipality),
        state=state,
        state_kind=kind,
        people=run.citizens,
        places=run.places,
        matched=run.matched,
        left=run.citizens - run.matched if run.step == RunStep.DONE else 0,
    )


def how_words(run: RunSummary) -> str:
    """What a run that nobody asked for came from."""
    if run.cause == RunCause.CHANGE:
        return _("Efter en ændring")
    return _("Af sig selv om natten") if run.night else ""


def step_word(step: str) -> tuple[str, str]:
    """The word for how far a run has come, and the kind of tag it is shown in."""
    return {
        RunStep.WAITING: (_("Venter"), "waiting"),
        RunStep.DONE: (_("Færdig"), "success"),
        RunStep.FAILED: (_("Gik ikke"), "attention"),
    }.get(RunStep(step), (_("I gang"), "active"))


def waited(work: Work, since: object) -> str:
    """How long somebody has been ready, in whole days."""
    return words.waited_words(since.astimezone(COPENHAGEN).date() if since else None, work.today)  # type: ignore[attr-defined]
