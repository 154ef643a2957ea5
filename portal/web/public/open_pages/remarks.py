"""The two pages where anybody can write to us: praise, faults and complaints, and what somebody cannot use."""

from __future__ import annotations

from dataclasses import dataclass

from flask import flash, redirect, url_for
from werkzeug.wrappers import Response
from wtforms import RadioField, StringField, TextAreaField

from portal.domain.access import Permission
from portal.domain.values import looks_like_cpr
from portal.services.remark import SendRemark, send_remark
from portal.services.work import Work
from portal.web.context import portal
from portal.web.forms import FormView, MaxLength, PortalForm, Required, choices, filled
from portal.web.i18n import gettext as _
from portal.web.i18n import long_date
from portal.web.public.open_pages.blueprint import public
from portal.web.render import Page, render

WORDS_LIMIT = 2000


class WriteForm(PortalForm):
    words = TextAreaField(
        _("Hvad vil du fortælle os?"),
        [Required(_("Skriv, hvad du vil fortælle os.")), MaxLength(WORDS_LIMIT)],
        description=_("Skriv ikke dit CPR-nummer, og skriv helst ikke om sygdom."),
        render_kw={"kind": "text_area", "limit": WORDS_LIMIT},
    )
    page = StringField(_("Hvilken side handler det om?"), [MaxLength(200)])
    answer_to = StringField(
        _("Hvor skal vi svare?"),
        [MaxLength(200)],
        description=_("Vil du have svar, så skriv din e-mail eller dit telefonnummer. Du må gerne lade være."),
    )


class RemarkForm(WriteForm):
    about = RadioField(
        _("Hvad handler det om?"),
        [Required(_("Vælg det svar, der passer bedst."))],
        choices=choices({"praise": _("Ros"), "fault": _("En fejl på siden"), "complaint": _("En klage")}),
        invalid_choice_message=_("Vælg det svar, der passer bedst."),
    )


@dataclass(frozen=True, kw_only=True)
class WritePage(Page):
    address: str
    form: FormView
    fields: tuple[str, ...]
    action: str


@public.page("/ros-og-klager", allow=Permission.PUBLIC_READ, queries=0)
def show_complaints(work: Work) -> tuple[str, int]:
    return _complaints(RemarkForm())


@public.action("/ros-og-klager", allow=Permission.PUBLIC_READ)
def write_remark(work: Work) -> Response | tuple[str, int]:
    form = filled(RemarkForm)
    if not form.validate():
        return _complaints(form, 422)
    return _sent(work, form, form.about.data, "public.show_complaints")


@public.page("/tilgaengelighed", allow=Permission.PUBLIC_READ, queries=0)
def show_accessibility(work: Work) -> tuple[str, int]:
    return _accessibility(WriteForm())


@public.action("/tilgaengelighed", allow=Permission.PUBLIC_READ)
def write_about_accessibility(work: Work) -> Response | tuple[str, int]:
    form = filled(WriteForm)
    if not form.validate():
        return _accessibility(form, 422)
    return _sent(work, form, "access", "public.show_accessibility")


def _sent(work: Work, form: WriteForm, about: str, endpoint: str) -> Response:
    """A number to come back with, and a day to hear from us where she asked for an answer."""
    told = SendRemark(about, form.words.data or "", form.page.data or "", form.answer_to.data or "")
    receipt = send_remark(work, told)
    text = _("Tak. Vi har fået det. Dit nummer er %(number)s.", number=receipt.number)
    if told.answer_to.strip():
        text += " " + _("Du hører fra os senest %(date)s.", date=long_date(receipt.answer_by))
    flash(text, "success")
    if looks_like_cpr(f"{told.words} {told.page}"):
        flash(_("Vi har fjernet det, der ligner et CPR-nummer."), "warning")
    return redirect(url_for(endpoint), 303)


def _complaints(form: RemarkForm, status: int = 200) -> tuple[str, int]:
    page = _page(_("Ros, fejl og klager"), form, ("about", "words", "page", "answer_to"), "public.show_complaints")
    return render("public/help/complaints.html", page, status)


def _accessibility(form: WriteForm, status: int = 200) -> tuple[str, int]:
    page = _page(_("Tilgængelighed"), form, ("words", "page", "answer_to"), "public.show_accessibility")
    return render("public/about/accessibility.html", page, status)


def _page(title: str, form: WriteForm, fields: tuple[str, ...], endpoint: str) -> WritePage:
    return WritePage(
        title=title,
        address=portal().site.support_address,
        form=form.view(),
        fields=fields,
        action=url_for(endpoint),
    )
