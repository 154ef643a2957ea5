"""The workplace's rules: ratio, net expansion, headroom and the employees' say."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from portal.domain.placement_law import (
    Benefit,
    HeadroomQuestion,
    LawQuestionError,
    PlacementKind,
    RatioQuestion,
    SupportedPlacement,
    check_net_expansion,
    check_ratio,
    employee_statement,
    headroom,
    needs_net_expansion,
)
from portal.programmes.law import load_law

LAW = load_law()
TRIAL, SUBSIDY = PlacementKind.WORK_TRIAL, PlacementKind.WAGE_SUBSIDY_JOB
DAY = date(2026, 12, 7)


def someone(hours=37, kind=TRIAL, first=DAY, last=None, own=False):
    return SupportedPlacement(kind=kind, hours=hours, first_day=first, last_day=last, own_employer=own)


def ratio(ordinary, supported=(), new=None, on=DAY):
    monthly = ordinary if isinstance(ordinary, tuple) else (ordinary,) * 4
    return check_ratio(
        LAW, RatioQuestion(on=on, ordinary_fte=monthly, supported=tuple(supported), new=new or someone())
    )


@pytest.mark.parametrize(
    ("ordinary", "limit"),
    [
        (0, 1),
        (1, 1),
        (4.9, 1),
        (5, 1),
        (9.9, 1),
        (9.999, 1),
        (10, 2),
        (14, 2),
        (14.99, 2),
        (15, 3),
        (49, 9),
        (49.99, 9),
        (50, 10),
        (50.01, 10),
        (59, 10),
        (59.99, 10),
        (60, 11),
        (75, 12),
        (100, 15),
        (240, 29),
    ],
)
def test_how_many_may_have_support(ordinary, limit):
    assert ratio(ordinary).limit == limit


def test_the_limit_follows_the_exact_mean_of_four_months():
    assert ratio((14.2, 13.8, 14.0, 13.6)).mean == Fraction(139, 10)
    assert ratio((10.1, 9.9, 10.2, 9.8)).limit == 2
    assert ratio((10.1, 9.9, 10.2, 9.79)).limit == 1
    assert ratio((Decimal("10.1"), 10, Fraction(99, 10), 10)).limit == 2


@pytest.mark.parametrize("months", [0, 1, 3, 5, 12])
def test_another_number_of_months_is_no_question(months):
    with pytest.raises(LawQuestionError, match=f"4 måneder. Her er {months}"):
        ratio((10,) * months)


def test_fewer_than_no_employees_is_no_question():
    with pytest.raises(LawQuestionError, match="under 0"):
        ratio((10, 10, -1, 10))


def test_exactly_the_limit_passes_and_a_sliver_more_does_not():
    assert ratio(10, [someone(37)]).passes
    assert ratio(10, [someone(17)], someone(57)).passes
    assert not ratio(10, [someone(37)], someone(Decimal("37.01"))).passes
    assert ratio(10, [someone(12.4), someone(24.6)]).passes
    over = ratio(10, [someone(37)], someone(Decimal("37.001")))
    assert not over.passes
    assert "2,00003 af 2" in over.text


@pytest.mark.parametrize(
    ("first", "last", "counts"),
    [
        (date(2026, 9, 1), None, True),
        (date(2026, 9, 1), DAY, True),
        (date(2026, 9, 1), date(2026, 12, 6), False),
        (DAY, DAY, True),
        (date(2026, 12, 8), None, False),
    ],
)
def test_who_is_there_on_the_new_ones_first_day(first, last, counts):
    assert ratio(10, [someone(20, first=first, last=last)]).used == (Fraction(20, 37) if counts else 0)


def test_the_new_ones_first_day_decides_even_if_the_question_is_dated_otherwise():
    there = someone(37, first=date(2026, 9, 1), last=date(2026, 11, 30))
    assert ratio(0, [there], someone(first=date(2026, 12, 1)), on=date(2026, 11, 1)).passes
    assert not ratio(0, [there], someone(first=date(2026, 11, 30)), on=date(2026, 12, 7)).passes


@pytest.mark.parametrize("kind", ["paid_hours", "flex_job", "ordinary_job"])
def test_kinds_that_do_not_count_pass_and_fill_nothing(kind):
    full = [someone(), someone()]
    finding = ratio(0, full, someone(kind=PlacementKind(kind)))
    assert (finding.passes, finding.new, finding.used) == (True, 0, 2)
    assert ratio(0, [someone(kind=PlacementKind(kind))]).used == 0


def test_praktik_at_ones_own_employer_passes_but_fills_a_place():
    own = someone(37, own=True)
    finding = ratio(0, [someone()], own)
    assert (finding.passes, finding.new) == (True, 1)
    assert not ratio(0, [own]).passes


def test_a_wage_subsidy_at_ones_own_employer_is_no_exception():
    assert not ratio(0, [someone()], someone(kind=SUBSIDY, own=True)).passes


@pytest.mark.parametrize(("hours", "last"), [(-1, None), (37, date(2026, 12, 6))])
def test_a_placement_that_cannot_be(hours, last):
    with pytest.raises(LawQuestionError):
        someone(hours, last=last)


@pytest.mark.parametrize(
    ("monthly", "passes"),
    [
        ([8] * 12, True),
        ([10] * 11 + [9.99], False),
        ([10] * 11 + [10.01], True),
        ([0] * 12, True),
        ([0.1, 0.2, 0.3] * 4, True),
        ([0.1] * 12, True),
        ([Fraction(1, 3)] * 12, True),
    ],
)
def test_the_last_month_against_the_mean_of_the_year(monthly, passes):
    assert check_net_expansion(LAW, monthly).passes == passes


def test_equality_is_reckoned_exactly_where_floats_would_miss_it():
    monthly = [0.3, 0.1] * 5 + [0.2, 0.2]
    assert sum(monthly) / 12 != 0.2
    finding = check_net_expansion(LAW, monthly)
    assert finding.mean == finding.last == Fraction(1, 5)
    assert finding.passes


def test_the_sentence_shows_as_many_decimals_as_it_takes():
    assert "7,99999" in check_net_expansion(LAW, [8.0] * 11 + [7.99999]).text


@pytest.mark.parametrize("count", [0, 11, 13])
def test_net_expansion_needs_twelve_months(count):
    with pytest.raises(LawQuestionError, match="12 måneder"):
        check_net_expansion(LAW, [8] * count)


def test_net_expansion_is_asked_of_wage_subsidies_only():
    on = date(2026, 11, 22)
    asked = [kind for kind in PlacementKind if needs_net_expansion(LAW, kind, Benefit.UNEMPLOYMENT_BENEFIT, on)]
    assert asked == [SUBSIDY]
    assert not needs_net_expansion(LAW, SUBSIDY, Benefit.DISABILITY_PENSION, on)


def room(ordinary, supported=(), hours=37, kind=TRIAL, on=date(2026, 11, 22), own=False):
    question = HeadroomQuestion(
        on=on,
        kind=kind,
        hours=hours,
        ordinary_fte=(ordinary,) * 4,
        supported=tuple(supported),
        own_employer=own,
    )
    return headroom(LAW, question)


def test_room_now():
    finding = room(15, [someone(37, first=date(2026, 9, 1))])
    assert (finding.first_day, finding.places, finding.text) == (
        date(2026, 11, 22),
        2,
        "Plads til 2 mere nu.",
    )


def test_room_from_the_day_after_the_first_end_that_is_enough():
    there = [
        someone(37, first=date(2026, 9, 1), last=date(2026, 12, 6)),
        someone(10, first=date(2026, 9, 1), last=date(2026, 11, 30)),
    ]
    finding = room(0, there, hours=27)
    assert (finding.first_day, finding.places, finding.text) == (
        date(2026, 12, 7),
        1,
        "Plads til én mere fra 7. december.",
    )


def test_room_on_a_first_day_ahead_is_told_by_its_date():
    question = HeadroomQuestion(
        on=date(2026, 12, 7), today=date(2026, 11, 22), kind=TRIAL, hours=37, ordinary_fte=(15,) * 4
    )
    assert headroom(LAW, question).text == "Plads til 3 mere fra 7. december."
    assert headroom(LAW, replace(question, today=question.on)).text == "Plads til 3 mere nu."


def test_a_day_in_another_year_is_told_with_its_year():
    assert room(0, [someone(first=date(2026, 9, 1), last=date(2027, 1, 3))]).text == (
        "Plads til én mere fra 4. januar 2027."
    )


def test_a_place_already_promised_to_another_is_not_room():
    there = [
        someone(first=date(2026, 9, 1), last=date(2026, 12, 6)),
        someone(first=date(2026, 12, 1), last=date(2027, 1, 31)),
    ]
    assert room(0, there).first_day == date(2027, 2, 1)


def test_no_room_as_long_as_the_places_have_no_end():
    for last in (None, date.max):
        finding = room(0, [someone(first=date(2026, 9, 1), last=last)])
        assert (finding.first_day, finding.places) == (None, 0)
    assert "færre timer" in room(0, hours=38).text


@pytest.mark.parametrize("kind", ["paid_hours", "flex_job", "ordinary_job"])
def test_room_is_no_question_for_kinds_that_do_not_count(kind):
    finding = room(0, [someone(first=date(2026, 9, 1))], kind=PlacementKind(kind))
    assert (finding.first_day, finding.places) == (date(2026, 11, 22), None)
    assert room(0, [someone(first=date(2026, 9, 1))], own=True).places is None


@pytest.mark.parametrize(
    ("kind", "employees", "about"),
    [
        ("work_trial", 14, ("ratio",)),
        ("wage_subsidy_job", 14, ("ratio", "net_expansion")),
        ("work_trial", 2, ("ratio",)),
        ("work_trial", 1, ()),
        ("wage_subsidy_job", 0, ()),
        ("paid_hours", 14, ()),
        ("flex_job", 14, ()),
        ("ordinary_job", 14, ()),
    ],
)
def test_when_the_employees_have_their_say(kind, employees, about):
    finding = employee_statement(LAW, PlacementKind(kind), employees, date(2026, 11, 22))
    assert (finding.needed, finding.about) == (bool(about), about)
    assert finding.citation
