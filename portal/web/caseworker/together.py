"""Approving several proposals at once: look them through, control some, write the number, and take it back again.

Nothing is ever rejected this way (service-design.md M12 and 4.3).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response
from wtforms import IntegerField

from portal.domain.access import Permission
from portal.domain.bulk import MOST
from portal.domain.errors import NotFound, Overtaken, Refused, Stale
from portal.services.proposal import together as service
from portal.services.work import Work
from portal.store import matches
from portal.store.matches import RunRecord
from portal.web.caseworker import words
from portal.web.caseworker.blueprint import caseworker
from portal.web.caseworker.history import Entry, history_of
from portal.web.caseworker.proposal_deeds import suggested_message
from portal.web.forms import FormView, PortalForm, Required, filled
from portal.web.i18n import gettext as _
from portal.web.i18n import ngettext
from portal.web.render import Page, render

URL = "/medarbejder/match/koersel/<uuid:run_id>/samlet"


class CountForm(PortalForm):
    count = IntegerField(
        "Skriv antallet",
        [Required("Skriv det antal forslag, du godkender. Så ved vi begge, hvad der sendes.")],
        description="Tæl dem, du ser her.",
        render_kw={"kind": "number"},
    )


@dataclass(frozen=True)
class Line:
    """One proposal that is about to be approved; `open_href` while it is drawn for control and not looked at."""

    id: UUID
    version: int
    who: str
    place: str
    fit: str
    fit_kind: str
    speaks_for: str
    speaks_against: str
    problem: str
    open_href: str
    is_controlled: bool
    changed: tuple[Entry, ...]


@dataclass(frozen=True, kw_only=True)
class ReviewTogether(Page):
    lines: tuple[Line, ...]
    back: str
    action: str
    locked: str
    """What to do before there is a button."""
    problem: str
    """Why it did not go through, where there is no field to say it at."""
    overtaken: bool
    undo_minutes: int
    button: str
    form: FormView = field(default_factory=FormView)


@caseworker.page(URL, allow=Permission.PROPOSAL_DECIDE, load=matches.get_run, queries=18)
def review_together(work: Work, run: RunRecord) -> Response | tuple[str, int]:
    judged = _chosen(work, run, request.args.getlist("valg"))
    if not 1 <= len(judged) <= MOST:
        flash(_("Vælg mellem 1 og %(most)s forslag.", most=MOST), "warning")
        return redirect(url_for("caseworker.show_run", run_id=run.id))
    return _review(work, run, judged, filled(CountForm))


@caseworker.action(URL, allow=Permission.PROPOSAL_DECIDE, load=matches.get_run)
def approve_together(work: Work, run: RunRecord) -> Response | tuple[str, int]:
    judged = _chosen(work, run, request.form.getlist("valg"))
    form = filled(CountForm)
    if not form.validate():
        return _review(work, run, judged, form, 422)
    versions = {row.one.id: request.form.get(f"version-{row.one.id}", 0, type=int) for row in judged}
    messages = {row.one.id: suggested_message(row.one) for row in judged}
    try:
        service.approve_together(work, service.ApproveTogether(run.id, versions, messages, form.count.data))
    except Stale as fault:
        return _review(work, run, judged, form, 409, fault.changed)
    except Refused as fault:
        form.add_error("count", fault.text)
        return _review(work, run, judged, form, 409 if isinstance(fault, Overtaken) else 422)
    flash(ngettext("%(num)s forslag er godkendt.", "%(num)s forslag er godkendt.", len(judged)), "success")
    return redirect(url_for("caseworker.show_run", run_id=run.id), 303)


@caseworker.action("/medarbejder/match/koersel/<uuid:run_id>", allow=Permission.PROPOSAL_DECIDE, load=matches.get_run)
def undo_together(work: Work, run: RunRecord) -> Response:
    """The one thing to do on the page of a run: take back what was approved together."""
    try:
        undone = service.undo_together(work, UUID(request.form.get("batch", "")))
    except ValueError:
        raise NotFound from None
    flash(ngettext("%(num)s godkendelse er fortrudt.", "%(num)s godkendelser er fortrudt.", undone), "success")
    return redirect(url_for("caseworker.show_run", run_id=run.id), 303)


def _chosen(work: Work, run: RunRecord, ids: list[str]) -> list[service.Judged]:
    """Those of this run; anything else is not there."""
    try:
        wanted = {UUID(one) for one in ids}
    except ValueError:
        raise NotFound from None
    found = matches.list_chosen(work.session, run.id, wanted)
    if len(found) < len(wanted):
        raise NotFound
    return service.judge(work, found)


def _review(
    work: Work,
    run: RunRecord,
    judged: list[service.Judged],
    form: CountForm,
    status: int = 200,
    changed: frozenset[UUID] = frozenset(),
) -> tuple[str, int]:
    by_lot = service.control(work, judged)
    chosen = [str(row.one.id) for row in judged]
    lines = tuple(_line(work, row, chosen, drawn=row.one.id in by_lot, changed=row.one.id in changed) for row in judged)
    left = [line.who for line in lines if line.open_href]
    count = ngettext("%(num)s forslag", "%(num)s forslag", len(judged))
    view = form.view()
    page = ReviewTogether(
        title=_("Du er ved at godkende %(count)s", count=count),
        lines=lines,
        back=url_for("caseworker.show_run", run_id=run.id, valg=chosen),
        action=url_for("caseworker.review_together", run_id=run.id, valg=chosen),
        locked=_locked(left, len(judged)),
        problem=" ".join(text for _id, text in view.errors) if left or changed else "",
        overtaken=bool(changed),
        undo_minutes=work.house.undo_minutes,
        button=_("Godkend %(count)s", count=count),
        form=FormView() if left or changed else view,
    )
    return render("caseworker/match/together.html", page, status)


def _locked(left: list[str], chosen: int) -> str:
    """What to do before the button is there."""
    if not left:
        return ""
    return _(
        "%(left)s af %(all)s er udtrukket til kontrol. Åbn dem, og sig, hvad du ser. Så kan du godkende alle.",
        left=len(left),
        all=chosen,
    )


def _line(work: Work, row: service.Judged, chosen: list[str], *, drawn: bool, changed: bool) -> Line:
    one = row.one
    to_open = drawn and row.glance is None and not row.why_alone
    fit, kind = (_("Vises bagefter"), "waiting") if to_open else words.fit_word(one.points)
    first = {
        side: next((p["sentence"] for p in one.parts if p.get("for_or_against") == side), "")
        for side in ("for", "against")
    }
    return Line(
        id=one.id,
        version=one.version,
        who=one.short_name,
        place=_("%(title)s, %(company)s", title=one.title, company=one.company_name),
        fit=fit,
        fit_kind=kind,
        speaks_for="" if to_open else first["for"],
        speaks_against="" if to_open else first["against"],
        problem=row.why_alone,
        open_href=url_for("caseworker.show_proposal", proposal_id=one.id, valg=chosen) if to_open else "",
        is_controlled=drawn and row.glance is not None,
        changed=history_of(work, "proposal", one.id)[:3] if changed else (),
    )
