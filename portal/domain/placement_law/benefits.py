"""The benefits a person can live on: their codes, Danish names and families.

What a benefit gives access to stands in the dated tables, never here: the law regroups them (13 target groups are expected
to become 5), while the words stay.
"""

from enum import StrEnum
from typing import NamedTuple


class BenefitGroup(StrEnum):
    """Families of benefits, for headings and lists. No legal meaning hangs on them."""

    UNEMPLOYED = "unemployed"
    CASH_BENEFIT = "cash_benefit"
    SICK_LISTED = "sick_listed"
    COURSE = "course"
    FLEX = "flex"
    PENSION = "pension"
    OTHER = "other"

    @property
    def label(self) -> str:
        return _GROUP_LABELS[self]


class Benefit(StrEnum):
    """The code of a benefit, as it is stored and exchanged."""

    UNEMPLOYMENT_BENEFIT = "unemployment_benefit"
    CASH_BENEFIT_JOB_READY = "cash_benefit_job_ready"
    CASH_BENEFIT_ACTIVITY_READY = "cash_benefit_activity_ready"
    CASH_BENEFIT_EDUCATION_READY = "cash_benefit_education_ready"
    SICKNESS_BENEFIT = "sickness_benefit"
    SALARY_DURING_SICKNESS = "salary_during_sickness"
    JOB_CLARIFICATION = "job_clarification"
    RESOURCE_COURSE = "resource_course"
    UNEMPLOYMENT_ALLOWANCE_FLEX = "unemployment_allowance_flex"
    FLEX_JOB_EMPLOYED = "flex_job_employed"
    REHABILITATION = "rehabilitation"
    DISABILITY_PENSION = "disability_pension"
    SELF_SUPPORTING = "self_supporting"
    SENIOR_PENSION = "senior_pension"
    EARLY_PENSION = "early_pension"
    EARLY_RETIREMENT_PAY = "early_retirement_pay"
    STATE_PENSION = "state_pension"
    INTEGRATION_PROGRAMME = "integration_programme"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        """The benefit's name, as in a list to choose from."""
        return _WORDS[self].label

    @property
    def situation(self) -> str:
        """What one says of a person who has it, to follow "når man"."""
        return _WORDS[self].situation

    @property
    def group(self) -> BenefitGroup:
        return _WORDS[self].group


class _Words(NamedTuple):
    label: str
    situation: str
    group: BenefitGroup


_GROUP_LABELS = {
    BenefitGroup.UNEMPLOYED: "Ledig",
    BenefitGroup.CASH_BENEFIT: "Kontanthjælp",
    BenefitGroup.SICK_LISTED: "Sygemeldt",
    BenefitGroup.COURSE: "I forløb",
    BenefitGroup.FLEX: "Fleksjob",
    BenefitGroup.PENSION: "Pension og efterløn",
    BenefitGroup.OTHER: "Andet",
}

_WORDS = {
    Benefit.UNEMPLOYMENT_BENEFIT: _Words("dagpenge", "får dagpenge", BenefitGroup.UNEMPLOYED),
    Benefit.CASH_BENEFIT_JOB_READY: _Words(
        "kontanthjælp, jobparat", "får kontanthjælp og er jobparat", BenefitGroup.CASH_BENEFIT
    ),
    Benefit.CASH_BENEFIT_ACTIVITY_READY: _Words(
        "kontanthjælp, aktivitetsparat", "får kontanthjælp og er aktivitetsparat", BenefitGroup.CASH_BENEFIT
    ),
    Benefit.CASH_BENEFIT_EDUCATION_READY: _Words(
        "kontanthjælp, uddannelsesparat", "får kontanthjælp og er uddannelsesparat", BenefitGroup.CASH_BENEFIT
    ),
    Benefit.SICKNESS_BENEFIT: _Words("sygedagpenge", "får sygedagpenge", BenefitGroup.SICK_LISTED),
    Benefit.SALARY_DURING_SICKNESS: _Words("løn under sygdom", "får løn under sygdom", BenefitGroup.SICK_LISTED),
    Benefit.JOB_CLARIFICATION: _Words("jobafklaringsforløb", "er i jobafklaring", BenefitGroup.SICK_LISTED),
    Benefit.RESOURCE_COURSE: _Words("ressourceforløb", "er i ressourceforløb", BenefitGroup.COURSE),
    Benefit.UNEMPLOYMENT_ALLOWANCE_FLEX: _Words("ledighedsydelse", "får ledighedsydelse", BenefitGroup.FLEX),
    Benefit.FLEX_JOB_EMPLOYED: _Words("ansat i fleksjob", "er ansat i fleksjob", BenefitGroup.FLEX),
    Benefit.REHABILITATION: _Words("revalidering", "er i revalidering", BenefitGroup.COURSE),
    Benefit.DISABILITY_PENSION: _Words("førtidspension", "får førtidspension", BenefitGroup.PENSION),
    Benefit.SELF_SUPPORTING: _Words("ledig uden ydelse", "er ledig uden ydelse", BenefitGroup.UNEMPLOYED),
    Benefit.SENIOR_PENSION: _Words("seniorpension", "får seniorpension", BenefitGroup.PENSION),
    Benefit.EARLY_PENSION: _Words("tidlig pension", "får tidlig pension", BenefitGroup.PENSION),
    Benefit.EARLY_RETIREMENT_PAY: _Words("efterløn", "får efterløn", BenefitGroup.PENSION),
    Benefit.STATE_PENSION: _Words("folkepension", "får folkepension", BenefitGroup.PENSION),
    Benefit.INTEGRATION_PROGRAMME: _Words("introduktionsprogram", "er i introduktionsprogram", BenefitGroup.OTHER),
    Benefit.UNKNOWN: _Words("ved ikke", "ikke ved, hvilken ydelse det er", BenefitGroup.OTHER),
}
