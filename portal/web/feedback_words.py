"""The five questions to the company and their answers in Danish: the company writes them, the citizen and staff read them."""

from __future__ import annotations

from collections.abc import Mapping

from portal.web.i18n import gettext as _


def questions() -> dict[str, str]:
    return {
        "tasks": _("Hvordan går det med opgaverne?"),
        "hours": _("Passer timerne?"),
        "cooperation": _("Hvordan går samarbejdet?"),
        "adjustments": _("Virker de hensyn, vi har aftalt?"),
        "next": _("Hvad er næste skridt?"),
    }


def answers() -> dict[str, dict[str, str]]:
    pace = {"good": _("Godt"), "mixed": _("Både godt og svært"), "hard": _("Svært")}
    return {
        "tasks": pace,
        "hours": {"fits": _("De passer"), "more": _("Der kan blive flere"), "fewer": _("Færre vil være bedre")},
        "cooperation": pace,
        "adjustments": {"work": _("Ja"), "more": _("Vi skal finde noget andet"), "none": _("Der er ikke aftalt nogen")},
        "next": {
            "go_on": _("Fortsæt som nu"),
            "more_hours": _("Flere timer"),
            "job": _("Vi vil gerne tale om et job"),
            "talk": _("Vi vil gerne tale med kommunen"),
        },
    }


def lines(given: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Question and answer, in the order of the form."""
    known = answers()
    return tuple((text, known[name].get(given.get(name, ""), "")) for name, text in questions().items())
