"""What a citizen tells of her weeks at a workplace, for the staff of her case: the curve, her words, and who has rung."""

from __future__ import annotations

from dataclasses import dataclass

from flask import flash, redirect, url_for
from werkzeug.wrappers import Response

from portal.domain.access import Permission
from portal.services.check_in import HandleCheckIns, handle_check_ins
from portal.services.work import Work
from portal.store import check_ins, placements
from portal.store.placements import PlacementRecord
from portal.web.caseworker.addresses import case_address
from portal.web.caseworker.blueprint import caseworker
from portal.web.check_in_words import Curve, concern_words, curve_of
from portal.web.i18n import gettext as _
from portal.web.i18n import long_date
from portal.web.render import Page, render

ALLOW = Permission.PLACEMENT_FOLLOW
URL = "/medarbejder/forloeb/<uuid:placement_id>/hvordan-gaar-det"


@dataclass(frozen=True)
class Told:
    when: str
    words: str
    concern: str
    waits: bool


@dataclass(frozen=True, kw_only=True)
class CheckInsPage(Page):
    who: str
    curve: Curve
    told: tuple[Told, ...]
    waits: bool
    action: str
    placement_href: str
    case_href: str


@caseworker.page(URL, allow=ALLOW, load=placements.get)
def show_check_ins(work: Work, one: PlacementRecord) -> tuple[str, int]:
    found = check_ins.list_of_placements(work.session, [one.id])
    told = tuple(
        Told(long_date(it.at), it.words, concern_words(it.calls_for), bool(it.calls_for) and it.handled_at is None)
        for it in reversed(found)
        if it.words or it.calls_for
    )
    page = CheckInsPage(
        title=_("Sådan går det for %(who)s", who=one.full_name),
        who=one.full_name,
        curve=curve_of(found),
        told=told,
        waits=any(it.waits for it in told),
        action=url_for("caseworker.show_check_ins", placement_id=one.id),
        placement_href=url_for("caseworker.show_placement", placement_id=one.id),
        case_href=case_address(work, one.enrolment_id),
    )
    return render("caseworker/check_in/show.html", page)


@caseworker.action(URL, allow=ALLOW, load=placements.get)
def finish_check_ins(work: Work, one: PlacementRecord) -> Response:
    handle_check_ins(work, HandleCheckIns(one.id))
    flash(_("Godt. Det er noteret, at I har talt sammen."), "success")
    return redirect(url_for("caseworker.show_check_ins", placement_id=one.id), 303)
