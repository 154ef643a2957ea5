"""The agreement as the citizen reads it in peace: say yes to exactly this text, or ask first (B15)."""

from __future__ import annotations

from dataclasses import dataclass

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from portal.domain.access import Permission
from portal.domain.errors import NotFound, Refused
from portal.domain.workflow import Party
from portal.services import agreement as service
from portal.services.work import Work
from portal.store import placements
from portal.store.placements import PlacementRecord
from portal.web.agreement_view import AgreementView, agreement_of
from portal.web.citizen.blueprint import citizen
from portal.web.i18n import gettext as _
from portal.web.render import Page, render

PATH = "/min-side/aftale/<uuid:placement_id>"


@dataclass(frozen=True, kw_only=True)
class AgreementPage(Page):
    placement: PlacementRecord
    agreement: AgreementView
    may_accept: bool
    action: str
    problem: str


@citizen.page(PATH, allow=Permission.AGREEMENT_OWN, load=placements.get, queries=7)
def show_agreement(work: Work, one: PlacementRecord) -> tuple[str, int]:
    return _page(work, one)


def _page(work: Work, one: PlacementRecord, problem: str = "", status: int = 200) -> tuple[str, int]:
    found = agreement_of(work, one)
    if found is None:
        raise NotFound
    page = AgreementPage(
        title=_("Læs din aftale"),
        placement=one,
        agreement=found,
        may_accept=not found.signers[0].has_said_yes,
        action=url_for("citizen.show_agreement", placement_id=one.id),
        problem=problem,
    )
    return render("citizen/agreement/show.html", page, status)


@citizen.action(PATH, allow=Permission.AGREEMENT_OWN, load=placements.get)
def accept_agreement(work: Work, one: PlacementRecord) -> Response | tuple[str, int]:
    try:
        service.accept(work, service.Accept(one.id, request.form.get("digest", ""), Party.CITIZEN))
    except Refused as fault:
        return _page(work, one, fault.text, 409)
    flash(_("Tak. Du har sagt ja til aftalen."), "success")
    return redirect(url_for("citizen.show_agreement", placement_id=one.id), 303)
