"""What must hold for every question: the law is monotone where it is meant to be, and always answers."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from portal.domain.placement_law import (
    Allowed,
    Benefit,
    HasEmployer,
    HeadroomQuestion,
    PlacementKind,
    PlacementQuestion,
    RatioQuestion,
    Sector,
    SupportedPlacement,
    Workplace,
    check_net_expansion,
    check_placement,
    check_ratio,
    headroom,
)
from portal.programmes.law import load_law

LAW = load_law()
ORDER = list(Allowed)
DAYS = st.dates(date(2018, 1, 1), date(2031, 12, 31))
WORKPLACES = st.builds(
    Workplace,
    st.sampled_from([None, "99001755", "99000001"]),
    st.sampled_from([None, "9900000035", "9900000036"]),
)
QUESTIONS = st.builds(
    PlacementQuestion,
    on=DAYS,
    kind=st.sampled_from(PlacementKind),
    benefit=st.sampled_from(Benefit),
    sector=st.sampled_from(Sector),
    weeks=st.none() | st.integers(1, 120),
    benefit_since=st.none() | DAYS,
    has_employer=st.none() | st.sampled_from(HasEmployer),
    birth_date=st.none() | st.dates(date(1940, 1, 1), date(2010, 1, 1)),
    company=WORKPLACES,
    last_employer=WORKPLACES,
    own_employer=st.booleans(),
    no_education=st.booleans(),
    single_provider=st.booleans(),
)
SUPPORTED = st.builds(
    lambda kind, hours, first, days, own: SupportedPlacement(
        kind=kind,
        hours=hours,
        first_day=first,
        last_day=None if days is None else first + timedelta(days=days),
        own_employer=own,
    ),
    st.sampled_from(PlacementKind),
    st.decimals(0, 60, places=2),
    st.dates(date(2026, 9, 1), date(2027, 3, 1)),
    st.none() | st.integers(0, 120),
    st.booleans(),
)
FTE = st.decimals(0, 300, places=1)
FOUR_MONTHS = st.tuples(FTE, FTE, FTE, FTE)
WORKPLACE = st.builds(
    RatioQuestion,
    on=DAYS,
    ordinary_fte=FOUR_MONTHS,
    supported=st.lists(SUPPORTED, max_size=6).map(tuple),
    new=SUPPORTED,
)


@given(QUESTIONS)
def test_every_question_has_an_answer_that_is_its_gravest_ground(question):
    finding = check_placement(LAW, question)
    gravest = max((block.allowed for block in finding.blocks), key=ORDER.index, default=Allowed.YES)
    assert finding.allowed is gravest
    assert Allowed.YES not in [block.allowed for block in finding.blocks]
    assert len({block.rule for block in finding.blocks}) == len(finding.blocks)


@given(QUESTIONS, st.none() | st.integers(1, 120))
def test_longer_is_never_more_allowed(question, other):
    short, long = sorted([question.weeks, other], key=lambda weeks: float("inf") if weeks is None else weeks)
    answers = [check_placement(LAW, replace(question, weeks=weeks)) for weeks in (short, long)]
    assert ORDER.index(answers[0].allowed) <= ORDER.index(answers[1].allowed)
    assert answers[0].max_weeks == answers[1].max_weeks


@given(QUESTIONS)
def test_the_longest_duration_is_the_same_whatever_else_is_said(question):
    bare = PlacementQuestion(on=question.on, kind=question.kind, benefit=question.benefit, sector=question.sector)
    assert check_placement(LAW, question).max_weeks == check_placement(LAW, bare).max_weeks


@given(QUESTIONS, st.integers(0, 3000))
def test_a_later_first_day_never_brings_the_wait_back(question, days):
    later = replace(question, on=question.on + timedelta(days=days))
    waits = ["prior_benefit" in [b.rule for b in check_placement(LAW, q).blocks] for q in (question, later)]
    assert not (waits[1] and not waits[0])


@given(QUESTIONS)
def test_knowing_that_there_is_a_job_or_none_never_gives_the_doubt_of_not_knowing(question):
    known = [replace(question, has_employer=answer) for answer in (HasEmployer.YES, HasEmployer.NO)]
    for asked in known:
        grounds = {block.rule: block.allowed for block in check_placement(LAW, asked).blocks}
        assert grounds.get("has_employer") is not Allowed.ASSESS


@given(QUESTIONS)
def test_the_birth_date_matters_to_the_six_month_rule_only(question):
    young, old = (
        [b for b in check_placement(LAW, replace(question, birth_date=birth)).blocks if b.rule != "prior_benefit"]
        for birth in (date(2000, 1, 1), date(1940, 1, 1))
    )
    assert young == old


@given(WORKPLACE, SUPPORTED)
def test_one_more_with_support_never_makes_room(question, another):
    before = check_ratio(LAW, question)
    after = check_ratio(LAW, replace(question, supported=(*question.supported, another)))
    assert before.passes or not after.passes
    assert after.used >= before.used
    assert after.limit == before.limit


@given(WORKPLACE, st.integers(0, 3), st.decimals(0, 50, places=1))
def test_more_employees_never_take_room_away(question, month, more):
    monthly = list(question.ordinary_fte)
    monthly[month] += more
    after = check_ratio(LAW, replace(question, ordinary_fte=tuple(monthly)))
    assert after.limit >= check_ratio(LAW, question).limit


@given(WORKPLACE, st.decimals(0, 20, places=2))
def test_more_hours_never_make_a_placement_fit(question, more):
    longer = replace(question, new=replace(question.new, hours=question.new.hours + more))
    assert check_ratio(LAW, question).passes or not check_ratio(LAW, longer).passes


@given(WORKPLACE)
def test_headroom_names_the_first_day_that_passes(question):
    new = question.new
    finding = headroom(
        LAW,
        HeadroomQuestion(
            on=new.first_day,
            kind=new.kind,
            hours=new.hours,
            ordinary_fte=question.ordinary_fte,
            supported=question.supported,
            own_employer=new.own_employer,
        ),
    )

    def fits(day):
        return check_ratio(LAW, replace(question, new=replace(new, first_day=day, last_day=None))).passes

    horizon = [new.first_day + timedelta(days=days) for days in range(310)]
    assert finding.first_day == next((day for day in horizon if fits(day)), None)


@given(st.lists(FTE, min_size=12, max_size=12))
def test_growth_in_the_last_month_never_breaks_net_expansion(monthly):
    grown = [*monthly[:-1], monthly[-1] + 1]
    assert check_net_expansion(LAW, grown).passes or not check_net_expansion(LAW, monthly).passes
