"""The agreement as the company reads and accepts it: a yes is bound to exactly the text on the page (V14)."""

from __future__ import annotations

from dataclasses import dataclass

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from portal.domain.access import Permission
from portal.domain.errors import NotFound, Refused
from portal.domain.municipalities import sender
from portal.domain.workflow import Party
from portal.services import agreement as service
from portal.services.work import Work
from portal.store import placements
from portal.store.placements import PlacementRecord
from portal.web.agreement_view import AgreementView, agreement_of
from portal.web.employer.blueprint import employer
from portal.web.i18n import gettext as _
from portal.web.papers import download, of_page
from portal.web.render import Page, render

PATH = "/virksomhed/aftaler/<uuid:placement_id>"


@dataclass(frozen=True, kw_only=True)
class AgreementPage(Page):
    placement: PlacementRecord
    agreement: AgreementView
    may_accept: bool
    action: str
    back: str
    problem: str


@employer.page(PATH, allow=Permission.PLACEMENT_HOST, load=placements.get, queries=8)
def show_agreement(work: Work, one: PlacementRecord) -> tuple[str, int]:
    return _page(work, one)


@employer.page(f"{PATH}/aftale.pdf", allow=Permission.PLACEMENT_HOST, load=placements.get, queries=8)
def download_agreement(work: Work, one: PlacementRecord) -> Response:
    html, _status = show_agreement(work, one)
    return download(of_page(html, sender(one.operating_municipality), one.company_name), "aftale.pdf", work.now)


def _page(work: Work, one: PlacementRecord, problem: str = "", status: int = 200) -> tuple[str, int]:
    found = agreement_of(work, one)
    if found is None:
        raise NotFound
    page = AgreementPage(
        title=_("Aftale om %(name)s", name=one.full_name),
        placement=one,
        agreement=found,
        may_accept=not found.signers[1].has_said_yes,
        action=url_for("employer.show_agreement", placement_id=one.id),
        back=url_for("employer.show_placement", placement_id=one.id),
        problem=problem,
    )
    return render("employer/placement/agreement.html", page, status)


@employer.action(PATH, allow=Permission.PLACEMENT_HOST, load=placements.get)
def accept_agreement(work: Work, one: PlacementRecord) -> Response | tuple[str, int]:
    try:
        service.accept(work, service.Accept(one.id, request.form.get("digest", ""), Party.COMPANY))
    except Refused as fault:
        return _page(work, one, fault.text, 409)
    flash(_("Tak. I har sagt ja til aftalen."), "success")
    return redirect(url_for("employer.show_agreement", placement_id=one.id), 303)
