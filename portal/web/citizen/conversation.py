"""Beskeder: one thread with the adviser for each case."""

from __future__ import annotations

from dataclasses import dataclass

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from portal.domain.access import Permission
from portal.domain.errors import NotFound
from portal.services.conversation import UNSENT, SettleMessages, WriteMessage, settle_messages, write_message
from portal.services.enrolment import text_warnings
from portal.services.work import Work
from portal.store import conversations, enrolments, notes
from portal.store.enrolments import EnrolmentRecord
from portal.web.citizen.blueprint import citizen
from portal.web.conversation_thread import Line, MessageForm, lines_of
from portal.web.forms import FormView, filled
from portal.web.i18n import clock, long_date, ngettext
from portal.web.i18n import gettext as _
from portal.web.render import Page, render

ALLOW = Permission.ENROLMENT_OWN


@dataclass(frozen=True)
class Thread:
    program: str
    href: str
    unread: str


@dataclass(frozen=True, kw_only=True)
class ListThreads(Page):
    threads: tuple[Thread, ...]


@dataclass(frozen=True)
class Talk:
    """What the adviser wrote down of a talk, for the citizen to read."""

    theme: str
    day: str
    words: str
    by: str


@dataclass(frozen=True, kw_only=True)
class ConversationPage(Page):
    program: str
    adviser: str
    adviser_phone: str
    reply_days: int
    lines: tuple[Line, ...]
    any_new: bool
    notes: tuple[Talk, ...]
    form: FormView
    action: str


@citizen.page("/min-side/beskeder", allow=Permission.MY_PAGE)
def list_conversations(work: Work) -> Response | tuple[str, int]:
    """With one case there is nothing to choose."""
    assert work.actor.person_id is not None
    mine = [case for case in enrolments.list_of_person(work.session, work.actor.person_id) if case.state not in UNSENT]
    if len(mine) == 1:
        return redirect(url_for("citizen.show_conversation", enrolment_id=mine[0].id))
    unread = conversations.count_unread(work.session, work.actor.person_id) if mine else {}
    threads = tuple(
        Thread(
            program=work.house.programme(case.programme_code).name,
            href=url_for("citizen.show_conversation", enrolment_id=case.id),
            unread=unread_words(unread.get(case.id, 0)),
        )
        for case in mine
    )
    return render("citizen/conversation/list.html", ListThreads(title=_("Beskeder"), threads=threads))


def unread_words(count: int) -> str:
    """ "2 nye beskeder", or nothing."""
    return ngettext("%(num)s ny besked", "%(num)s nye beskeder", count) if count else ""


@citizen.page("/min-side/beskeder/<uuid:enrolment_id>", allow=ALLOW, load=enrolments.get)
def show_conversation(work: Work, enrolment: EnrolmentRecord) -> tuple[str, int]:
    return render("citizen/conversation/show.html", _page(work, enrolment, MessageForm()))


@citizen.action("/min-side/beskeder/<uuid:enrolment_id>", allow=ALLOW, load=enrolments.get)
def send_message(work: Work, enrolment: EnrolmentRecord) -> Response | tuple[str, int]:
    """Write, or say that what has come is read. To write is to have read."""
    back = redirect(url_for("citizen.show_conversation", enrolment_id=enrolment.id), 303)
    if request.form.get("handling") == "laest":
        settle_messages(work, SettleMessages(enrolment.id))
        return back
    form = filled(MessageForm)
    if not form.validate():
        return render("citizen/conversation/show.html", _page(work, enrolment, form), 422)
    write_message(work, WriteMessage(enrolment.id, form.text.data or ""))
    flash(_("Din besked er sendt klokken %(clock)s.", clock=clock(work.now)), "success")
    for warning in text_warnings(form.text.data):
        flash(warning, "warning")
    return back


def _page(work: Work, case: EnrolmentRecord, form: MessageForm) -> ConversationPage:
    if case.state in UNSENT:
        raise NotFound
    lines = lines_of(conversations.list_of_enrolment(work.session, case.id), citizen_reads=True)
    return ConversationPage(
        title=_("Beskeder"),
        program=work.house.programme(case.programme_code).name,
        adviser=case.adviser_name or _("din rådgiver"),
        adviser_phone=case.adviser_phone or work.house.support_phone,
        reply_days=work.house.reply_days,
        lines=lines,
        any_new=any(line.new for line in lines),
        notes=tuple(
            Talk(one.theme, long_date(one.happened_on), one.words, one.author_name)
            for one in notes.list_for_citizen(work.session, case.id)
        ),
        form=form.view(),
        action=url_for("citizen.show_conversation", enrolment_id=case.id),
    )
