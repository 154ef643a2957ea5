"""The fields of a plan, and the ways between them and the plan itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from wtforms import SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import StopValidation

from portal.domain.accommodations import ACCOMMODATIONS, WITH_LIMIT
from portal.domain.competences import COMPETENCES
from portal.domain.health import Suggestion
from portal.domain.occupations import OCCUPATIONS
from portal.domain.placement_law import Excuse, PlacementKind
from portal.domain.titles import Title, code_in, text_in
from portal.programmes.occupations import occupation_title
from portal.services.review.prefill import USUAL_LIMITS
from portal.store.enrolments import PlanRecord
from portal.web.forms import Between, DateParts, Decimal, MaxLength, PortalForm, Required, choices
from portal.web.i18n import number

WISHES = ("occupation_1", "occupation_2", "occupation_3")
STEPS = (1, 2, 3, 4)
"""The rows of the hours ladder on the page."""
EXCUSED = {
    Excuse.NO_EDUCATION.value: "Borgeren har ikke en uddannelse, der giver job",
    Excuse.SINGLE_PROVIDER.value: "Borgeren er eneforsørger",
}
HOURS_TEXT = "Skriv timer om ugen som et tal mellem 1 og 37."


def _wish(which: str, required: bool = False) -> SelectField:
    checks = [Required("Vælg mindst ét ønske om job.")] if required else []
    return SelectField(f"{which} ønske", checks, choices=choices(offered(())))


def _hours(label: str, *more: Any) -> Decimal:
    return Decimal(label, [*more, Between(0.5, 37, HOURS_TEXT)], render_kw={"suffix": "timer"})


def _week(step: int) -> Decimal:
    checks = [Between(1, 104, "Skriv ugens nummer i forløbet, fra 1 til 104.")]
    return Decimal(f"Fra uge (trin {step})", checks, render_kw={"suffix": "uge"})


def _limit(code: str) -> Decimal:
    return Decimal(
        f"Grænse: {ACCOMMODATIONS[code].citizen.lower()}",
        [Between(0.5, 100, "Skriv grænsen som et tal.")],
        render_kw={"suffix": ACCOMMODATIONS[code].unit, "optional": True},
    )


def offered(titles: Iterable[Title]) -> dict[str, str]:
    """What one of the three lists has: these first, then the jobs there usually are places for."""
    first = {wish_of(one.code, one.text): one.text for one in titles}
    return {"": "Vælg"} | first | dict(sorted(OCCUPATIONS.items(), key=lambda one: one[1]))


def wish_of(code: str, text: str) -> str:
    """A choice on the lists: the code alone stands for its usual title."""
    return code if text in ("", occupation_title(code)) else Title(code, text).key


class PlanForm(PortalForm):
    goal = TextAreaField(
        "Målet med borgerens egne ord",
        [Required("Skriv målet. Brug gerne borgerens egne ord."), MaxLength()],
        render_kw={"kind": "text_area", "limit": 1000},
    )
    kinds = SelectMultipleField(
        "Hvad kan det være?",
        [Required("Vælg mindst én form, for eksempel praktik eller løntimer.")],
        choices=choices({kind.value: kind.label.capitalize() for kind in PlacementKind}),
    )
    occupation_1 = _wish("Første", required=True)
    occupation_2 = _wish("Andet")
    occupation_3 = _wish("Tredje")
    occupation_search = StringField(
        "Søg efter et andet job",
        [MaxLength(80)],
        description="Skriv lidt af navnet, og tryk på Søg. Det, vi finder, står så øverst i de tre lister.",
        render_kw={"autocomplete": "off", "optional": True},
    )
    competences = SelectMultipleField("Det kan borgeren allerede", choices=choices(COMPETENCES))
    hours_from = _hours("Fra", Required("Skriv det mindste antal timer om ugen."))
    hours_to = _hours("Til", Required("Skriv det højeste antal timer om ugen."))
    step_week_1, step_hours_1 = _week(1), _hours("Timer om ugen (trin 1)")
    step_week_2, step_hours_2 = _week(2), _hours("Timer om ugen (trin 2)")
    step_week_3, step_hours_3 = _week(3), _hours("Timer om ugen (trin 3)")
    step_week_4, step_hours_4 = _week(4), _hours("Timer om ugen (trin 4)")
    max_km = Decimal(
        "Højst så langt væk",
        [Required("Skriv, hvor mange kilometer der højst må være."), Between(0, 200, "Skriv et tal mellem 0 og 200.")],
        description="Regnet i luftlinje ud fra borgerens svar om tid og transport.",
        render_kw={"suffix": "km"},
    )
    available_from = DateParts("Kan begynde fra", [Required("Skriv den første dag, borgeren kan begynde.")])
    needs = SelectMultipleField(
        "Hensyn på arbejdspladsen", choices=choices({code: one.citizen for code, one in ACCOMMODATIONS.items()})
    )
    limit_reduced_hours = _limit("reduced_hours")
    limit_short_days = _limit("short_days")
    limit_max_lift = _limit("max_lift")
    excused = SelectMultipleField(
        "Løntilskud uden tid på ydelse først",
        choices=choices(EXCUSED),
        description="Sæt kun kryds, hvis borgeren har fortalt det. Alderen ser systemet selv på.",
    )
    support = StringField("Støtte undervejs", [MaxLength(200)])
    specialist = SelectMultipleField(
        "Rekrutteringsspecialist",
        choices=choices({"yes": "Borgeren vil gerne have råd af en, der kender faget"}),
        description="En fra en virksomhed. Borgeren ringer selv.",
    )

    def wishes(self) -> list[str]:
        """The codes of the chosen jobs, each once, in order."""
        return list(dict.fromkeys(code_in(key) for key in self.chosen() if key))

    def titles(self) -> dict[str, str]:
        """The title that was chosen for a code, where it is not the usual one."""
        return {code_in(key): text_in(key) for key in reversed(self.chosen()) if text_in(key)}

    def chosen(self) -> tuple[str, ...]:
        return tuple(self[name].data or "" for name in WISHES)

    def offer(self, titles: Iterable[Title]) -> None:
        """Put these jobs first in the three lists."""
        for name in WISHES:
            self[name].choices = choices(offered(titles))

    def ladder(self) -> list[dict[str, Any]]:
        """The steps that are filled in, as whole weeks and hours."""
        found = []
        for step in STEPS:
            week, hours = self[f"step_week_{step}"].number, self[f"step_hours_{step}"].number
            if week is not None and hours is not None:
                found.append({"week": int(week), "hours": hours})
        return found

    def validate_needs(self, field: SelectMultipleField) -> None:
        """A need that goes by a number is nothing without it."""
        for code in field.data or []:
            if code in WITH_LIMIT and not (self[f"limit_{code}"].data or "").strip():
                raise StopValidation(f"Skriv grænsen for »{ACCOMMODATIONS[code].citizen}«.")


for _step in STEPS:
    for _name in (f"step_week_{_step}", f"step_hours_{_step}"):
        getattr(PlanForm, _name).kwargs["render_kw"] |= {"optional": _step > 1}


def limits_of(form: PlanForm, code: str) -> dict[str, float]:
    """The limit that belongs to a need, if it has one."""
    value = form[f"limit_{code}"].number if code in WITH_LIMIT else None
    return {} if value is None else {"limit": value}


def laid_over(values: dict[str, Any], suggestion: Suggestion) -> dict[str, Any]:
    """A plan's fields with what was seen at work: needs are added with their usual limit, and the hours begin there."""
    fresh = [code for code in suggestion.needs if code not in values["needs"]]
    limits = {f"limit_{code}": number(USUAL_LIMITS[code]) for code in fresh if code in WITH_LIMIT}
    hours = {} if suggestion.hours is None else {"step_hours_1": number(suggestion.hours)}
    return values | limits | hours | {"needs": [*values["needs"], *fresh]}


def start_of(plan: PlanRecord | dict[str, Any]) -> dict[str, Any]:
    """A plan as the values of the fields."""
    data = plan if isinstance(plan, dict) else asdict(plan)
    titles = data.get("occupation_titles") or {}
    wishes = [*(wish_of(code, titles.get(code, "")) for code in data["occupations"]), "", "", ""]
    needs = data["needs"] or []
    limits = {need["code"]: need.get("limit") for need in needs} | {}
    values: dict[str, Any] = {
        "goal": data["goal"],
        "kinds": data["kinds"],
        "competences": data["competences"],
        "hours_from": number(data["hours_from"]),
        "hours_to": number(data["hours_to"]),
        "max_km": number(data["max_km"]),
        "available_from": data["available_from"],
        "needs": [need["code"] for need in needs],
        "support": data["support"],
        "specialist": ["yes"] if data["wants_specialist"] else [],
        "excused": data.get("excused") or [],
    }
    values |= {f"occupation_{one}": wishes[one - 1] for one in (1, 2, 3)}
    values |= {
        f"limit_{code}": number(limits.get(code) or USUAL_LIMITS[code]) if code in limits else "" for code in WITH_LIMIT
    }
    for step, row in zip(STEPS, data["hours_ladder"], strict=False):
        values |= {f"step_week_{step}": number(row["week"]), f"step_hours_{step}": number(row["hours"])}
    return values
