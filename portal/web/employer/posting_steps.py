"""Writing a posting, step by step, and correcting one that exists (V9)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from portal.domain.access import Permission
from portal.domain.errors import NotFound, Refused
from portal.domain.workflow import CompanyState
from portal.services import posting as service
from portal.services.work import Work, add_working_days
from portal.store import companies, postings
from portal.store.companies import CompanyRecord
from portal.store.postings import PostingRecord
from portal.web.employer.blueprint import employer, seen_version, tried, with_company
from portal.web.employer.fields import drop_down
from portal.web.employer.posting_forms import FORMS, TimeForm
from portal.web.employer.posting_guidance import length_hint, net_expansion_warning, room_lines
from portal.web.employer.posting_summary import posting_rows
from portal.web.employer.registration_summary import Group
from portal.web.forms import FormView, PortalForm, filled
from portal.web.i18n import gettext as _
from portal.web.i18n import weekday_date
from portal.web.render import Page, render

CHECK = "tjek"


def headings() -> dict[str, str]:
    return {
        "form": _("Hvad kan I tilbyde?"),
        "opgaver": _("Hvilke opgaver skal løses?"),
        "tid": _("Hvornår og hvor meget?"),
        "hensyn": _("Hvordan er arbejdet, og hvad kan I tage hensyn til?"),
        CHECK: _("Tjek og send opslaget"),
    }


@dataclass(frozen=True, kw_only=True)
class StepPage(Page):
    heading: str
    step: str
    number: int
    form: FormView
    version: int
    action: str
    back: str
    hint: str
    rooms: tuple[str, ...]
    warning: str
    draft: PostingRecord | None
    earlier: PostingRecord | None
    """The newest one that was sent, to use again."""
    editing: bool
    """An existing posting is corrected; otherwise a new one is written."""
    reviewed_again: bool


@dataclass(frozen=True, kw_only=True)
class CheckPage(Page):
    heading: str
    groups: tuple[Group, ...]
    form: FormView
    version: int
    missing: str
    rooms: tuple[str, ...]
    warning: str
    alike: PostingRecord | None
    workplace: str
    specialist: str
    may_send: bool
    refusal: str

    @property
    def has_errors(self) -> bool:
        return bool(self.refusal or self.form.errors)


def _leave(company: CompanyRecord) -> Response | None:
    """Who may not write postings yet goes where something can be done about it."""
    if company.state == CompanyState.DRAFT:
        flash(_("I kan lave et opslag, når I har sendt jeres tilmelding."), "info")
        return redirect(url_for("employer.register"), 303)
    if company.state not in service.MAY_WRITE:
        return redirect(url_for("employer.show_overview"), 303)
    return None


def _known_step(step: str) -> None:
    if step not in service.STEPS:
        raise NotFound


@employer.page("/virksomhed/opslag/ny/<step>", allow=Permission.POSTING_WRITE, queries=10)
@with_company
def new_posting(work: Work, company: CompanyRecord, step: str) -> Response | tuple[str, int]:
    _known_step(step)
    elsewhere = _leave(company)
    if elsewhere:
        return elsewhere
    draft = postings.find_draft(work.session, company.id)
    if draft is None and step != service.STEPS[0]:
        return redirect(url_for("employer.new_posting", step=service.STEPS[0]))
    if step == CHECK:
        assert draft is not None
        return _check(work, company, draft, _send_form(company, draft))
    form = filled(FORMS[step], FORMS[step].known(draft) if draft else {})
    return _step(work, company, draft, step, form)


@employer.action("/virksomhed/opslag/ny/<step>", allow=Permission.POSTING_WRITE)
@with_company
def save_new_posting(work: Work, company: CompanyRecord, step: str) -> Response | tuple[str, int]:
    _known_step(step)
    elsewhere = _leave(company)
    if elsewhere:
        return elsewhere
    draft = postings.find_draft(work.session, company.id)
    if draft is None and step != service.STEPS[0]:
        return redirect(url_for("employer.new_posting", step=service.STEPS[0]), 303)
    if step == CHECK:
        assert draft is not None
        return _send(work, company, draft)
    form = filled(FORMS[step])
    if not tried(form, lambda: _save(work, draft.id if draft else None, form)):
        return _step(work, company, draft, step, form, 422)
    return redirect(_onwards(work, company, step), 303)


def _save(work: Work, posting_id: UUID | None, form: Any) -> UUID:
    return service.save_step(work, service.SaveStep(posting_id, seen_version(), form.answers()))


def _onwards(work: Work, company: CompanyRecord, step: str) -> str:
    """The next step, or straight to the check page when only this one was to be corrected."""
    draft = postings.find_draft(work.session, company.id)
    assert draft is not None
    if service.missing_step(draft, work.today) == CHECK:
        return url_for("employer.new_posting", step=CHECK)
    return url_for("employer.new_posting", step=service.STEPS[service.STEPS.index(step) + 1])


def _step(
    work: Work, company: CompanyRecord, posting: PostingRecord | None, step: str, form: Any, status: int = 200
) -> tuple[str, int]:
    kind, number = posting.kind if posting else "", service.STEPS.index(step) + 1
    if isinstance(form, TimeForm):
        form.fit(kind)
    editing = posting is not None and posting.state != "draft"
    heading = headings()[step]
    numbered = _("%(heading)s – trin %(number)s af %(total)s", heading=heading, number=number, total=5)
    page = StepPage(
        title=heading if editing else numbered,
        heading=heading,
        step=step,
        number=number,
        form=form.view(),
        version=posting.version if posting else 0,
        action=_address(posting, step, editing),
        back=_back(posting, number, editing),
        hint=length_hint(work.house.law, kind, company.sector, work.today) if step == "tid" and kind else "",
        rooms=room_lines(work, posting, company) if step == "tid" and posting else (),
        warning=net_expansion_warning(work.house.law, kind, company, work.today) if step == "tid" else "",
        earlier=_earlier(work, company) if number == 1 and posting is None else None,
        draft=posting if number == 1 and posting is not None and not editing else None,
        editing=editing,
        reviewed_again=editing and posting is not None and posting.state == "open",
    )
    return render("employer/posting/step.html", page, status)


def _earlier(work: Work, company: CompanyRecord) -> PostingRecord | None:
    return next(iter(postings.list_of_company(work.session, company.id)), None)


def _address(posting: PostingRecord | None, step: str, editing: bool) -> str:
    if editing and posting is not None:
        return url_for("employer.edit_posting", posting_id=posting.id, step=step)
    return url_for("employer.new_posting", step=step)


def _back(posting: PostingRecord | None, number: int, editing: bool) -> str:
    if editing and posting is not None:
        return url_for("employer.show_posting", posting_id=posting.id)
    if number == 1:
        return url_for("employer.show_overview")
    return url_for("employer.new_posting", step=service.STEPS[number - 2])


class SendForm(PortalForm):
    """Made for the company: only what there is a choice about."""


def _send_form(company: CompanyRecord, posting: PostingRecord) -> PortalForm:
    """Where and by whom; asked only when the company has several."""
    places = {str(p.id): p.name for p in company.workplaces if p.ordinary_fte}
    people = {str(s.id): s.name for s in company.specialists if s.active}
    kind = type("SendForm", (SendForm,), {})
    if len(places) > 1:
        kind.workplace_id = drop_down(_("Hvilken arbejdsplads?"), places, _("Vælg arbejdsplads"))
    if len(people) > 1:
        kind.specialist_id = drop_down(_("Hvem tager imod?"), people, _("Vælg en person"))
    return filled(kind, {"workplace_id": str(posting.workplace_id), "specialist_id": str(posting.specialist_id)})


def _check(
    work: Work, company: CompanyRecord, draft: PostingRecord, form: PortalForm, status: int = 200, refusal: str = ""
) -> tuple[str, int]:
    missing = service.missing_step(draft, work.today)
    heading, view = headings()[CHECK], form.view()
    page = CheckPage(
        title=_("%(heading)s – trin %(number)s af %(total)s", heading=heading, number=5, total=5),
        heading=heading,
        groups=posting_rows(draft, lambda step: url_for("employer.new_posting", step=step)),
        form=view,
        version=draft.version,
        missing="" if missing == CHECK else url_for("employer.new_posting", step=missing),
        rooms=room_lines(work, draft, company),
        warning=net_expansion_warning(work.house.law, draft.kind, company, work.today),
        alike=service.find_alike(draft, postings.list_of_company(work.session, company.id)),
        workplace=(draft.workplace_name or "") if "workplace_id" not in view else "",
        specialist=(draft.specialist_name or "") if "specialist_id" not in view else "",
        may_send=company.state in service.MAY_POST,
        refusal=refusal,
    )
    return render("employer/posting/check.html", page, status)


def _send(work: Work, company: CompanyRecord, draft: PostingRecord) -> Response | tuple[str, int]:
    form = _send_form(company, draft)
    if not form.validate():
        return _check(work, company, draft, form, 422)
    chosen = {field.short_name: field.data for field in form}
    workplace = chosen.get("workplace_id") or str(draft.workplace_id)
    specialist = chosen.get("specialist_id") or _only_specialist(company, draft)
    try:
        service.submit(work, service.SubmitPosting(draft.id, seen_version(), UUID(workplace), UUID(specialist)))
    except Refused as fault:
        return _check(work, company, draft, form, 422, fault.text)
    deadline = weekday_date(add_working_days(work.today, work.house.reply_days))
    flash(_("Tak. Vi ser på opslaget og vender tilbage senest %(deadline)s.", deadline=deadline), "success")
    return redirect(url_for("employer.show_posting", posting_id=draft.id), 303)


def _only_specialist(company: CompanyRecord, draft: PostingRecord) -> str:
    active = [s.id for s in company.specialists if s.active]
    return str(draft.specialist_id if draft.specialist_id in active else active[0])


def _of_step(session: Any, posting_id: UUID, step: str) -> PostingRecord:
    if step not in FORMS:
        raise NotFound
    return postings.get(session, posting_id)


def _named_step() -> str:
    return (request.view_args or {})["step"]


@employer.page(
    "/virksomhed/opslag/<uuid:posting_id>/ret/<step>", allow=Permission.POSTING_OWN, load=_of_step, queries=8
)
def edit_posting(work: Work, posting: PostingRecord) -> Response | tuple[str, int]:
    if posting.state not in service.CHANGEABLE:
        return redirect(url_for("employer.show_posting", posting_id=posting.id))
    step = _named_step()
    company = companies.get(work.session, posting.company_id)
    return _step(work, company, posting, step, filled(FORMS[step], FORMS[step].known(posting)))


@employer.action("/virksomhed/opslag/<uuid:posting_id>/ret/<step>", allow=Permission.POSTING_OWN, load=_of_step)
def save_posting(work: Work, posting: PostingRecord) -> Response | tuple[str, int]:
    step = _named_step()
    form = filled(FORMS[step])
    if not tried(form, lambda: _save(work, posting.id, form)):
        return _step(work, companies.get(work.session, posting.company_id), posting, step, form, 422)
    flash(_("Opslaget er rettet."), "success")
    return redirect(url_for("employer.show_posting", posting_id=posting.id), 303)
