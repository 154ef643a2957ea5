"""The staff's side of the conversation with a citizen: answer, or say that it was talked about on the phone."""

from __future__ import annotations

from dataclasses import dataclass

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from portal.domain.access import Permission
from portal.domain.errors import NotFound
from portal.services.conversation import UNSENT, SettleMessages, WriteMessage, settle_messages, write_message
from portal.services.work import Work
from portal.store import conversations, enrolments
from portal.store.enrolments import EnrolmentRecord
from portal.web.caseworker.blueprint import caseworker
from portal.web.conversation_thread import Line, MessageForm, lines_of
from portal.web.forms import FormView, filled
from portal.web.i18n import gettext as _
from portal.web.render import Page, render

ALLOW = Permission.CASE_TALK
URL = "/medarbejder/tilmeldinger/<uuid:enrolment_id>/beskeder"


@dataclass(frozen=True, kw_only=True)
class ConversationPage(Page):
    who: str
    phone: str
    lines: tuple[Line, ...]
    any_new: bool
    form: FormView
    action: str
    case_href: str


@caseworker.page(URL, allow=ALLOW, load=enrolments.get)
def show_conversation(work: Work, case: EnrolmentRecord) -> tuple[str, int]:
    return render("caseworker/conversation/show.html", _page(work, case, MessageForm()))


@caseworker.action(URL, allow=ALLOW, load=enrolments.get)
def write_to_citizen(work: Work, case: EnrolmentRecord) -> Response | tuple[str, int]:
    back = redirect(url_for("caseworker.show_conversation", enrolment_id=case.id), 303)
    if request.form.get("handling") == "klaret":
        settle_messages(work, SettleMessages(case.id))
        flash(_("Godt. Beskederne er klaret."), "success")
        return back
    form = filled(MessageForm)
    if not form.validate():
        return render("caseworker/conversation/show.html", _page(work, case, form), 422)
    write_message(work, WriteMessage(case.id, form.text.data or ""))
    flash(_("Beskeden er sendt. Borgeren får at vide, at der er noget at læse."), "success")
    return back


def _page(work: Work, case: EnrolmentRecord, form: MessageForm) -> ConversationPage:
    if case.state in UNSENT:
        raise NotFound
    lines = lines_of(conversations.list_of_enrolment(work.session, case.id), citizen_reads=False)
    return ConversationPage(
        title=_("Beskeder med %(who)s", who=case.short_name),
        who=case.full_name,
        phone=case.answers.get("kontakt", {}).get("phone", ""),
        lines=lines,
        any_new=any(line.new for line in lines),
        form=form.view(),
        action=url_for("caseworker.show_conversation", enrolment_id=case.id),
        case_href=url_for("caseworker.show_enrolment", enrolment_id=case.id),
    )
