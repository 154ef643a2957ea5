"""Udfyld sammen: finding the citizen who is on the telephone or at the desk, and going on with what was begun."""

from __future__ import annotations

from dataclasses import dataclass, field

from flask import flash, redirect, url_for
from werkzeug.wrappers import Response
from wtforms import BooleanField, RadioField, SelectField, StringField

from portal.domain.access import Permission
from portal.domain.access.limits import LOOK_UP
from portal.domain.errors import Refused
from portal.domain.municipalities import name_of
from portal.domain.values import Cpr, InvalidValue
from portal.services.enrolment import STEPS, BeginAssisted, begin_assisted, closed_text, homes_of
from portal.services.work import Work
from portal.store import assisted
from portal.web.caseworker.blueprint import caseworker
from portal.web.forms import FormView, MaxLength, PortalForm, Required, choices, filled
from portal.web.i18n import gettext as _
from portal.web.i18n import short_date
from portal.web.render import Page, render

URL = "/medarbejder/udfyld-sammen"
WAYS = {"phone": "I telefonen", "desk": "Her hos os"}


class BeginForm(PortalForm):
    cpr = StringField(
        "Borgerens CPR-nummer",
        [Required("Skriv CPR-nummeret, som borgeren siger det."), MaxLength(20)],
        description="Ti tal. Nummeret står ikke på de næste sider.",
        render_kw={"inputmode": "numeric", "autocomplete": "off"},
    )
    programme = SelectField(
        "Tilbud", [Required("Vælg det tilbud, I taler om.")], render_kw={"placeholder": "Vælg tilbud"}
    )
    way = RadioField("Hvor taler I sammen?", [Required("Vælg, hvor I taler sammen.")], choices=choices(WAYS))
    said_yes = BooleanField(
        "Borgeren har sagt ja til, at vi udfylder sammen",
        [Required("Spørg borgeren først. Sæt flueben, når svaret er ja.")],
    )
    first_name = StringField("Fornavn", [MaxLength(100)], description="Kun når borgeren er ny hos os.")
    last_name = StringField("Efternavn", [MaxLength(100)], description="Kun når borgeren er ny hos os.")
    home_municipality = SelectField(
        "Kommune", render_kw={"placeholder": "Vælg kommune"}, description="Kun når borgeren er ny hos os."
    )


@dataclass(frozen=True)
class Begun:
    who: str
    programme: str
    touched: str
    href: str


@dataclass(frozen=True, kw_only=True)
class BeginPage(Page):
    action: str
    begun: tuple[Begun, ...]
    form: FormView = field(default_factory=FormView)


@caseworker.page(URL, allow=Permission.ENROLMENT_HELP)
def begin_helping(work: Work) -> tuple[str, int]:
    return _show(work, _offered(work, BeginForm(data={"way": "phone"})))


@caseworker.action(URL, allow=Permission.ENROLMENT_HELP, limit=LOOK_UP)
def find_citizen(work: Work) -> Response | tuple[str, int]:
    form = _offered(work, filled(BeginForm))
    if not form.validate():
        return _show(work, form, 422)
    _warn_of_check_digit(form.cpr.data or "")
    names = (form.first_name.data or "", form.last_name.data or "", form.home_municipality.data or "")
    try:
        key = begin_assisted(work, BeginAssisted(form.cpr.data or "", form.programme.data, form.way.data, *names))
    except Refused as fault:
        form.add_error(fault.field or "programme", fault.text)
        return _show(work, form, 422)
    return redirect(url_for("caseworker.show_helped_step", enrolment_id=key, step=STEPS[0]), 303)


def _warn_of_check_digit(typed: str) -> None:
    """A slip of the pen is best seen by the one who typed; what is no number at all is told beside the field."""
    try:
        fits = Cpr.parse(typed, allow_fictive=True).check_digit_fits
    except InvalidValue:
        return
    if not fits:
        flash(
            _(
                "Det sidste tal i CPR-nummeret passer ikke med resten. Nummeret kan godt være rigtigt. Se efter en gang."
            ),
            "warning",
        )


def _offered(work: Work, form: BeginForm) -> BeginForm:
    """What can be chosen today: programmes that take people in, and the municipalities one works for."""
    open_now = [one for one in work.house.programmes if closed_text(work, one) is None]
    form.programme.choices = choices({one.code: one.name for one in open_now})
    form.programme.validate_choice = form.home_municipality.validate_choice = False
    homes = choices({code: name_of(code) for code in homes_of(work.actor)})
    form.home_municipality.choices = homes
    if form.programme.data not in {one.code for one in open_now}:
        form.programme.data = None
    return form


def _show(work: Work, form: BeginForm, status: int = 200) -> tuple[str, int]:
    begun = tuple(
        Begun(
            who=one.full_name,
            programme=work.house.programme(one.programme_code).name,
            touched=short_date(one.touched),
            href=url_for("caseworker.show_helped_check", enrolment_id=one.enrolment_id),
        )
        for one in assisted.list_drafts(work.session, work.actor)
    )
    page = BeginPage(
        title=_("Udfyld sammen med en borger"),
        action=url_for("caseworker.begin_helping"),
        begun=begun,
        form=form.view(),
    )
    return render("caseworker/assisted/begin.html", page, status)
