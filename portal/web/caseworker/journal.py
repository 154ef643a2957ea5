"""The journal of a case: who may read a note is chosen first, and stands over the field while it is written."""

from __future__ import annotations

from dataclasses import dataclass, field

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response
from wtforms import RadioField, StringField, TextAreaField

from portal.domain.access import Permission
from portal.domain.errors import Refused
from portal.domain.notes import NoteKind, Readers
from portal.services.notes import WriteNote, write_note
from portal.services.work import Work
from portal.store import enrolments, notes
from portal.store.enrolments import EnrolmentRecord
from portal.store.notes import NoteRecord
from portal.web.caseworker.blueprint import caseworker
from portal.web.forms import DateParts, FormView, MaxLength, PortalForm, Required, choices, filled
from portal.web.i18n import gettext as _
from portal.web.i18n import long_date, short_date
from portal.web.render import Page, render

URL = "/medarbejder/tilmeldinger/<uuid:enrolment_id>/journal"
KINDS = {NoteKind.CALL: "Samtale i telefonen", NoteKind.MEETING: "Møde", NoteKind.STEP: "Vigtigt skridt"}


class NoteForm(PortalForm):
    kind = RadioField("Hvad handler det om?", [Required("Vælg, hvad notatet handler om.")], choices=choices(KINDS))
    theme = StringField(
        "Emne", [Required("Skriv et emne."), MaxLength(80)], description="For eksempel: Timer i praktikken"
    )
    words = TextAreaField(
        "Notat",
        [Required("Skriv notatet."), MaxLength(4000)],
        description="Skriv, hvad I talte om og aftalte. Skriv ikke mere om helbred, end sagen har brug for.",
        render_kw={"kind": "text_area", "limit": 4000},
    )
    day = DateParts("Hvornår skete det?", [Required("Skriv dagen.")])
    late_reason = StringField(
        "Hvorfor først nu?", [MaxLength(200)], description="Skal kun udfyldes, når dagen ligger før i dag."
    )


@dataclass(frozen=True)
class Note:
    theme: str
    kind: str
    day: str
    words: str
    written: str
    readers: str
    readers_kind: str


@dataclass(frozen=True, kw_only=True)
class Journal(Page):
    case_href: str
    other_href: str
    action: str
    choices: tuple[tuple[str, str, str], ...]
    readers: str
    """Who will read what is about to be written; empty until it is chosen."""
    notes: tuple[Note, ...]
    form: FormView = field(default_factory=FormView)


@caseworker.page(URL, allow=Permission.ENROLMENT_REVIEW, load=enrolments.get)
def show_journal(work: Work, case: EnrolmentRecord) -> tuple[str, int]:
    return _show(work, case, NoteForm(data={"day": work.today}))


@caseworker.action(URL, allow=Permission.ENROLMENT_REVIEW, load=enrolments.get)
def write_in_journal(work: Work, case: EnrolmentRecord) -> Response | tuple[str, int]:
    form = filled(NoteForm)
    if not form.validate():
        return _show(work, case, form, 422)
    told = (form.theme.data or "", form.words.data or "", form.day.data, form.late_reason.data or "")
    try:
        write_note(work, WriteNote(case.id, _readers(), form.kind.data or "", *told))
    except Refused as fault:
        form.add_error(fault.field, fault.text)
        return _show(work, case, form, 422)
    flash(_("Notatet er gemt. Det kan ikke ændres. Er noget forkert, så skriv et nyt."), "success")
    return redirect(url_for("caseworker.show_journal", enrolment_id=case.id), 303)


def _readers() -> str:
    chosen = request.args.get("laeses", "")
    return chosen if chosen in set(Readers) else ""


def _show(work: Work, case: EnrolmentRecord, form: NoteForm, status: int = 200) -> tuple[str, int]:
    chosen = _readers()
    found = notes.list_for_staff(work.session, case.id, work.actor.user_id)
    page = Journal(
        title=_("Journal for %(who)s", who=case.short_name),
        case_href=url_for("caseworker.show_enrolment", enrolment_id=case.id),
        other_href=url_for("caseworker.show_journal", enrolment_id=case.id),
        action=url_for("caseworker.show_journal", enrolment_id=case.id, laeses=chosen or None),
        choices=tuple(
            (url_for("caseworker.show_journal", enrolment_id=case.id, laeses=code), text, code)
            for code, (text, _kind) in readers_words().items()
        ),
        readers=readers_words()[chosen][0] if chosen else "",
        notes=tuple(_note(one) for one in found),
        form=form.view() if chosen else FormView(),
    )
    return render("caseworker/journal/show.html", page, status)


def readers_words() -> dict[str, tuple[str, str]]:
    return {
        Readers.ADVISER: (_("Kun rådgiveren kan læse det"), "neutral"),
        Readers.TEAM: (_("Teamet kan læse det"), "active"),
        Readers.CITIZEN: (_("Borgeren og teamet kan læse det"), "success"),
    }


def _note(one: NoteRecord) -> Note:
    readers, kind = readers_words()[one.readers]
    written = _("Skrevet %(day)s af %(name)s.", day=short_date(one.at), name=one.author_name)
    late = _("Først skrevet da, fordi: %(why)s", why=one.late_reason) if one.late_reason else ""
    return Note(
        theme=one.theme,
        kind=KINDS[NoteKind(one.kind)],
        day=long_date(one.happened_on),
        words=one.words,
        written=f"{written} {late}".strip(),
        readers=readers,
        readers_kind=kind,
    )
