"""A new programme: taken over as a file from another municipality, or begun as a copy of one of ours."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response
from wtforms import FileField, SelectField, StringField, TextAreaField
from wtforms.validators import StopValidation

from portal.domain.access import Permission
from portal.domain.access.limits import UPLOAD
from portal.domain.errors import Refused
from portal.programmes import InvalidFile
from portal.services import programme_version as versions
from portal.services.programme_version.criteria import free_key
from portal.services.work import Work
from portal.web.admin.blueprint import admin
from portal.web.forms import FormView, MaxLength, PortalForm, Required, choices, filled
from portal.web.i18n import gettext as _
from portal.web.render import Page, render

MOST_KILOBYTES = 100
CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def not_text(raw: bytes) -> int | None:
    """Where a file stops being text: the first byte that is not UTF-8, or that no text holds. None when it is text."""
    try:
        raw.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        return fault.start
    found = CONTROL.search(raw)
    return found.start() if found else None


class FileForm(PortalForm):
    file = FileField(
        "Fil",
        description=f"En TOML-fil på højst {MOST_KILOBYTES} kB.",
        render_kw={"accept": ".toml", "optional": False},
    )
    filename = StringField("Filens navn", [MaxLength(100)], description="Så kan du se, hvilken fil fejl står i.")
    text = TextAreaField(
        "Filens indhold",
        description="Åbn TOML-filen, kopiér alt, og sæt det ind her.",
        render_kw={"kind": "text_area"},
    )

    def read(self) -> tuple[str, str] | None:
        """The name and the text of what was sent: the chosen file, or what was pasted. None when an error says why not."""
        name, text = (self.filename.data or "").strip() or _("Filen"), self.text.data or ""
        sent = request.files.get("file")
        if sent and sent.filename:
            name, raw = sent.filename[-100:], sent.stream.read(MOST_KILOBYTES * 1024 + 1)
            if len(raw) > MOST_KILOBYTES * 1024:
                self.add_error("file", f"{name}: Filen fylder for meget. Den må højst fylde {MOST_KILOBYTES} kB.")
                return None
            fault = not_text(raw)
            if fault is not None:
                line = raw.count(b"\n", 0, fault) + 1
                self.add_error("file", f"{name}, linje {line}: Filen er ikke tekst i UTF-8. Gem den som UTF-8.")
                return None
            text = raw.decode("utf-8-sig")
            self.filename.data = name
        return self._kept(name, text.replace("\r\n", "\n"), "file" if sent and sent.filename else "text")

    def _kept(self, name: str, text: str, field: str) -> tuple[str, str] | None:
        """What was sent stays in the fields, so that a fault can be mended on the spot."""
        self.text.data = text
        if not text.strip():
            self.add_error(
                "file", _("Vælg en fil, eller sæt dens indhold ind.") if field == "text" else _("Filen er tom.")
            )
            return None
        if len(text.encode()) > MOST_KILOBYTES * 1024:
            self.add_error("text", f"{name}: Teksten fylder for meget. Den må højst fylde {MOST_KILOBYTES} kB.")
            return None
        return name, text


class CopyForm(PortalForm):
    source = SelectField("Kopi af", render_kw={"optional": False})
    name = StringField("Det nye navn", [Required("Skriv et navn til det nye tilbud."), MaxLength(60)])

    def validate_name(self, field: StringField) -> None:
        if free_key(field.data, []) == "krav":
            raise StopValidation("Skriv et navn med bogstaver.")


@dataclass(frozen=True, kw_only=True)
class NewProgramme(Page):
    action: str
    form: FormView
    copy: FormView = field(default_factory=FormView)
    is_pasted: bool = False


@admin.page("/admin/programmer/nyt", allow=Permission.PROGRAMME_DESK)
def new_programme(work: Work) -> tuple[str, int]:
    return _show(filled(FileForm), _copy_form(work))


@admin.action("/admin/programmer/nyt", allow=Permission.PROGRAMME_DESK, limit=UPLOAD)
def begin_programme(work: Work) -> Response | tuple[str, int]:
    if request.form.get("handling") == "kopi":
        return _copy(work)
    form = filled(FileForm)
    sent = form.read() if form.validate() else None
    if sent is None:
        return _show(form, _copy_form(work, blank=True), 422)
    try:
        draft = versions.import_file(work, versions.ImportFile(*sent))
    except InvalidFile as fault:
        form.add_error("file", str(fault))
    except Refused as fault:
        form.add_error("file", fault.text)
    else:
        flash(_("Filen er læst og er nu et udkast."), "success")
        return redirect(url_for("admin.show_version", version_id=draft), 303)
    return _show(form, _copy_form(work, blank=True), 422)


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
        title=_("Nyt tilbud"),
        action=url_for("admin.new_programme"),
        form=form.view(),
        copy=copy.view(),
        is_pasted=bool(form.text.data),
    )
    return render("admin/programme/new.html", page, status)
