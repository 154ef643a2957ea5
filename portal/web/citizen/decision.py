"""The decision as a page and as paper, and what to do when it is not understood or not agreed with (B24)."""

from __future__ import annotations

from dataclasses import dataclass

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response
from wtforms import TextAreaField

from portal.domain.access import Permission
from portal.domain.errors import NotFound, Refused
from portal.domain.municipalities import sender
from portal.domain.workflow import EnrolmentState
from portal.services import complaint as service
from portal.services.complaint import AskForExplanation, Complain, Decision, decision_of
from portal.services.enrolment import text_warnings
from portal.services.work import Work
from portal.store import complaints, enrolments
from portal.store.complaints import ComplaintRecord
from portal.store.enrolments import EnrolmentRecord
from portal.store.refusals import RefusalRecord
from portal.web.citizen.blueprint import citizen
from portal.web.forms import FormView, MaxLength, PortalForm, Required, filled
from portal.web.i18n import gettext as _
from portal.web.i18n import long_date
from portal.web.papers import download, of_page
from portal.web.render import Page, render

ALLOW = Permission.ENROLMENT_OWN
DECISION = "/min-side/afgoerelse/<uuid:enrolment_id>"
COMPLAINT = "/min-side/klage/<uuid:enrolment_id>"
WORDS_LIMIT = 4000


class ComplaintForm(PortalForm):
    words = TextAreaField(
        _("Din klage"),
        [Required(_("Skriv, hvad du er uenig i.")), MaxLength(WORDS_LIMIT)],
        description=_("Skriv med dine egne ord. Det behøver ikke være langt."),
        render_kw={"kind": "text_area", "limit": WORDS_LIMIT},
    )


@dataclass(frozen=True)
class Choice:
    program: str
    href: str


@dataclass(frozen=True, kw_only=True)
class ChooseDecision(Page):
    choices: tuple[Choice, ...]


@dataclass(frozen=True, kw_only=True)
class DecisionPage(Page):
    name: str
    program: str
    sender: str
    on: str
    until: str
    refused: bool
    letter: RefusalRecord | None
    words: str
    complaint: str
    adviser: str
    pdf_href: str
    complaint_href: str


@dataclass(frozen=True)
class Sent:
    """One complaint she has sent, and how it stands."""

    heading: str
    words: str
    state: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class ComplaintPage(Page):
    program: str
    sender: str
    decided: bool
    on: str
    until: str
    time: str
    late: bool
    decision_href: str
    action: str
    phone: str
    sent: tuple[Sent, ...]
    form: FormView


@citizen.page("/min-side/klage", allow=Permission.MY_PAGE)
def choose_complaint(work: Work) -> Response | tuple[str, int]:
    """With one case there is nothing to choose; with none, the open page says what anybody can do."""
    assert work.actor.person_id is not None
    mine = [case for case in enrolments.list_of_person(work.session, work.actor.person_id) if case.submitted_at]
    if not mine:
        return redirect(url_for("public.show_complaints"))
    if len(mine) == 1:
        return redirect(url_for("citizen.show_complaint", enrolment_id=mine[0].id))
    choices = tuple(
        Choice(work.house.programme(case.programme_code).name, url_for("citizen.show_complaint", enrolment_id=case.id))
        for case in mine
    )
    title = _("Få en forklaring, eller klag")
    return render("citizen/leave/choose.html", ChooseDecision(title=title, choices=choices))


@citizen.page(DECISION, allow=ALLOW, load=enrolments.get)
def show_decision(work: Work, case: EnrolmentRecord) -> tuple[str, int]:
    decision = decision_of(work, case)
    if decision is None:
        raise NotFound
    return render("citizen/decision/show.html", _decision_page(work, case, decision))


@citizen.page(f"{DECISION}/afgoerelse.pdf", allow=ALLOW, load=enrolments.get)
def download_decision(work: Work, case: EnrolmentRecord) -> Response:
    html, _status = show_decision(work, case)
    facts = (sender(case.operating_municipality), case.full_name, _("Dit nummer er %(number)s", number=case.number))
    return download(of_page(html, *facts), "afgoerelse.pdf", work.now)


@citizen.page(COMPLAINT, allow=ALLOW, load=enrolments.get)
def show_complaint(work: Work, case: EnrolmentRecord) -> tuple[str, int]:
    return render("citizen/decision/complain.html", _complaint_page(work, case, ComplaintForm()))


@citizen.action(COMPLAINT, allow=ALLOW, load=enrolments.get)
def send_complaint(work: Work, case: EnrolmentRecord) -> Response | tuple[str, int]:
    back = redirect(url_for("citizen.show_complaint", enrolment_id=case.id), 303)
    if request.form.get("handling") == "forklar":
        service.ask_for_explanation(work, AskForExplanation(case.id))
        flash(_("Tak. Vi ringer til dig og forklarer afgørelsen."), "success")
        return back
    form = filled(ComplaintForm)
    if not form.validate():
        return render("citizen/decision/complain.html", _complaint_page(work, case, form), 422)
    try:
        promised = service.complain(work, Complain(case.id, form.words.data or ""))
    except Refused as refusal:
        form.add_error("words", refusal.text)
        return render("citizen/decision/complain.html", _complaint_page(work, case, form), 422)
    text = _(
        "Vi har fået din klage. Dit nummer er %(number)s. Du hører fra os senest %(date)s. "
        "Du får også en kvittering i Digital Post.",
        number=case.number,
        date=long_date(promised),
    )
    flash(text, "success")
    for warning in text_warnings(form.words.data):
        flash(warning, "warning")
    return back


def _decision_page(work: Work, case: EnrolmentRecord, decision: Decision) -> DecisionPage:
    program = work.house.programme(case.programme_code).name
    refused = case.state == EnrolmentState.REFUSED
    return DecisionPage(
        title=_("Svar på din tilmelding") if refused else _("Du er med i %(program)s", program=program),
        name=case.first_name,
        program=program,
        sender=sender(case.operating_municipality),
        on=long_date(decision.on),
        until=long_date(decision.until),
        refused=refused,
        letter=decision.letter,
        words=decision.words,
        complaint=decision.complaint,
        adviser=case.adviser_name or "",
        pdf_href=url_for("citizen.download_decision", enrolment_id=case.id),
        complaint_href=url_for("citizen.show_complaint", enrolment_id=case.id),
    )


def _complaint_page(work: Work, case: EnrolmentRecord, form: ComplaintForm) -> ComplaintPage:
    decision = decision_of(work, case)
    return ComplaintPage(
        title=_("Få en forklaring, eller klag"),
        program=work.house.programme(case.programme_code).name,
        sender=sender(case.operating_municipality),
        decided=decision is not None,
        on=long_date(decision.on) if decision else "",
        until=long_date(decision.until) if decision else "",
        time=decision.time if decision else "",
        late=bool(decision and work.today > decision.until),
        decision_href=url_for("citizen.show_decision", enrolment_id=case.id) if decision else "",
        action=url_for("citizen.show_complaint", enrolment_id=case.id),
        phone=case.adviser_phone or work.house.support_phone,
        sent=tuple(_sent(one) for one in complaints.list_of_enrolment(work.session, case.id)) if decision else (),
        form=form.view(),
    )


def _sent(one: ComplaintRecord) -> Sent:
    states = {
        service.CHANGED: _("Du fik medhold. Afgørelsen bliver lavet om."),
        service.UPHELD: _("Vi er kommet frem til det samme som før. Din klage er sendt til Ankestyrelsen."),
    }
    waiting = _("Vi ser på sagen igen. Du hører fra os senest %(date)s.", date=long_date(one.answer_by))
    return Sent(
        heading=_("Din klage fra %(date)s", date=long_date(one.at)),
        words=one.words,
        state=states[one.outcome] if one.outcome else waiting,
        reason=one.reason or "",
    )
