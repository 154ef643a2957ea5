"""A new version of the weights: written by one, seen on the people of today, approved by another."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from flask import abort, flash, redirect, request, url_for
from werkzeug.wrappers import Response
from wtforms import IntegerField, TextAreaField

from portal.domain.access import Permission
from portal.domain.errors import Refused
from portal.domain.matching import DEFAULT_WEIGHTS
from portal.domain.matching.weights import PARTS, SHIPPED, WeightsState, parts_of
from portal.services import match_weights as service
from portal.services.work import Work
from portal.store import match_weights, users
from portal.store.match_weights import WeightsRecord
from portal.web.admin.blueprint import admin
from portal.web.admin.effect import EffectView, effect_view
from portal.web.admin.weights import WeightBar, bars
from portal.web.forms import FormView, MaxLength, PortalForm, Required, filled
from portal.web.i18n import clock, long_date
from portal.web.i18n import gettext as _
from portal.web.render import Page, render

WHOLE_NUMBER = "Skriv et helt tal mellem 0 og 1000."


def _part(label: str) -> IntegerField:
    return IntegerField(label, [Required(WHOLE_NUMBER)])


class DraftForm(PortalForm):
    occupation = _part("Ønske om job")
    competence = _part("Kunnen")
    travel = _part("Afstand")
    hours = _part("Timer")
    support = _part("Støtte og hensyn")
    waiting = _part("Ventetid")
    note = TextAreaField(
        "Hvad ændrer du, og hvorfor?",
        [Required("Skriv med få ord, hvad du ændrer, og hvorfor."), MaxLength()],
        render_kw={"kind": "text_area", "limit": 1000},
    )


@dataclass(frozen=True, kw_only=True)
class DraftPage(Page):
    action: str
    deeds_action: str
    parts: tuple[str, ...]
    number: int
    version: int
    author: str
    note: str
    bars: tuple[WeightBar, ...]
    effect: EffectView | None
    seen: str
    mine: bool
    problem: str
    form: FormView = field(default_factory=FormView)


@admin.page("/admin/matchning/kladde", allow=Permission.MATCH_SETTINGS)
def show_draft(work: Work) -> tuple[str, int]:
    versions = match_weights.list_all(work.session)
    return render("admin/match/draft.html", _page(work, versions, filled(DraftForm, _start(versions))))


@admin.action("/admin/matchning/kladde", allow=Permission.MATCH_SETTINGS)
def save_draft(work: Work) -> Response | tuple[str, int]:
    form = filled(DraftForm)
    if form.validate():
        parts = {name: form[name].data for name in PARTS}
        try:
            service.draft(work, service.DraftWeights(parts, form.note.data or "", _sent("version")))
        except Refused as fault:
            form.add_error(fault.field, fault.text)
        else:
            flash(_("Kladden er gemt. Se virkningen, før en anden godkender den."), "success")
            return redirect(url_for("admin.show_draft"), 303)
    return render("admin/match/draft.html", _page(work, match_weights.list_all(work.session), form), 422)


@admin.action("/admin/matchning/kladde/beslut", allow=Permission.MATCH_SETTINGS)
def decide_draft(work: Work) -> Response | tuple[str, int]:
    """See the effect, approve or drop: each is one button."""
    deeds = {"preview": service.preview, "approve": service.approve, "discard": service.discard}
    name = request.form.get("handling", "")
    if name not in deeds:
        abort(400)
    try:
        deeds[name](work, service.DraftDeed(_sent("number"), _sent("version")))
    except Refused as fault:
        versions = match_weights.list_all(work.session)
        page = _page(work, versions, filled_from(_start(versions)), fault.text)
        return render("admin/match/draft.html", page, 422)
    if name == "preview":
        return redirect(url_for("admin.show_draft", _anchor="virkning"), 303)
    done = {
        "approve": _("Godkendt. De nye vægte gælder fra næste kørsel. Tidligere kørsler beholder deres."),
        "discard": _("Kladden er droppet. Vægtene er, som de var."),
    }
    flash(done[name], "success")
    return redirect(url_for("admin.show_weights"), 303)


def filled_from(start: dict[str, Any]) -> DraftForm:
    """The form as it is shown, whatever was posted."""
    return DraftForm(data=start)


def _sent(name: str) -> int:
    return request.form.get(name, 0, type=int)


def _draft_of(versions: list[WeightsRecord]) -> WeightsRecord | None:
    return next((one for one in versions if one.state == WeightsState.DRAFT), None)


def _start(versions: list[WeightsRecord]) -> dict[str, Any]:
    """The draft as it stands; or an earlier version to bring back; or what is in use."""
    draft = _draft_of(versions)
    if draft:
        return {**draft.parts, "note": draft.note}
    wanted = request.args.get("fra", 0, type=int)
    base = next((one for one in versions if one.number == wanted), None)
    if base or wanted == SHIPPED:
        again = _("Tilbage til version %(number)s.", number=wanted)
        return {**(base.parts if base else parts_of(DEFAULT_WEIGHTS)), "note": again}
    active = next((one for one in versions if one.state == WeightsState.ACTIVE), None)
    return dict(active.parts if active else parts_of(DEFAULT_WEIGHTS))


def _page(work: Work, versions: list[WeightsRecord], form: DraftForm, problem: str = "") -> DraftPage:
    draft = _draft_of(versions)
    names = users.names_of(work.session, {draft.drafted_by}) if draft else {}
    seen = draft.previewed_at if draft else None
    return DraftPage(
        title=_("Nye vægte: version %(number)s", number=draft.number) if draft else _("Nye vægte"),
        action=url_for("admin.show_draft"),
        deeds_action=url_for("admin.decide_draft"),
        parts=PARTS,
        number=draft.number if draft else 0,
        version=draft.version if draft else 0,
        author=names.get(draft.drafted_by, "") if draft else "",
        note=draft.note if draft else "",
        bars=tuple(bars(draft.parts)) if draft else (),
        effect=effect_view(work, draft.preview) if draft and draft.preview else None,
        seen=_("%(date)s klokken %(clock)s", date=long_date(seen), clock=clock(seen)) if seen else "",
        mine=bool(draft) and draft.drafted_by == work.actor.user_id,
        problem=problem,
        form=form.view(),
    )
