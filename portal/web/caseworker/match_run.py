"""One run: how far it has come while it runs, and then its proposals and who got none and why."""

from __future__ import annotations

import json
from dataclasses import dataclass
from types import SimpleNamespace
from uuid import UUID

from flask import request, url_for

from portal.domain.access import Permission, permits_place
from portal.domain.matching.progress import RunCause, RunStep
from portal.domain.municipalities import name_of
from portal.services.work import Work
from portal.store import enrolments, matches
from portal.store.enrolments import Waiting
from portal.store.matches import ProposalRecord, RunCount, RunRecord
from portal.web.caseworker import words
from portal.web.caseworker.blueprint import caseworker
from portal.web.caseworker.match import waited, when_of
from portal.web.caseworker.match_how import how_it_was_found
from portal.web.caseworker.paging import SIZE, Paging, paging_of
from portal.web.caseworker.specialist import SpecialistRow, specialists_of_run
from portal.web.caseworker.together_choice import Choice, Together, choice_of, together_of
from portal.web.i18n import gettext as _
from portal.web.i18n import ngettext
from portal.web.render import Page, render


@dataclass(frozen=True)
class ProposalRow:
    id: UUID
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
    together: str
    """Whether it can be approved with others, in words; empty where it has been decided on."""
    can_choose: bool
    chosen: bool


@dataclass(frozen=True)
class NearRow:
    """A place that only one thing kept away, and what it is."""

    href: str
    place: str
    sentence: str


@dataclass(frozen=True)
class LeftRow:
    href: str
    who: str
    waited: str
    reasons: tuple[str, ...]
    nearest: tuple[NearRow, ...]


@dataclass(frozen=True, kw_only=True)
class ShowRun(Page):
    here: str
    goes_on: bool
    failure: str
    steps: tuple[SimpleNamespace, ...]
    summary: str
    followed: str
    empty: bool
    """It proposed nothing: not on this page, nor on another."""
    proposals: tuple[ProposalRow, ...]
    specialists: tuple[SpecialistRow, ...]
    left: tuple[LeftRow, ...]
    paging: Paging
    together: Together | None
    how: tuple[str, ...]


@caseworker.page(
    "/medarbejder/match/koersel/<uuid:run_id>", allow=Permission.MATCH_RUN_VIEW, load=matches.get_run, queries=12
)
def show_run(work: Work, run: RunRecord) -> tuple[str, int] | tuple[str, int, dict[str, str]]:
    count = matches.count_of_run(work.session, run.id, work.actor.related)
    ids = [UUID(one["enrolment_id"]) for one in run.unmatched]
    names = enrolments.names_of(work.session, run.operating_municipality, ids, work.actor.related) if ids else {}
    goes_on = run.step not in (RunStep.DONE, RunStep.FAILED)
    helpers = specialists_of_run(work, run)
    left = [one for one in run.unmatched if UUID(one["enrolment_id"]) in names]
    paging = paging_of(count.proposals + len(helpers) + len(left))
    found = matches.list_of_run(work.session, run.id, work.actor.related, paging.offset, SIZE)
    choice = choice_of(work, found, {one for one in request.args.getlist("valg") if one})
    page = ShowRun(
        title=_("Kørsel %(when)s", when=when_of(run)),
        here=url_for("caseworker.show_run", run_id=run.id),
        goes_on=goes_on,
        failure=run.failure or "",
        steps=_steps(run) if goes_on else (),
        summary=_summary(run, count),
        followed=_followed(run, count),
        empty=not count.proposals,
        proposals=tuple(_proposal_row(work, one, choice) for one in found),
        together=together_of(work, run, choice, paging),
        specialists=helpers[paging.part(count.proposals)],
        left=tuple(_left_row(work, one, names) for one in left[paging.part(count.proposals + len(helpers))]),
        paging=paging,
        how=how_it_was_found(run),
    )
    html, status = render("caseworker/match/run.html", page)
    if not goes_on and request.headers.get("HX-Request"):
        return html, status, {"HX-Trigger": json.dumps({"live": {"text": _("Kørslen er færdig.")}})}
    return html, status


def _summary(run: RunRecord, found: RunCount) -> str:
    return _(
        "%(count)s · %(open)s mangler din beslutning · %(left)s uden forslag",
        count=ngettext("%(num)s forslag", "%(num)s forslag", found.proposals),
        open=found.undecided,
        left=len(run.unmatched),
    )


def _followed(run: RunRecord, found: RunCount) -> str:
    """What became of the proposals that a change did not touch."""
    if run.cause != RunCause.CHANGE:
        return ""
    stay = run.matched - found.proposals
    return ngettext(
        "Noget er ændret siden den sidste kørsel. Her står kun det, der er nyt. %(num)s forslag er stadig det bedste "
        "og står, som det var.",
        "Noget er ændret siden den sidste kørsel. Her står kun det, der er nyt. %(num)s forslag er stadig de bedste "
        "og står, som de var.",
        stay,
    )


def _steps(run: RunRecord) -> tuple[SimpleNamespace, ...]:
    """The way of a run, with where it is now."""
    size = (
        _(
            "%(people)s borgere og %(places)s pladser i %(town)s.",
            people=run.citizens,
            places=run.places,
            town=_town(run),
        )
        if run.step in (RunStep.SOLVING, RunStep.WRITING)
        else ""
    )
    texts = {
        RunStep.WAITING: (_("Venter på tur"), ""),
        RunStep.READING: (_("Læser, hvem der er klar, og hvilke pladser der er"), size),
        RunStep.SOLVING: (_("Finder de bedste pladser til alle"), ""),
        RunStep.WRITING: (_("Skriver forslagene med grunde"), ""),
    }
    order = list(texts)
    now = order.index(RunStep(run.step))
    return tuple(
        SimpleNamespace(
            title=title, state="done" if place < now else "current" if place == now else "later", when="", text=text
        )
        for place, (title, text) in enumerate(texts.values())
    )


def _town(run: RunRecord) -> str:
    return name_of(run.operating_municipality)


def _proposal_row(work: Work, one: ProposalRecord, choice: Choice) -> ProposalRow:
    fit, fit_kind = (_("Vurderes først"), "waiting") if one.id in choice.blind else words.fit_word(one.points)
    state, state_kind = words.proposal_state(one.state)
    unclear = sum(limit.get("outcome") == "assess" for limit in one.limits)
    return ProposalRow(
        id=one.id,
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
        together=choice.words.get(one.id, ""),
        can_choose=one.id in choice.free,
        chosen=one.id in choice.chosen,
    )


def _left_row(work: Work, one: dict, names: dict[UUID, Waiting]) -> LeftRow:
    enrolment_id = UUID(one["enrolment_id"])
    person = names.get(enrolment_id)
    return LeftRow(
        href=_case(work, enrolment_id),
        who=person.short_name if person else _("Ukendt"),
        waited=waited(work, person.ready_at if person else None),
        reasons=tuple(reason["sentence"] for reason in one["reasons"]),
        nearest=tuple(_near_row(miss) for miss in one.get("nearest", ())),
    )


def _case(work: Work, enrolment_id: UUID) -> str:
    """The plan for those who write it, the case for the others."""
    writes = permits_place(work.actor, Permission.PLAN_WRITE)
    return url_for("caseworker.edit_plan" if writes else "caseworker.show_enrolment", enrolment_id=enrolment_id)


def _near_row(miss: dict) -> NearRow:
    town = _("%(title)s, %(town)s", title=miss["title"], town=miss["town"]) if miss["town"] else miss["title"]
    return NearRow(url_for("caseworker.show_posting", posting_id=UUID(miss["posting_id"])), town, miss["sentence"])
