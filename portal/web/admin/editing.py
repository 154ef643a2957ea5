"""What the pages of a draft share: its tabs, its piece-by-piece changes, and what is said when one is kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response
from wtforms import TextAreaField

from portal.domain.eligibility import Programme
from portal.domain.errors import Refused, Stale
from portal.domain.workflow import VersionState
from portal.programmes.editing import Data
from portal.services import programme_version as versions
from portal.services.work import Work
from portal.store.programme_versions import VersionRecord
from portal.web.forms import FieldView, FormView, MaxLength, PortalForm, Required
from portal.web.i18n import gettext as _
from portal.web.render import Page, render

TABS = (
    *("admin.show_version", "admin.edit_frame", "admin.edit_criteria", "admin.edit_texts"),
    *("admin.edit_questions", "admin.try_out", "public.preview_programme"),
)


@dataclass(frozen=True)
class Said:
    """A field of a version that can only be read, as a row of a summary."""

    label: str
    value: str
    href: str = ""


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

    @property
    def said(self) -> tuple[Said, ...]:
        """What the form says, for a version that is no draft any more."""
        return tuple(Said(view.label, _in_words(view)) for view in self.form.values())


def _in_words(view: FieldView) -> str:
    """The value of a field as a person reads it: choices by their words, a day with points."""
    if view.options:
        chosen = view.value if isinstance(view.value, list | tuple | set) else [view.value]
        return "\n".join(text for value, text, _hint in view.options if value in map(str, chosen))
    if view.kind == "date":
        return ". ".join(str(part) for part in view.value if part)
    return f"{view.value} {view.suffix}".strip() if view.value else ""


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


def show_form(
    work: Work, draft: VersionRecord, form: PortalForm, view: str, title: str, status: int = 200
) -> tuple[str, int]:
    """A page of a draft that is one form. Raises Stale where the draft was sent on while somebody wrote in it."""
    if status != 200 and draft.state != VersionState.DRAFT:
        raise Stale
    page = DraftPage(title=title, **common(work, draft, view) | {"form": form.view()})  # type: ignore[arg-type]
    return render("admin/draft/form.html", page, status)


def lines_field(label: str, hint: str, required: str = "") -> TextAreaField:
    """A list as people write one: one thing on each line."""
    checks: list[Any] = [Required(required)] if required else []
    return TextAreaField(label, [*checks, MaxLength(4000)], description=hint, render_kw={"kind": "text_area"})


def lines_of(text: str | None) -> list[str]:
    return [line.strip() for line in (text or "").splitlines() if line.strip()]


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
