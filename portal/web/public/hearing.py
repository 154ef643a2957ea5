"""The one page of the employees' representative: a link without account, one answer, and no name on it (V19)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import redirect, request, url_for
from werkzeug.wrappers import Response
from wtforms import TextAreaField

from portal.domain.access import Permission
from portal.domain.access.limits import CODE
from portal.domain.errors import NotFound, Refused
from portal.domain.placement_law import PlacementKind
from portal.services import agreement as service
from portal.services.work import Work
from portal.services.workplace_room import supported_at
from portal.store import agreements, placements
from portal.store.agreements import Hearing
from portal.web.forms import FormView, MaxLength, PortalForm, filled
from portal.web.i18n import gettext as _
from portal.web.i18n import long_date, number
from portal.web.public.open_pages.blueprint import public
from portal.web.render import Page, render

PATH = "/virksomhed/hoering/<code>"


class AnswerForm(PortalForm):
    words = TextAreaField(
        _("Din bemærkning eller dit spørgsmål"),
        [MaxLength()],
        description=_("Skal kun skrives, hvis du ikke er enig, eller hvis du vil spørge."),
        render_kw={"kind": "text_area", "limit": 1000},
    )


@dataclass(frozen=True)
class Question:
    """A hearing and the code of the link that led to it."""

    code: str
    row: Hearing


@dataclass(frozen=True, kw_only=True)
class HearingPage(Page):
    state: str
    """open, answered or expired."""
    text: str
    numbers: str
    action: str
    form: FormView


def by_code(session: Any, code: str) -> Question:
    row = agreements.find_hearing(session, code)
    if row is None:
        raise NotFound
    return Question(code, row)


@public.page(PATH, allow=Permission.HEARING_ANSWER, load=by_code, queries=7, limit=CODE)
def show_hearing(work: Work, one: Question) -> tuple[str, int]:
    return _page(work, one, filled(AnswerForm))


def _page(work: Work, one: Question, form: AnswerForm, status: int = 200) -> tuple[str, int]:
    row = one.row
    state = "answered" if row.answered_at else "expired" if row.expires_at <= work.now else "open"
    titles = {
        "open": _("Er der et rimeligt forhold?"),
        "answered": _("Spørgsmålet er besvaret"),
        "expired": _("Linket er udløbet"),
    }
    page = HearingPage(
        title=titles[state],
        state=state,
        text=_text(one),
        numbers=_numbers(work, one),
        action=url_for("public.show_hearing", code=one.code),
        form=form.view(),
    )
    return render("public/hearing/show.html", page, status)


def _text(one: Question) -> str:
    placement = one.row.placement
    kinds = ", ".join(PlacementKind(part.kind).label for part in placement.parts)
    return _(
        "%(company)s vil gerne tage imod en person i %(kinds)s fra den %(day)s.",
        company=placement.company.name,
        kinds=kinds,
        day=long_date(placement.start_on),
    )


def _numbers(work: Work, one: Question) -> str:
    """How many are employed, and how many are there with support on the first day."""
    placement = one.row.placement
    workplace = placement.workplace
    if not workplace.ordinary_fte:
        return _("Virksomheden har ikke oplyst antallet af ansatte.")
    others = [p for p in placements.list_supported(work.session, [workplace.id]) if p.id != placement.id]
    there = [one for one in supported_at(workplace, others) if one.active_on(placement.start_on)]
    mean = sum(workplace.ordinary_fte) / len(workplace.ordinary_fte)
    return _(
        "Der er %(staff)s ansatte og %(there)s i praktik eller løntilskud.",
        staff=number(round(mean, 1)),
        there=len(there),
    )


@public.action(PATH, allow=Permission.HEARING_ANSWER, load=by_code, limit=CODE)
def answer_hearing(work: Work, one: Question) -> Response | tuple[str, int]:
    form = filled(AnswerForm)
    command = service.AnswerHearing(one.code, request.form.get("svar", ""), form.words.data or "")
    try:
        if not form.validate():
            return _page(work, one, form, 422)
        service.answer_hearing(work, command)
        service.settle_of_hearing(work, one.code)
    except Refused as fault:
        form.add_error(fault.field, fault.text)
        return _page(work, one, form, 422)
    return redirect(url_for("public.show_hearing", code=one.code), 303)
