"""The agreement on the caseworker's side: write it, see who is waited for, hear the employees, and give it its number."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from flask import redirect, url_for
from werkzeug.wrappers import Response
from wtforms import StringField, TextAreaField

from portal.domain.access import Permission
from portal.domain.workflow import Party, PlacementState
from portal.services import agreement as service
from portal.services.agreement.hearing import HearingState
from portal.services.work import Work
from portal.store import agreements, companies, placements
from portal.store.placements import PlacementRecord
from portal.web.agreement_view import AgreementView, agreement_of
from portal.web.caseworker.blueprint import caseworker
from portal.web.caseworker.deeds import NOTHING_TRIED, Deed, Tried, forms_of, perform, sent_version
from portal.web.caseworker.words import placement_state
from portal.web.context import portal
from portal.web.forms import FormView, MaxLength, PortalForm, Required
from portal.web.i18n import gettext as _
from portal.web.render import Page, render

AREA = {"kind": "text_area", "limit": 1000}
PATH = "/medarbejder/forloeb/<uuid:placement_id>/aftale"


class WriteForm(PortalForm):
    aim = TextAreaField("Mål", [Required("Skriv målet."), MaxLength()], render_kw=AREA)
    hours = TextAreaField("Dage og timer", [Required("Skriv dage og timer."), MaxLength()], render_kw=AREA)
    accommodations = TextAreaField(
        "Det tager arbejdspladsen hensyn til",
        [MaxLength()],
        description="Det, virksomheden selv har tilbudt. Skriv ikke om helbred.",
        render_kw=AREA | {"optional": True},
    )
    contact = StringField("Kontakt på arbejdspladsen", [Required("Skriv, hvem man spørger."), MaxLength(200)])
    mentor = StringField("Mentor", [MaxLength(200)])


class RepresentativeForm(PortalForm):
    email = StringField(
        "Talspersonens e-mail", [Required("Skriv talspersonens e-mail."), MaxLength(200)], render_kw={"type": "email"}
    )


class WeighForm(PortalForm):
    words = TextAreaField(
        "Hvad har du lagt vægt på?",
        [Required("Skriv, hvad du har lagt vægt på."), MaxLength()],
        description="Indvendingen binder ikke, men du skal tage stilling til den.",
        render_kw=AREA,
    )


class ReferenceForm(PortalForm):
    reference = StringField("Nummer i VITAS", [Required("Skriv nummeret, som det står i VITAS."), MaxLength(40)])


@dataclass(frozen=True)
class Known:
    """A placement and what the forms begin with."""

    placement: PlacementRecord
    terms: dict[str, str]
    email: str


@dataclass(frozen=True, kw_only=True)
class AgreementPage(Page):
    placement: PlacementRecord
    action: str
    back: str
    vitas_href: str
    state: str
    state_kind: str
    agreement: AgreementView | None
    hearing: HearingState
    needs_reference: bool
    deeds: tuple[str, ...]
    forms: dict[str, FormView]
    tried: Tried
    form: FormView = field(default_factory=FormView)


def _write(work: Work, one: PlacementRecord, form: WriteForm) -> None:
    given = {name: form[name].data or "" for name in ("aim", "hours", "accommodations", "contact", "mentor")}
    service.write(work, service.WriteAgreement(one.id, sent_version(), **given))


def _yes(party: Party) -> Any:
    def do(work: Work, one: PlacementRecord, form: PortalForm) -> None:
        current = agreements.find_current(work.session, one.id)
        service.accept(work, service.Accept(one.id, current.digest if current else "", party, by_phone=True))

    return do


def _ask(work: Work, one: PlacementRecord, form: RepresentativeForm) -> None:
    link = portal().site.base_url + url_for("public.show_hearing", code="CODE").replace("CODE", "{code}")
    service.ask_representative(work, service.AskRepresentative(one.id, form.email.data or "", link))


def _weigh(work: Work, one: PlacementRecord, form: WeighForm) -> None:
    service.weigh_objection(work, service.WeighObjection(one.id, form.words.data or ""))
    service.settle(work, placements.for_update(work.session, one.id))


def _refer(work: Work, one: PlacementRecord, form: ReferenceForm) -> None:
    service.set_reference(work, service.SetReference(one.id, sent_version(), form.reference.data or ""))


DEEDS = {
    "write": Deed(_write, lambda: _("Aftalen er skrevet. Borger og virksomhed er bedt om at læse den."), WriteForm,
                  lambda known: known.terms),
    "ask": Deed(_ask, lambda: _("Talspersonen har fået et link."), RepresentativeForm, lambda known: {"email": known.email}),
    "weigh": Deed(_weigh, lambda: _("Det står i sagen, hvad du har lagt vægt på."), WeighForm),
    "reference": Deed(_refer, lambda: _("Nummeret er gemt."), ReferenceForm,
                      lambda known: {"reference": known.placement.vitas_reference}),
    "citizen": Deed(_yes(Party.CITIZEN), lambda: _("Borgerens ja er noteret.")),
    "company": Deed(_yes(Party.COMPANY), lambda: _("Virksomhedens ja er noteret.")),
}  # fmt: skip


@caseworker.page(PATH, allow=Permission.PLACEMENT_FOLLOW, load=placements.get, queries=16)
def show_agreement(work: Work, one: PlacementRecord) -> tuple[str, int]:
    return render("caseworker/agreement/show.html", _page(work, one, NOTHING_TRIED))


@caseworker.action(PATH, allow=Permission.PLACEMENT_FOLLOW, load=placements.get)
def decide_agreement(work: Work, one: PlacementRecord) -> Response | tuple[str, int]:
    tried = perform(DEEDS, work, one, "placement")
    if tried:
        return render("caseworker/agreement/show.html", _page(work, one, tried), tried.status)
    return redirect(url_for("caseworker.show_agreement", placement_id=one.id), 303)


def _page(work: Work, one: PlacementRecord, tried: Tried) -> AgreementPage:
    found = agreement_of(work, one)
    hearing = service.hearing_state(work, one)
    state, kind = placement_state(one.state)
    deeds = _possible(one, found, hearing)
    return AgreementPage(
        title=_("Aftale: %(who)s hos %(company)s", who=one.short_name, company=one.company_name),
        placement=one,
        action=url_for("caseworker.show_agreement", placement_id=one.id),
        back=url_for("caseworker.show_placement", placement_id=one.id),
        vitas_href=url_for("caseworker.show_vitas", placement_id=one.id) if service.needs_reference(one) else "",
        state=state,
        state_kind=kind,
        agreement=found,
        hearing=hearing,
        needs_reference=service.needs_reference(one),
        deeds=tuple(deeds),
        forms=forms_of(DEEDS, deeds, _known(work, one), tried),
        tried=tried,
        form=tried.form,
    )


def _possible(one: PlacementRecord, found: AgreementView | None, hearing: HearingState) -> list[str]:
    if one.state not in (PlacementState.PLANNED, PlacementState.READY, PlacementState.ACTIVE, PlacementState.ABSENT):
        return []
    names = ["write"]
    if hearing.code in ("missing", "asked", "expired"):
        names.append("ask")
    if hearing.code == "objected":
        names.append("weigh")
    if service.needs_reference(one):
        names.append("reference")
    if found is not None:
        said = {
            party: signer.has_said_yes for party, signer in zip(("citizen", "company"), found.signers, strict=False)
        }
        names += [party for party, yes in said.items() if not yes]
    return names


def _known(work: Work, one: PlacementRecord) -> Known:
    """The current text, or a draft of what is known."""
    current = agreements.find_current(work.session, one.id)
    terms = current.terms if current else service.draft_terms(work, one.id)
    company = companies.get(work.session, one.company_id)
    email = next((place.representative_email for place in company.workplaces if place.id == one.workplace_id), "")
    return Known(one, terms, email)
