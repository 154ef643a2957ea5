"""Checking the answers, sending them, and the receipt that stays for ever."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from portal.domain.access import Permission
from portal.domain.errors import NotFound, Refused
from portal.domain.municipalities import sender
from portal.domain.workflow import ENROLMENT, Party
from portal.services import places
from portal.services.enrolment import STEPS, SubmitEnrolment, may_correct, submit
from portal.services.work import Work
from portal.store import enrolments
from portal.store.enrolments import EnrolmentRecord
from portal.web.assisted_words import assisted_mark
from portal.web.citizen.begin import already, closed
from portal.web.citizen.blueprint import citizen
from portal.web.citizen.case import Case, case_of, is_interest
from portal.web.enrolment_steps import Group, sent_groups, step_group
from portal.web.i18n import gettext as _
from portal.web.places_words import wait_text
from portal.web.render import Page, render


@dataclass(frozen=True, kw_only=True)
class CheckPage(Page):
    program: str
    interest: bool
    groups: tuple[Group, ...]
    action: str
    back: str
    version: int
    errors: tuple[tuple[str, str], ...]

    @property
    def has_errors(self) -> bool:
        return bool(self.errors)


@dataclass(frozen=True, kw_only=True)
class ReceiptPage(Page):
    number: str
    sent_at: datetime
    deadline: date | None
    sender: str
    interest: bool
    contact_way: str
    waiting_list: bool
    wait: str
    phone: str
    enrolment_id: str
    answers: tuple[Group, ...]
    can_withdraw: bool
    assisted: str
    """Who filled it in together with her; empty where she did it alone."""
    correct_until: date | None
    """The last day on which that can be put right or taken back."""


@citizen.page("/tilmeld/<program>/tjek", allow=Permission.ENROL)
def show_check(work: Work, program: str) -> Response | tuple[str, int]:
    case = case_of(work, program)
    if case.is_sent:
        return already(case.programme)
    if case.enrolment is None:
        return redirect(url_for("citizen.begin", program=case.programme.slug))
    return render("citizen/enrolment/check.html", _page(case))


@citizen.action("/tilmeld/<program>/tjek", allow=Permission.ENROL)
def send(work: Work, program: str) -> Response | tuple[str, int]:
    case = case_of(work, program)
    if case.enrolment is None:
        return redirect(url_for("citizen.begin", program=case.programme.slug), 303)
    command = SubmitEnrolment(case.enrolment.id, request.form.get("version", 0, int))
    try:
        receipt = submit(work, command)
    except Refused as refusal:
        if refusal.field is None:
            return closed(work, case.programme, 422)
        return render("citizen/enrolment/check.html", _page(case, tried=True), 422)
    if receipt.again:
        flash(_("Vi har allerede fået dit svar. Du behøver ikke sende det igen."), "info")
    return redirect(url_for("citizen.show_receipt", enrolment_id=receipt.enrolment_id), 303)


@citizen.page(
    "/min-side/tilmelding/<uuid:enrolment_id>/kvittering", allow=Permission.ENROLMENT_OWN, load=enrolments.get
)
def show_receipt(work: Work, enrolment: EnrolmentRecord) -> tuple[str, int]:
    if enrolment.number is None or enrolment.submitted_at is None:
        raise NotFound
    return render("citizen/enrolment/receipt.html", _receipt(work, enrolment, enrolment.number, enrolment.submitted_at))


def _receipt(work: Work, enrolment: EnrolmentRecord, number: str, sent_at: datetime) -> ReceiptPage:
    programme, waits = work.house.programme(enrolment.programme_code), enrolment.state == "submitted"
    interest = is_interest(programme)
    found, home = places.of_programme(work, programme), enrolment.home_municipality
    full = found.is_full_for(home)
    open_still = may_correct(enrolment, work.today)

    def correct(step: str) -> str:
        return url_for("citizen.show_correction", enrolment_id=enrolment.id, step=step)

    return ReceiptPage(
        title=_("Tak, %(name)s. Vi har modtaget din interesse", name=enrolment.first_name)
        if interest
        else _("Tak, %(name)s. Vi har modtaget din tilmelding", name=enrolment.first_name),
        number=number,
        sent_at=sent_at,
        deadline=enrolment.deadline if waits else None,
        sender=sender(enrolment.operating_municipality),
        interest=interest,
        contact_way=enrolment.answers.get("kontakt", {}).get("contact_way", "call"),
        waiting_list=waits and full,
        wait=wait_text(places.wait_for_newcomer(work, found, home)) if waits and full else "",
        phone=work.house.support_phone,
        enrolment_id=str(enrolment.id),
        answers=sent_groups(enrolment.answers, correct if open_still else lambda step: ""),
        can_withdraw=ENROLMENT.allows(enrolment.state, "withdraw", Party.CITIZEN) and not open_still,
        assisted=assisted_mark(work, enrolment),
        correct_until=enrolment.assisted_until if open_still else None,
    )


def _page(case: Case, tried: bool = False) -> CheckPage:
    slug, wanted = case.programme.slug, case.wanted()
    groups = tuple(
        step_group(step, case.answers, wanted, url_for("citizen.show_step", program=slug, step=step, ret=1))
        for step in STEPS
    )
    assert case.enrolment is not None
    return CheckPage(
        title=_("Tjek dine svar, før du sender"),
        program=case.programme.name,
        interest=is_interest(case.programme),
        groups=groups,
        action=url_for("citizen.show_check", program=case.programme.slug),
        back=url_for("citizen.show_step", program=case.programme.slug, step=STEPS[-1]),
        version=case.enrolment.version,
        errors=tuple(
            (group.id, _("Svar på trinnet »%(step)s«", step=group.heading))
            for group in groups
            if tried and group.missing
        ),
    )
