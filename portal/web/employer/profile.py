"""The company as the portal knows it, who acts for it, and the way out (V18)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from portal.domain.access import CompanyRight, Permission
from portal.domain.errors import NotFound
from portal.domain.workflow import CompanyState
from portal.services import company_users as service
from portal.services.registration import MAY_LEAVE
from portal.services.work import Work
from portal.store import invitations, users
from portal.store.companies import CompanyRecord
from portal.store.invitations import InvitationRecord
from portal.web.context import portal
from portal.web.employer.blueprint import employer, tried, with_company
from portal.web.employer.fields import Email, boxes, line
from portal.web.employer.registration_summary import Group, summary_of
from portal.web.forms import FormView, PortalForm, filled
from portal.web.i18n import gettext as _
from portal.web.i18n import long_date
from portal.web.render import Page, render


def right_words() -> dict[str, str]:
    return {
        CompanyRight.POSTINGS: _("Skrive og rette opslag"),
        CompanyRight.CANDIDATES: _("Svare på kandidater og følge forløb"),
        CompanyRight.ADMINISTRATE: _("Administrator: alt det, og virksomhedens oplysninger og brugere"),
    }


def rights_in_short(rights: list[str]) -> str:
    """What somebody may do, on one line."""
    short = {
        CompanyRight.ADMINISTRATE: _("Administrator"),
        CompanyRight.POSTINGS: _("Opslag"),
        CompanyRight.CANDIDATES: _("Kandidater og forløb"),
    }
    if CompanyRight.ADMINISTRATE in rights:
        return short[CompanyRight.ADMINISTRATE]
    return ", ".join(text for right, text in short.items() if right in rights) or _("Kan se overblikket")


RIGHTS = right_words()


class RightsForm(PortalForm):
    rights = boxes(_("Hvad må kollegaen?"), RIGHTS, _("Alle kan se overblikket. Vælg det, der skal med."))


class InviteForm(RightsForm):
    email = line(
        _("E-mail"), _("Skriv kollegaens e-mail."), (Email(),), type="email", autocomplete="off", inputmode="email"
    )


@dataclass(frozen=True)
class UserLine:
    name: str
    rights: str
    href: str
    is_me: bool


@dataclass(frozen=True)
class InvitationLine:
    id: UUID
    recipient: str
    text: str


@dataclass(frozen=True, kw_only=True)
class ProfilePage(Page):
    groups: tuple[Group, ...]
    users: tuple[UserLine, ...]
    invitations: tuple[InvitationLine, ...]
    may_invite: bool
    leave_href: str


@dataclass(frozen=True, kw_only=True)
class InvitePage(Page):
    form: FormView
    company: str


@employer.page("/virksomhed/profil", allow=Permission.COMPANY_SEE, queries=6)
@with_company
def show_profile(work: Work, company: CompanyRecord) -> Response | tuple[str, int]:
    runs = work.actor.has_right(CompanyRight.ADMINISTRATE) and company.state != CompanyState.ENDED
    waiting = invitations.list_open(work.session, company.id, work.now) if runs else []
    page = ProfilePage(
        title=company.name,
        groups=tuple(_unlinked(group) for group in summary_of(company)) if not runs else summary_of(company),
        users=tuple(_line(work, user, runs) for user in users.rows_of_company(work.session, company.id)),
        invitations=tuple(_waiting(one) for one in waiting),
        may_invite=runs,
        leave_href=url_for("employer.show_leaving") if runs and company.state in MAY_LEAVE else "",
    )
    return render("employer/company/profile.html", page)


def _unlinked(group: Group) -> Group:
    return Group(group.heading, tuple(replace(row, href="") for row in group.rows))


def _line(work: Work, user: users.User, runs: bool) -> UserLine:
    href = url_for("employer.edit_user", user_id=user.id) if runs else ""
    return UserLine(user.name, rights_in_short(user.company_rights), href, user.id == work.actor.user_id)


def _waiting(one: InvitationRecord) -> InvitationLine:
    text = _("%(rights)s. Gælder til %(date)s.", rights=rights_in_short(one.rights), date=long_date(one.expires_at))
    return InvitationLine(one.id, one.recipient, text)


@employer.action("/virksomhed/profil", allow=Permission.COMPANY_INVITE)
@with_company
def withdraw_invitation(work: Work, company: CompanyRecord) -> Response:
    try:
        chosen = UUID(request.form.get("invitation", ""))
    except ValueError:
        raise NotFound from None
    service.withdraw(work, service.WithdrawInvitation(chosen))
    flash(_("Invitationen er trukket tilbage. Linket virker ikke længere."), "success")
    return redirect(url_for("employer.show_profile"), 303)


@employer.page("/virksomhed/profil/inviter", allow=Permission.COMPANY_INVITE)
@with_company
def show_invite(work: Work, company: CompanyRecord) -> tuple[str, int]:
    return _invite(company, filled(InviteForm, {"rights": [CompanyRight.POSTINGS, CompanyRight.CANDIDATES]}))


def _invite(company: CompanyRecord, form: InviteForm, status: int = 200) -> tuple[str, int]:
    page = InvitePage(title=_("Inviter en kollega"), form=form.view(), company=company.name)
    return render("employer/company/invite.html", page, status)


@employer.action("/virksomhed/profil/inviter", allow=Permission.COMPANY_INVITE)
@with_company
def send_invitation(work: Work, company: CompanyRecord) -> Response | tuple[str, int]:
    form = filled(InviteForm)
    if not tried(form, lambda: service.invite(work, _command(form))):
        return _invite(company, form, 422)
    flash(_("Invitationen er sendt til %(email)s.", email=form.email.data.strip()), "success")
    return redirect(url_for("employer.show_profile"), 303)


def _command(form: InviteForm) -> service.Invite:
    link = portal().site.base_url + url_for("public.show_invitation", code="CODE").replace("CODE", "{code}")
    return service.Invite(form.email.data, frozenset(map(CompanyRight, form.rights.data)), link)
