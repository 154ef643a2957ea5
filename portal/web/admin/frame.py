"""The frame of a programme: name, days, places, municipalities, and what citizens read about it (A2, A4)."""

from __future__ import annotations

from datetime import date
from typing import Any

from werkzeug.wrappers import Response
from wtforms import SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import StopValidation

from portal.domain import readability
from portal.domain.access import Permission
from portal.domain.errors import Refused
from portal.domain.municipalities import MUNICIPALITIES, operating_for
from portal.domain.placement_law import PlacementKind
from portal.programmes.editing import Data, data_of, set_or_drop
from portal.services.work import Work
from portal.store import programme_versions as store
from portal.store.programme_versions import VersionRecord
from portal.web.admin.blueprint import admin
from portal.web.admin.editing import DraftPage, common, keep
from portal.web.admin.words import KINDS
from portal.web.forms import Between, DateParts, Decimal, MaxLength, PortalForm, Required, choices, filled
from portal.web.i18n import gettext as _
from portal.web.i18n import number
from portal.web.render import render

CODES = {name.lower(): code for code, name in MUNICIPALITIES.items()}
EDIT = Permission.PROGRAMME_EDIT


def _lines(label: str, hint: str, required: str = "") -> TextAreaField:
    checks: list[Any] = [Required(required)] if required else []
    return TextAreaField(label, [*checks, MaxLength(4000)], description=hint, render_kw={"kind": "text_area"})


class FrameForm(PortalForm):
    name = StringField("Kort navn", [Required("Skriv tilbuddets navn."), MaxLength(60)])
    title = StringField("Fulde navn", [Required("Skriv det fulde navn."), MaxLength(120)])
    enrolment = SelectField("Sådan kommer man ind", choices=choices({str(k): text for k, text in KINDS.items()}))
    first = DateParts("Første dag", render_kw={"optional": True})
    last = DateParts("Sidste dag", description="Lad feltet stå tomt, hvis der ikke er en sidste dag.")
    total = Decimal("Pladser i alt", [Between(0, 100000, "Skriv et helt tal, der ikke er under nul.")])
    municipalities = _lines(
        "Kommuner",
        "Skriv én kommune på hver linje. Er pladserne delt, så skriv antallet efter et kolon. For eksempel »Dragør: 12«.",
        "Skriv mindst én kommune.",
    )
    kinds = SelectMultipleField(
        "Forløb, man kan få",
        [Required("Vælg mindst én slags forløb.")],
        choices=choices({kind.value: kind.label.capitalize() for kind in PlacementKind}),
    )

    def validate_municipalities(self, field: TextAreaField) -> None:
        for line in _filled_lines(field.data):
            name, _colon, places = (part.strip() for part in line.partition(":"))
            if name.lower() not in CODES:
                raise StopValidation(f"Vi kender ikke kommunen »{name}«. Se efter, om den er stavet rigtigt.")
            if places and not (places.isascii() and places.isdigit()):
                raise StopValidation(f"Antal pladser i {name} skal være et helt tal.")

    def validate_total(self, field: Decimal) -> None:
        if field.number is not None and field.number != int(field.number):
            raise StopValidation("Skriv et helt tal uden komma.")

    def validate_last(self, field: DateParts) -> None:
        if self.first.data and field.data and field.data < self.first.data:
            raise StopValidation("Den sidste dag ligger før den første.")


class TextsForm(PortalForm):
    summary = _lines("Kort fortalt", "Én sætning, som står øverst på siden.", "Skriv en sætning.")
    target_group = _lines("Hvem er det for?", "", "Skriv, hvem tilbuddet er for.")
    duration = _lines("Hvor længe varer det?", "", "Skriv, hvor længe det varer.")
    heading = StringField("Overskrift, når tilbuddet passer", [Required("Skriv en overskrift."), MaxLength(200)])
    paragraphs = _lines("Tekst, når tilbuddet passer", "Et afsnit på hver linje.", "Skriv mindst én sætning.")
    gets = _lines("Det får du", "Én ting på hver linje.")
    next = _lines("Det sker der nu", "{svarfrist} bliver til antallet af hverdage.")
    phases = _lines("Sådan foregår det", "Ét trin på hver linje: overskrift, kolon, tekst.", "Skriv mindst ét trin.")
    note = StringField("Om pladserne", [MaxLength(300)])
    override = StringField(
        "Hvorfor må teksten være svær?",
        [MaxLength(200)],
        description="Kun hvis teksten har et lixtal på 35 eller mere, og det ikke kan være anderledes.",
    )

    def validate_phases(self, field: TextAreaField) -> None:
        for line in _filled_lines(field.data):
            if not all(part.strip() for part in line.partition(":")):
                raise StopValidation(f"Skriv en overskrift, et kolon og en tekst: »{line[:40]}«.")


@admin.page("/admin/programmer/udkast/<uuid:version_id>/rammer", allow=EDIT, load=store.get)
def edit_frame(work: Work, draft: VersionRecord) -> tuple[str, int]:
    return _show(work, draft, filled(FrameForm, _frame(data_of(draft.text))), "edit_frame")


@admin.action("/admin/programmer/udkast/<uuid:version_id>/rammer", allow=EDIT, load=store.get)
def save_frame(work: Work, draft: VersionRecord) -> Response | tuple[str, int]:
    form = filled(FrameForm)
    done = keep(work, draft, form, "rammer", lambda data: _put_frame(data, form)) if form.validate() else None
    return done or _show(work, draft, form, "edit_frame", 422)


@admin.page("/admin/programmer/udkast/<uuid:version_id>/tekster", allow=EDIT, load=store.get)
def edit_texts(work: Work, draft: VersionRecord) -> tuple[str, int]:
    return _show(work, draft, filled(TextsForm, _texts(data_of(draft.text))), "edit_texts")


@admin.action("/admin/programmer/udkast/<uuid:version_id>/tekster", allow=EDIT, load=store.get)
def save_texts(work: Work, draft: VersionRecord) -> Response | tuple[str, int]:
    form = filled(TextsForm)
    what = f"tekster: {form.override.data}" if form.override.data else "tekster"
    done = keep(work, draft, form, what, lambda data: _put_texts(data, form)) if form.validate() else None
    return done or _show(work, draft, form, "edit_texts", 422)


def _show(work: Work, draft: VersionRecord, form: PortalForm, view: str, status: int = 200) -> tuple[str, int]:
    title = _("Rammer") if view == "edit_frame" else _("Tekster")
    page = DraftPage(title=title, **common(work, draft, view) | {"form": form.view()})  # type: ignore[arg-type]
    return render("admin/draft/form.html", page, status)


def _filled_lines(text: str | None) -> list[str]:
    return [line.strip() for line in (text or "").splitlines() if line.strip()]


def _period(data: Data) -> Data:
    return data.get("demo_period") or data.get("period") or {}


def _frame(data: Data) -> dict[str, Any]:
    capacity, period = data.get("capacity", {}), _period(data)
    places = capacity.get("by_municipality", {})
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
    }


def _put_frame(data: Data, form: FrameForm) -> None:
    data |= {"name": form.name.data, "title": form.title.data, "enrolment": form.enrolment.data}
    if set(form.kinds.data or []) != set(data["placement_kinds"]):
        data["placement_kinds"] = form.kinds.data
    days: dict[str, date | None] = {"from": form.first.data, "to": form.last.data}
    period = {key: day for key, day in days.items() if day}
    if "confirmed" in _period(data) and period:
        period["confirmed"] = _period(data)["confirmed"]
    set_or_drop(data, "demo_period" if "demo_period" in data else "period", period)
    operated = {one["code"]: one["operated_by"] for one in data["municipalities"] if "operated_by" in one}
    rows, places = [], {}
    for line in _filled_lines(form.municipalities.data):
        name, _colon, count = (part.strip() for part in line.partition(":"))
        code = CODES[name.lower()]
        runs = operated.get(code, operating_for(code))
        rows.append({"code": code, "name": MUNICIPALITIES[code]} | ({"operated_by": runs} if runs != code else {}))
        places |= {code: int(count)} if count else {}
    data["municipalities"] = rows
    capacity = data.setdefault("capacity", {})
    set_or_drop(capacity, "total", None if form.total.number is None else int(form.total.number))
    set_or_drop(capacity, "by_municipality", places)


def _texts(data: Data) -> dict[str, Any]:
    likely = data["likely"]
    return {
        **{key: data[key] for key in ("summary", "target_group", "duration")},
        "heading": likely["heading"],
        "paragraphs": "\n".join(likely["paragraphs"]),
        "gets": "\n".join(likely.get("gets", [])),
        "next": likely.get("next", ""),
        "phases": "\n".join(f"{one['title']}: {one['text']}" for one in data["phases"]),
        "note": data.get("capacity", {}).get("note", ""),
    }


def _put_texts(data: Data, form: TextsForm) -> None:
    _refuse_hard_to_read(form, _texts(data))
    data |= {key: form[key].data.strip() for key in ("summary", "target_group", "duration")}
    likely = data["likely"]
    likely |= {"heading": form.heading.data, "paragraphs": _filled_lines(form.paragraphs.data)}
    set_or_drop(likely, "gets", _filled_lines(form.gets.data))
    set_or_drop(likely, "next", (form.next.data or "").strip())
    ids = [one["id"] for one in data["phases"]]
    rows = [[part.strip() for part in line.split(":", 1)] for line in _filled_lines(form.phases.data)]
    ids += [f"phase_{n}" for n in range(len(ids) + 1, len(rows) + 1)]
    data["phases"] = [{"id": key, "title": row[0], "text": row[1]} for key, row in zip(ids, rows, strict=False)]
    set_or_drop(data.setdefault("capacity", {}), "note", (form.note.data or "").strip())


def _refuse_hard_to_read(form: TextsForm, before: dict[str, Any]) -> None:
    """What citizens read stays easy, and what the portal fills in stays there."""
    for name, text in before.items():
        lost = readability.variables([text]) - readability.variables([form[name].data or ""])
        if lost:
            raise Refused(f"Her mangler {min(lost)}, som bliver udfyldt for borgeren.", name)
    lines = [line for name in before for line in _filled_lines(form[name].data)]
    found = readability.lix(lines)
    if found >= readability.LIMIT and not form.override.data:
        text = f"Teksten er for svær: lixtallet er {number(round(found, 1))} og skal være under {readability.LIMIT}."
        raise Refused(f"{text} Skriv kortere sætninger og ord.", "summary")
