"""The conditions beside kind and duration: time on a benefit, last employer, a job of one's own, closed benefits."""

from datetime import date
from itertools import product

import pytest

from portal.domain.placement_law import (
    Allowed,
    Benefit,
    HasEmployer,
    LawQuestionError,
    PlacementKind,
    PlacementQuestion,
    Sector,
    Workplace,
    check_placement,
)
from portal.programmes.law import load_law

LAW = load_law()
TRIAL, SUBSIDY = PlacementKind.WORK_TRIAL, PlacementKind.WAGE_SUBSIDY_JOB
FOUR_WEEKS = {
    "unemployment_benefit",
    "cash_benefit_job_ready",
    "cash_benefit_education_ready",
    "self_supporting",
}
WAIT_IN_BOTH = FOUR_WEEKS | {"cash_benefit_activity_ready"}
WAIT_IN_PRIVATE = {"sickness_benefit", "job_clarification", "resource_course"}
HERE = Workplace("99001755", "9900000035")
NEXT_DOOR = Workplace("99001755", "9900000036")
ELSEWHERE = Workplace("99000001", "9900000001")


def ask(**facts):
    """A short placement of a person of 40 who has been on the benefit for years; a test changes what it is about."""
    usual = {
        "on": date(2026, 11, 22),
        "kind": SUBSIDY,
        "sector": Sector.PRIVATE,
        "benefit": Benefit.UNEMPLOYMENT_BENEFIT,
        "weeks": 4,
        "benefit_since": date(2025, 1, 1),
        "birth_date": date(1986, 1, 1),
        "has_employer": HasEmployer.NO,
    }
    return check_placement(LAW, PlacementQuestion(**(usual | facts)))


def grounds(**facts):
    return {block.rule: block.allowed.value for block in ask(**facts).blocks}


@pytest.mark.parametrize(("benefit", "sector"), list(product(Benefit, Sector)))
def test_who_must_wait_six_months_and_where(benefit, sector):
    waits = benefit in WAIT_IN_BOTH or (benefit in WAIT_IN_PRIVATE and sector == "private")
    found = grounds(benefit=benefit, sector=sector, benefit_since=date(2026, 11, 1))
    assert ("prior_benefit" in found) == waits
    assert "prior_benefit" not in grounds(benefit=benefit, sector=sector, benefit_since=date(2026, 11, 1), kind=TRIAL)


@pytest.mark.parametrize(
    ("since", "on", "met"),
    [
        (date(2026, 5, 22), date(2026, 11, 22), True),
        (date(2026, 5, 23), date(2026, 11, 22), False),
        (date(2026, 8, 31), date(2027, 2, 28), True),
        (date(2026, 8, 31), date(2027, 2, 27), False),
        (date(2026, 8, 29), date(2027, 2, 28), True),
        (date(2027, 8, 31), date(2028, 2, 28), False),
        (date(2027, 8, 31), date(2028, 2, 29), True),
        (date(2027, 1, 1), date(2026, 11, 22), False),
        (None, date(2026, 11, 22), False),
    ],
)
def test_six_months_to_the_day(since, on, met):
    assert ("prior_benefit" in grounds(benefit_since=since, on=on)) != met


@pytest.mark.parametrize(
    ("birth", "on", "excused"),
    [
        (date(1976, 11, 22), date(2026, 11, 22), True),
        (date(1976, 11, 23), date(2026, 11, 22), False),
        (date(1976, 2, 29), date(2026, 2, 28), False),
        (date(1976, 2, 29), date(2026, 3, 1), True),
        (None, date(2026, 11, 22), False),
    ],
)
def test_the_fiftieth_birthday_ends_the_wait(birth, on, excused):
    assert ("prior_benefit" in grounds(birth_date=birth, on=on, benefit_since=on)) != excused


@pytest.mark.parametrize("excuse", ["no_education", "single_provider"])
def test_the_other_two_excuses(excuse):
    assert "prior_benefit" in grounds(benefit_since=None)
    assert "prior_benefit" not in grounds(benefit_since=None, **{excuse: True})


@pytest.mark.parametrize(
    ("kind", "benefit", "before", "weeks", "answer"),
    [
        (TRIAL, "unemployment_benefit", 0, 4, "yes"),
        (TRIAL, "unemployment_benefit", 2, 2, "yes"),
        (TRIAL, "unemployment_benefit", 2, 3, "no"),
        (TRIAL, "unemployment_benefit", 4, 1, "no"),
        (TRIAL, "sickness_benefit", 6, 7, "yes"),
        (TRIAL, "sickness_benefit", 13, 1, "assess"),
        (SUBSIDY, "unemployment_benefit", 20, 6, "yes"),
        (SUBSIDY, "unemployment_benefit", 20, 7, "no"),
        (SUBSIDY, "disability_pension", 500, 52, "yes"),
        (PlacementKind.PAID_HOURS, "unemployment_benefit", 500, 52, "yes"),
    ],
)
def test_the_same_work_at_the_same_place_counts_together(kind, benefit, before, weeks, answer):
    assert ask(kind=kind, benefit=Benefit(benefit), earlier_weeks=before, weeks=weeks).allowed == answer


def test_the_sentence_says_what_has_been_before():
    found = ask(kind=TRIAL, earlier_weeks=4, weeks=4)
    assert "Her er der bedt om 4 uger. Der har været 4 uger med det samme arbejde her før." in found.text
    assert "før" not in ask(kind=TRIAL, weeks=5).text


def test_other_work_at_the_same_place_is_for_a_person_to_see():
    found = ask(kind=TRIAL, been_here=True, weeks=4)
    assert (found.allowed, grounds(kind=TRIAL, been_here=True, weeks=4)) == (Allowed.ASSESS, {"duration": "assess"})
    assert "beskriver forskellen" in found.text
    assert ask(kind=PlacementKind.PAID_HOURS, been_here=True).allowed is Allowed.YES


def test_the_sentence_names_the_day_the_wait_is_over():
    assert "28. februar 2027" in ask(benefit_since=date(2026, 8, 31)).text
    assert "20. januar 2027" in ask(benefit_since=date(2026, 7, 20)).text


@pytest.mark.parametrize(("benefit", "own_employer"), list(product(Benefit, [False, True])))
def test_a_wage_subsidy_never_at_the_last_company(benefit, own_employer):
    for last in (HERE, NEXT_DOOR):
        found = grounds(benefit=benefit, own_employer=own_employer, company=HERE, last_employer=last)
        assert found["last_employer"] == "no"
    assert "last_employer" not in grounds(benefit=benefit, company=HERE, last_employer=ELSEWHERE)


@pytest.mark.parametrize(("benefit", "own_employer"), list(product(Benefit, [False, True])))
def test_a_work_trial_at_the_last_unit(benefit, own_employer):
    found = grounds(kind=TRIAL, benefit=benefit, own_employer=own_employer, company=HERE, last_employer=HERE)
    if benefit in FOUR_WEEKS:
        assert found["last_employer"] == "no"
    elif own_employer:
        assert "last_employer" not in found
    else:
        assert found["last_employer"] == "assess"


@pytest.mark.parametrize("benefit", Benefit)
def test_a_work_trial_at_another_unit_of_the_last_company(benefit):
    found = grounds(kind=TRIAL, benefit=benefit, company=HERE, last_employer=NEXT_DOOR)
    assert found.get("last_employer") == ("assess" if benefit in FOUR_WEEKS else None)


@pytest.mark.parametrize("kind", ["paid_hours", "ordinary_job", "flex_job"])
def test_other_kinds_do_not_ask_for_the_last_employer(kind):
    assert "last_employer" not in grounds(kind=PlacementKind(kind), company=HERE, last_employer=HERE)


def test_a_unit_that_is_not_named_may_be_the_same_one():
    unnamed = Workplace("99001755")
    for company, last in ((unnamed, HERE), (HERE, unnamed), (unnamed, unnamed)):
        assert grounds(company=company, last_employer=last)["last_employer"] == "no"
        for benefit in (Benefit.UNEMPLOYMENT_BENEFIT, Benefit.SICKNESS_BENEFIT):
            found = grounds(kind=TRIAL, benefit=benefit, company=company, last_employer=last)
            assert found["last_employer"] == "assess"


def test_a_unit_tells_the_company_where_the_company_is_not_named():
    only_unit = Workplace(None, "9900000035")
    assert grounds(company=only_unit, last_employer=HERE)["last_employer"] == "no"
    assert grounds(company=Workplace(), last_employer=Workplace()) == {}
    sold = Workplace("99000001", "9900000035")
    assert "last_employer" not in grounds(company=sold, last_employer=HERE)
    assert grounds(kind=TRIAL, company=sold, last_employer=HERE)["last_employer"] == "no"


@pytest.mark.parametrize(("benefit", "answer"), list(product(Benefit, [*HasEmployer, None])))
def test_a_job_of_ones_own_bars_the_wage_subsidy_of_the_sick_listed(benefit, answer):
    found = grounds(benefit=benefit, has_employer=answer).get("has_employer")
    if benefit not in ("sickness_benefit", "job_clarification") or answer == "no":
        assert found is None
    else:
        assert found == ("no" if answer == "yes" else "assess")
    assert "has_employer" not in grounds(benefit=benefit, has_employer=answer, kind=TRIAL)


@pytest.mark.parametrize(("benefit", "kind"), list(product(Benefit, PlacementKind)))
def test_a_closed_benefit_is_looked_at_from_the_day_it_closed(benefit, kind):
    closed = benefit in ("resource_course", "rehabilitation") and kind in (
        "work_trial",
        "wage_subsidy_job",
        "flex_job",
    )
    for since in (date(2026, 2, 1), date(2026, 11, 22), date(2027, 5, 1)):
        assert grounds(benefit=benefit, kind=kind, benefit_since=since).get("benefit_closed") == (
            "assess" if closed else None
        )
    for since in (date(2026, 1, 31), None):
        assert "benefit_closed" not in grounds(benefit=benefit, kind=kind, benefit_since=since)


def test_closed_benefits_also_count_for_a_start_before_they_closed_and_after_2027():
    for on in (date(2025, 12, 1), date(2026, 11, 22), date(2030, 1, 1)):
        assert grounds(on=on, kind=TRIAL, benefit=Benefit.RESOURCE_COURSE, benefit_since=date(2026, 2, 1)) == {
            "benefit_closed": "assess"
        }
    assert (
        grounds(on=date(2028, 1, 1), kind=TRIAL, benefit=Benefit.JOB_CLARIFICATION, benefit_since=date(2027, 6, 1))
        == {}
    )


def test_every_ground_comes_at_once_and_the_gravest_answers():
    finding = ask(
        benefit=Benefit.RESOURCE_COURSE,
        weeks=53,
        benefit_since=date(2026, 11, 1),
        company=HERE,
        last_employer=NEXT_DOOR,
    )
    assert [block.rule for block in finding.blocks] == [
        "duration",
        "last_employer",
        "prior_benefit",
        "benefit_closed",
    ]
    assert finding.allowed is Allowed.NO
    assert finding.max_weeks == 52
    assert finding.text == finding.blocks[0].text


def test_what_the_law_leaves_open_is_marked():
    assert [block.uncertain for block in ask(company=HERE, last_employer=NEXT_DOOR).blocks] == [True]
    assert [block.uncertain for block in ask(benefit_since=None).blocks] == [False]


def test_nobody_is_born_after_the_first_day():
    with pytest.raises(LawQuestionError, match="Fødselsdagen"):
        ask(birth_date=date(2026, 11, 23))
    assert ask(birth_date=date(2026, 11, 22)).allowed is Allowed.YES
