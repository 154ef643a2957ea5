"""A posting in words: its state, and its answers as rows to check."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from portal.domain.accommodations import ACCOMMODATIONS
from portal.domain.competences import COMPETENCES
from portal.domain.workflow import PostingState
from portal.programmes.occupations import occupation_title
from portal.services.posting import PlaceCount
from portal.store.postings import PostingRecord
from portal.web.employer.posting_forms import DEMANDS, LICENCES, NOISE, SPOKEN
from portal.web.employer.posting_guidance import kind_label
from portal.web.employer.registration_summary import Group, Row
from portal.web.i18n import gettext as _
from portal.web.i18n import long_date, ngettext, number

STATES: dict[str, tuple[str, str]] = {
    PostingState.DRAFT: (_("Kladde"), "neutral"),
    PostingState.SUBMITTED: (_("Venter på kommunen"), "waiting"),
    PostingState.AWAITING_COMPANY: (_("Venter på jer"), "attention"),
    PostingState.OPEN: (_("Åbent"), "success"),
    PostingState.PAUSED: (_("På pause"), "neutral"),
    PostingState.FULL: (_("Optaget"), "active"),
    PostingState.CLOSED: (_("Lukket"), "neutral"),
    PostingState.REJECTED: (_("Ikke åbnet"), "neutral"),
}
"""The state in words, and the kind of tag."""


def places_words(total: int, count: PlaceCount) -> str:
    """1 af 3 pladser i brug, 1 holdes til en kandidat, 1 er ledig"""
    used = ngettext("%(used)s af %(num)s plads i brug", "%(used)s af %(num)s pladser i brug", total, used=count.used)
    if not count.reserved:
        return used
    kept = ngettext("%(num)s holdes til en kandidat", "%(num)s holdes til kandidater", count.reserved)
    free = ngettext("%(num)s er ledig", "%(num)s er ledige", count.free(total))
    return f"{used}, {kept}, {free}"


def posting_rows(posting: PostingRecord, edit: Callable[[str], str]) -> tuple[Group, ...]:
    """The answers of the four steps; `edit` gives the address where a step is corrected, or an empty text."""
    return (
        Group(_("Opgaverne"), tuple(_tasks(posting, edit("form"), edit("opgaver")))),
        Group(_("Tiden"), tuple(_time(posting, edit("tid")))),
        Group(_("Arbejdet og hensyn"), tuple(_needs(posting, edit("hensyn")))),
    )


def _tasks(posting: PostingRecord, kind: str, tasks: str) -> Iterable[Row]:
    yield Row(_("I tilbyder"), kind_label(posting.kind), kind)
    yield Row(_("Overskrift"), posting.title, tasks)
    yield Row(_("Fag"), occupation_title(posting.occupation), tasks)
    yield Row(_("Opgaver"), posting.tasks, tasks)
    yield Row(_("Skal kunne"), _listed(COMPETENCES, posting.competences_must), tasks)
    yield Row(_("Er en fordel"), _listed(COMPETENCES, posting.competences_nice), tasks)
    needed = [*_labels(SPOKEN, posting.languages), *_labels(LICENCES, posting.licences)]
    yield Row(_("Sprog og kørekort"), ", ".join(needed) or _("Ingen krav"), tasks)


def _time(posting: PostingRecord, edit: str) -> Iterable[Row]:
    yield Row(_("Timer"), hours_words(posting.hours_min, posting.hours_max), edit)
    yield Row(_("Varighed"), weeks_words(posting.weeks), edit)
    starts = (long_date(posting.start_from), long_date(posting.start_to))
    yield Row(_("Første dag"), _("Mellem %(first)s og %(last)s", first=starts[0], last=starts[1]), edit)
    yield Row(_("Arbejdstid"), posting.working_times, edit)
    yield Row(_("Pladser"), str(posting.places), edit)


def _needs(posting: PostingRecord, edit: str) -> Iterable[Row]:
    yield Row(_("Løft"), _("Højst %(kg)s kg", kg=number(posting.demands.get("lift_kg", 0))), edit)
    if posting.demands.get("hours_per_day"):
        longest = number(posting.demands["hours_per_day"])
        yield Row(_("Længste dag"), _("%(hours)s timer", hours=longest), edit)
    yield Row(_("Støj"), NOISE.get(posting.demands.get("noise", "normal"), ""), edit)
    yield Row(_("Sådan er arbejdet også"), "\n".join(demand_labels(posting.demands)) or _("Ikke noget særligt"), edit)
    offers = [ACCOMMODATIONS[code].label for code in posting.offers if code in ACCOMMODATIONS]
    yield Row(_("Det kan I tage hensyn til"), "\n".join(offers) or _("Ikke noget endnu"), edit)


def demand_labels(demands: dict[str, Any]) -> list[str]:
    chosen = [code for code, value in demands.items() if value is True]
    chosen += ["extreme"] if demands.get("temperature") == "extreme" else []
    chosen += ["stairs"] if demands.get("step_free") is False else []
    return _labels(DEMANDS, chosen)


def hours_words(least: float, most: float) -> str:
    """20 timer om ugen, or 15–30 timer om ugen"""
    if least == most:
        return _("%(hours)s timer om ugen", hours=number(most))
    return _("%(least)s–%(most)s timer om ugen", least=number(least), most=number(most))


def weeks_words(weeks: int | None) -> str:
    return ngettext("%(num)s uge", "%(num)s uger", weeks) if weeks else _("Uden slutdato")


def _labels(names: dict[str, str], codes: list[str]) -> list[str]:
    return [names[code] for code in codes if code in names]


def _listed(names: dict[str, str], codes: list[str]) -> str:
    return ", ".join(_labels(names, codes)) or _("Ingen krav")
