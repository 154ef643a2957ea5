"""A new programme: taken over as a file from another municipality, or begun as a copy of one of ours."""

from __future__ import annotations

from dataclasses import dataclass, field

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response
from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import StopValidation

from portal.domain.access import Permission
from portal.domain.errors import Refused
from portal.programmes import InvalidFile
from portal.services import programme_version as versions
from portal.services.programme_version.criteria import free_key
from portal.services.work import Work
from portal.web.admin.blueprint import admin
from portal.web.forms import FormView, MaxLength, PortalForm, Required, choices, filled
from portal.web.i18n import gettext as _
from portal.web.render import Page, render

MOST_CHARACTERS = 100_000


class FileForm(PortalForm):
    filename = StringField("Filens navn", [MaxLength(100)], description="Så kan du se, hvilken fil fejl står i.")
    text = TextAreaField(
        "Filens indhold",
        [Required("Sæt filens indhold ind."), MaxLength(MOST_CHARACTERS)],
        description="Åbn TOML-filen, kopiér alt, og sæt det ind her.",
        render_kw={"kind": "text_area"},
    )


class CopyForm(PortalForm):
    source = SelectField("Kopi af")
    name = StringField("Det nye navn", [Required("Skriv et navn til det nye tilbud."), MaxLength(60)])

    def validate_name(self, field: StringField) -> None:
        if free_key(field.data, []) == "krav":
            raise StopValidation("Skriv et navn med bogstaver.")


@dataclass(frozen=True, kw_only=True)
class NewProgramme(Page):
    action: str
    form: FormView
    copy: FormView = field(default_factory=FormView)

    @property
    def has_errors(self) -> bool:
        return bool(self.form.errors or self.copy.errors)


@admin.page("/admin/programmer/nyt", allow=Permission.PROGRAMME_DESK)
def new_programme(work: Work) -> tuple[str, int]:
    return _show(filled(FileForm), _copy_form(work))


@admin.action("/admin/programmer/nyt", allow=Permission.PROGRAMME_DESK)
def begin_programme(work: Work) -> Response | tuple[str, int]:
    if request.form.get("handling") == "kopi":
        return _copy(work)
    form = filled(FileForm)
    if not form.validate():
        return _show(form, _copy_form(work, blank=True), 422)
    name = (form.filename.data or "").strip() or _("Filen")
    text = (form.text.data or "").replace("\r\n", "\n")
    try:
        draft = versions.import_file(work, versions.ImportFile(name, text))
    except InvalidFile as fault:
        form.add_error("text", str(fault))
        return _show(form, _copy_form(work, blank=True), 422)
    except Refused as fault:
        form.add_error("text", fault.text)
        return _show(form, _copy_form(work, blank=True), 422)
    flash(_("Filen er læst og er nu et udkast."), "success")
    return redirect(url_for("admin.show_version", version_id=draft), 303)


def _copy(work: Work) -> Response | tuple[str, int]:
    form = _copy_form(work)
    if form.validate():
        code = free_key(form.name.data, [])
        slug = code.replace("_", "-")
        try:
            command = versions.CopyProgramme(form.source.data, code, form.name.data.strip(), slug)
            draft = versions.copy_programme(work, command)
        except Refused as fault:
            form.add_error("name", fault.text)
        else:
            flash(_("Kopien er et udkast. Ret den, før du sender den til godkendelse."), "success")
            return redirect(url_for("admin.show_version", version_id=draft), 303)
    return _show(FileForm(), form, 422)


def _copy_form(work: Work, *, blank: bool = False) -> CopyForm:
    form = CopyForm() if blank else filled(CopyForm)
    mine = [one for one in work.house.programmes if _may_copy(work, one.lead_municipality)]
    form.source.choices = choices({one.code: one.name for one in mine})
    return form


def _may_copy(work: Work, lead: str) -> bool:
    return work.actor.role == "admin" or lead in work.actor.municipalities


def _show(form: FileForm, copy: CopyForm, status: int = 200) -> tuple[str, int]:
    page = NewProgramme(
        title=_("Nyt tilbud"), action=url_for("admin.new_programme"), form=form.view(), copy=copy.view()
    )
    return render("admin/programme/new.html", page, status)
