"""Accommodation needs (skånehensyn): what a workplace must take into account, in words about work, never diagnoses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Accommodation:
    """One need. `label` is what a company sees; `{n}` is the limit where the need has one.

    `blocks`: a place that cannot meet it is never proposed (the others count in the score).
    """

    code: str
    label: str
    citizen: str
    blocks: bool
    unit: str = ""


def _all() -> tuple[Accommodation, ...]:
    a = Accommodation
    return (
        a("reduced_hours", "Nedsat tid: højst {n} timer om ugen", "Få timer om ugen", True, "timer om ugen"),
        a("short_days", "Korte arbejdsdage: højst {n} timer om dagen", "Korte arbejdsdage", True, "timer om dagen"),
        a("extra_breaks", "Ekstra pauser eller mulighed for hvile", "Korte pauser", False),
        a("gradual_increase", "Timerne stiger lidt ad gangen", "Timer, der stiger lidt ad gangen", False),
        a("flexible_start", "Mulighed for at møde senere", "Mulighed for at møde senere", False),
        a("no_shift_work", "Ingen aften- eller natarbejde", "Kun arbejde om dagen", True),
        a("max_lift", "Ingen løft over {n} kg", "Undgå tunge løft", True, "kg"),
        a("no_repetitive", "Undgå ensidigt gentaget arbejde", "Undgå de samme bevægelser hele tiden", True),
        a("vary_posture", "Kan skifte mellem at sidde og stå", "Skifte mellem at sidde og stå", True),
        a("no_kneeling", "Undgå at knæle eller sidde på hug", "Undgå at knæle", True),
        a("no_overhead", "Undgå arbejde over skulderhøjde", "Undgå arbejde over skulderhøjde", True),
        a("limited_walking", "Højst korte gåafstande", "Korte gåafstande", False),
        a("no_ladder", "Ingen stiger eller højder", "Ingen stiger eller højder", True),
        a("no_driving", "Ingen kørsel i arbejdet", "Ingen kørsel i arbejdet", True),
        a("low_noise", "Roligt miljø uden megen støj", "Ikke for meget støj", True),
        a("own_room_or_quiet", "Mulighed for ro eller afskærmning", "Ro omkring mig", False),
        a("few_contacts", "Få kolleger ad gangen", "Få kolleger ad gangen", False),
        a("no_customer_contact", "Ingen direkte kundekontakt", "Ingen kundekontakt", True),
        a("clear_structure", "Tydelige opgaver og faste rammer", "Faste rammer", False),
        a("one_task_at_a_time", "Én opgave ad gangen", "Én opgave ad gangen", False),
        a("written_instructions", "Skriftlige instruktioner", "Skriftlige instruktioner", False),
        a("low_pace", "Roligt tempo, ingen akkord", "Roligt tempo", True),
        a("no_dust_chemicals", "Ingen støv, stærke lugte eller kemi", "Ingen støv eller kemi", True),
        a("indoor_temperature", "Ikke kulde eller stærk varme", "Ikke kulde eller stærk varme", True),
        a("aids_needed", "Hjælpemiddel eller tilpasset arbejdsplads", "Hjælpemiddel eller tilpasset plads", False),
        a("absence_tolerance", "Forståelse for aftalte behandlingstider", "Tid til behandling om dagen", False),
        a("accessible_entrance", "Adgang uden trin eller med elevator", "Adgang uden trin", True),
        a("support_person", "En fast person at spørge", "En fast person at spørge", False),
    )


ACCOMMODATIONS: dict[str, Accommodation] = {one.code: one for one in _all()}
WITH_LIMIT = frozenset(code for code, one in ACCOMMODATIONS.items() if one.unit)


def describe(need: Mapping[str, Any]) -> str:
    """What a company reads for one need: {"code": "max_lift", "limit": 5} → "Ingen løft over 5 kg"."""
    known = ACCOMMODATIONS[need["code"]]
    limit = need.get("limit")
    if not known.unit:
        return known.label
    return known.label.replace("{n}", f"{limit:g}".replace(".", ",")) if limit is not None else known.citizen
