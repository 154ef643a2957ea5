"""Hvordan går det? Three taps, each kept at once; and four questions three and six months after."""

from __future__ import annotations

from dataclasses import dataclass

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response
from wtforms import TextAreaField

from portal.domain.access import Permission
from portal.domain.check_in import call_by, next_question
from portal.domain.errors import NotFound, Refused
from portal.services.check_in import (
    AnswerCheckIn,
    TellMore,
    answer_check_in,
    kind_now,
    questions_of,
    tell_more,
    week_of,
)
from portal.services.enrolment import text_warnings
from portal.services.work import COPENHAGEN, Work
from portal.store import check_ins, enrolments, placements
from portal.store.check_ins import WEEKLY, CheckInRecord
from portal.store.placements import PlacementRecord
from portal.web.check_in_words import Curve, answers_words, curve_of, question_words
from portal.web.citizen.blueprint import citizen
from portal.web.forms import FormView, MaxLength, PortalForm, filled
from portal.web.i18n import gettext as _
from portal.web.i18n import weekday_date
from portal.web.render import Page, render

ALLOW = Permission.PLACEMENT_OWN
URL = "/min-side/forloeb/<uuid:placement_id>/status"
THANKS = "tak"
PASS = "spring-over"  # noqa: S105  the value of a button


class MoreForm(PortalForm):
    words = TextAreaField(
        _("Vil du fortælle mere?"),
        [MaxLength(1000)],
        description=_("Du må skrive helt kort. Din rådgiver læser det. Virksomheden ser det ikke."),
        render_kw={"kind": "text_area", "limit": 1000},
    )


@dataclass(frozen=True, kw_only=True)
class QuestionPage(Page):
    progress: str
    intro: str
    question: str
    answers: tuple[tuple[str, str, bool], ...]
    action: str
    back: str


@dataclass(frozen=True, kw_only=True)
class ThanksPage(Page):
    text: str
    phone: str
    curve: Curve
    weekly: bool
    form: FormView
    action: str
    placement_href: str


@citizen.page(URL, allow=ALLOW, load=placements.get)
def show_check_in(work: Work, placement: PlacementRecord) -> Response | tuple[str, int]:
    kind = kind_now(work, placement)
    if kind is None:
        return redirect(url_for("citizen.show_placement", placement_id=placement.id))
    asked = request.args.get("sp") or next(iter(questions_of(kind)))
    if asked == THANKS:
        return render("citizen/placement/thanks.html", _thanks(work, placement, kind, MoreForm(), fill=True))
    return render("citizen/placement/question.html", _question(work, placement, kind, asked))


@citizen.action(URL, allow=ALLOW, load=placements.get)
def keep_check_in(work: Work, placement: PlacementRecord) -> Response | tuple[str, int]:
    kind, asked = kind_now(work, placement), request.args.get("sp", "")
    here = url_for("citizen.show_placement", placement_id=placement.id)
    if kind is None:
        return redirect(here, 303)
    if asked == THANKS:
        return _tell_more(work, placement, kind)
    answer = request.form.get("svar", "")
    try:
        answer_check_in(work, AnswerCheckIn(placement.id, asked, "" if answer == PASS else answer))
    except Refused as refusal:
        flash(refusal.text, "warning")
        return redirect(url_for("citizen.show_check_in", placement_id=placement.id), 303)
    following = next_question(questions_of(kind), asked) or THANKS
    return redirect(url_for("citizen.show_check_in", placement_id=placement.id, sp=following), 303)


def _tell_more(work: Work, placement: PlacementRecord, kind: str) -> Response | tuple[str, int]:
    form = filled(MoreForm)
    if not form.validate():
        return render("citizen/placement/thanks.html", _thanks(work, placement, kind, form), 422)
    tell_more(work, TellMore(placement.id, form.words.data or ""))
    flash(_("Tak. Det er sendt til din rådgiver."), "success")
    for warning in text_warnings(form.words.data):
        flash(warning, "warning")
    return redirect(url_for("citizen.show_placement", placement_id=placement.id), 303)


def _question(work: Work, placement: PlacementRecord, kind: str, asked: str) -> QuestionPage:
    questions = questions_of(kind)
    if asked not in questions:
        raise NotFound
    names = list(questions)
    told = _now(work, placement, kind)
    before = names[names.index(asked) - 1] if asked != names[0] else None
    here = url_for("citizen.show_placement", placement_id=placement.id)
    return QuestionPage(
        title=question_words(asked, kind),
        progress=_("Spørgsmål %(number)s af %(total)s", number=names.index(asked) + 1, total=len(names)),
        intro=_intro(kind) if before is None else "",
        question=asked,
        answers=tuple(
            (code, text, bool(told and told.answers.get(asked) == code))
            for code, text in answers_words(asked).items()
            if code in questions[asked]
        ),
        action=url_for("citizen.show_check_in", placement_id=placement.id, sp=asked),
        back=url_for("citizen.show_check_in", placement_id=placement.id, sp=before) if before else here,
    )


def _intro(kind: str) -> str:
    if kind == WEEKLY:
        return _("Tre korte spørgsmål. Du må springe over.")
    return _("Fire korte spørgsmål om tiden efter dit forløb. Du må springe over.")


def _now(work: Work, placement: PlacementRecord, kind: str) -> CheckInRecord | None:
    """What has been told already of this week."""
    week = week_of(work, placement, kind)
    told = check_ins.list_of_placements(work.session, [placement.id])
    return next((one for one in told if one.kind == kind and one.week == week), None)


def _thanks(work: Work, placement: PlacementRecord, kind: str, form: MoreForm, *, fill: bool = False) -> ThanksPage:
    told = check_ins.list_of_placements(work.session, [placement.id])
    week = week_of(work, placement, kind)
    now = next((one for one in told if one.kind == kind and one.week == week), None)
    if fill and now:
        form = MoreForm(data={"words": now.words})
    case = enrolments.get(work.session, placement.enrolment_id)
    return ThanksPage(
        title=_("Tak for dit svar"),
        text=_promise(work, now, case.adviser_name or _("Din rådgiver")),
        phone=case.adviser_phone or work.house.support_phone,
        curve=curve_of(told),
        weekly=kind == WEEKLY,
        form=form.view(),
        action=url_for("citizen.show_check_in", placement_id=placement.id, sp=THANKS),
        placement_href=url_for("citizen.show_placement", placement_id=placement.id),
    )


def _promise(work: Work, now: CheckInRecord | None, adviser: str) -> str:
    """What happens with the answer; a call "today" is only promised while there are people to make it."""
    if now and now.answers.get("call") == "today":
        day, clock = call_by(now.at.astimezone(COPENHAGEN))
        when = _("i dag") if day == work.today else weekday_date(day)
        return _("Vi ringer til dig %(when)s inden klokken %(clock)s.", when=when, clock=clock.hour)
    if now and now.answers.get("call") == "this_week":
        return _("%(adviser)s læser det og ringer til dig i denne uge.", adviser=adviser)
    return _("%(adviser)s læser det.", adviser=adviser)
