"""The exchange file of an instance (matching.md 1.5): JSON in, records out, or a refusal with the field's path."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import fields
from typing import Any, Final

from portal.domain.matching import codes
from portal.domain.matching.check import checked
from portal.domain.matching.exchange_fields import NEVER_READ, Fields
from portal.domain.matching.json_stream import members
from portal.domain.matching.law import ALLOW_EVERYTHING, Law
from portal.domain.matching.model import (
    DEFAULT_WEIGHTS,
    Citizen,
    Company,
    Demands,
    Earlier,
    Employer,
    Instance,
    Keep,
    Need,
    Place,
    Refusal,
    Specialist,
    Weights,
)

LISTS: Final = frozenset({"citizens", "postings", "specialists", "keep"})
REQUIRED_LISTS: Final = ("citizens", "postings")
WEIGHT_NAMES: Final = tuple(field.name for field in fields(Weights) if field.name != "version")
FILE_WEIGHTS: Final = "file"


def read_instance(
    chunks: Iterable[str], law: Law = ALLOW_EVERYTHING, progress: Callable[[str, int], None] | None = None
) -> Instance:
    """The instance in a file's text, checked; `progress` hears the list's name and how many rows have been read."""
    readers: dict[str, Callable[[str, Any], Any]] = {
        "citizens": _citizen,
        "postings": _place,
        "specialists": _specialist,
        "keep": _keep,
    }
    lists: dict[str, list[Any]] = {}
    rest: dict[str, Any] = {}
    for name, index, value in members(chunks, LISTS):
        if index is None:
            rest[name] = value
        elif index < 0:
            lists[name] = []
        else:
            lists[name].append(readers[name](f"{name}[{index}]", value))
            if progress:
                progress(name, index + 1)
    return checked(_instance(lists, rest, law))


def _instance(lists: dict[str, list[Any]], rest: dict[str, Any], law: Law) -> Instance:
    for name in REQUIRED_LISTS:
        if name not in lists:
            raise Refusal(name, "mangler.")
    top = Fields("", rest)
    instance = Instance(
        on=top.day("on"),
        citizens=tuple(lists["citizens"]),
        places=tuple(lists["postings"]),
        specialists=tuple(lists.get("specialists", ())),
        keep=tuple(lists.get("keep", ())),
        weights=_weights(top),
        law=law,
    )
    top.done()
    return instance


def _weights(top: Fields) -> Weights:
    """The file's weights, where a part that is not named has none, or the standard ones."""
    inner = top.maybe_inside("weights")
    if inner is None:
        return DEFAULT_WEIGHTS
    values = {name: inner.whole(name, 0) for name in WEIGHT_NAMES}
    inner.done()
    same = all(getattr(DEFAULT_WEIGHTS, name) == value for name, value in values.items())
    return DEFAULT_WEIGHTS if same else Weights(**values, version=FILE_WEIGHTS)


def _citizen(path: str, raw: Any) -> Citizen:
    row = Fields(path, raw)
    citizen = Citizen(
        id=row.text("id"),
        kinds=row.codes("kinds"),
        hours=row.hours(),
        available_from=row.day("available_from"),
        lat=row.number("lat"),
        lon=row.number("lon"),
        max_km=row.number("max_km"),
        occupations=row.texts("occupations"),
        competences=row.codes("competences"),
        languages=row.codes("languages"),
        licences=row.codes("licences"),
        needs=_needs(row),
        waiting_since=row.day("waiting_since", None),
        benefit=row.text("benefit", "unknown"),
        benefit_since=row.day("benefit_since", None),
        has_employer=row.text("has_employer", None),
        birth_date=row.day("birth_date", None),
        last_employer=_last_employer(row),
        declined=row.codes("declined"),
        municipality=row.text("municipality", None),
        wants_specialist=row.flag("wants_specialist", False),
        no_education=row.flag("no_education", False),
        single_provider=row.flag("single_provider", False),
        earlier=_earlier(row),
    )
    row.done(NEVER_READ)
    return citizen


def _needs(row: Fields) -> tuple[Need, ...]:
    needs = []
    for index, raw in enumerate(row.rows("needs")):
        inner = Fields(f"{row.at('needs')}[{index}]", raw)
        needs.append(Need(inner.text("code"), inner.number("limit", None)))
        inner.done()
    return tuple(needs)


def _last_employer(row: Fields) -> Employer | None:
    inner = row.maybe_inside("last_employer")
    if inner is None:
        return None
    employer = Employer(inner.text("cvr", None), inner.text("p_number", None))
    inner.done()
    return employer


def _earlier(row: Fields) -> tuple[Earlier, ...]:
    """What the citizen has had at a workplace before: [{"p_number", "kind", "occupation", "from", "to"?}]."""
    periods = []
    for index, raw in enumerate(row.rows("earlier")):
        inner = Fields(f"{row.at('earlier')}[{index}]", raw)
        first, last = inner.day("from"), inner.day("to", None)
        periods.append(Earlier(inner.text("p_number"), inner.text("kind"), inner.text("occupation"), first, last))
        inner.done()
    return tuple(periods)


def _place(path: str, raw: Any) -> Place:
    row = Fields(path, raw)
    start = row.inside("start")
    place = Place(
        id=row.text("id"),
        kind=row.text("kind"),
        company=_company(row),
        places=row.whole("places"),
        workplace_places=row.whole("workplace_places", None),
        occupation=row.text("occupation"),
        hours=row.hours(),
        start_from=start.day("from"),
        start_to=start.day("to"),
        lat=row.number("lat"),
        lon=row.number("lon"),
        competences_must=row.codes("competences_must"),
        competences_nice=row.codes("competences_nice"),
        languages=row.codes("languages"),
        licences=row.codes("licences"),
        weeks=row.number("weeks", None),
        demands=_demands(row),
        offers=row.codes("offers"),
        declined=row.codes("declined"),
        open=row.flag("open", True),
    )
    start.done()
    row.done()
    return place


def _company(row: Fields) -> Company:
    inner = row.inside("company")
    company = Company(inner.text("cvr"), inner.text("p_number"), inner.text("sector"))
    inner.done()
    return company


def _demands(row: Fields) -> Demands:
    inner = row.maybe_inside("demands")
    if inner is None:
        return Demands()
    nothing = Demands()
    values: dict[str, Any] = {name: inner.flag(name, getattr(nothing, name)) for name in codes.BOOLEAN_DEMANDS}
    values |= {name: inner.number(name, getattr(nothing, name)) for name in codes.NUMBER_DEMANDS}
    values |= {name: inner.text(name, getattr(nothing, name)) for name in codes.CHOICE_DEMANDS}
    inner.done()
    return Demands(**values)


def _specialist(path: str, raw: Any) -> Specialist:
    row = Fields(path, raw)
    specialist = Specialist(
        id=row.text("id"),
        occupations=row.texts("occupations"),
        capacity=row.whole("capacity"),
        municipalities=row.codes("municipalities"),
        online=row.flag("online", False),
        lat=row.number("lat"),
        lon=row.number("lon"),
        declined=row.codes("declined"),
    )
    row.done()
    return specialist


def _keep(path: str, raw: Any) -> Keep:
    row = Fields(path, raw)
    pair = Keep(row.text("citizen"), row.text("posting"))
    row.done()
    return pair
