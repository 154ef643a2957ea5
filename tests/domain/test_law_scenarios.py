"""The scenarios of the domain specification that touch placement law, by their numbers and names."""

from datetime import date
from typing import ClassVar

import pytest

from portal.domain.placement_law import (
    Allowed,
    Benefit,
    HasEmployer,
    PlacementKind,
    PlacementQuestion,
    RatioQuestion,
    Sector,
    SupportedPlacement,
    Workplace,
    check_net_expansion,
    check_placement,
    check_ratio,
    employee_statement,
    needs_net_expansion,
)
from portal.programmes.law import load_law

LAW = load_law()
TODAY = date(2026, 11, 22)
TRIAL, SUBSIDY, PAID = PlacementKind.WORK_TRIAL, PlacementKind.WAGE_SUBSIDY_JOB, PlacementKind.PAID_HOURS
C3 = Workplace("99001755", "9900000035")


def ask(kind, benefit, **facts):
    usual = {"on": TODAY, "sector": Sector.PRIVATE, "weeks": 4}
    return check_placement(LAW, PlacementQuestion(kind=kind, benefit=benefit, **(usual | facts)))


def rules(finding):
    return [block.rule for block in finding.blocks]


def ratio(ordinary, supported, new):
    return check_ratio(LAW, RatioQuestion(on=new.first_day, ordinary_fte=ordinary, supported=tuple(supported), new=new))


class TestH1HappyPathSAB:
    """Birgit, 59, dagpenge for 6 months and 18 days; C1 offers løntilskud for 26 weeks."""

    birgit: ClassVar = {
        "benefit": Benefit.UNEMPLOYMENT_BENEFIT,
        "birth_date": date(1967, 3, 14),
        "benefit_since": date(2026, 5, 4),
    }

    def test_she_may_have_the_wage_subsidy(self):
        assert ask(SUBSIDY, weeks=26, **self.birgit).allowed is Allowed.YES

    def test_being_over_fifty_she_need_not_wait(self):
        newly = self.birgit | {"benefit_since": TODAY}
        assert ask(SUBSIDY, weeks=26, **newly).allowed is Allowed.YES

    def test_but_c1_misses_net_expansion_by_a_hair(self):
        finding = check_net_expansion(LAW, [8.0] * 10 + [8.2, 8.0])
        assert not finding.passes
        assert float(finding.mean - finding.last) == pytest.approx(0.017, abs=0.0005)
        assert "8,00" in finding.text
        assert "8,02" in finding.text

    def test_so_a_work_trial_of_four_weeks_or_paid_hours_remain(self):
        assert ask(TRIAL, **self.birgit).allowed is Allowed.YES
        assert ask(PAID, **(self.birgit | {"weeks": None})).allowed is Allowed.YES
        assert not needs_net_expansion(LAW, TRIAL, Benefit.UNEMPLOYMENT_BENEFIT, TODAY)


class TestH9EmployerBreaksTheRatio:
    """C3 has 13.9 ordinary employees and two full places filled, one of them until 30 November."""

    ordinary = (14.2, 13.8, 14.0, 13.6)
    there = (
        SupportedPlacement(kind=TRIAL, hours=37, first_day=date(2026, 9, 1), last_day=date(2026, 11, 30)),
        SupportedPlacement(kind=SUBSIDY, hours=37, first_day=date(2026, 9, 1)),
    )

    @pytest.mark.parametrize(
        ("first_day", "passes", "used"),
        [
            (TODAY, False, 2),
            (date(2026, 11, 30), False, 2),
            (date(2026, 12, 1), True, 1),
            (date(2026, 12, 7), True, 1),
        ],
    )
    def test_the_start_decides(self, first_day, passes, used):
        finding = ratio(self.ordinary, self.there, SupportedPlacement(kind=TRIAL, hours=20, first_day=first_day))
        assert (finding.passes, finding.limit, finding.used) == (passes, 2, used)
        assert round(float(finding.new), 2) == 0.54

    def test_both_results_can_be_shown(self):
        texts = [
            ratio(self.ordinary, self.there, SupportedPlacement(kind=TRIAL, hours=20, first_day=day)).text
            for day in (date(2026, 11, 30), date(2026, 12, 7))
        ]
        assert "2,54 af 2" in texts[0]
        assert "1,54 af 2" in texts[1]


class TestH11WageSubsidyAtTheLastEmployer:
    """Ole, 64, dagpenge, worked at C3 until March; C3 offers løntilskud."""

    ole: ClassVar = {
        "benefit": Benefit.UNEMPLOYMENT_BENEFIT,
        "benefit_since": date(2026, 3, 20),
        "birth_date": date(1962, 8, 27),
        "last_employer": C3,
    }

    def test_blocked_although_he_need_not_wait(self):
        finding = ask(SUBSIDY, weeks=20, company=C3, **self.ole)
        assert (finding.allowed, finding.max_weeks, rules(finding)) == (Allowed.NO, 26, ["last_employer"])

    def test_a_work_trial_there_is_blocked_too(self):
        assert ask(TRIAL, company=C3, **self.ole).allowed is Allowed.NO

    def test_another_unit_is_blocked_for_the_subsidy_and_judged_for_the_trial(self):
        unit = Workplace(C3.cvr, "9900000036")
        assert ask(SUBSIDY, weeks=20, company=unit, **self.ole).allowed is Allowed.NO
        assert ask(TRIAL, company=unit, **self.ole).allowed is Allowed.ASSESS

    def test_paid_hours_there_or_a_place_elsewhere_are_open(self):
        elsewhere = Workplace("99000001", "9900000001")
        assert ask(PAID, company=C3, **self.ole).allowed is Allowed.YES
        assert ask(TRIAL, company=elsewhere, **self.ole).allowed is Allowed.YES
        assert ask(SUBSIDY, weeks=20, company=elsewhere, **self.ole).allowed is Allowed.YES


class TestH12SickListedWithAJobWantsWageSubsidy:
    """Anne-Mette, salary during sickness, employed at C14."""

    def test_no_wage_subsidy(self):
        finding = ask(SUBSIDY, Benefit.SALARY_DURING_SICKNESS, has_employer=HasEmployer.YES)
        assert (finding.allowed, rules(finding)) == (Allowed.NO, ["kind"])

    def test_nor_on_sickness_benefit_with_a_job(self):
        finding = ask(
            SUBSIDY,
            Benefit.SICKNESS_BENEFIT,
            has_employer=HasEmployer.YES,
            benefit_since=date(2025, 1, 1),
            weeks=52,
        )
        assert (finding.allowed, finding.max_weeks, rules(finding)) == (Allowed.NO, 52, ["has_employer"])

    def test_a_work_trial_at_her_own_employer_is_open_and_the_ratio_is_not_checked(self):
        own = {"company": C3, "last_employer": C3, "own_employer": True}
        assert ask(TRIAL, Benefit.SALARY_DURING_SICKNESS, weeks=13, **own).allowed is Allowed.YES
        full = [SupportedPlacement(kind=TRIAL, hours=37, first_day=TODAY)] * 3
        assert ratio(
            (0, 0, 0, 0), full, SupportedPlacement(kind=TRIAL, hours=20, first_day=TODAY, own_employer=True)
        ).passes


class TestH16EmployeeRepObjects:
    def test_the_employees_are_asked_about_both_rules(self):
        finding = employee_statement(LAW, SUBSIDY, 20, TODAY)
        assert finding.about == ("ratio", "net_expansion")


class TestH18HealthLoop:
    """Susanne, activity-ready, at C12 with limit 1; 13 weeks become 26, and two paid hours are added."""

    def test_thirteen_weeks_are_open_and_an_extension_is_judged(self):
        assert ask(TRIAL, Benefit.CASH_BENEFIT_ACTIVITY_READY, weeks=13).allowed is Allowed.YES
        extended = ask(TRIAL, Benefit.CASH_BENEFIT_ACTIVITY_READY, weeks=26)
        assert (extended.allowed, extended.extension_weeks) == (Allowed.ASSESS, 26)

    def test_the_paid_hours_do_not_count(self):
        there = [SupportedPlacement(kind=TRIAL, hours=37, first_day=TODAY)]
        assert ratio((4, 4, 4, 4), there, SupportedPlacement(kind=PAID, hours=2, first_day=TODAY)).passes


class TestH20RatioForOneManFirm:
    one = SupportedPlacement(kind=TRIAL, hours=37, first_day=TODAY)

    def test_the_first_fits_and_the_second_does_not(self):
        first = ratio((0, 0, 0, 0), [], self.one)
        assert (first.limit, first.new, first.passes) == (1, 1, True)
        assert not ratio((0, 0, 0, 0), [self.one], self.one).passes

    def test_there_is_nobody_to_ask(self):
        assert not employee_statement(LAW, TRIAL, 0, TODAY).needed


class TestH21NetExpansion:
    def test_a_falling_year_fails(self):
        finding = check_net_expansion(LAW, [22, 22, 22, 21, 21, 21, 20, 20, 20, 20, 20, 20])
        assert (finding.passes, float(finding.last), float(finding.mean)) == (False, 20, 20.75)

    def test_an_even_year_passes(self):
        assert check_net_expansion(LAW, [8.0] * 12).passes


class TestH22BenefitTypeThatNoLongerOpens:
    def test_said_to_be_granted_after_it_closed(self):
        finding = ask(TRIAL, Benefit.RESOURCE_COURSE, benefit_since=date(2026, 3, 1))
        assert (finding.allowed, rules(finding)) == (Allowed.ASSESS, ["benefit_closed"])

    def test_granted_before(self):
        assert ask(TRIAL, Benefit.RESOURCE_COURSE, benefit_since=date(2025, 11, 1)).allowed is Allowed.YES
