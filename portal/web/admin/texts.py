"""What citizens read about a programme: short, easy, and with everything the portal fills in (A4)."""

from __future__ import annotations

from difflib import SequenceMatcher
from itertools import count
from typing import Any

from werkzeug.wrappers import Response
from wtforms import StringField, TextAreaField
from wtforms.validators import StopValidation

from portal.domain import readability
from portal.domain.access import Permission
from portal.domain.errors import Refused
from portal.programmes.editing import Data, data_of, set_or_drop
from portal.services.work import Work
from portal.store import programme_versions as store
from portal.store.programme_versions import VersionRecord
from portal.web.admin.blueprint import admin
from portal.web.admin.editing import keep, lines_field, lines_of, show_form
from portal.web.forms import MaxLength, PortalForm, Required, filled
from portal.web.i18n import gettext as _
from portal.web.i18n import number

EDIT = Permission.PROGRAMME_EDIT


class TextsForm(PortalForm):
    summary = lines_field("Kort fortalt", "Én sætning, som står øverst på siden.", "Skriv en sætning.")
    target_group = lines_field("Hvem er det for?", "", "Skriv, hvem tilbuddet er for.")
    duration = lines_field("Hvor længe varer det?", "", "Skriv, hvor længe det varer.")
    heading = StringField("Overskrift, når tilbuddet passer", [Required("Skriv en overskrift."), MaxLength(200)])
    paragraphs = lines_field("Tekst, når tilbuddet passer", "Et afsnit på hver linje.", "Skriv mindst én sætning.")
    gets = lines_field("Det får du", "Én ting på hver linje.")
    next = lines_field("Det sker der nu", "{svarfrist} bliver til antallet af hverdage.")
    phases = lines_field(
        "Sådan foregår det", "Ét trin på hver linje: overskrift, kolon, tekst.", "Skriv mindst ét trin."
    )
    note = TextAreaField("Om pladserne", [MaxLength(300)], render_kw={"kind": "text_area"})
    override = StringField(
        "Hvorfor må teksten være svær?",
        [MaxLength(200)],
        description="Kun hvis teksten har et lixtal på 35 eller mere, og det ikke kan være anderledes.",
    )

    def validate_phases(self, field: TextAreaField) -> None:
        for line in lines_of(field.data):
            if not all(part.strip() for part in line.partition(":")):
                raise StopValidation(f"Skriv en overskrift, et kolon og en tekst: »{line[:40]}«.")


@admin.page("/admin/programmer/udkast/<uuid:version_id>/tekster", allow=EDIT, load=store.get)
def edit_texts(work: Work, draft: VersionRecord) -> tuple[str, int]:
    return show_form(work, draft, filled(TextsForm, _texts(data_of(draft.text))), "edit_texts", _("Tekster"))


@admin.action("/admin/programmer/udkast/<uuid:version_id>/tekster", allow=EDIT, load=store.get)
def save_texts(work: Work, draft: VersionRecord) -> Response | tuple[str, int]:
    form = filled(TextsForm)
    what = f"tekster: {form.override.data}" if form.override.data else "tekster"
    done = keep(work, draft, form, what, lambda data: _put_texts(data, form)) if form.validate() else None
    return done or show_form(work, draft, form, "edit_texts", _("Tekster"), 422)


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
    likely |= {"heading": form.heading.data, "paragraphs": lines_of(form.paragraphs.data)}
    set_or_drop(likely, "gets", lines_of(form.gets.data))
    set_or_drop(likely, "next", (form.next.data or "").strip())
    data["phases"] = _phases(data["phases"], lines_of(form.phases.data))
    set_or_drop(data.setdefault("capacity", {}), "note", (form.note.data or "").strip())


def _phases(before: list[Data], lines: list[str]) -> list[Data]:
    """The steps as written. A step keeps its id with its heading, or with its place where only the words are new."""
    rows = [tuple(part.strip() for part in line.split(":", 1)) for line in lines]
    titles = [one["title"] for one in before]
    kept: dict[int, str] = {}
    for deed, was, was_end, now, now_end in SequenceMatcher(
        None, titles, [row[0] for row in rows], autojunk=False
    ).get_opcodes():
        if deed == "equal" or (deed == "replace" and was_end - was == now_end - now):
            kept |= {now + n: before[was + n]["id"] for n in range(now_end - now)}
    fresh = (name for n in count(1) if (name := f"phase_{n}") not in {one["id"] for one in before})
    return [{"id": kept.get(n) or next(fresh), "title": row[0], "text": row[1]} for n, row in enumerate(rows)]


def _refuse_hard_to_read(form: TextsForm, before: dict[str, Any]) -> None:
    """What citizens read stays easy, and what the portal fills in stays there."""
    for name, text in before.items():
        lost = readability.variables([text]) - readability.variables([form[name].data or ""])
        if lost:
            raise Refused(f"Her mangler {min(lost)}, som bliver udfyldt for borgeren.", name)
    lines = [line for name in before for line in lines_of(form[name].data)]
    found = readability.lix(lines)
    if found >= readability.LIMIT and not form.override.data:
        text = f"Teksten er for svær: lixtallet er {number(round(found, 1))} og skal være under {readability.LIMIT}."
        raise Refused(f"{text} Skriv kortere sætninger og ord.", "summary")
