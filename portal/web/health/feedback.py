"""After a visit: one long form about work, which the citizen reads as it is written."""

from __future__ import annotations

from dataclasses import dataclass

from flask import flash, redirect, url_for
from werkzeug.wrappers import Response
from wtforms import RadioField, SelectMultipleField, TextAreaField
from wtforms.fields.choices import SelectChoice

from portal.domain.access import Permission
from portal.domain.accommodations import ACCOMMODATIONS
from portal.domain.errors import Refused
from portal.services import health as service
from portal.services.work import Work
from portal.store.health import SupportRecord
from portal.web.forms import MAX_TEXT, Decimal, FormView, MaxLength, PortalForm, Required, choices, filled
from portal.web.health.blueprint import health, load
from portal.web.health_words import change_words
from portal.web.i18n import gettext as _
from portal.web.render import Page, render

URL = "/sundhed/borgere/<uuid:support_id>/tilbagemelding"


def words(label: str, hint: str = "", required: str = "") -> TextAreaField:
    checks = [Required(required)] if required else []
    kw = {"kind": "text_area", "limit": MAX_TEXT, "optional": not required}
    return TextAreaField(label, [*checks, MaxLength(MAX_TEXT)], description=hint, render_kw=kw)


class FeedbackForm(PortalForm):
    went_well = words(_("Hvad gik godt?"), required=_("Skriv kort, hvad der gik godt."))
    was_hard = words(_("Hvad var svært?"))
    change = RadioField(
        _("Hvordan går det i forhold til sidst?"),
        [Required(_("Vælg det svar, der passer bedst."))],
        choices=choices(change_words()),
        validate_choice=False,
    )
    hours = Decimal(_("Hvor mange timer passer næste uge?"), [MaxLength(5)], render_kw={"optional": True})
    adapt = words(_("Hvad skal arbejdspladsen gøre anderledes?"))
    next_place = words(_("Hvis der skal findes et nyt sted: Hvad skal det kunne?"))
    needs = SelectMultipleField(
        _("Hvilke hensyn skal med i den næste plan?"),
        description=_("Rådgiveren kan tage dem med i planen. Så leder vi efter steder, der kan dem."),
        choices=[SelectChoice(code, one.citizen) for code, one in ACCOMMODATIONS.items()],
        validate_choice=False,
        render_kw={"optional": True},
    )
    private_notes = words(
        _("Notat til dig selv og andre sundhedsfaglige"),
        _("Rådgiveren og arbejdspladsen kan ikke se det. Borgeren får det, hvis hun eller han beder om alt."),
    )


@dataclass(frozen=True, kw_only=True)
class WriteFeedback(Page):
    back: str
    who: str
    first_name: str
    action: str
    form: FormView


@health.page(URL, allow=Permission.HEALTH_FEEDBACK, load=load, queries=2)
def write_feedback(work: Work, one: SupportRecord) -> tuple[str, int]:
    return _page(one, filled(FeedbackForm))


def _page(one: SupportRecord, form: FeedbackForm, status: int = 200) -> tuple[str, int]:
    page = WriteFeedback(
        title=_("Tilbagemelding efter besøg"),
        back=url_for("health.show_case", support_id=one.id),
        who=one.full_name,
        first_name=one.first_name,
        action=url_for("health.write_feedback", support_id=one.id),
        form=form.view(),
    )
    return render("health/feedback.html", page, status)


@health.action(URL, allow=Permission.HEALTH_FEEDBACK, load=load)
def send_feedback(work: Work, one: SupportRecord) -> Response | tuple[str, int]:
    form = filled(FeedbackForm)
    if not form.validate():
        return _page(one, form, 422)
    texts = {name: form[name].data or "" for name in ("change", "went_well", "was_hard", "adapt", "next_place")}
    command = service.GiveFeedback(
        one.id,
        **texts,
        needs=tuple(form.needs.data or ()),
        hours=form.hours.number,
        private_notes=form.private_notes.data or "",
    )
    try:
        service.give_feedback(work, command)
    except Refused as fault:
        form.add_error(fault.field, fault.text)
        return _page(one, form, 422)
    flash(_("Sendt. %(name)s kan læse det nu.", name=one.first_name), "success")
    return redirect(url_for("health.show_case", support_id=one.id), 303)
