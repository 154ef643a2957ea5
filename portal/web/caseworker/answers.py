"""What a citizen wrote when she enrolled, step by step, in the words she chose from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from portal.domain.accommodations import ACCOMMODATIONS
from portal.domain.competences import COMPETENCES
from portal.domain.placement_law import Benefit
from portal.domain.titles import text_in
from portal.web.i18n import gettext as _
from portal.web.i18n import long_date


@dataclass(frozen=True)
class Answer:
    label: str
    value: str
    href: str = ""


@dataclass(frozen=True)
class Group:
    title: str
    rows: tuple[Answer, ...]


def contact_wish(answers: dict[str, Any]) -> str:
    """ring, om formiddagen"""
    contact = answers.get("kontakt", {})
    ways = {"call": _("ring"), "sms_first": _("sms først"), "write": _("skriv")}
    times = {"morning": _("om formiddagen"), "afternoon": _("om eftermiddagen")}
    parts = (ways.get(contact.get("contact_way")), times.get(contact.get("contact_time")))
    return ", ".join(part for part in parts if part)


def groups_of(answers: dict[str, Any]) -> tuple[Group, ...]:
    """The six steps; a step that was skipped says so."""
    return tuple(
        Group(
            title(),
            tuple(Answer(label(), _shown(answers.get(step, {}).get(name), words())) for name, label, words in rows),
        )
        for step, title, rows in _steps()
    )


Words = Callable[[], dict[str, str]]
Line = tuple[str, Callable[[], str], Words]


def _none() -> dict[str, str]:
    return {}


def _steps() -> tuple[tuple[str, Callable[[], str], tuple[Line, ...]], ...]:
    return (
        ("kontakt", lambda: _("Kontakt"), _CONTACT),
        ("erfaring", lambda: _("Det kan du, og det har du lyst til"), _EXPERIENCE),
        ("rammer", lambda: _("Hverdagen"), _EVERYDAY),
        ("hensyn", lambda: _("Hensyn"), _CARE),
        ("stoette", lambda: _("Støtte"), (("support", lambda: _("Støtte undervejs"), _support),)),
        ("deling", lambda: _("Valg om deling"), _SHARING),
    )


def _shown(value: Any, words: dict[str, str]) -> str:
    if value in (None, "", []):
        return _("Ikke besvaret")
    if isinstance(value, list):
        return ", ".join(words.get(one) or text_in(str(one)) or str(one) for one in value)
    text = words.get(str(value), str(value))
    return _date(text) or text


def _date(text: str) -> str:
    try:
        return long_date(date.fromisoformat(text)) if len(text) == 10 else ""
    except ValueError:
        return ""


def _ways() -> dict[str, str]:
    return {"call": _("at vi ringer"), "sms_first": _("have en sms, før vi ringer"), "write": _("at vi skriver")}


def _times() -> dict[str, str]:
    return {"morning": _("om formiddagen"), "afternoon": _("om eftermiddagen"), "any": _("lige meget")}


def _channels() -> dict[str, str]:
    return {"sms": _("sms"), "email": _("e-mail")}


def _yes_no() -> dict[str, str]:
    return {"yes": _("ja"), "no": _("nej"), "unknown": _("ved det ikke endnu"), "wait": _("ikke endnu")}


def _interests() -> dict[str, str]:
    return {
        "people": _("mennesker"),
        "office": _("kontor og computer"),
        "shop": _("butik og service"),
        "kitchen": _("køkken og mad"),
        "warehouse": _("lager og transport"),
        "craft": _("håndværk og teknik"),
        "nature": _("have og natur"),
        "cleaning": _("rengøring og ejendom"),
        "teaching": _("undervisning og vejledning"),
        "care": _("pleje og omsorg"),
        "open": _("noget nyt"),
    }


def _hours() -> dict[str, str]:
    return {
        "up_to_5": _("op til 5 timer"),
        "6_15": _("6 til 15 timer"),
        "16_30": _("16 til 30 timer"),
        "over_30": _("mere end 30 timer"),
        "talk": _("vil gerne tale om det"),
    }


def _day_parts() -> dict[str, str]:
    return {
        "morning": _("om morgenen"),
        "forenoon": _("om formiddagen"),
        "afternoon": _("om eftermiddagen"),
        "varies": _("det skifter"),
    }


def _travel() -> dict[str, str]:
    return {
        "15": _("et kvarter"),
        "30": _("en halv time"),
        "45": _("tre kvarter"),
        "60": _("en time"),
        "talk": _("vil gerne tale om det"),
    }


def _transport() -> dict[str, str]:
    return {
        "walk_bike": _("gang eller cykel"),
        "public": _("bus, tog eller metro"),
        "car": _("bil"),
        "help": _("har brug for hjælp"),
    }


def _needs() -> dict[str, str]:
    special = {"none": _("ikke noget særligt"), "talk": _("vil tale med rådgiveren om det")}
    return {code: one.citizen for code, one in ACCOMMODATIONS.items()} | special


def _support() -> dict[str, str]:
    return {
        "occupational_therapist": _("ergoterapeut"),
        "nurse": _("sygeplejerske"),
        "no": _("nej tak, ikke lige nu"),
        "tell_me": _("vil høre mere"),
    }


def facts_of(facts: dict[str, Any] | None) -> tuple[Answer, ...]:
    """What the registers tell, as the law asks it."""
    known = facts or {}
    benefit = known.get("benefit")
    rows = (
        (_("Ydelse"), Benefit(benefit).label if isinstance(benefit, str) and benefit in set(Benefit) else ""),
        (_("Ledig siden"), _date(str(known.get("unemployed_since") or ""))),
        (_("Første sygedag"), _date(str(known.get("sick_since") or ""))),
        (_("Har et job"), _yes_no().get(str(known.get("has_employer")), "")),
    )
    return tuple(Answer(label, value) for label, value in rows if value)


_CONTACT: tuple[Line, ...] = (
    ("phone", lambda: _("Telefon"), _none),
    ("email", lambda: _("E-mail"), _none),
    ("contact_way", lambda: _("Vil helst"), _ways),
    ("contact_time", lambda: _("Bedste tid"), _times),
    ("notify", lambda: _("Besked på"), _channels),
    ("companion", lambda: _("Har en med"), _yes_no),
    ("companion_name", lambda: _("Bisidder"), _none),
)
_EXPERIENCE: tuple[Line, ...] = (
    ("interests", lambda: _("Interesser"), _interests),
    ("occupations", lambda: _("Job, der nævnes"), _none),
    ("competences", lambda: _("Kan allerede"), lambda: COMPETENCES),
    ("good_at", lambda: _("God til"), _none),
)
_EVERYDAY: tuple[Line, ...] = (
    ("hours", lambda: _("Timer om ugen"), _hours),
    ("time_of_day", lambda: _("Bedst på dagen"), _day_parts),
    ("travel", lambda: _("Højst på vej"), _travel),
    ("transport", lambda: _("Kommer frem med"), _transport),
    ("unemployed_since", lambda: _("Ledig siden"), _none),
    ("sick_since", lambda: _("Første sygedag"), _none),
    ("flex_job_hours", lambda: _("Timer i fleksjob"), _none),
    ("contact_workplace", lambda: _("Må arbejdspladsen kontaktes?"), _yes_no),
)
_CARE: tuple[Line, ...] = (
    ("needs", lambda: _("Hensyn på arbejdspladsen"), _needs),
    ("other", lambda: _("Andet"), _none),
)
_SHARING: tuple[Line, ...] = (
    ("profile", lambda: _("Kort profil uden navn til virksomheder"), _yes_no),
    ("health_notes", lambda: _("Støtten må skrive til rådgiveren"), _yes_no),
    ("follow_up", lambda: _("Spørges efter tre og seks måneder"), _yes_no),
)
