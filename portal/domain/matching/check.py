"""Refuses an instance that breaks the contract, with the path of the field and a sentence a person can act on.

The same checks meet an exchange file and rows from the store. What is odd but answerable is let through: no
citizens, no places, zero places, no wishes, coordinates outside Denmark.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import fields

from portal.domain.matching import codes
from portal.domain.matching.model import (
    Citizen,
    Company,
    Demands,
    Hours,
    Instance,
    Place,
    Refusal,
    Specialist,
    SpecialistWeights,
    Weights,
)

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
    for index, citizen in enumerate(instance.citizens):
        _check_citizen(f"citizens[{index}]", citizen)
        born = citizen.birth_date
        late = born is not None and born > min(instance.on, citizen.available_from)
        _require(not late, f"citizens[{index}].birth_date", "Fødselsdagen ligger efter den første dag.")
    for index, place in enumerate(instance.places):
        _check_place(f"postings[{index}]", place)
    for index, specialist in enumerate(instance.specialists):
        _check_specialist(f"specialists[{index}]", specialist)
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


def _check_citizen(path: str, citizen: Citizen) -> None:
    _check_point(path, citizen)
    _check_hours(f"{path}.hours", citizen.hours)
    _check_amount(f"{path}.max_km", citizen.max_km)
    _check_occupations(f"{path}.occupations", citizen.occupations)
    _check_codes(f"{path}.kinds", citizen.kinds, codes.KINDS)
    _check_known(f"{path}.benefit", citizen.benefit, codes.BENEFITS)
    if citizen.has_employer is not None:
        _check_known(f"{path}.has_employer", citizen.has_employer, codes.HAS_EMPLOYER)
    for index, need in enumerate(citizen.needs):
        _check_known(f"{path}.needs[{index}].code", need.code, codes.NEEDS)
        if need.code in codes.NEEDS_BY_NUMBER:
            _require(need.limit is not None, f"{path}.needs[{index}]", f"{need.code} skal have en grænse (limit).")
        if need.limit is not None:
            _check_amount(f"{path}.needs[{index}].limit", need.limit)
    for index, one in enumerate(citizen.earlier):
        _check_known(f"{path}.earlier[{index}].kind", one.kind, codes.KINDS)
        in_order = one.last is None or one.first <= one.last
        _require(in_order, f"{path}.earlier[{index}]", "Første dag ligger efter sidste dag.")


def _check_place(path: str, place: Place) -> None:
    _check_point(path, place)
    _check_hours(f"{path}.hours", place.hours)
    _check_known(f"{path}.kind", place.kind, codes.KINDS)
    _check_company(f"{path}.company", place.company)
    _check_occupations(f"{path}.occupation", (place.occupation,))
    _check_count(f"{path}.places", place.places)
    if place.workplace_places is not None:
        _check_count(f"{path}.workplace_places", place.workplace_places)
    if place.weeks is not None:
        _check_amount(f"{path}.weeks", place.weeks)
        _require(place.weeks > 0, f"{path}.weeks", "skal være over 0.")
    _require(place.start_from <= place.start_to, f"{path}.start", "Første dag ligger efter sidste dag.")
    _check_codes(f"{path}.offers", place.offers, codes.NEEDS)
    _check_demands(f"{path}.demands", place.demands)


def _check_specialist(path: str, specialist: Specialist) -> None:
    _check_point(path, specialist)
    _check_count(f"{path}.capacity", specialist.capacity)
    _check_occupations(f"{path}.occupations", specialist.occupations)


def _check_demands(path: str, demands: Demands) -> None:
    for name in codes.NUMBER_DEMANDS:
        _check_amount(f"{path}.{name}", getattr(demands, name))
    for name, known in codes.CHOICE_DEMANDS.items():
        _check_known(f"{path}.{name}", getattr(demands, name), known)


def _check_company(path: str, company: Company) -> None:
    _require(bool(company.cvr), f"{path}.cvr", "mangler.")
    _require(bool(company.p_number), f"{path}.p_number", "mangler.")
    _check_known(f"{path}.sector", company.sector, codes.SECTORS)


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
    seen: set[str] = set()
    for index, identifier in enumerate(ids):
        _require(identifier != "", f"{name}[{index}].id", "mangler.")
        _require(identifier not in seen, f"{name}[{index}].id", f"{identifier} står der to gange.")
        seen.add(identifier)


def _check_point(path: str, row: Citizen | Place | Specialist) -> None:
    _require(_is_number(row.lat) and -90 <= row.lat <= 90, f"{path}.lat", "skal være mellem -90 og 90.")
    _require(_is_number(row.lon) and -180 <= row.lon <= 180, f"{path}.lon", "skal være mellem -180 og 180.")


def _check_hours(path: str, hours: Hours) -> None:
    _check_amount(f"{path}.min", hours.min)
    _check_amount(f"{path}.max", hours.max)
    _require(hours.max <= HOURS_IN_A_WEEK, f"{path}.max", "En uge har højst 168 timer.")
    _require(hours.min <= hours.max, path, "Det mindste antal timer er større end det største.")


def _check_amount(path: str, value: float) -> None:
    _require(_is_number(value) and value >= 0, path, "skal være et tal fra 0 og op.")


def _check_count(path: str, value: int) -> None:
    whole = isinstance(value, int) and not isinstance(value, bool)
    _require(whole and 0 <= value <= 1_000_000_000, path, "skal være et helt tal fra 0 og op.")


def _check_occupations(path: str, occupations: tuple[str, ...]) -> None:
    for occupation in occupations:
        right = 1 <= len(occupation) <= 6 and occupation.isascii() and occupation.isdigit()
        _require(right, path, f"{occupation!r} er ikke en DISCO-kode.")


def _check_codes(path: str, values: Iterable[str], known: Iterable[str]) -> None:
    for value in sorted(values):
        _check_known(path, value, known)


def _check_known(path: str, value: str, known: Iterable[str]) -> None:
    _require(value in known, path, f"{value!r} er ikke en kendt kode.")


def _is_number(value: object) -> bool:
    """A number small enough to be reckoned and rounded with; true, false, infinity and what is no number are none."""
    return isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) <= LARGEST


def _require(holds: bool, path: str, sentence: str) -> None:
    if not holds:
        raise Refusal(path, sentence)
