"""The queue of enrolments: how long there is left, who it is, what the check said, and who has the case."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from flask import request, url_for
from wtforms import SelectField

from portal.domain.access import Permission, permits
from portal.domain.workflow import ENROLMENT, EnrolmentState
from portal.services.work import Work
from portal.store.enrolment_queue import QueueFilter, count_queue, list_queue
from portal.store.enrolments import EnrolmentRecord
from portal.web.caseworker.answers import contact_wish
from portal.web.caseworker.blueprint import caseworker
from portal.web.caseworker.paging import SIZE, Paging, paging_of
from portal.web.caseworker.queue import urgency
from portal.web.caseworker.words import deadline_words, enrolment_state, verdict_word
from portal.web.forms import FormView, PortalForm, choices
from portal.web.i18n import gettext as _
from portal.web.i18n import ngettext
from portal.web.render import Page, render

S = EnrolmentState
VIEWS = {
    "koe": [S.SUBMITTED, S.IN_REVIEW, S.AWAITING_CITIZEN, S.MEETING_BOOKED, S.REFUSAL_PROPOSED],
    "igang": [S.ADMITTED, S.READY_FOR_MATCH, S.IN_PLACEMENT, S.WAITING_LIST, S.PAUSED],
    "slut": [S.REFUSED, S.WITHDRAWN, S.CLOSED],
}


class Filter(PortalForm):
    vis = SelectField("Vis", choices=choices({"koe": "Køen", "igang": "I gang", "slut": "Afsluttede"}))
    program = SelectField("Program", choices=choices({"": "Alle programmer"}), validate_choice=False)
    tildelt = SelectField("Tildelt", choices=choices({"": "Alle", "mig": "Kun mine", "ingen": "Ingen endnu"}))


@dataclass(frozen=True)
class Row:
    id: UUID
    version: int
    href: str
    deadline: str
    urgent: bool
    why: str
    """Why it stands where it stands in the queue."""
    who: str
    programme: str
    verdict: str
    wish: str
    assigned: str
    state: str
    state_kind: str
    can_take: bool


@dataclass(frozen=True, kw_only=True)
class ListEnrolments(Page):
    filter: FormView
    summary: str
    rows: tuple[Row, ...]
    paging: Paging
    action: str
    caseload_href: str
    help_href: str
    """Where an enrolment is filled in together with a citizen; empty for who may not."""


@caseworker.page("/medarbejder/tilmeldinger", allow=Permission.CASE_LIST)
def list_enrolments(work: Work) -> tuple[str, int]:
    form = Filter(request.args)
    form.program.choices = choices({"": _("Alle programmer")} | {p.code: p.name for p in work.house.programmes})
    view = form.vis.data if form.vis.data in VIEWS else "koe"
    chosen = _chosen(work, form, view)
    counted = count_queue(work.session, chosen)
    paging = paging_of(counted.cases)
    found = list_queue(work.session, chosen, paging.offset, SIZE)
    title = _("Tilmeldinger") if view == "koe" else {"igang": _("Sager i gang"), "slut": _("Afsluttede sager")}[view]
    count = ngettext("%(num)s sag", "%(num)s sager", counted.cases)
    summary = _("%(count)s · %(late)s over fristen eller i dag", count=count, late=counted.late)
    action = url_for("caseworker.list_enrolments")
    shares = permits(work.actor, Permission.CASELOAD)
    page = ListEnrolments(
        title=title,
        filter=form.view(),
        summary=summary,
        rows=tuple(_row(work, case) for case in found),
        paging=paging,
        action=action,
        caseload_href=url_for("caseworker.show_caseload") if shares else "",
        help_href=url_for("caseworker.begin_helping") if permits(work.actor, Permission.ENROLMENT_HELP) else "",
    )
    return render("caseworker/enrolment/list.html", page)


def _chosen(work: Work, form: Filter, view: str) -> QueueFilter:
    return QueueFilter(
        municipalities=work.actor.municipalities,
        states=tuple(VIEWS[view]),
        today=work.today,
        by_urgency=view == "koe",
        programme=form.program.data or "",
        adviser=work.actor.user_id if form.tildelt.data == "mig" else None,
        unassigned=form.tildelt.data == "ingen",
        hidden=work.actor.related,
    )


def _row(work: Work, case: EnrolmentRecord) -> Row:
    waits = case.state == S.AWAITING_CITIZEN
    state, kind = enrolment_state(case.state)
    return Row(
        id=case.id,
        version=case.version,
        href=url_for("caseworker.show_enrolment", enrolment_id=case.id),
        deadline=deadline_words(case.deadline, work.today, waits=waits),
        urgent=not waits and case.deadline is not None and case.deadline <= work.today,
        why=urgency(work, case).why if case.state in VIEWS["koe"] else "",
        who=case.short_name,
        programme=work.house.programme(case.programme_code).name,
        verdict=verdict_word((case.verdict or {}).get("result")),
        wish=contact_wish(case.answers),
        assigned=case.adviser_name or _("ingen endnu"),
        state=state,
        state_kind=kind,
        can_take=permits(work.actor, Permission.ENROLMENT_REVIEW, case)
        and ENROLMENT.allows(case.state, "take", work.party),
    )
