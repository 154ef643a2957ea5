"""The fields of one criterion, which depend on what it is about."""

from __future__ import annotations

from typing import Any

from wtforms import RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import StopValidation

from portal.domain.eligibility.criteria import Elapsed
from portal.domain.eligibility.facts import FACTS, SENSITIVE_FACTS, Kind
from portal.programmes.editing import Data, find
from portal.services.programme_version import CriterionTexts
from portal.web.admin.words import HARDNESS, UNITS, code_label, code_order
from portal.web.forms import Between, Decimal, MaxLength, PortalForm, Required, choices, filled

UNIT_OF = {fact: unit for unit, (fact, _add) in Elapsed.UNITS.items()}
STAFF = "samtale"
LIMIT = "Skriv grænsen som et tal."


def _sentence(label: str, hint: str, required: str = "") -> TextAreaField:
    checks: list[Any] = [Required(required)] if required else []
    return TextAreaField(label, [*checks, MaxLength(400)], description=hint, render_kw={"kind": "text_area"})


class CriterionForm(PortalForm):
    label = StringField("Kort navn", [Required("Skriv et kort navn, for eksempel »Alder«."), MaxLength(60)])
    hardness = RadioField(
        "Hvad kan det føre til?",
        [Required("Vælg, hvad kriteriet kan føre til.")],
        choices=choices({"hard": HARDNESS["hard"], "soft": HARDNESS["soft"]}),  # type: ignore[index]
    )
    direction = RadioField(
        "Grænse",
        [Required("Vælg, om det er mindst eller højst.")],
        choices=choices({"at_least": "Mindst", "at_most": "Højst"}),
    )
    limit = Decimal("Tal", [Required(LIMIT), Between(0, 1000, LIMIT)])
    codes = SelectMultipleField("Opfyldt, når svaret er", [Required("Vælg mindst ét svar.")])
    met = _sentence(
        "Når det er opfyldt", "For eksempel »Du er fyldt 55 år.«", "Skriv, hvad borgeren læser, når det er opfyldt."
    )
    unmet = _sentence(
        "Når det ikke er opfyldt",
        "Sig, hvad tilbuddet er for, ikke hvad borgeren mangler.",
        "Skriv, hvad borgeren læser, når det ikke er opfyldt.",
    )
    unknown = _sentence(
        "Når vi ikke ved det",
        "For eksempel »Vi finder ud af det sammen.«",
        "Skriv, hvad borgeren læser, når vi ikke ved det.",
    )
    alternative = _sentence(
        "Hvad kan man gøre i stedet?", "Hvert nej har en anden vej.", "Skriv, hvad man kan gøre i stedet."
    )
    wait = _sentence("Når tiden løser det", "{dato} bliver til dagen. Kan stå tomt.")
    staff = _sentence("Det siger siden", "For eksempel »Det vurderes i samtalen.«", "Skriv, hvad borgeren læser.")

    source = SelectField("Kilde", render_kw={"optional": False})
    new_source = StringField(
        "Eller en ny kilde", [MaxLength(400)], description="Lov, bevilling eller artikel med dato."
    )
    question_text = StringField(
        "Eget spørgsmål",
        [MaxLength(200)],
        description="Lad det stå tomt, hvis et af tjekkets spørgsmål allerede kan svare. Kan besvares med ja eller nej.",
    )
    question_why = _sentence("Hvorfor spørger vi?", "Borgeren kan læse det ved spørgsmålet.")

    def validate_limit(self, field: Decimal) -> None:
        if "direction" in self and field.number is not None and field.number != int(field.number):
            raise StopValidation("Skriv et helt tal uden komma.")


def form_for(data: Data, fact: str, start: dict[str, Any]) -> CriterionForm:
    """The form with only the fields that this criterion needs."""
    form = filled(CriterionForm, start)
    form.source.choices = choices({key: text[:90] for key, text in data.get("sources", {}).items()})
    rule, staff = start.get("rule", fact), fact == STAFF or start.get("hardness") == "staff"
    spoken = {"met", "unmet", "unknown", "alternative", "wait", "hardness", "question_text", "question_why"}
    drop = spoken if staff else {"staff"}
    drop |= _unused(rule if not staff else "", start)
    if rule in FACTS and FACTS[rule].kind is Kind.CODE:
        codes = code_order(FACTS[rule].codes - FACTS[rule].unknown)
        form.codes.choices = choices({code: code_label(rule, code).capitalize() for code in codes})
    if rule in UNIT_OF:
        form.limit.render_kw = {"suffix": UNITS[UNIT_OF[rule]]}
    if rule in SENSITIVE_FACTS and start.get("hardness") != "hard":
        form.hardness.choices = choices({"soft": HARDNESS["soft"]})  # type: ignore[index]
        form.hardness.description = "Låst: det er følsomt og kan højst føre til en snak."
    for name in drop:
        del form[name]
    return form


def _unused(fact: str, start: dict[str, Any]) -> set[str]:
    """The fields of other kinds of rules. A rule of several parts is kept as it is; only its words are edited."""
    kind = FACTS[fact].kind if fact in FACTS and not start.get("is_combined") else None
    wanted = {Kind.CODE: {"codes"}, Kind.RANGE: {"direction", "limit"}, Kind.NUMBER: {"limit"}}.get(kind, set())  # type: ignore[call-overload]
    return {"direction", "limit", "codes"} - wanted


def start_of(data: Data, key: str) -> dict[str, Any]:
    """A criterion of the file as the values of the fields; nothing for a new one."""
    row = find(data["criteria"], "id", key) if key else None
    if row is None:
        return {}
    test = row.get("test", {})
    rule = test.get("fact") or (Elapsed.UNITS[test["unit"]][0] if "unit" in test else "")
    own_id = f"{data['slug']}-{key.replace('_', '-')}"
    own = find(data.get("own_questions", []), "id", own_id) or {}
    return row | {
        "rule": rule,
        "is_combined": "any" in test or "all" in test,
        "direction": test.get("kind"),
        "limit": str(test.get("limit", "")).replace(".", ","),
        "codes": test.get("codes", []),
        "question_text": own.get("text", ""),
        "question_why": own.get("why", ""),
    }


def test_of(form: CriterionForm, fact: str, start: dict[str, Any]) -> Data | None:
    """The rule as the file has it; None where the form does not change it."""
    rule = start.get("rule", fact)
    if "codes" in form:
        return {"kind": "one_of", "fact": rule, "codes": list(form.codes.data or [])}
    if "direction" in form:
        return {"kind": form.direction.data, "unit": UNIT_OF[rule], "limit": int(form.limit.number or 0)}
    if "limit" in form:
        return {"kind": "number_at_most", "fact": rule, "limit": form.limit.number}
    return None


def texts_of(form: CriterionForm) -> CriterionTexts:
    names = ("label", "met", "unmet", "unknown", "alternative", "wait", "staff")
    return CriterionTexts(**{name: (form[name].data or "").strip() for name in names if name in form})
