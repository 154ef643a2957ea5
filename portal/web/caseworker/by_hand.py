"""A place chosen by hand for one citizen, outside the runs: every rule it passes or fails, and a reason that is kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from types import SimpleNamespace
from uuid import UUID

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response
from wtforms import StringField, TextAreaField

from portal.domain.access import Permission
from portal.domain.errors import NotFound, Refused
from portal.domain.matching import Passed
from portal.services import matching
from portal.services.matching import PlaceFor, PlacesFor
from portal.services.work import Work
from portal.store import enrolments
from portal.store.enrolments import EnrolmentRecord
from portal.web.caseworker import words
from portal.web.caseworker.blueprint import caseworker
from portal.web.caseworker.deeds import sent_version
from portal.web.caseworker.proposal_words import limit_words
from portal.web.forms import FormView, MaxLength, PortalForm, Required, filled
from portal.web.i18n import gettext as _
from portal.web.i18n import ngettext, number
from portal.web.render import Page, render

MOST = 12
"""Places of each kind on the page; a word in the search brings others."""
OUTCOMES = {"yes": "met", "assess": "unknown", "no": "unmet"}


class Search(PortalForm):
    soeg = StringField(_("Søg efter job, virksomhed eller by"))


class WhyForm(PortalForm):
    reason = TextAreaField(
        _("Hvorfor foreslår du det her sted?"),
        [Required(_("Skriv, hvorfor du foreslår det her sted.")), MaxLength()],
        description=_("Kun kommunen ser det."),
        render_kw={"kind": "text_area", "limit": 1000},
    )


@dataclass(frozen=True)
class PlaceRow:
    name: str
    where: str
    fit: str
    fit_kind: str
    reasons: tuple[str, ...]
    """Why it cannot be chosen; empty where it can."""
    href: str


@dataclass(frozen=True, kw_only=True)
class ListByHand(Page):
    back: str
    action: str
    why_not: str
    search: FormView
    possible: tuple[PlaceRow, ...]
    impossible: tuple[PlaceRow, ...]
    more: str


@dataclass(frozen=True, kw_only=True)
class WeighByHand(Page):
    back: str
    action: str
    version: int
    place: PlaceRow
    limits: tuple[SimpleNamespace, ...]
    form: FormView


@caseworker.page(
    "/medarbejder/borgere/<uuid:enrolment_id>/forslag",
    allow=Permission.PROPOSAL_DECIDE,
    load=enrolments.get,
    queries=10,
)
def list_by_hand(work: Work, case: EnrolmentRecord) -> tuple[str, int]:
    return _list(case, matching.weigh(work, case.id))


def _list(case: EnrolmentRecord, found: PlacesFor, status: int = 200) -> tuple[str, int]:
    form = Search(request.args)
    sought = (form.soeg.data or "").strip().casefold()
    places = [one for one in found.places if sought in f"{one.title} {one.company} {one.town}".casefold()]
    good = [one for one in places if one.possible]
    bad = [one for one in places if not one.possible]
    page = ListByHand(
        title=_("Foreslå et sted til %(who)s", who=case.short_name),
        back=url_for("caseworker.show_enrolment", enrolment_id=case.id),
        action=url_for("caseworker.list_by_hand", enrolment_id=case.id),
        why_not=found.why_not,
        search=form.view(),
        possible=tuple(_row(case, one) for one in good[:MOST]),
        impossible=tuple(_row(case, one) for one in bad[:MOST]),
        more=_more(max(0, len(good) - MOST) + max(0, len(bad) - MOST)),
    )
    return render("caseworker/match/by_hand.html", page, status)


@caseworker.page(
    "/medarbejder/borgere/<uuid:enrolment_id>/forslag/vaelg",
    allow=Permission.PROPOSAL_DECIDE,
    load=enrolments.get,
    queries=10,
)
def weigh_by_hand(work: Work, case: EnrolmentRecord) -> tuple[str, int]:
    """`plads` is the posting."""
    return _weigh(work, case, filled(WhyForm))


@caseworker.action(
    "/medarbejder/borgere/<uuid:enrolment_id>/forslag/vaelg", allow=Permission.PROPOSAL_DECIDE, load=enrolments.get
)
def propose_by_hand(work: Work, case: EnrolmentRecord) -> Response | tuple[str, int]:
    form = filled(WhyForm)
    if not form.validate():
        return _weigh(work, case, form, 422)
    command = matching.ProposeByHand(case.id, sent_version(), _posting_id(), form.reason.data or "")
    try:
        proposal_id = matching.propose(work, command)
    except Refused as fault:
        form.add_error(fault.field, fault.text)
        return _weigh(work, case, form, 422)
    flash(_("Forslaget er lavet. Læs det, og godkend det som alle andre. Borgeren ved ikke noget endnu."), "success")
    return redirect(url_for("caseworker.show_proposal", proposal_id=proposal_id), 303)


def _weigh(work: Work, case: EnrolmentRecord, form: WhyForm, status: int = 200) -> tuple[str, int]:
    """One place; the list with the reason, where something else keeps the citizen from a proposal meanwhile."""
    wanted, found = _posting_id(), matching.weigh(work, case.id)
    if found.why_not:
        return _list(case, found, status)
    one = next((one for one in found.places if one.posting_id == wanted), None)
    if one is None:
        raise NotFound
    row = _row(case, one)
    page = WeighByHand(
        title=_("%(who)s → %(place)s", who=case.short_name, place=row.name),
        back=url_for("caseworker.list_by_hand", enrolment_id=case.id),
        action=row.href,
        version=case.version,
        place=row,
        limits=tuple(_limit_row(limit) for limit in one.limits),
        form=form.view(),
    )
    return render("caseworker/match/weigh_by_hand.html", page, status)


def _posting_id() -> UUID:
    try:
        return UUID(request.args.get("plads", ""))
    except ValueError:
        raise NotFound from None


def _row(case: EnrolmentRecord, one: PlaceFor) -> PlaceRow:
    fit, kind = words.fit_word(one.points) if one.possible else (_("Kan ikke vælges"), "neutral")
    return PlaceRow(
        name=_("%(title)s, %(company)s", title=one.title, company=one.company),
        where=_("%(town)s, %(km)s\u00a0km", town=one.town, km=number(round(one.km, 1))),
        fit=fit,
        fit_kind=kind,
        reasons=tuple(_why_not(one)),
        href=url_for("caseworker.weigh_by_hand", enrolment_id=case.id, plads=one.posting_id),
    )


def _why_not(one: PlaceFor) -> Iterable[str]:
    if one.taken and not any(limit.code == "headroom" for limit in one.failed):
        yield _("Alle pladser er i brug, lovet væk eller valgt til en anden.")
    yield from (limit.sentence for limit in one.failed)


def _limit_row(limit: Passed) -> SimpleNamespace:
    """A rule with its outcome, as the list of criteria shows it."""
    labels = {"yes": _("Opfyldt"), "assess": _("Uklart"), "no": _("Ikke opfyldt")}
    return SimpleNamespace(
        text=limit_words().get(limit.code, limit.code),
        outcome=OUTCOMES[limit.outcome],
        label=labels[limit.outcome],
        reason=limit.sentence,
        source="",
    )


def _more(hidden: int) -> str:
    if not hidden:
        return ""
    return ngettext(
        "Der er %(num)s sted mere. Søg for at finde det.", "Der er %(num)s steder mere. Søg for at finde dem.", hidden
    )
