"""What the pages of a draft share: its tabs, its piece-by-piece changes, and what is said when one is kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from portal.domain.eligibility import Programme
from portal.domain.errors import Refused
from portal.domain.workflow import VersionState
from portal.programmes.editing import Data
from portal.services import programme_version as versions
from portal.services.work import Work
from portal.store.programme_versions import VersionRecord
from portal.web.forms import FormView, PortalForm
from portal.web.i18n import gettext as _
from portal.web.render import Page

TABS = (
    *("admin.show_version", "admin.edit_frame", "admin.edit_criteria", "admin.edit_texts"),
    *("admin.edit_questions", "admin.try_out", "public.preview_programme"),
)


@dataclass(frozen=True, kw_only=True)
class DraftPage(Page):
    """A page of one version; it can be changed while it is a draft."""

    code: str
    name: str
    number: int
    version: int
    action: str
    can_edit: bool
    view: str
    views: tuple[tuple[str, str, str], ...]
    form: FormView = field(default_factory=FormView)


def common(work: Work, draft: VersionRecord, view: str, **url: str) -> dict[str, object]:
    """The fields that every page of a draft has."""
    programme = programme_of(work, draft)
    labels = (_("Status"), _("Rammer"), _("Kriterier"), _("Tekster"), _("Spørgsmål"), _("Prøvebænk"), _("Vis siden"))
    return {
        "code": draft.code,
        "name": programme.name,
        "number": draft.number,
        "version": draft.version,
        "action": url_for(f"admin.{view}", version_id=draft.id, **url),
        "can_edit": draft.state == VersionState.DRAFT,
        "view": f"admin.{view}",
        "views": tuple(
            (name, label, url_for(name, version_id=draft.id)) for name, label in zip(TABS, labels, strict=True)
        ),
    }


def programme_of(work: Work, draft: VersionRecord) -> Programme:
    return versions.parsed(draft, work.house.demo)


def sent_version() -> int:
    """The version that the form was shown with; something else than a number is an old form."""
    return request.form.get("version", 0, type=int)


def keep(
    work: Work, draft: VersionRecord, form: PortalForm, what: str, change: Callable[[Data], object]
) -> Response | None:
    """Change the draft; None where a rule says no, and then the form says why."""

    def edit(data: Data) -> None:
        change(data)

    try:
        versions.change_draft(work, versions.ChangeDraft(draft.id, sent_version(), what, edit))
    except Refused as fault:
        form.add_error(fault.field, fault.text)
        return None
    flash(_("Gemt i udkastet. Det gælder først, når en anden har godkendt det."), "success")
    return redirect(request.path, 303)
