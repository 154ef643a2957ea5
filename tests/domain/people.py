"""Generated people for the properties: facts as JSON, exact, as ranges, unsaid, or kept for a talk."""

from datetime import date

from hypothesis import strategies as st

from portal.domain.eligibility.facts import FACTS, Kind

ON = date(2026, 11, 22)
DAYS = st.dates(date(2024, 1, 1), date(2027, 12, 31)).map(date.isoformat)
BIRTHS = st.dates(date(1955, 1, 1), date(2000, 1, 1)).map(date.isoformat)
MUNICIPALITIES = st.sampled_from(["155", "159", "185", "550", "360", "376", "607", "101", "230"])


def spans(top):
    numbers = st.integers(0, top)
    pairs = st.tuples(numbers, numbers).map(lambda pair: {"min": min(pair), "max": max(pair)})
    return st.one_of(pairs, numbers.map(lambda n: {"min": n}), numbers.map(lambda n: {"max": n}), st.just({}))


def values(name):
    fact = FACTS[name]
    match fact.kind:
        case Kind.MUNICIPALITY:
            return MUNICIPALITIES
        case Kind.DATE:
            return BIRTHS if name == "birth_date" else DAYS
        case Kind.RANGE:
            return spans({"age": 80, "months_unemployed": 24, "weeks_sick": 60}[name])
        case Kind.NUMBER:
            return st.one_of(st.sampled_from([0, 4, 9.5, 10, 10.5, 12, 37]), spans(37))
    return st.sampled_from(sorted(fact.codes))


def raw_facts():
    """A person's facts as `portal check` reads them; each may be missing or left for a talk."""
    optional = {name: st.one_of(values(name), values(name), st.just("talk")) for name in FACTS}
    return st.fixed_dictionaries({}, optional=optional)


def exact_facts():
    """A person about whom everything is known: no range, no set, no talk, nothing missing."""
    unknown = {name: fact.unknown for name, fact in FACTS.items()}
    exact = {name: fact for name, fact in FACTS.items() if fact.kind is not Kind.RANGE}
    fields = {
        name: st.sampled_from([4, 10, 10.5, 12])
        if fact.kind is Kind.NUMBER
        else values(name).filter(lambda value, name=name: value not in unknown[name])
        for name, fact in exact.items()
    }
    return st.fixed_dictionaries(fields)
