"""One colleague: what she may do for the company, and taking her out of it (V18)."""

from __future__ import annotations

from dataclasses import dataclass

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response
from wtforms import HiddenField

from portal.domain.access import CompanyRight, Permission
from portal.services import company_users as service
from portal.services.work import Work
from portal.store import users
from portal.store.users import ColleagueRecord
from portal.web.employer.blueprint import employer, tried
from portal.web.employer.profile import RightsForm
from portal.web.forms import FormView, MaxLength, filled
from portal.web.i18n import gettext as _
from portal.web.render import Page, render

PATH = "/virksomhed/profil/bruger/<uuid:user_id>"


class UserForm(RightsForm):
    seen = HiddenField(validators=[MaxLength(100)])


@dataclass(frozen=True, kw_only=True)
class UserPage(Page):
    form: FormView
    seen: str
    here: str
    is_me: bool


@employer.page(PATH, allow=Permission.COMPANY_USER, load=users.colleague)
def edit_user(work: Work, colleague: ColleagueRecord) -> tuple[str, int]:
    return _user(work, colleague, filled(UserForm, {"rights": colleague.company_rights}))


def _user(work: Work, colleague: ColleagueRecord, form: UserForm, status: int = 200) -> tuple[str, int]:
    page = UserPage(
        title=_("Rettigheder for %(name)s", name=colleague.name),
        form=form.view(),
        seen=" ".join(sorted(colleague.company_rights)),
        here=url_for("employer.edit_user", user_id=colleague.id),
        is_me=colleague.id == work.actor.user_id,
    )
    return render("employer/company/user.html", page, status)


@employer.action(PATH, allow=Permission.COMPANY_USER, load=users.colleague)
def save_user(work: Work, colleague: ColleagueRecord) -> Response | tuple[str, int]:
    form = filled(UserForm)
    removing = request.form.get("handling") == "fjern"
    verb = _remove if removing else _set_rights
    if not tried(form, lambda: verb(work, colleague, form)):
        return _user(work, colleague, form, 422)
    if colleague.id == work.actor.user_id:
        flash(_("Det er gemt. Dine rettigheder er ændret."), "success")
        return redirect(url_for("public.show_front" if removing else "employer.show_overview"), 303)
    done = _("%(name)s er ikke længere med.") if removing else _("Rettighederne for %(name)s er gemt.")
    flash(done % {"name": colleague.name}, "success")
    return redirect(url_for("employer.show_profile"), 303)


def _remove(work: Work, colleague: ColleagueRecord, form: UserForm) -> None:
    service.remove(work, service.RemoveUser(colleague.id))


def _set_rights(work: Work, colleague: ColleagueRecord, form: UserForm) -> None:
    seen, rights = frozenset((form.seen.data or "").split()), frozenset(map(CompanyRight, form.rights.data))
    service.set_rights(work, service.SetRights(colleague.id, seen, rights))
