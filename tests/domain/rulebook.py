"""The criteria table of the specification written out by hand, to hold the engine against.

It shares nothing with the engine: plain dictionaries in, and each programme's hard and soft outcomes out.
"""

from calendar import monthrange
from datetime import date, timedelta

MET, UNMET, UNKNOWN = "met", "unmet", "unknown"
SICK = {"sickness_benefit", "salary_during_sickness", "job_clarification"}
EDGE = SICK | {"cash_benefit_activity_ready", "resource_course", "unemployment_allowance_flex"}
RECRUIT = EDGE | {"rehabilitation"}


def months_later(day, months):
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def exactly(facts, name):
    value = facts.get(name)
    return None if value in (None, "talk") else value


def among(facts, name, codes):
    value = exactly(facts, name)
    if value is None or (name, value) in {("benefit", "unknown"), ("flex_job_eligible", "pending")}:
        return UNKNOWN
    return MET if value in codes else UNMET


def passed(is_met):
    return MET if is_met else UNMET


def old_enough(facts, on):
    if (text := exactly(facts, "birth_date")) is None:
        return within(facts, "age", floor=55)
    born = date.fromisoformat(text)
    years = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
    return passed(years >= 55)


def within(facts, name, floor=None, ceiling=None):
    span = exactly(facts, name)
    if span is None:
        return UNKNOWN
    low, high = span.get("min", float("-inf")), span.get("max", float("inf"))
    if floor is not None:
        return MET if low >= floor else UNMET if high < floor else UNKNOWN
    return MET if high <= ceiling else UNMET if low > ceiling else UNKNOWN


def unemployed(facts, on, floor=None, ceiling=None):
    if (text := exactly(facts, "unemployed_since")) is None:
        return within(facts, "months_unemployed", floor, ceiling)
    since = date.fromisoformat(text)
    return passed(months_later(since, floor) <= on if floor else on <= months_later(since, ceiling))


def sick_8_weeks(facts, on):
    if (text := exactly(facts, "sick_since")) is None:
        return within(facts, "weeks_sick", floor=8)
    return passed(date.fromisoformat(text) + timedelta(days=56) <= on)


def few_hours_or_looking(facts):
    looking = among(facts, "benefit", {"unemployment_allowance_flex"})
    employed = among(facts, "benefit", {"flex_job_employed"})
    hours = exactly(facts, "flex_job_hours")
    if hours is None:
        few = UNKNOWN
    elif isinstance(hours, dict):
        few = within(facts, "flex_job_hours", ceiling=10)
    else:
        few = passed(hours <= 10)
    both = UNMET if UNMET in (employed, few) else UNKNOWN if UNKNOWN in (employed, few) else MET
    return MET if MET in (looking, both) else UNKNOWN if UNKNOWN in (looking, both) else UNMET


def lives_in(facts, *codes):
    return among(facts, "home_municipality", set(codes))


def outcomes(code, facts, on):
    """The hard and the soft outcomes of one programme, in the order of the table."""
    match code:
        case "senior_advisory_board":
            hard = [
                lives_in(facts, "155", "159", "185"),
                old_enough(facts, on),
                among(facts, "benefit", {"unemployment_benefit"}),
                unemployed(facts, on, floor=3),
                among(facts, "danish", {"yes", "with_help"}),
            ]
            soft = [
                unemployed(facts, on, ceiling=9),
                among(facts, "danish", {"yes"}),
                among(facts, "basic_it", {"yes", "with_help"}),
            ]
        case "sick_leave_social_investment":
            hard = [
                lives_in(facts, "155", "185"),
                among(facts, "benefit", SICK),
                among(facts, "small_steps", {"yes", "maybe"}),
            ]
            soft = [
                sick_8_weeks(facts, on),
                among(facts, "small_steps", {"yes", "maybe"}),
                among(facts, "other_help_first", {"no"}),
            ]
        case "flex_job_development":
            hard = [
                lives_in(facts, "550"),
                among(facts, "flex_job_eligible", {"yes"}),
                few_hours_or_looking(facts),
            ]
            soft = []
        case "edge_of_labour_market":
            hard = [lives_in(facts, "550"), among(facts, "disability_pension", {"no"})]
            soft = [among(facts, "benefit", EDGE), among(facts, "wants_workplace", {"yes", "maybe"})]
        case "recruitment_from_the_edge":
            hard, soft = [lives_in(facts, "360", "376")], [among(facts, "benefit", RECRUIT)]
        case "health_support":
            hard = [lives_in(facts, "360"), among(facts, "health_obstacle", {"yes"})]
            soft = [among(facts, "benefit", RECRUIT), among(facts, "health_obstacle", {"yes"})]
        case "early_sick_leave_effort":
            hard, soft = [lives_in(facts, "607"), among(facts, "benefit", SICK)], []
    return hard, soft


def result(code, facts, on):
    hard, soft = outcomes(code, facts, on)
    if UNMET in hard:
        return "unlikely"
    if code == "edge_of_labour_market" or set(hard + soft) != {MET}:
        return "maybe"
    return "likely"
