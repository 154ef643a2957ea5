"""Mine valg: every permission on one page, since when it holds, who uses it, and a yes or no that holds at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from portal.domain.access import Permission
from portal.domain.accommodations import describe
from portal.domain.errors import NotFound, Refused
from portal.services.disclosure import WithdrawNeed, withdraw
from portal.services.enrolment.choices import UNSENT, Choose, answer_of, choices_of, choose
from portal.services.work import Work
from portal.store import audit, disclosures, enrolments
from portal.store.disclosures import DisclosureRecord
from portal.store.enrolments import EnrolmentRecord
from portal.web.citizen.blueprint import citizen
from portal.web.i18n import gettext as _
from portal.web.i18n import long_date
from portal.web.render import Page, render

ALLOW = Permission.ENROLMENT_OWN


@dataclass(frozen=True)
class Choice:
    code: str
    question: str
    who: str
    answer: str
    since: str


@dataclass(frozen=True)
class Case:
    program: str
    href: str


@dataclass(frozen=True)
class Told:
    """A need that one company may know of."""

    id: UUID
    need: str
    text: str


@dataclass(frozen=True, kw_only=True)
class ChooseCase(Page):
    choices: tuple[Case, ...]


@dataclass(frozen=True, kw_only=True)
class ChoicesPage(Page):
    program: str
    choices: tuple[Choice, ...]
    needs: tuple[Told, ...]
    action: str


@citizen.page("/min-side/valg", allow=Permission.MY_PAGE)
def list_choices(work: Work) -> Response | tuple[str, int]:
    """With one case there is nothing to choose."""
    assert work.actor.person_id is not None
    mine = [case for case in enrolments.list_of_person(work.session, work.actor.person_id) if case.state not in UNSENT]
    if len(mine) == 1:
        return redirect(url_for("citizen.show_choices", enrolment_id=mine[0].id))
    cases = tuple(
        Case(
            work.house.programme(case.programme_code).name,
            url_for("citizen.show_choices", enrolment_id=case.id),
        )
        for case in mine
    )
    return render("citizen/leave/choose.html", ChooseCase(title=_("Mine valg"), choices=cases))


@citizen.page("/min-side/valg/<uuid:enrolment_id>", allow=ALLOW, load=enrolments.get, queries=6)
def show_choices(work: Work, enrolment: EnrolmentRecord) -> tuple[str, int]:
    if enrolment.state in UNSENT:
        raise NotFound
    since = _since(work, enrolment)
    texts = _texts()
    page = ChoicesPage(
        title=_("Mine valg"),
        program=work.house.programme(enrolment.programme_code).name,
        choices=tuple(_choice(code, texts[code], enrolment, since) for code in choices_of(enrolment.answers)),
        needs=tuple(_told(one) for one in disclosures.list_of_person(work.session, enrolment.person_id, work.today)),
        action=url_for("citizen.show_choices", enrolment_id=enrolment.id),
    )
    return render("citizen/rights/choices.html", page)


@citizen.action("/min-side/valg/<uuid:enrolment_id>", allow=ALLOW, load=enrolments.get)
def keep_choice(work: Work, enrolment: EnrolmentRecord) -> Response:
    if "hensyn" in request.form:
        return _take_back(work, enrolment, request.form["hensyn"])
    code, _mark, answer = request.form.get("valg", "").partition(":")
    try:
        choose(work, Choose(enrolment.id, code, answer))
    except Refused as refusal:
        flash(refusal.text, "warning")
    else:
        flash(_("Dit valg er gemt. Det gælder fra nu."), "success")
    return redirect(url_for("citizen.show_choices", enrolment_id=enrolment.id), 303)


def _told(one: DisclosureRecord) -> Told:
    text = _(
        "%(company)s må vide det til og med %(date)s, så de kan lægge arbejdet til rette. Du sagde ja den %(day)s.",
        company=one.company_name,
        date=long_date(one.ends_on),
        day=long_date(one.given_at),
    )
    return Told(one.id, describe(one.need), text)


def _take_back(work: Work, enrolment: EnrolmentRecord, chosen: str) -> Response:
    try:
        withdraw(work, WithdrawNeed(UUID(chosen)))
    except ValueError:
        raise NotFound from None
    flash(_("Dit valg er gemt. Det gælder fra nu."), "success")
    return redirect(url_for("citizen.show_choices", enrolment_id=enrolment.id), 303)


def _since(work: Work, enrolment: EnrolmentRecord) -> dict[str, datetime]:
    """When each choice was made last: the trail knows; what was never changed holds from the enrolment."""
    trail = audit.list_about(work.session, "enrolment", enrolment.id)
    return {str(entry.detail["choice"]): entry.at for entry in trail if entry.action == "enrolment.choose"}


def _choice(code: str, text: tuple[str, str], case: EnrolmentRecord, since: dict[str, datetime]) -> Choice:
    answer = answer_of(case.answers, code)
    words = {"yes": _("ja"), "no": _("nej"), "wait": _("ikke endnu")}
    day = long_date(since.get(code, case.submitted_at))
    said = _("Du sagde %(answer)s den %(date)s.", answer=words[answer], date=day) if answer in words and day else ""
    return Choice(code, *text, answer=answer, since=said or _("Du har ikke svaret på det endnu."))


def _texts() -> dict[str, tuple[str, str]]:
    """Each question, and who uses the answer for what."""
    return {
        "profile": (
            _("Må virksomheder, som vi har godkendt, se en kort profil uden dit navn?"),
            _(
                "Det bruger virksomheder, før de siger ja eller nej. De ser opgaver, timer og start. "
                "De ser ikke navn, alder, CPR-nummer, adresse eller helbred."
            ),
        ),
        "health_notes": (
            _("Må de, der støtter dig, skrive til din rådgiver om, hvordan det går?"),
            _("Det bruger din rådgiver. Det gælder en ergoterapeut eller en sygeplejerske. Du kan selv læse det."),
        ),
        "follow_up": (
            _("Må vi spørge dig efter tre og seks måneder, hvordan det er gået?"),
            _("Det bruger kommunen til at gøre hjælpen bedre. Det er fire korte spørgsmål."),
        ),
        "workplace": (
            _("Må vi kontakte din arbejdsplads tidligt?"),
            _("Det bruger din rådgiver til at tale med din leder om opgaver og timer. Vi taler ikke om din sygdom."),
        ),
        "sms": (
            _("Må vi sende dig en sms, når der er nyt?"),
            _("Det bruger vi kun til korte beskeder. Der står aldrig noget privat i dem."),
        ),
        "email": (
            _("Må vi sende dig en e-mail, når der er nyt?"),
            _("Det bruger vi kun til korte beskeder. Der står aldrig noget privat i dem."),
        ),
    }
