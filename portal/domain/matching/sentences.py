"""The Danish sentences of a pair: one for each part of the score and each limit, short and free of blame.

They speak to the citizen as *du* and are read by staff as well. They tell what was weighed, never what a person is.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from portal.domain.competences import COMPETENCES
from portal.domain.matching import codes
from portal.domain.matching.columns import common_digits
from portal.domain.matching.law import Ruling
from portal.domain.matching.model import Citizen, Hours, Place

NAMES: Final = ("Excel", "Word")
FOR, AGAINST, NEUTRAL = "for", "against", "neutral"
MONTHS: Final = "januar februar marts april maj juni juli august september oktober november december".split()
OCCUPATION_WORDS: Final = (
    "Jobbet er et andet, end du har ønsket.",
    "Jobbet ligger et stykke fra dit ønske.",
    "Jobbet ligner dit ønske.",
    "Jobbet er tæt på dit ønske.",
    "Jobbet er det, du har ønsket.",
)


def part_words(code: str, citizen: Citizen, place: Place, value: int, km: float, weeks: int) -> tuple[str, str]:
    """The sentence of one part and whether it speaks for or against; `value` is the part's thousandths."""
    stance = FOR if value >= 500 else AGAINST
    if code == "occupation":
        return _occupation(citizen.occupations, place.occupation), stance
    if code == "competence":
        return _competence(citizen, place, stance)
    if code == "travel":
        return f"Der er {number(km)} km. Din grænse er {number(citizen.max_km)} km.", stance
    if code == "hours":
        return f"Stedet har {hours(place.hours)} om ugen. Du kan arbejde {hours(citizen.hours)}.", stance
    if code == "support":
        return _support(citizen, place, stance)
    return waited(weeks), FOR if weeks else NEUTRAL


def _occupation(wishes: tuple[str, ...], offered: str) -> str:
    if not wishes:
        return "Du har ikke skrevet et ønske om job endnu."
    return OCCUPATION_WORDS[max(common_digits(wish, offered) for wish in wishes)]


def _competence(citizen: Citizen, place: Place, stance: str) -> tuple[str, str]:
    liked = place.competences_nice
    if not liked:
        return "Stedet beder ikke om noget særligt.", NEUTRAL
    has = len(liked & citizen.competences)
    if has == len(liked):
        return "Du kan alt det, stedet ønsker.", stance
    wish = f"Stedet ønsker {len(liked)} ting"
    return f"{wish}. Du kan {has} af dem." if has else f"{wish}, du ikke har skrevet.", stance


def _support(citizen: Citizen, place: Place, stance: str) -> tuple[str, str]:
    wanted = {need.code for need in citizen.needs} & set(codes.SOFT_NEEDS)
    if not wanted:
        return "Du har ikke bedt om ekstra støtte.", NEUTRAL
    given = listed([codes.NEED_WORDS[code] for code in codes.SOFT_NEEDS if code in wanted & place.offers])
    asked = listed([codes.NEED_WORDS[code] for code in codes.SOFT_NEEDS if code in wanted - place.offers])
    sentences = [f"Stedet kan give: {given}."] if given else []
    sentences += [f"Spørg stedet om: {asked}."] if asked else []
    return " ".join(sentences), stance


def passed_words(code: str, citizen: Citizen, place: Place, ruling: Ruling, km: float, start: date) -> str:
    """Why one limit holds for the pair."""
    kind = codes.KINDS[place.kind]
    weeks = f"Det varer {number(place.weeks)} uger." if place.weeks is not None else "Der er ingen fast slutdag."
    most = f" Reglen siger højst {number(ruling.max_weeks)}." if ruling.max_weeks is not None else ""
    return {
        "kind": f"Du kan få {kind} her.",
        "duration": f"{weeks}{most}",
        "previous_company": "Det er ikke stedet, hvor du arbejdede sidst.",
        "hours": f"Timerne mødes: {hours(place.hours)} om ugen.",
        "start": f"I kan begynde den {day(start)}.",
        "travel": f"Der er {number(km)} km. Din grænse er {number(citizen.max_km)} km.",
        "needs": "Stedet passer med dine hensyn." if citizen.needs else "Du har ingen særlige hensyn.",
        "language": "Du kan det sprog, der skal bruges." if place.languages else "Der er intet krav om sprog.",
        "licence": "Du har det bevis, der skal bruges." if place.licences else "Der er intet krav om kørekort.",
        "competence": "Du kan det, der skal til." if place.competences_must else "Der er intet, du skal kunne først.",
        "declined": "Ingen af jer har sagt nej.",
        "open": "Stedet er åbent for nye.",
        "headroom": "Der er plads efter reglerne.",
    }[code]


def judged_words(code: str, ruling: Ruling) -> str:
    """Why a person must judge: the law's own words, or a plain sentence."""
    own = " ".join(text for limit, text in ruling.reasons if limit == code)
    return f"Uklart: {own}" if own else "Uklart: En medarbejder ser på det."


def failed_words(code: str, citizen: Citizen, place: Place, ruling: Ruling, km: float, start: date) -> str:
    """Why one limit does not hold for the pair."""
    own = " ".join(text for limit, text in ruling.reasons if limit == code)
    if own:
        return own
    missing = {
        "language": place.languages - citizen.languages,
        "licence": place.licences - citizen.licences,
        "competence": place.competences_must - citizen.competences,
    }
    return {
        "kind": f"Stedet giver {codes.KINDS[place.kind]}. Det er ikke på din liste.",
        "duration": "Det varer længere, end reglerne siger.",
        "previous_company": "Det er stedet, hvor du arbejdede sidst.",
        "hours": f"Stedet har {hours(place.hours)} om ugen. Du kan arbejde {hours(citizen.hours)}.",
        "start": f"Stedet slutter med at tage imod den {day(place.start_to)}. Du kan fra den {day(start)}.",
        "travel": f"Der er {number(km, up=True)} km. Din grænse er {number(citizen.max_km)} km.",
        "needs": "Stedet kan ikke give de hensyn, du har brug for.",
        "language": f"Her skal man kunne: {_things(missing['language'], codes.LANGUAGE_WORDS)}.",
        "licence": f"Her skal man have: {_things(missing['licence'], codes.LICENCE_WORDS)}.",
        "competence": f"Her skal man kunne: {_things(missing['competence'], COMPETENCES)}.",
        "declined": "En af jer har sagt nej før.",
        "open": "Stedet tager ikke imod lige nu.",
        "headroom": "Der er ikke plads efter reglerne lige nu.",
    }[code]


def _things(missing: Iterable[str], words: Mapping[str, str]) -> str:
    """In words, as they are written inside a sentence; a code without words stands as it is."""
    return listed(sorted(_inside(words.get(code, code)) for code in missing))


def _inside(label: str) -> str:
    """Without the first capital, unless it is a name or an abbreviation."""
    return label if label.startswith(NAMES) or label[1:2].isupper() else label[:1].lower() + label[1:]


def waited(weeks: int) -> str:
    """How long the citizen has waited."""
    return f"Du har ventet i {count(weeks, 'uge', 'uger')}." if weeks else "Du er lige begyndt at vente."


def day(value: date) -> str:
    """1. december 2026."""
    return f"{value.day}. {MONTHS[value.month - 1]} {value.year}"


def hours(value: Hours) -> str:
    """20–37 timer, or one number."""
    if value.min == value.max:
        return f"{number(value.min)} timer"
    return f"{number(value.min)}–{number(value.max)} timer"


def number(value: float, up: bool = False) -> str:
    """A Danish number with at most one decimal; `up` rounds up, so that 25.04 is never shown as 25."""
    tenths = math.ceil(value * 10 - 1e-9) if up else math.floor(value * 10 + 0.5)
    return f"{tenths // 10}" if tenths % 10 == 0 else f"{tenths // 10},{tenths % 10}"


def count(value: int, one: str, many: str) -> str:
    """1 sted, 2 steder."""
    return f"{value} {one if value == 1 else many}"


def listed(words: list[str]) -> str:
    """a, b og c."""
    return " og ".join((", ".join(words[:-1]), words[-1])) if len(words) > 1 else "".join(words)
