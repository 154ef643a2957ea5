"""The exchange file: what is read, and what is refused with the path of the field and a sentence."""

import copy
import json
from datetime import date
from typing import Any

import pytest

from portal.domain.matching import Demands, Earlier, Employer, Instance, Need, Refusal, Weights, solve
from portal.domain.matching.engine import compute
from portal.domain.matching.exchange import read_instance
from portal.domain.matching.exchange_result import pairs_text
from tests.domain.matching_worlds import LAW

CITIZEN = {
    "id": "b1",
    "occupations": ["4311", "3313"],
    "competences": ["excel", "regnskab"],
    "languages": ["da"],
    "licences": ["B"],
    "hours": {"min": 15, "max": 37},
    "available_from": "2026-12-01",
    "waiting_since": "2026-10-03",
    "lat": 55.59,
    "lon": 12.67,
    "max_km": 25.0,
    "kinds": ["wage_subsidy_job", "paid_hours"],
    "needs": [{"code": "max_lift", "limit": 5}, {"code": "extra_breaks"}],
    "benefit": "unemployment_benefit",
    "benefit_since": "2026-05-04",
    "has_employer": "no",
    "birth_date": "1967-03-14",
    "last_employer": {"cvr": "99001755", "p_number": "9900000035"},
    "declined": ["o7"],
    "municipality": "185",
    "wants_specialist": True,
    "no_education": True,
    "single_provider": True,
    "earlier": [
        {"p_number": "9900000035", "kind": "work_trial", "occupation": "4311", "from": "2026-01-05", "to": "2026-01-18"}
    ],
}
POSTING = {
    "id": "o1",
    "kind": "wage_subsidy_job",
    "company": {"cvr": "99001011", "p_number": "9900000011", "sector": "private"},
    "places": 2,
    "workplace_places": 3,
    "occupation": "4311",
    "competences_must": [],
    "competences_nice": ["excel"],
    "languages": ["da"],
    "licences": [],
    "hours": {"min": 20, "max": 37},
    "weeks": 20,
    "start": {"from": "2026-12-01", "to": "2027-02-01"},
    "lat": 55.63,
    "lon": 12.65,
    "demands": {"lift_kg": 4, "driving": False, "shift": False, "noise": "normal"},
    "offers": ["extra_breaks", "support_person"],
    "declined": ["b9"],
    "open": True,
}
SPECIALIST = {
    "id": "s1",
    "occupations": ["43", "33"],
    "capacity": 3,
    "municipalities": ["159", "185"],
    "online": True,
    "lat": 55.7,
    "lon": 12.5,
    "declined": [],
}
FILE = {
    "on": "2026-11-22",
    "citizens": [CITIZEN],
    "postings": [POSTING],
    "specialists": [SPECIALIST],
    "keep": [{"citizen": "b1", "posting": "o1"}],
}


def read(content: Any, size: int = 1 << 20) -> Instance:
    """The content, or the text, in pieces of that size."""
    text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
    return read_instance((text[at : at + size] for at in range(0, len(text), size)), LAW)


def changed(path: str, value: Any) -> dict[str, Any]:
    """The file with one field changed; `...` takes it away."""
    content = copy.deepcopy(FILE)
    *steps, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    node: Any = content
    for step in steps:
        node = node[step]
    if value is ...:
        del node[last]
    else:
        node[last] = value
    return content


def test_the_example_is_read_and_solved() -> None:
    instance = read(FILE)
    (citizen,), (place,), (specialist,) = instance.citizens, instance.places, instance.specialists
    assert citizen.needs == (Need("max_lift", 5), Need("extra_breaks"))
    assert citizen.last_employer == Employer("99001755", "9900000035")
    assert citizen.earlier == (Earlier("9900000035", "work_trial", "4311", date(2026, 1, 5), date(2026, 1, 18)),)
    assert place.demands == Demands(lift_kg=4, noise="normal")
    assert place.workplace_places == 3
    assert specialist.capacity == 3
    result = solve(instance)
    assert (result.matched, result.specialists.matched) == (1, 1)


@pytest.mark.parametrize("size", [1, 7, 64, 1000])
def test_the_size_of_the_pieces_does_not_matter(size: int) -> None:
    assert read(FILE, size) == read(FILE)


def test_what_is_not_asked_for_may_be_left_out() -> None:
    citizen = {name: CITIZEN[name] for name in ("id", "kinds", "hours", "available_from", "lat", "lon", "max_km")}
    names = ("id", "kind", "company", "places", "occupation", "hours", "start", "lat", "lon")
    posting = {name: POSTING[name] for name in names}
    instance = read({"on": "2026-11-22", "citizens": [citizen], "postings": [posting]})
    assert instance.citizens[0].benefit == "unknown"
    assert instance.places[0].open


def test_an_empty_file_of_people_and_places_is_a_result() -> None:
    result = solve(read({"on": "2026-11-22", "citizens": [], "postings": [], "keep": []}))
    assert (result.matched, result.total, result.certificate.bound) == (0, 0, 0)


def test_weights_may_be_given_and_a_part_left_out_has_none() -> None:
    assert read(FILE | {"weights": {"occupation": 900, "travel": 100}}).weights == Weights(900, 0, 100, 0, 0, 0, "file")
    assert read(FILE | {"weights": None}).weights.version == "1"


@pytest.mark.parametrize(
    ("path", "value", "at"),
    [
        ("on", ..., "on"),
        ("on", "2026-02-30", "on"),
        ("on", "20261122", "on"),
        ("on", 20261122, "on"),
        ("citizens", ..., "citizens"),
        ("postings", {}, "postings"),
        ("surprise", 1, "surprise"),
        ("weights", {"occupation": 999}, "weights"),
        ("weights", {"occupation": 1100, "travel": -100}, "weights.occupation"),
        ("weights", {"occupation": 999.5, "travel": 0.5}, "weights.occupation"),
        ("weights", {"age": 1000}, "weights.age"),
        ("weights", [], "weights"),
        ("citizens.0", [], "citizens[0]"),
        ("citizens.0.id", ..., "citizens[0].id"),
        ("citizens.0.id", 7, "citizens[0].id"),
        ("citizens.0.id", "", "citizens[0].id"),
        ("citizens.0.max_kms", 25, "citizens[0].max_kms"),
        ("citizens.0.max_km", -1, "citizens[0].max_km"),
        ("citizens.0.max_km", True, "citizens[0].max_km"),
        ("citizens.0.max_km", 10**400, "citizens[0].max_km"),
        ("citizens.0.lat", 95.5, "citizens[0].lat"),
        ("citizens.0.lon", "12", "citizens[0].lon"),
        ("citizens.0.hours", {"min": 37, "max": 15}, "citizens[0].hours"),
        ("citizens.0.hours", {"min": 3}, "citizens[0].hours.max"),
        ("citizens.0.hours", {"min": 3, "max": 169}, "citizens[0].hours.max"),
        ("citizens.0.kinds", ["praktik"], "citizens[0].kinds"),
        ("citizens.0.kinds", "paid_hours", "citizens[0].kinds"),
        ("citizens.0.occupations", ["43x1"], "citizens[0].occupations"),
        ("citizens.0.languages", [1], "citizens[0].languages[0]"),
        ("citizens.0.needs", [{"code": "max_lift"}], "citizens[0].needs[0]"),
        ("citizens.0.needs", [{"code": "short_days", "limit": -1}], "citizens[0].needs[0].limit"),
        ("citizens.0.needs", [{"code": "rygproblemer"}], "citizens[0].needs[0].code"),
        ("citizens.0.benefit", "dagpenge", "citizens[0].benefit"),
        ("citizens.0.has_employer", "maybe", "citizens[0].has_employer"),
        ("citizens.0.birth_date", "2027-01-01", "citizens[0].birth_date"),
        ("citizens.0.earlier.0.kind", "holiday", "citizens[0].earlier[0].kind"),
        ("citizens.0.earlier.0.from", ..., "citizens[0].earlier[0].from"),
        ("citizens.0.earlier.0.to", "2026-01-04", "citizens[0].earlier[0]"),
        ("citizens.0.earlier.0.where", "x", "citizens[0].earlier[0].where"),
        ("citizens.0.last_employer", {"cvr": "1", "name": "x"}, "citizens[0].last_employer.name"),
        ("citizens.0.wants_specialist", "yes", "citizens[0].wants_specialist"),
        ("postings.0.kind", "job", "postings[0].kind"),
        ("postings.0.company", ..., "postings[0].company"),
        ("postings.0.company.sector", "half", "postings[0].company.sector"),
        ("postings.0.places", -1, "postings[0].places"),
        ("postings.0.places", 1.5, "postings[0].places"),
        ("postings.0.workplace_places", -1, "postings[0].workplace_places"),
        ("postings.0.weeks", 0, "postings[0].weeks"),
        ("postings.0.start", {"from": "2027-02-01", "to": "2026-12-01"}, "postings[0].start"),
        ("postings.0.demands.lift", 10, "postings[0].demands.lift"),
        ("postings.0.demands.noise", "loud", "postings[0].demands.noise"),
        ("postings.0.demands.lift_kg", "10", "postings[0].demands.lift_kg"),
        ("postings.0.offers", ["kaffe"], "postings[0].offers"),
        ("postings.0.open", 1, "postings[0].open"),
        ("specialists.0.capacity", "3", "specialists[0].capacity"),
        ("keep.0.posting", "o2", "keep[0].posting"),
        ("keep.0.citizen", "b2", "keep[0].citizen"),
        ("keep", [{"citizen": "b1", "posting": "o1"}] * 2, "keep"),
    ],
)
def test_what_breaks_the_format_is_refused_at_its_path(path: str, value: Any, at: str) -> None:
    with pytest.raises(Refusal) as refused:
        read(changed(path, value))
    assert refused.value.path == at
    assert refused.value.sentence.endswith(".")


@pytest.mark.parametrize("rows", ["citizens", "postings", "specialists"])
def test_an_id_that_stands_twice_is_refused(rows: str) -> None:
    with pytest.raises(Refusal, match=rf"{rows}\[1\]\.id: .* to gange"):
        read(changed(rows, FILE[rows] * 2))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{",
        "{}",
        '{"on": "2026-11-22", "citizens": [], "postings": []',
        '{"on": "2026-11-22", "citizens": [], "postings": []}{}',
        '{"on": "2026-11-22", "on": "2026-11-22", "citizens": [], "postings": []}',
        '{"on": "2026-11-22", "citizens": [} , "postings": []}',
        '{"on": "2026-11-22", "citizens": [{"id": "b1", "id": "b2"}], "postings": []}',
        '{"on": "2026-11-22", "citizens": [{"id": "b1", "lat": NaN}], "postings": []}',
        '{"on": "2026-11-22" "citizens": [], "postings": []}',
        '{"on": "2026-11-22", "citizens": [' + "[" * 100_000,
        '{7: "2026-11-22"}',
    ],
)
@pytest.mark.parametrize("size", [5, 1 << 20])
def test_broken_json_is_refused(text: str, size: int) -> None:
    with pytest.raises(Refusal):
        read(text, size)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("citizens.0.lat", 0.0),
        ("citizens.0.occupations", []),
        ("postings.0.places", 0),
        ("postings.0.workplace_places", 0),
        ("postings.0.open", False),
    ],
)
def test_what_is_odd_but_answerable_is_answered(path: str, value: Any) -> None:
    result = solve(read(changed(path, value) | {"keep": []}))
    assert result.matched + len(result.unmatched) == 1


def test_every_feasible_pair_is_written_also_where_places_are_none() -> None:
    run = compute(read(changed("postings.0.places", 0) | {"keep": []}))
    (line,) = [json.loads(line) for line in pairs_text(run)]
    assert (line["citizen"], line["posting"]) == ("b1", "o1")
    assert line["score"] == sum(line["parts"].values())
