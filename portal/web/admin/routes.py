"""The other ways into a programme: an answer, and what it makes the page say (A2)."""

from __future__ import annotations

from dataclasses import dataclass

from flask import abort, redirect, request, url_for
from werkzeug.wrappers import Response
from wtforms import SelectMultipleField, TextAreaField

from portal.domain.access import Permission
from portal.domain.eligibility.facts import FACTS, Kind
from portal.programmes.editing import Data, data_of, find
from portal.services import programme_version as versions
from portal.services.work import Work
from portal.store import programme_versions as store
from portal.store.programme_versions import VersionRecord
from portal.web.admin.blueprint import admin
from portal.web.admin.editing import DraftPage, common, keep
from portal.web.admin.words import code_label, code_order, codes_label
from portal.web.forms import MaxLength, PortalForm, Required, choices, filled
from portal.web.i18n import gettext as _
from portal.web.render import render

EDIT = Permission.PROGRAMME_EDIT


class RouteForm(PortalForm):
    codes = SelectMultipleField("Når svaret er", [Required("Vælg mindst ét svar.")])
    text = TextAreaField(
        "Så siger siden",
        [Required("Skriv, hvad borgeren læser."), MaxLength(400)],
        description="For eksempel »Du har et job at vende tilbage til. Ofte er det bedst at begynde dér.«",
        render_kw={"kind": "text_area"},
    )


@dataclass(frozen=True)
class RouteRow:
    when: str
    text: str
    href: str


@dataclass(frozen=True, kw_only=True)
class EditRoute(DraftPage):
    back: str
    about: str
    can_remove: bool


def route_rows(draft: VersionRecord) -> tuple[RouteRow, ...]:
    """The ways in that the draft has."""
    return tuple(
        RouteRow(
            when=f"{FACTS[one['fact']].label}: {codes_label(one['fact'], one['codes'])}",
            text=one["text"],
            href=url_for("admin.edit_route", version_id=draft.id, id=one["id"]),
        )
        for one in data_of(draft.text).get("routes", [])
    )


def route_facts(draft: VersionRecord) -> tuple[tuple[str, str], ...]:
    """What a new way in can be about."""
    wanted = [(name, fact) for name, fact in FACTS.items() if fact.kind is Kind.CODE]
    wanted.sort(key=lambda item: item[1].label)
    return tuple(
        (fact.label.capitalize(), url_for("admin.edit_route", version_id=draft.id, om=name)) for name, fact in wanted
    )


@admin.page("/admin/programmer/udkast/<uuid:version_id>/vej", allow=EDIT, load=store.get)
def edit_route(work: Work, draft: VersionRecord) -> tuple[str, int]:
    key, fact, start = _asked(draft)
    return _show(work, draft, _form(fact, start), key, fact)


@admin.action("/admin/programmer/udkast/<uuid:version_id>/vej", allow=EDIT, load=store.get)
def save_route(work: Work, draft: VersionRecord) -> Response | tuple[str, int]:
    key, fact, start = _asked(draft)
    form = _form(fact, start)
    done = None
    if request.form.get("handling") == "fjern" and key:
        done = keep(work, draft, form, "vej fjernet", lambda data: versions.remove_route(data, key))
    elif form.validate():
        codes, text = list(form.codes.data or []), (form.text.data or "").strip()
        done = keep(work, draft, form, "vej", lambda data: versions.put_route(data, key, fact, codes, text))
    if done is None:
        return _show(work, draft, form, key, fact, 422)
    return redirect(url_for("admin.edit_criteria", version_id=draft.id, _anchor="veje"), 303)


def _asked(draft: VersionRecord) -> tuple[str, str, Data]:
    """Which way in the page is about, what it asks, and how it stands in the file."""
    key = request.args.get("id", "")
    row = find(data_of(draft.text).get("routes", []), "id", key) if key else None
    fact = row["fact"] if row else request.args.get("om", "")
    if (key and row is None) or fact not in FACTS or FACTS[fact].kind is not Kind.CODE:
        abort(404)
    return key, fact, row or {}


def _form(fact: str, start: Data) -> RouteForm:
    form = filled(RouteForm, start)
    known = code_order(FACTS[fact].codes - FACTS[fact].unknown)
    form.codes.choices = choices({code: code_label(fact, code).capitalize() for code in known})
    return form


def _show(work: Work, draft: VersionRecord, form: RouteForm, key: str, fact: str, status: int = 200) -> tuple[str, int]:
    url = {"id": key} if key else {"om": fact}
    shared = common(work, draft, "edit_criteria")
    page = EditRoute(
        title=_("Vej ind") if key else _("Ny vej ind"),
        **shared | {"form": form.view(), "action": url_for("admin.edit_route", version_id=draft.id, **url)},  # type: ignore[arg-type]
        back=url_for("admin.edit_criteria", version_id=draft.id, _anchor="veje"),
        about=_("Om: %(fact)s", fact=FACTS[fact].label),
        can_remove=bool(key),
    )
    return render("admin/draft/route.html", page, status)
