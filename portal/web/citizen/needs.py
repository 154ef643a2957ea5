"""May we tell the workplace about your needs? Each by itself, for this company, and until a day (B15)."""

from __future__ import annotations

from dataclasses import dataclass

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from portal.domain.access import Permission
from portal.domain.accommodations import describe
from portal.domain.errors import Refused
from portal.services import disclosure as service
from portal.services.work import Work
from portal.store import disclosures, matches
from portal.store.matches import ProposalRecord
from portal.web.citizen.blueprint import citizen
from portal.web.i18n import gettext as _
from portal.web.i18n import long_date
from portal.web.render import Page, render

PATH = "/min-side/forslag/<uuid:proposal_id>/hensyn"


@dataclass(frozen=True, kw_only=True)
class NeedsPage(Page):
    who: str
    until: str
    options: tuple[tuple[str, str], ...]
    chosen: tuple[str, ...]
    adviser: str
    here: str
    back: str


@citizen.page(PATH, allow=Permission.PROPOSAL_ANSWER, load=matches.get, queries=6)
def ask_needs(work: Work, proposal: ProposalRecord) -> Response | tuple[str, int]:
    back = url_for("citizen.show_proposal", proposal_id=proposal.id)
    if not proposal.names_shown:
        return redirect(back)
    needs = service.needs_of(work, proposal)
    given = {one.need["code"] for one in disclosures.list_of_proposal(work.session, proposal.id, work.today)}
    page = NeedsPage(
        title=_("Må vi fortælle %(company)s om dine hensyn?", company=proposal.company_name),
        who=_who_text(proposal),
        until=_until_text(proposal),
        options=tuple((need["code"], describe(need)) for need in needs),
        chosen=tuple(need["code"] for need in needs if need["code"] in given),
        adviser=proposal.adviser_name or _("din rådgiver"),
        here=url_for("citizen.ask_needs", proposal_id=proposal.id),
        back=back,
    )
    return render("citizen/proposal/needs.html", page)


def _who_text(proposal: ProposalRecord) -> str:
    return _(
        "Vi fortæller kun det, du vælger her. Det er kun til %(company)s, og kun så de kan lægge arbejdet til rette.",
        company=proposal.company_name,
    )


def _until_text(proposal: ProposalRecord) -> str:
    return _(
        "De kan se det til og med %(date)s. Du kan tage det tilbage, når du vil. Det gør du under Mine valg.",
        date=long_date(service.last_day(proposal)),
    )


@citizen.action(PATH, allow=Permission.PROPOSAL_ANSWER, load=matches.get)
def tell_needs(work: Work, proposal: ProposalRecord) -> Response:
    """All of them, those that are ticked, or none: whatever she chooses replaces what she chose before."""
    codes = frozenset(request.form.getlist("needs")) if request.form.get("svar") == "ja" else frozenset()
    try:
        read = f"{_who_text(proposal)}\n{_until_text(proposal)}"
        service.permit(work, service.PermitNeeds(proposal.id, codes, read))
    except Refused as refusal:
        flash(refusal.text, "warning")
    else:
        flash(_("Dit valg er gemt. Det gælder fra nu."), "success")
    return redirect(url_for("citizen.show_proposal", proposal_id=proposal.id), 303)
