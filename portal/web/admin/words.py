"""Danish words for rules, codes and states, as those who keep the programmes read them."""

from __future__ import annotations

from collections.abc import Iterable

from portal.domain.eligibility import EnrolmentKind, Hardness, Programme, Result, State
from portal.domain.eligibility.criteria import Combined, Elapsed, NumberAtMost, Test
from portal.domain.eligibility.facts import FACTS
from portal.domain.eligibility.trial_people import RESULT_WORDS
from portal.domain.placement_law.benefits import Benefit
from portal.web.i18n import gettext as _
from portal.web.i18n import long_date, number

RESULT_KINDS = {Result.LIKELY: "success", Result.MAYBE: "waiting", Result.UNLIKELY: "neutral"}
CODES = {
    "yes": "ja",
    "with_help": "med hjælp",
    "maybe": "måske",
    "unsure": "i tvivl",
    "pending": "under behandling",
    "not_now": "ikke lige nu",
    "no": "nej",
}
UNITS = {"years": "år", "months": "måneder", "weeks": "uger"}
KINDS = {
    EnrolmentKind.SELF_ENROL: "Borgeren melder sig til",
    EnrolmentKind.EXPRESSION_OF_INTEREST: "Borgeren viser interesse, og kommunen vælger",
    EnrolmentKind.REFERRAL_ONLY: "Kommunen henviser",
}
HARDNESS = {
    Hardness.HARD: "Kan give »passer ikke nu«",
    Hardness.SOFT: "Kan give »tal med os«",
    Hardness.STAFF: "Vurderes i samtalen",
}
STATES = {
    "draft": ("Udkast", "active"),
    "proposed": ("Venter på godkendelse", "waiting"),
    "published": ("Godkendt", "success"),
    "discarded": ("Slettet udkast", "neutral"),
    "cancelled": ("Trukket tilbage", "neutral"),
}


def result_word(result: Result) -> str:
    return RESULT_WORDS[result].capitalize()


def code_label(fact: str, code: str) -> str:
    """A code in Danish."""
    return Benefit(code).label if fact == "benefit" else CODES.get(code, code)


def code_order(codes: Iterable[str]) -> list[str]:
    """Yes first, then what lies between, no last; other codes by name."""
    known = list(CODES)
    return sorted(codes, key=lambda code: (known.index(code) if code in known else len(known), code))


def codes_label(fact: str, codes: Iterable[str]) -> str:
    return _(" eller ").join(code_label(fact, code) for code in code_order(codes))


def rule_words(test: Test | None) -> str:
    """A criterion's rule as a person would say it."""
    match test:
        case None:
            return _("Spørges aldrig i tjekket")
        case Combined(parts=parts, is_any=is_any):
            return (_("; eller ") if is_any else _("; og ")).join(rule_words(part) for part in parts)
        case Elapsed(unit=unit, limit=limit, is_floor=is_floor):
            label = FACTS[test.fact].label
            return f"{label}: {_('mindst') if is_floor else _('højst')} {limit} {UNITS[unit]}"
        case NumberAtMost(fact=fact, limit=limit):
            return f"{FACTS[fact].label}: {_('højst')} {number(limit)}"
    if test.fact == "home_municipality":
        return _("bor i en af tilbuddets kommuner")
    return f"{FACTS[test.fact].label}: {codes_label(test.fact, test.codes)}"


def period_words(programme: Programme) -> str:
    first, last = programme.term.first, programme.term.last
    if first and last:
        return f"{long_date(first)} – {long_date(last)}"
    if first or last:
        return _("fra %(day)s", day=long_date(first)) if first else _("til og med %(day)s", day=long_date(last))
    return _("hele tiden")


def state_tag(state: State) -> tuple[str, str]:
    return {
        State.OPEN: (_("Åbent"), "success"),
        State.UPCOMING: (_("Åbner senere"), "waiting"),
        State.CLOSED: (_("Slut"), "neutral"),
    }[state]


def places_words(programme: Programme) -> str:
    return _("ikke fastsat") if programme.capacity.total is None else str(programme.capacity.total)
