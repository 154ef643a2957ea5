"""From a file's data to a programme: strict reading, and the checks no single field can make.

Every criterion has a source and a sentence for each way it can come out, every fact it reads is asked by
one of the programme's questions, and a sensitive question can never lead to a no.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from portal.domain.eligibility.criteria import Combined, Elapsed, NumberAtMost, OneOf, Test
from portal.domain.eligibility.facts import FACTS, Kind
from portal.domain.eligibility.kleene import MET, STAFF, UNKNOWN, UNMET
from portal.domain.eligibility.programme import (
    Capacity,
    Contact,
    Criterion,
    Deadlines,
    EnrolmentKind,
    Hardness,
    LikelyTexts,
    Municipality,
    Phase,
    Programme,
    Route,
    Target,
    Term,
)
from portal.domain.eligibility.questions import read_question
from portal.domain.eligibility.reader import Table, read_all
from portal.domain.eligibility.trial_people import read_trial_person

NO_TERM = Term()
DEADLINES = {"reply": (1, 30), "place_answer": (2, 30), "pause_keeps": (28, 365)}
"""Shortest and longest. "Not just now" lasts four weeks and must leave the number in line as it was."""
CODE, SLUG, MUNICIPALITY = (
    re.compile(r"[a-z][a-z0-9_]{1,59}"),
    re.compile(r"[a-z0-9]+(-[a-z0-9]+)*"),
    re.compile(r"[0-9]{3}"),
)
MOST_PLACES = 100_000
MOST_UNITS = 1000
"""Years, months or weeks: more is a slip of the pen."""
PLACEMENT_KINDS = frozenset({"work_trial", "wage_subsidy_job", "paid_hours", "flex_job", "ordinary_job"})


def parse_programme(data: Mapping[str, object]) -> Programme:
    """Read one programme; raises InvalidProgramme with a Danish sentence and the place of the fault."""
    top = Table(data)
    sources = _sources(top.table("sources"))
    municipalities = read_all(top.tables("municipalities"), _municipality)
    period = _term(top.table("period")) if top.has("period") else NO_TERM
    programme = Programme(
        **_identity(top),
        enrolment=top.one_of("enrolment", EnrolmentKind),
        owner=top.text("owner"),
        lead_municipality=top.word("lead_municipality", MUNICIPALITY, "185"),
        municipalities=municipalities,
        partners=top.texts("partners", []),
        period=period,
        demo_period=_term(top.table("demo_period")) if top.has("demo_period") else period,
        capacity=_capacity(top, frozenset(place.code for place in municipalities)),
        funding=top.text("funding", ""),
        summary=top.text("summary"),
        target_group=top.text("target_group"),
        duration=top.text("duration"),
        placement_kinds=_placement_kinds(top),
        contact=_contact(top.table("contact")),
        phases=read_all(top.tables("phases"), _phase),
        targets=read_all(top.tables("targets", []), lambda table: _target(table, sources)),
        questions=top.texts("questions"),
        criteria=_criteria(top, sources, frozenset(place.code for place in municipalities)),
        routes=read_all(top.tables("routes", []), _route),
        likely=_likely(top.table("likely")),
        sources=tuple(sources.values()),
        own_questions=read_all(top.tables("own_questions", []), read_question),
        deadlines=_deadlines(top.table("deadlines")) if top.has("deadlines") else Deadlines(),
        trial_people=read_all(top.tables("trial_people", []), read_trial_person),
    )
    top.close()
    _refuse_repeats(top, "municipalities", [place.code for place in municipalities])
    _refuse_repeats(top, "criteria", [criterion.id for criterion in programme.criteria])
    _refuse_repeats(top, "own_questions", [question.id for question in programme.own_questions])
    _refuse_repeats(top, "trial_people", [person.name for person in programme.trial_people])
    return programme


def _identity(top: Table) -> dict[str, Any]:
    """Which programme it is, and which version of it."""
    words: dict[str, Any] = {field: top.text(field) for field in ("name", "title", "seed")}
    return words | {
        "code": top.word("code", CODE, "tidlig_indsats"),
        "slug": top.word("slug", SLUG, "tidlig-indsats"),
        "version": top.whole("version", 1, 1_000_000),
        "valid_from": top.day("valid_from", None),
        "part_of": top.text("part_of", None),
    }


def _sources(table: Table) -> dict[str, str]:
    citations = {key: table.text(key) for key in table.fields()}
    if not citations:
        raise table.refuse("Tilbuddet skal have mindst én kilde.")
    return citations


def _term(table: Table) -> Term:
    """A period; the first day may not come after the last."""
    term = Term(table.day("from", None), table.day("to", None), table.take("confirmed", bool, True))
    if term.first and term.last and term.first > term.last:
        raise table.refuse("Perioden slutter, før den begynder.", "to")
    table.close()
    return term


def _municipality(table: Table) -> Municipality:
    code = table.word("code", MUNICIPALITY, "185")
    return Municipality(code, table.text("name"), table.text("operated_by", code))


def _capacity(top: Table, municipalities: frozenset[str]) -> Capacity:
    if not top.has("capacity"):
        return Capacity()
    table = top.table("capacity")
    total, places = table.whole("total", 0, MOST_PLACES, None), table.take("by_municipality", dict, {})
    if foreign := set(places) - municipalities:
        raise table.refuse(f"Kommunen '{min(foreign)}' er ikke med i tilbuddet.", "by_municipality")
    if not all(type(number) is int and 0 <= number <= MOST_PLACES for number in places.values()):
        raise table.refuse("Pladser skal være hele tal, der ikke er under nul.")
    if total is not None and sum(places.values()) > total:
        raise table.refuse(f"Kommunernes pladser er flere end de {total} i alt.", "by_municipality")
    capacity = Capacity(total, tuple(places.items()), table.text("note", ""))
    table.close()
    return capacity


def _deadlines(table: Table) -> Deadlines:
    lengths = {name: table.take(name, int, None) for name in DEADLINES}
    for name, length in lengths.items():
        least, most = DEADLINES[name]
        if length is not None and not least <= length <= most:
            raise table.refuse(f"Fristen skal være mellem {least} og {most} dage.", name)
    table.close()
    return Deadlines(**lengths)


def _placement_kinds(top: Table) -> tuple[str, ...]:
    kinds = top.texts("placement_kinds")
    if unknown := set(kinds) - PLACEMENT_KINDS:
        raise top.refuse(f"'{min(unknown)}' er ikke en slags forløb, vi kender.", "placement_kinds")
    return kinds


def _contact(table: Table) -> Contact:
    contact = Contact(table.text("name"), table.text("phone"))
    table.close()
    return contact


def _phase(table: Table) -> Phase:
    return Phase(table.text("id"), table.text("title"), table.text("text"))


def _target(table: Table, sources: Mapping[str, str]) -> Target:
    return Target(table.text("id"), table.take("value", (int, float)), table.text("text"), _source(table, sources))


def _route(table: Table) -> Route:
    fact, codes = _fact(table, {Kind.CODE}), frozenset(table.texts("codes"))
    _refuse_unknown_codes(table, fact, codes)
    return Route(table.text("id"), fact, codes, table.text("text"))


def _likely(table: Table) -> LikelyTexts:
    texts = LikelyTexts(
        table.text("heading"), table.texts("paragraphs"), table.texts("gets", []), table.text("next", "")
    )
    table.close()
    return texts


def _criteria(top: Table, sources: Mapping[str, str], municipalities: frozenset[str]) -> tuple[Criterion, ...]:
    return read_all(top.tables("criteria"), lambda table: _criterion(table, sources, municipalities))


def _criterion(table: Table, sources: Mapping[str, str], municipalities: frozenset[str]) -> Criterion:
    identity = {"id": table.text("id"), "label": table.text("label"), "source": _source(table, sources)}
    hardness = table.one_of("hardness", Hardness)
    if hardness is Hardness.STAFF:
        texts = ((STAFF, table.text("staff")),)
        return Criterion(**identity, hardness=hardness, test=None, texts=texts, alternative="", wait="", change="")
    return Criterion(
        **identity,
        hardness=hardness,
        test=_test(table.table("test"), municipalities),
        texts=tuple((outcome, table.text(outcome.value)) for outcome in (MET, UNMET, UNKNOWN)),
        alternative=table.text("alternative"),
        wait=table.text("wait", ""),
        change=table.text("change", ""),
    )


def _source(table: Table, sources: Mapping[str, str]) -> str:
    """The citation a rule or number stands on; one without is refused."""
    key = table.text("source")
    if key not in sources:
        raise table.refuse(f"Kilden '{key}' står ikke under [sources].", "source")
    return sources[key]


def read_test(data: Mapping[str, object], municipalities: frozenset[str]) -> Test:
    """One test by itself, as it stands in a criterion."""
    return _test(Table(data), municipalities)


def _test(table: Table, municipalities: frozenset[str]) -> Test:
    """A test: `any` or `all` of other tests, or one kind with its fact and limit."""
    for word in ("any", "all"):
        if table.has(word):
            parts = read_all(table.tables(word), lambda part: _test(part, municipalities))
            table.close()
            return Combined(parts, is_any=word == "any")
    test = _atom(table, municipalities)
    table.close()
    return test


def _atom(table: Table, municipalities: frozenset[str]) -> Test:
    kind = table.text("kind")
    match kind:
        case "municipality":
            return OneOf("home_municipality", municipalities)
        case "one_of":
            fact, codes = _fact(table, {Kind.CODE}), frozenset(table.texts("codes"))
            _refuse_unknown_codes(table, fact, codes)
            return OneOf(fact, codes)
        case "number_at_most":
            return NumberAtMost(_fact(table, {Kind.NUMBER}), table.take("limit", (int, float)))
        case "at_least" | "at_most":
            unit = table.text("unit")
            if unit not in Elapsed.UNITS:
                raise table.refuse(f"'{unit}' er ikke en af: {', '.join(Elapsed.UNITS)}.", "unit")
            return Elapsed(unit, table.whole("limit", 0, MOST_UNITS), is_floor=kind == "at_least")
    raise table.refuse(f"'{kind}' er ikke en slags prøve, vi kender.", "kind")


def _fact(table: Table, kinds: set[Kind]) -> str:
    fact = table.text("fact")
    if fact not in FACTS or FACTS[fact].kind not in kinds:
        raise table.refuse(f"'{fact}' er ikke en oplysning, som prøven kan bruge.", "fact")
    return fact


def _refuse_unknown_codes(table: Table, fact: str, codes: frozenset[str]) -> None:
    unknown = codes - (FACTS[fact].codes - FACTS[fact].unknown)
    if unknown or not codes:
        named = f"'{min(unknown)}'" if unknown else "en tom liste"
        raise table.refuse(f"'{fact}' kan ikke prøves mod {named}.", "codes")


def _refuse_repeats(top: Table, field: str, keys: Iterable[str]) -> None:
    seen: set[str] = set()
    for number, key in enumerate(keys):
        if key in seen:
            raise Table({}, (field, number)).refuse(f"'{key}' står to gange.")
        seen.add(key)
