"""Every kind × every benefit × both sectors: who may have what, for how long, written out by hand a second time."""

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
    check_placement,
)
from portal.programmes.law import load_law

LAW = load_law()
FOUR_WEEKS = {
    "unemployment_benefit",
    "cash_benefit_job_ready",
    "cash_benefit_education_ready",
    "self_supporting",
}
THIRTEEN_WEEKS = {
    "cash_benefit_activity_ready",
    "sickness_benefit",
    "salary_during_sickness",
    "job_clarification",
    "resource_course",
    "unemployment_allowance_flex",
    "rehabilitation",
    "disability_pension",
}
A_YEAR = {"sickness_benefit", "job_clarification", "resource_course"}
PENSIONS = {"senior_pension", "early_pension", "early_retirement_pay", "state_pension"}
NO_SUBSIDY = {"unemployment_allowance_flex", "flex_job_employed", "salary_during_sickness"}
TO_ASSESS = {"integration_programme", "unknown"}
EVERY_CASE = list(product(PlacementKind, Benefit, Sector))


def expected(kind: str, benefit: str, sector: str) -> tuple[str, int | None, str | None]:
    """The answer for a short placement, the longest one, and the answer for a longer one."""
    if kind in ("paid_hours", "ordinary_job"):
        return "yes", None, None
    if benefit in PENSIONS:
        return "no", None, None
    if benefit in TO_ASSESS:
        return "assess", None, None
    if kind == "flex_job":
        return ("yes" if benefit == "unemployment_allowance_flex" else "no"), None, None
    if kind == "work_trial":
        if benefit in FOUR_WEEKS:
            return "yes", 4, "no"
        return ("yes", 13, "assess") if benefit in THIRTEEN_WEEKS else ("assess", None, None)
    if benefit in FOUR_WEEKS:
        return "yes", 26 if sector == "private" else 17, "no"
    if benefit in NO_SUBSIDY:
        return "no", None, None
    weeks = 26 if benefit == "cash_benefit_activity_ready" else 52 if benefit in A_YEAR else None
    return "yes", weeks, "no" if weeks else None


def ask(kind, benefit, sector, weeks):
    """A person whom no other rule holds back."""
    return check_placement(
        LAW,
        PlacementQuestion(
            on=date(2026, 11, 22),
            kind=kind,
            benefit=benefit,
            sector=sector,
            weeks=weeks,
            benefit_since=date(2025, 1, 1),
            birth_date=date(1960, 1, 1),
            has_employer=HasEmployer.NO,
        ),
    )


def test_the_sweep_covers_every_case():
    assert len(EVERY_CASE) == 5 * 19 * 2
    assert len(FOUR_WEEKS | THIRTEEN_WEEKS | PENSIONS | TO_ASSESS | {"flex_job_employed"}) == len(Benefit)


@pytest.mark.parametrize(("kind", "benefit", "sector"), EVERY_CASE)
def test_a_week_is_answered_as_the_table_says(kind, benefit, sector):
    allowed, max_weeks, _ = expected(kind, benefit, sector)
    finding = ask(kind, benefit, sector, 1)
    assert (finding.allowed, finding.max_weeks) == (allowed, max_weeks)
    assert [block.rule for block in finding.blocks] == ([] if allowed == "yes" else ["kind"])


@pytest.mark.parametrize(("kind", "benefit", "sector"), EVERY_CASE)
def test_the_longest_duration_is_allowed_and_a_longer_one_is_not(kind, benefit, sector):
    allowed, max_weeks, longer = expected(kind, benefit, sector)
    if max_weeks is None:
        assert ask(kind, benefit, sector, 1000).allowed == allowed
        assert ask(kind, benefit, sector, None).allowed == allowed
        return
    assert ask(kind, benefit, sector, max_weeks).allowed == "yes"
    for too_long in (max_weeks + 0.5, max_weeks + 1, 1000, None):
        finding = ask(kind, benefit, sector, too_long)
        assert finding.allowed == longer
        assert finding.max_weeks == max_weeks
        assert [block.rule for block in finding.blocks] == ["duration"]


@pytest.mark.parametrize(("kind", "benefit", "sector"), EVERY_CASE)
def test_every_answer_has_a_sentence_and_its_source(kind, benefit, sector):
    for weeks in (1, None):
        finding = ask(kind, benefit, sector, weeks)
        assert finding.text.endswith(".")
        assert finding.citation
        assert finding.source
        assert all(block.text and block.citation and block.source for block in finding.blocks)


def test_a_work_trial_of_thirteen_weeks_tells_how_it_can_be_extended():
    finding = ask(PlacementKind.WORK_TRIAL, Benefit.SICKNESS_BENEFIT, None, 14)
    assert finding.extension_weeks == 26
    assert "26 uger" in finding.text


def test_the_sector_is_needed_only_where_the_table_asks_for_it():
    subsidy, dagpenge = PlacementKind.WAGE_SUBSIDY_JOB, Benefit.UNEMPLOYMENT_BENEFIT
    with pytest.raises(LawQuestionError, match="Sektoren mangler"):
        ask(subsidy, dagpenge, None, 4)
    with pytest.raises(LawQuestionError, match="Sektoren mangler"):
        ask(subsidy, Benefit.SICKNESS_BENEFIT, None, 4)
    assert ask(subsidy, Benefit.DISABILITY_PENSION, None, 4).allowed is Allowed.YES
    assert ask(PlacementKind.WORK_TRIAL, dagpenge, None, 4).allowed is Allowed.YES


@pytest.mark.parametrize("weeks", [0, -1])
def test_a_placement_of_no_weeks_is_no_question(weeks):
    with pytest.raises(LawQuestionError, match="over 0"):
        ask(PlacementKind.WORK_TRIAL, Benefit.SICKNESS_BENEFIT, None, weeks)
