"""Refuses an instance that breaks the contract, with the path of the field and a sentence a person can act on.

The same checks meet an exchange file and rows from the store. What is odd but answerable is let through: no
citizens, no places, zero places, no wishes, coordinates outside Denmark.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import fields
from datetime import date
from typing import TypeVar

from portal.domain.matching import codes
from portal.domain.matching.model import (
    Citizen,
    Company,
    Demands,
    Hours,
    Instance,
    Need,
    Place,
    Refusal,
    Specialist,
    SpecialistWeights,
    Weights,
)

Row = TypeVar("Row")
HOURS_IN_A_WEEK = 168
LARGEST = 1_000_000_000_000_000


def checked(instance: Instance) -> Instance:
    """The same instance, or a Refusal for the first thing that is wrong."""
    check_weights(instance.weights)
    check_weights(instance.specialist_weights, "specialist_weights")
    for name, rows in (
        ("citizens", instance.citizens),
        ("postings", instance.places),
        ("specialists", instance.specialists),
    ):
        _check_ids(name, [row.id for row in rows])
    _each("citizens", instance.citizens, lambda citizen: _check_citizen(citizen, instance.on))
    _each("postings", instance.places, _check_place)
    _each("specialists", instance.specialists, _check_specialist)
    _check_keep(instance)
    return instance


def check_weights(weights: Weights | SpecialistWeights, path: str = "weights") -> None:
    """Whole numbers from 0 to 1000 that sum to 1000."""
    values = {field.name: getattr(weights, field.name) for field in fields(weights) if field.name != "version"}
    for name, value in values.items():
        _require(isinstance(value, int) and not isinstance(value, bool), f"{path}.{name}", "skal være et helt tal.")
        _require(0 <= value <= 1000, f"{path}.{name}", "skal være mellem 0 og 1000.")
    total = sum(values.values())
    _require(total == 1000, path, f"Vægtene skal give 1000 tilsammen. De giver {total}.")


def _each(name: str, rows: Iterable[Row], check: Callable[[Row], None]) -> None:
    """Every row by the same check, which names the field from the row on: thousands are right for each that is not."""
    for index, row in enumerate(rows):
        try:
            check(row)
        except Refusal as refusal:
            inside = f".{refusal.path}" if refusal.path else ""
            raise Refusal(f"{name}[{index}]{inside}", refusal.sentence) from None


def _check_citizen(citizen: Citizen, on: date) -> None:
    _check_point(citizen)
    _check_hours(citizen.hours)
    _check_amount("max_km", citizen.max_km)
    _check_occupations("occupations", citizen.occupations)
    _check_codes("kinds", citizen.kinds, codes.KINDS)
    _check_known("benefit", citizen.benefit, codes.BENEFITS)
    if citizen.has_employer is not None:
        _check_known("has_employer", citizen.has_employer, codes.HAS_EMPLOYER)
    _each("needs", citizen.needs, _check_need)
    for index, one in enumerate(citizen.earlier):
        _check_known(f"earlier[{index}].kind", one.kind, codes.KINDS)
        in_order = one.last is None or one.first <= one.last
        _require(in_order, f"earlier[{index}]", "Første dag ligger efter sidste dag.")
    born = citizen.birth_date
    late = born is not None and born > min(on, citizen.available_from)
    _require(not late, "birth_date", "Fødselsdagen ligger efter den første dag.")


def _check_need(need: Need) -> None:
    _check_known("code", need.code, codes.NEEDS)
    if need.limit is not None:
        _check_amount("limit", need.limit)
    elif need.code in codes.NEEDS_BY_NUMBER:
        raise Refusal("", f"{need.code} skal have en grænse (limit).")


def _check_place(place: Place) -> None:
    _check_point(place)
    _check_hours(place.hours)
    _check_known("kind", place.kind, codes.KINDS)
    _check_company(place.company)
    _check_occupations("occupation", (place.occupation,))
    _check_count("places", place.places)
    if place.workplace_places is not None:
        _check_count("workplace_places", place.workplace_places)
    if place.weeks is not None:
        _check_amount("weeks", place.weeks)
        _require(place.weeks > 0, "weeks", "skal være over 0.")
    _require(place.start_from <= place.start_to, "start", "Første dag ligger efter sidste dag.")
    _check_codes("offers", place.offers, codes.NEEDS)
    _check_demands(place.demands)


def _check_specialist(specialist: Specialist) -> None:
    _check_point(specialist)
    _check_count("capacity", specialist.capacity)
    _check_occupations("occupations", specialist.occupations)


def _check_demands(demands: Demands) -> None:
    _check_amount("demands.lift_kg", demands.lift_kg)
    _check_amount("demands.hours_per_day", demands.hours_per_day)
    _check_known("demands.noise", demands.noise, codes.CHOICE_DEMANDS["noise"])
    _check_known("demands.temperature", demands.temperature, codes.CHOICE_DEMANDS["temperature"])


def _check_company(company: Company) -> None:
    _require(bool(company.cvr), "company.cvr", "mangler.")
    _require(bool(company.p_number), "company.p_number", "mangler.")
    _check_known("company.sector", company.sector, codes.SECTORS)


def _check_keep(instance: Instance) -> None:
    """Both sides must be in the instance, and the pairs together must fit: one per citizen, no capacity passed."""
    citizens = {citizen.id for citizen in instance.citizens}
    places = {place.id for place in instance.places}
    for index, pair in enumerate(instance.keep):
        _require(
            pair.citizen_id in citizens,
            f"keep[{index}].citizen",
            f"Borgeren {pair.citizen_id} er ikke i filen.",
        )
        _require(pair.place_id in places, f"keep[{index}].posting", f"Opslaget {pair.place_id} er ikke i filen.")
    for citizen_id, count in Counter(pair.citizen_id for pair in instance.keep).items():
        _require(count == 1, "keep", f"Borgeren {citizen_id} står i {count} par, men kan kun have ét.")


def _check_ids(name: str, ids: Sequence[str]) -> None:
    if len(set(ids)) == len(ids) and "" not in ids:
        return
    seen: set[str] = set()
    for index, identifier in enumerate(ids):
        _require(identifier != "", f"{name}[{index}].id", "mangler.")
        _require(identifier not in seen, f"{name}[{index}].id", f"{identifier} står der to gange.")
        seen.add(identifier)


def _check_point(row: Citizen | Place | Specialist) -> None:
    _require(_is_number(row.lat) and -90 <= row.lat <= 90, "lat", "skal være mellem -90 og 90.")
    _require(_is_number(row.lon) and -180 <= row.lon <= 180, "lon", "skal være mellem -180 og 180.")


def _check_hours(hours: Hours) -> None:
    _check_amount("hours.min", hours.min)
    _check_amount("hours.max", hours.max)
    _require(hours.max <= HOURS_IN_A_WEEK, "hours.max", "En uge har højst 168 timer.")
    _require(hours.min <= hours.max, "hours", "Det mindste antal timer er større end det største.")


def _check_amount(path: str, value: float) -> None:
    _require(_is_number(value) and value >= 0, path, "skal være et tal fra 0 og op.")


def _check_count(path: str, value: int) -> None:
    whole = isinstance(value, int) and not isinstance(value, bool)
    _require(whole and 0 <= value <= 1_000_000_000, path, "skal være et helt tal fra 0 og op.")


def _check_occupations(path: str, occupations: tuple[str, ...]) -> None:
    for occupation in occupations:
        if not (1 <= len(occupation) <= 6 and occupation.isascii() and occupation.isdigit()):
            raise Refusal(path, f"{occupation!r} er ikke en DISCO-kode.")


def _check_codes(path: str, values: frozenset[str], known: Collection[str]) -> None:
    for value in values:
        if value not in known:
            _check_known(path, min(values.difference(known)), known)


def _check_known(path: str, value: str, known: Collection[str]) -> None:
    if value not in known:
        raise Refusal(path, f"{value!r} er ikke en kendt kode.")


def _is_number(value: object) -> bool:
    """A number small enough to be reckoned and rounded with; true, false, infinity and what is no number are none."""
    if isinstance(value, float):
        return -LARGEST <= value <= LARGEST  # what is no number is not between them either
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) <= LARGEST


def _require(holds: bool, path: str, sentence: str) -> None:
    if not holds:
        raise Refusal(path, sentence)
