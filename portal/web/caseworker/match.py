"""Runs of the matching: start one, see how many it found a place for, and who is left and why."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from portal.domain.access import Permission
from portal.domain.municipalities import name_of
from portal.domain.workflow import ProposalState
from portal.services import matching
from portal.services.work import COPENHAGEN, Work
from portal.store import enrolments, matches
from portal.store.enrolments import Waiting
from portal.store.matches import ProposalRecord, RunRecord
from portal.web.caseworker import words
from portal.web.caseworker.blueprint import caseworker
from portal.web.i18n import clock, long_date, ngettext
from portal.web.i18n import gettext as _
from portal.web.render import Page, render


@dataclass(frozen=True)
class RunRow:
    href: str
    when: str
    municipality: str
    people: int
    places: int
    matched: int
    left: int


@dataclass(frozen=True, kw_only=True)
class ListRuns(Page):
    action: str
    municipalities: tuple[tuple[str, str], ...]
    waiting: int
    runs: tuple[RunRow, ...]


@dataclass(frozen=True)
class ProposalRow:
    href: str
    who: str
    place: str
    town: str
    waited: str
    fit: str
    fit_kind: str
    limits: str
    unclear: int
    state: str
    state_kind: str


@dataclass(frozen=True)
class LeftRow:
    href: str
    who: str
    waited: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ShowRun(Page):
    summary: str
    proposals: tuple[ProposalRow, ...]
    left: tuple[LeftRow, ...]
    engine: str
    digest: str


@caseworker.page("/medarbejder/match", allow=Permission.MATCH_RUN)
def list_runs(work: Work) -> tuple[str, int]:
    mine = work.actor.municipalities
    waiting = matches.list_in_states(work.session, mine, [ProposalState.COMPUTED])
    page = ListRuns(
        title=_("Match"),
        action=url_for("caseworker.list_runs"),
        municipalities=tuple((code, name_of(code)) for code in sorted(mine)),
        waiting=len(waiting),
        runs=tuple(_run_row(run) for run in matches.list_runs(work.session, mine)),
    )
    return render("caseworker/match/list.html", page)


@caseworker.action("/medarbejder/match", allow=Permission.MATCH_RUN)
def start_run(work: Work) -> Response:
    chosen = request.form.get("municipality") or next(iter(sorted(work.actor.municipalities)), "")
    run_id = matching.run(work, matching.RunMatching(chosen))
    flash(_("Kørslen er færdig. Læs hvert forslag, før det sendes."), "success")
    return redirect(url_for("caseworker.show_run", run_id=run_id), 303)


@caseworker.page("/medarbejder/match/koersel/<uuid:run_id>", allow=Permission.MATCH_RUN_VIEW, load=matches.get_run)
def show_run(work: Work, run: RunRecord) -> tuple[str, int]:
    found = matches.list_of_run(work.session, run.id)
    ids = [UUID(one["enrolment_id"]) for one in run.unmatched]
    names = enrolments.names_of(work.session, run.operating_municipality, ids)
    open_ones = sum(one.state == ProposalState.COMPUTED for one in found)
    page = ShowRun(
        title=_("Kørsel %(when)s", when=_when(run)),
        summary=_(
            "%(count)s · %(open)s mangler din beslutning · %(left)s uden forslag",
            count=ngettext("%(num)s forslag", "%(num)s forslag", len(found)),
            open=open_ones,
            left=len(run.unmatched),
        ),
        proposals=tuple(_proposal_row(work, one) for one in found),
        left=tuple(_left_row(work, one, names) for one in run.unmatched),
        engine=_("Motor %(engine)s, vægte %(weights)s", engine=run.engine_version, weights=run.weights_version),
        digest=run.input_digest[:12],
    )
    return render("caseworker/match/run.html", page)


def _when(run: RunRecord) -> str:
    return _("%(date)s klokken %(clock)s", date=long_date(run.started_at), clock=clock(run.started_at))


def _run_row(run: RunRecord) -> RunRow:
    return RunRow(
        href=url_for("caseworker.show_run", run_id=run.id),
        when=_when(run),
        municipality=name_of(run.operating_municipality),
        people=run.citizens,
        places=run.places,
        matched=run.matched,
        left=len(run.unmatched),
    )


def _proposal_row(work: Work, one: ProposalRecord) -> ProposalRow:
    fit, fit_kind = words.fit_word(one.points)
    state, state_kind = words.proposal_state(one.state)
    unclear = sum(limit.get("outcome") == "assess" for limit in one.limits)
    return ProposalRow(
        href=url_for("caseworker.show_proposal", proposal_id=one.id),
        who=one.short_name,
        place=_("%(title)s, %(company)s", title=one.title, company=one.company_name),
        town=one.town,
        waited=waited(work, one.ready_at),
        fit=fit,
        fit_kind=fit_kind,
        limits=_("%(met)s af %(all)s", met=len(one.limits) - unclear, all=len(one.limits)),
        unclear=unclear,
        state=state,
        state_kind=state_kind,
    )


def _left_row(work: Work, one: dict, names: dict[UUID, Waiting]) -> LeftRow:
    enrolment_id = UUID(one["enrolment_id"])
    person = names.get(enrolment_id)
    return LeftRow(
        href=url_for("caseworker.edit_plan", enrolment_id=enrolment_id),
        who=person.short_name if person else _("Ukendt"),
        waited=waited(work, person.ready_at if person else None),
        reasons=tuple(reason["sentence"] for reason in one["reasons"]),
    )


def waited(work: Work, since: object) -> str:
    """How long somebody has been ready, in whole days."""
    return words.waited_words(since.astimezone(COPENHAGEN).date() if since else None, work.today)  # type: ignore[attr-defined]
