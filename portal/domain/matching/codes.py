"""The closed lists a matching instance is written in, so that a misspelt code is refused and never ignored.

Placement kinds and benefits follow design.md 3 and domain.md C.2, accommodation needs domain.md G.3, demands the
exchange format (matching.md 1.5). Languages, licences and competences are open lists.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

KINDS: Final = MappingProxyType(
    {
        "work_trial": "praktik",
        "wage_subsidy_job": "løntilskud",
        "paid_hours": "løntimer",
        "flex_job": "fleksjob",
        "ordinary_job": "almindeligt job",
    }
)

SECTORS: Final = ("private", "public")
HAS_EMPLOYER: Final = ("yes", "no", "unsure", "talk")

BENEFITS: Final = frozenset(
    {
        "unemployment_benefit",
        "cash_benefit_job_ready",
        "cash_benefit_activity_ready",
        "cash_benefit_education_ready",
        "sickness_benefit",
        "salary_during_sickness",
        "job_clarification",
        "resource_course",
        "unemployment_allowance_flex",
        "flex_job_employed",
        "rehabilitation",
        "disability_pension",
        "self_supporting",
        "senior_pension",
        "early_pension",
        "early_retirement_pay",
        "state_pension",
        "integration_programme",
        "unknown",
    }
)

BOOLEAN_DEMANDS: Final = (
    "shift",
    "repetitive",
    "posture_fixed",
    "kneeling",
    "overhead",
    "heights",
    "driving",
    "customer_contact",
    "piecework",
    "chemicals",
    "step_free",
)
NUMBER_DEMANDS: Final = ("lift_kg", "hours_per_day")
CHOICE_DEMANDS: Final = MappingProxyType({"noise": ("low", "normal", "high"), "temperature": ("normal", "extreme")})

# Needs that block by a number, always: the place asks for more than the citizen's limit.
NEEDS_BY_NUMBER: Final = MappingProxyType(
    {
        "reduced_hours": "højst {n} timer om ugen",
        "short_days": "højst {n} timer om dagen",
        "max_lift": "ingen løft over {n} kg",
    }
)

# Needs that block by a demand, unless the place offers to meet them: need → (demand, the value that blocks).
NEEDS_BY_DEMAND: Final = MappingProxyType(
    {
        "no_shift_work": ("shift", True),
        "no_repetitive": ("repetitive", True),
        "vary_posture": ("posture_fixed", True),
        "no_kneeling": ("kneeling", True),
        "no_overhead": ("overhead", True),
        "no_ladder": ("heights", True),
        "no_driving": ("driving", True),
        "low_noise": ("noise", "high"),
        "no_customer_contact": ("customer_contact", True),
        "low_pace": ("piecework", True),
        "no_dust_chemicals": ("chemicals", True),
        "indoor_temperature": ("temperature", "extreme"),
        "accessible_entrance": ("step_free", False),
    }
)

# Needs that never block and count in the score's part "support".
SOFT_NEEDS: Final = (
    "extra_breaks",
    "gradual_increase",
    "flexible_start",
    "limited_walking",
    "own_room_or_quiet",
    "few_contacts",
    "clear_structure",
    "one_task_at_a_time",
    "aids_needed",
    "absence_tolerance",
    "support_person",
)

# Needs that only inform: neither a limit nor a part of the score.
PLAIN_NEEDS: Final = ("written_instructions",)

NEEDS: Final = frozenset((*NEEDS_BY_NUMBER, *NEEDS_BY_DEMAND, *SOFT_NEEDS, *PLAIN_NEEDS))

NEED_WORDS: Final = MappingProxyType(
    {
        "no_shift_work": "ikke arbejde aften og nat",
        "no_repetitive": "ikke det samme hele dagen",
        "vary_posture": "skifte mellem at sidde og stå",
        "no_kneeling": "ikke sidde på hug",
        "no_overhead": "ikke arbejde over skuldrene",
        "no_ladder": "ikke stå på stige",
        "no_driving": "ikke køre i jobbet",
        "low_noise": "ro uden meget støj",
        "no_customer_contact": "ikke tale med kunder",
        "low_pace": "roligt tempo",
        "no_dust_chemicals": "ikke støv og kemi",
        "indoor_temperature": "ikke kulde eller stærk varme",
        "accessible_entrance": "adgang uden trin",
        "extra_breaks": "ekstra pauser",
        "gradual_increase": "flere timer lidt efter lidt",
        "flexible_start": "møde senere",
        "limited_walking": "gå korte ture",
        "own_room_or_quiet": "et roligt sted",
        "few_contacts": "få kolleger ad gangen",
        "clear_structure": "tydelige opgaver",
        "one_task_at_a_time": "én opgave ad gangen",
        "written_instructions": "opgaver på skrift",
        "aids_needed": "et hjælpemiddel",
        "absence_tolerance": "fri til aftaler",
        "support_person": "en fast støtte på stedet",
    }
)

# What the portal's own postings ask for. A file from elsewhere may use other codes; they are shown as they stand.
LANGUAGE_WORDS: Final = MappingProxyType(
    {
        "da": "dansk",
        "en": "engelsk",
        "de": "tysk",
        "sv": "svensk",
        "ar": "arabisk",
        "pl": "polsk",
        "uk": "ukrainsk",
        "tr": "tyrkisk",
    }
)
LICENCE_WORDS: Final = MappingProxyType({"B": "kørekort B (bil)", "C": "kørekort C (lastbil)", "D": "kørekort D (bus)"})
