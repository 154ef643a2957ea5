"""The scenarios of the specification (`domain.md` H) that touch the rules, by name, on 22 November 2026."""

from datetime import date

import pytest

from portal.domain.eligibility import Outcome, Plan, facts_from_dict, judge, judge_all
from portal.domain.eligibility.whatif import remedies
from portal.programmes import load_programmes, load_questions

ON = date(2026, 11, 22)
PROGRAMMES = {programme.code: programme for programme in load_programmes()}
SENIOR = PROGRAMMES["senior_advisory_board"]
SICK = PROGRAMMES["sick_leave_social_investment"]
HEALTH = PROGRAMMES["health_support"]
FLEX = PROGRAMMES["flex_job_development"]


def senior(**facts):
    complete = {
        "home_municipality": "185",
        "birth_date": "1967-03-14",
        "benefit": "unemployment_benefit",
        "unemployed_since": "2026-05-04",
        "danish": "yes",
        "basic_it": "yes",
    }
    return facts_from_dict({**complete, **facts})


def outcome(verdict, criterion):
    return next(line.outcome for line in verdict.criteria if line.id == criterion)


def test_h1_happy_path_sab():
    verdicts = {v.code: v for v in judge_all(load_programmes(), senior(home_municipality="155"), ON)}
    birgit = verdicts["senior_advisory_board"]
    assert (birgit.result, birgit.state, birgit.advice) == ("likely", "open", ())
    assert birgit.programme.municipalities[0].operated_by == "185"
    assert verdicts["sick_leave_social_investment"].result == "unlikely"
    assert verdicts["sick_leave_social_investment"].eligible_from is None


def test_h2_54_years_and_11_months():
    jens = judge(SENIOR, senior(birth_date="1971-12-22", unemployed_since="2026-06-01"), ON)
    assert jens.result == "unlikely"
    assert [line.id for line in jens.lines(Outcome.UNMET)] == ["age"]
    assert jens.eligible_from is None
    assert [advice.to_dict() for advice in jens.advice] == [{"kind": "ends_before", "date": "2026-12-22"}]
    assert jens.alternatives == ("Kommunen har andre tilbud, som kan passe til dig.",)


def test_h3_55_today():
    karin = senior(home_municipality="159", birth_date="1971-11-22", unemployed_since="2026-07-01")
    assert judge(SENIOR, karin, ON).result == "likely"
    assert judge(SENIOR, karin, date(2026, 11, 21)).eligible_from == ON


def test_h4_9_months_and_1_day():
    poul_erik = judge(SENIOR, senior(birth_date="1964-06-02", unemployed_since="2026-02-21"), ON)
    assert poul_erik.result == "maybe"
    assert [line.id for line in poul_erik.lines(Outcome.UNMET)] == ["unemployed_9_months"]
    assert judge(SENIOR, senior(unemployed_since="2026-02-22"), ON).result == "likely"


def test_h5_too_early():
    lone = senior(birth_date="1970-02-28", unemployed_since="2026-08-23")
    verdict = judge(SENIOR, lone, ON)
    assert (verdict.result, verdict.eligible_from, verdict.advice) == ("unlikely", date(2026, 11, 23), ())
    (remedy,) = remedies(SENIOR, lone, ON)
    assert remedy.may_be_shown
    assert [step.sentence(lambda day: f"{day:%d.%m.%Y}") for step in remedy.steps] == [
        "Den 23.11.2026 har du været ledig i 3 måneder."
    ]


@pytest.mark.parametrize(("danish", "result"), [("no", "unlikely"), ("with_help", "maybe"), ("talk", "maybe")])
def test_h6_not_danish_speaking(danish, result):
    maryam = judge(SENIOR, senior(home_municipality="159", birth_date="1968-09-09", danish=danish), ON)
    assert maryam.result == result
    words = " ".join((line.text + line.alternative).lower() for line in maryam.criteria)
    assert not any(word in words for word in ("etnisk", "nationalitet", "udlænding", "indvandrer"))
    assert (danish == "no") == any("tolk" in text for text in maryam.alternatives)


def test_h7_complex_barriers():
    facts = {"home_municipality": "155", "benefit": "job_clarification", "sick_since": "2026-04-06"}
    torben = judge(SICK, facts_from_dict({**facts, "small_steps": "yes", "other_help_first": "talk"}), ON)
    assert torben.result == "maybe"
    assert outcome(torben, "other_help_first") is Outcome.UNKNOWN
    assert outcome(torben, "no_complex_barriers") is Outcome.STAFF
    assert "samtalen" in torben.lines(Outcome.STAFF)[-1].text


def test_h8_full_waiting_list_the_programme_knows_its_places_and_its_end():
    susanne = facts_from_dict(
        {"home_municipality": "360", "benefit": "cash_benefit_activity_ready", "health_obstacle": "yes"}
    )
    assert HEALTH.capacity.total == 20
    assert (judge(HEALTH, susanne, ON).result, judge(HEALTH, susanne, ON).state) == ("likely", "closed")
    assert judge(HEALTH, susanne, ON, demo=True).state == "open"
    assert next(p for p in load_programmes(demo=True) if p.code == HEALTH.code).is_reopened


@pytest.mark.parametrize(
    ("benefit", "hours", "result"),
    [
        ("flex_job_employed", 12, "unlikely"),
        ("flex_job_employed", 10, "likely"),
        ("flex_job_employed", 6, "likely"),
        ("unemployment_allowance_flex", None, "likely"),
    ],
)
def test_h13_fleksjob_12_hours(benefit, hours, result):
    given = {"flex_job_hours": hours} if hours else {}
    facts = facts_from_dict({"home_municipality": "550", "flex_job_eligible": "yes", "benefit": benefit, **given})
    verdict = judge(FLEX, facts, ON)
    assert verdict.result == result
    if result == "unlikely":
        assert verdict.alternatives == ("Tal med fleksteamet om dit fleksjob. De kan også hjælpe dig.",)


def test_h14_two_municipalities():
    before = judge(SENIOR, senior(home_municipality="155", birth_date="1966-12-01"), ON)
    after = judge(SENIOR, senior(home_municipality="230", birth_date="1966-12-01"), date(2026, 12, 1))
    assert (before.result, after.result) == ("likely", "unlikely")
    assert after.eligible_from is None


@pytest.mark.parametrize(
    ("day", "state"),
    [("2024-12-31", "upcoming"), ("2025-01-01", "open"), ("2026-11-30", "open"), ("2026-12-01", "closed")],
)
def test_h15_period_ended(day, state):
    verdict = judge(SENIOR, senior(), date.fromisoformat(day))
    assert verdict.state == state


def test_h22_a_benefit_that_is_uncertain_is_unknown_and_leads_to_a_talk():
    facts = facts_from_dict({"home_municipality": "376", "benefit": "unknown"})
    assert judge(PROGRAMMES["recruitment_from_the_edge"], facts, ON).result == "maybe"
    granted = facts_from_dict({"home_municipality": "376", "benefit": "resource_course"})
    assert judge(PROGRAMMES["recruitment_from_the_edge"], granted, ON).result == "likely"


def test_birgit_taps_her_way_to_the_same_answer():
    plan = Plan(load_programmes(), load_questions(), ON)
    answers = {"situation": "ledig", "kommune": "dragoer", "alder": "ja", "ledig-laenge": "3_9"}
    answers |= {"ydelse": "ja", "sprog": "ja"}
    assert plan.next_question(answers) is None
    assert judge(SENIOR, plan.facts(answers), ON).result == "likely"
