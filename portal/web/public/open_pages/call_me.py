"""Asking to be rung up, without logging in: a first name, a number and a time of day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask import redirect, url_for
from werkzeug.wrappers import Response
from wtforms import RadioField, StringField

from portal.domain.access import Permission
from portal.domain.access.limits import CALLBACK
from portal.domain.values import PhoneNumber
from portal.services import callback
from portal.services.work import Work
from portal.store import callbacks
from portal.store.callbacks import CallbackRecord
from portal.web.forms import FormView, MaxLength, Parsed, PortalForm, Required, choices, filled
from portal.web.i18n import gettext as _
from portal.web.public.open_pages.blueprint import public
from portal.web.render import Page, render

TIMES = {
    "forenoon": _("Formiddag, mellem 9 og 12"),
    "afternoon": _("Eftermiddag, mellem 12 og 15"),
    "any": _("Det er lige meget"),
}


class CallMeForm(PortalForm):
    first_name = StringField(
        _("Fornavn"),
        [Required(_("Skriv, hvad vi skal kalde dig.")), MaxLength(60)],
        render_kw={"autocomplete": "given-name"},
    )
    phone = StringField(
        _("Telefonnummer"),
        [Required(_("Skriv dit telefonnummer, så vi kan ringe til dig.")), Parsed(PhoneNumber.parse)],
        render_kw={"type": "tel", "autocomplete": "tel", "inputmode": "tel"},
    )
    time_of_day = RadioField(
        _("Hvornår passer det?"),
        [Required(_("Vælg det svar, der passer bedst."))],
        choices=choices(TIMES),
        invalid_choice_message=_("Vælg det svar, der passer bedst."),
    )


@dataclass(frozen=True, kw_only=True)
class CallMe(Page):
    form: FormView


@dataclass(frozen=True, kw_only=True)
class CallReceipt(Page):
    day: date
    first_hour: int
    last_hour: int


@public.page("/ring-mig-op", allow=Permission.PUBLIC_READ, queries=0)
def show_call_me(work: Work) -> tuple[str, int]:
    page = CallMe(title=_("Vi ringer til dig"), form=filled(CallMeForm).view())
    return render("public/call_me/ask.html", page)


@public.action("/ring-mig-op", allow=Permission.PUBLIC_READ, limit=CALLBACK)
def ask_to_be_called(work: Work) -> Response | tuple[str, int]:
    form = filled(CallMeForm)
    if not form.validate():
        return render("public/call_me/ask.html", CallMe(title=_("Vi ringer til dig"), form=form.view()), 422)
    number = str(PhoneNumber.parse(form.phone.data))
    cmd = callback.RequestCallback(form.first_name.data.strip(), number, form.time_of_day.data)
    return redirect(url_for("public.show_call_receipt", callback_id=callback.request(work, cmd)), 303)


@public.page("/ring-mig-op/<uuid:callback_id>", allow=Permission.PUBLIC_READ, load=callbacks.get)
def show_call_receipt(work: Work, record: CallbackRecord) -> tuple[str, int]:
    first, last = callback.HOURS[record.time_of_day]
    page = CallReceipt(title=_("Tak. Vi ringer til dig"), day=record.call_on, first_hour=first, last_hour=last)
    return render("public/call_me/receipt.html", page)
