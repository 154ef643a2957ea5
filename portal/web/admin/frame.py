"""The frame of a programme: name, days, places, municipalities, deadlines and sources (A2)."""

from __future__ import annotations

from datetime import date
from functools import partial

from werkzeug.wrappers import Response
from wtforms import SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import StopValidation

from portal.domain.access import Permission
from portal.domain.eligibility.parsing import DEADLINES
from portal.domain.municipalities import MUNICIPALITIES, operating_for
from portal.domain.placement_law import Deadline, PlacementKind
from portal.programmes.editing import Data, data_of, period_field, set_or_drop
from portal.services import programme_version as versions
from portal.services.deadlines import deadline_of
from portal.services.work import Work
from portal.store import programme_versions as store
from portal.store.programme_versions import VersionRecord
from portal.web.admin.blueprint import admin
from portal.web.admin.editing import keep, lines_field, lines_of, show_form
from portal.web.admin.words import KINDS
from portal.web.forms import Between, DateParts, Decimal, MaxLength, PortalForm, Required, choices, filled
from portal.web.i18n import gettext as _

CODES = {name.lower(): code for code, name in MUNICIPALITIES.items()}
EDIT = Permission.PROGRAMME_EDIT


def _days(label: str, name: str, suffix: str, hint: str = "") -> Decimal:
    """A deadline of the programme's own; empty is the one that holds for all."""
    least, most = DEADLINES[name]
    text = f"Skriv et helt tal mellem {least} og {most}, eller lad feltet stå tomt."
    return Decimal(label, [Between(least, most, text)], description=hint, render_kw={"suffix": suffix})


class FrameForm(PortalForm):
    name = StringField("Kort navn", [Required("Skriv tilbuddets navn."), MaxLength(60)])
    title = StringField("Fulde navn", [Required("Skriv det fulde navn."), MaxLength(120)])
    enrolment = SelectField(
        "Sådan kommer man ind",
        choices=choices({str(k): text for k, text in KINDS.items()}),
        render_kw={"optional": False},
    )
    first = DateParts("Første dag", render_kw={"optional": True})
    last = DateParts("Sidste dag", description="Lad feltet stå tomt, hvis der ikke er en sidste dag.")
    total = Decimal("Pladser i alt", [Between(0, 100000, "Skriv et helt tal, der ikke er under nul.")])
    municipalities = lines_field(
        "Kommuner",
        "Skriv én kommune på hver linje. Er pladserne delt, så skriv antallet efter et kolon. For eksempel »Dragør: 12«.",
        "Skriv mindst én kommune.",
    )
    kinds = SelectMultipleField(
        "Forløb, man kan få",
        [Required("Vælg mindst én slags forløb.")],
        choices=choices({kind.value: kind.label.capitalize() for kind in PlacementKind}),
    )
    reply = _days("Svar på en tilmelding", "reply", "hverdage")
    place_answer = _days("Svar på en ledig plads", "place_answer", "hverdage")
    pause_keeps = _days("En pause holder pladsen eller nummeret i køen", "pause_keeps", "dage")
    sources = lines_field(
        "Kilder",
        "Én kilde på hver linje: lov, bevilling eller artikel med dato. Kriterierne henviser til dem.",
        "Skriv mindst én kilde.",
    )

    def validate_municipalities(self, field: TextAreaField) -> None:
        for line in lines_of(field.data):
            name, _colon, places = (part.strip() for part in line.partition(":"))
            if name.lower() not in CODES:
                raise StopValidation(f"Vi kender ikke kommunen »{name}«. Se efter, om den er stavet rigtigt.")
            if places and not (places.isascii() and places.isdigit()):
                raise StopValidation(f"Antal pladser i {name} skal være et helt tal.")

    def validate_total(self, field: Decimal) -> None:
        self._refuse_fraction(field)

    def validate_reply(self, field: Decimal) -> None:
        self._refuse_fraction(field)

    def validate_place_answer(self, field: Decimal) -> None:
        self._refuse_fraction(field)

    def validate_pause_keeps(self, field: Decimal) -> None:
        self._refuse_fraction(field)

    def _refuse_fraction(self, field: Decimal) -> None:
        if field.number is not None and field.number != int(field.number):
            raise StopValidation("Skriv et helt tal uden komma.")

    def validate_last(self, field: DateParts) -> None:
        if self.first.data and field.data and field.data < self.first.data:
            raise StopValidation("Den sidste dag ligger før den første.")


@admin.page("/admin/programmer/udkast/<uuid:version_id>/rammer", allow=EDIT, load=store.get)
def edit_frame(work: Work, draft: VersionRecord) -> tuple[str, int]:
    return show_form(work, draft, _form(work, _frame(data_of(draft.text), work.house.demo)), "edit_frame", _("Rammer"))


@admin.action("/admin/programmer/udkast/<uuid:version_id>/rammer", allow=EDIT, load=store.get)
def save_frame(work: Work, draft: VersionRecord) -> Response | tuple[str, int]:
    form = _form(work)
    change = partial(_put_frame, form=form, demo=work.house.demo)
    done = keep(work, draft, form, "rammer", change) if form.validate() else None
    return done or show_form(work, draft, form, "edit_frame", _("Rammer"), 422)


def _form(work: Work, start: Data | None = None) -> FrameForm:
    """The form, which says what holds where a programme has no deadline of its own."""
    form = filled(FrameForm, start)
    common = {
        "reply": f"{work.house.reply_days} hverdage",
        "place_answer": deadline_of(work, Deadline.PLACE_ANSWER).words,
        "pause_keeps": deadline_of(work, Deadline.PAUSE_KEEPS).words,
    }
    for name, words in common.items():
        form[name].description = _("Lad feltet stå tomt, så gælder den fælles frist: %(words)s.", words=words)
    return form


def _frame(data: Data, demo: bool) -> Data:
    capacity, period = data.get("capacity", {}), data.get(period_field(data, demo), {})
    places, own = capacity.get("by_municipality", {}), data.get("deadlines", {})
    lines = [
        f"{one['name']}: {places[one['code']]}" if one["code"] in places else one["name"]
        for one in data["municipalities"]
    ]
    return {
        **{key: data[key] for key in ("name", "title", "enrolment")},
        "first": period.get("from"),
        "last": period.get("to"),
        "total": str(capacity.get("total", "")),
        "municipalities": "\n".join(lines),
        "kinds": data["placement_kinds"],
        **{name: str(own.get(name, "")) for name in DEADLINES},
        "sources": "\n".join(data.get("sources", {}).values()),
    }


def _put_frame(data: Data, form: FrameForm, demo: bool) -> None:
    data |= {"name": form.name.data, "title": form.title.data, "enrolment": form.enrolment.data}
    if set(form.kinds.data or []) != set(data["placement_kinds"]):
        data["placement_kinds"] = form.kinds.data
    _put_period(data, form, period_field(data, demo))
    _put_municipalities(data, form)
    set_or_drop(data.setdefault("capacity", {}), "total", _whole(form.total))
    own = {name: _whole(form[name]) for name in DEADLINES}
    set_or_drop(data, "deadlines", {name: days for name, days in own.items() if days is not None})
    versions.put_sources(data, lines_of(form.sources.data))


def _put_period(data: Data, form: FrameForm, field: str) -> None:
    days: dict[str, date | None] = {"from": form.first.data, "to": form.last.data}
    period: Data = {key: day for key, day in days.items() if day}
    before = data.get(field, {})
    if "confirmed" in before and period:
        period["confirmed"] = before["confirmed"]
    set_or_drop(data, field, period)


def _put_municipalities(data: Data, form: FrameForm) -> None:
    operated = {one["code"]: one["operated_by"] for one in data["municipalities"] if "operated_by" in one}
    rows, places = [], {}
    for line in lines_of(form.municipalities.data):
        name, _colon, count = (part.strip() for part in line.partition(":"))
        code = CODES[name.lower()]
        runs = operated.get(code, operating_for(code))
        rows.append({"code": code, "name": MUNICIPALITIES[code]} | ({"operated_by": runs} if runs != code else {}))
        places |= {code: int(count)} if count else {}
    data["municipalities"] = rows
    set_or_drop(data.setdefault("capacity", {}), "by_municipality", places)


def _whole(field: Decimal) -> int | None:
    return None if field.number is None else int(field.number)
