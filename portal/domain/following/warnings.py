"""Early warnings: fixed rules over what is known, each with its reason in words. They never act; a person does.

The signs are those of `service-design.md` 3.3: no sign of life for ten days, energy down two weeks running, a company
that does not answer. None of them reads age, benefit or anything about health beyond what the citizen told herself.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

SILENT_DAYS = 10
"""So long without a check-in, a talk or a feedback, and somebody rings (`service-design.md` M14)."""
COMPANY_DAYS = 5
"""So many days after an agreed feedback the company counts as silent."""
LONG_ABSENCE_DAYS = 14


class WarningKind(StrEnum):
    CALL_TODAY = "call_today"
    CONCERN = "concern"
    STRAIN = "strain"
    MISSED_CHECK_INS = "missed_check_ins"
    SILENT_COMPANY = "silent_company"
    LATE_CHECKPOINT = "late_checkpoint"
    LONG_ABSENCE = "long_absence"
    NO_OUTCOME = "no_outcome"


@dataclass(frozen=True)
class CheckIn:
    """What the citizen told in three taps, in the codes of `domain.check_in.QUESTIONS`; None was passed over."""

    day: date
    energy: str | None = None
    week: str | None = None
    call: str | None = None


@dataclass(frozen=True)
class Followed:
    """What is known of one placement today. `check_ins` None: nobody asks the citizen there, so silence says nothing."""

    state: str
    start_on: date
    last_contact: date | None = None
    check_ins: Sequence[CheckIn] | None = None
    feedback_due: Sequence[date] = ()
    """Agreed days of feedback from the company that has not come."""
    concerns: int = 0
    """How many times the company said that something is hard, and nobody has answered yet."""
    late: Sequence[date] = ()
    """Checkpoints of the adviser that are past and not done."""
    absent_since: date | None = None
    has_outcome: bool = False


@dataclass(frozen=True)
class EarlyWarning:
    """One sign: what kind, why in Danish, what to do, and how soon. A lower rank comes first."""

    kind: WarningKind
    rank: int
    why: str
    todo: str


RUNNING = ("active", "absent", "adjusted", "extended")


def warnings_for(one: Followed, today: date) -> tuple[EarlyWarning, ...]:
    """Every sign that holds today, the most pressing first."""
    found = [warning for rule in RULES if (warning := rule(one, today))]
    return tuple(sorted(found, key=lambda warning: warning.rank))


def _call_today(one: Followed, today: date) -> EarlyWarning | None:
    """She asked to be rung up, and nobody has since."""
    if one.state not in RUNNING or not one.check_ins:
        return None
    last = max(one.check_ins, key=lambda check_in: check_in.day)
    if last.call not in ("today", "this_week") or _talked_since(one, last):
        return None
    why = "Borgeren vil gerne ringes op i dag." if last.call == "today" else "Borgeren vil gerne ringes op i denne uge."
    return EarlyWarning(WarningKind.CALL_TODAY, 0 if last.call == "today" else 2, why, "Ring til borgeren.")


def _talked_since(one: Followed, told: CheckIn) -> bool:
    return one.last_contact is not None and one.last_contact >= told.day


def _concern(one: Followed, today: date) -> EarlyWarning | None:
    if not one.concerns:
        return None
    return EarlyWarning(
        WarningKind.CONCERN, 1, "Virksomheden har skrevet, at noget er svært.", "Ring til virksomheden."
    )


def _strain(one: Followed, today: date) -> EarlyWarning | None:
    """Energy lower two check-ins running, or two hard weeks running, and nobody has talked with her about it."""
    if one.state not in RUNNING or not one.check_ins:
        return None
    last = sorted(one.check_ins, key=lambda check_in: check_in.day)[-2:]
    if len(last) < 2 or _talked_since(one, last[-1]):
        return None
    if all(check_in.energy == "lower" for check_in in last):
        why = "Energien er faldet to gange i træk."
    elif all(check_in.week == "hard" for check_in in last):
        why = "Borgeren har haft to svære uger i træk."
    else:
        return None
    return EarlyWarning(WarningKind.STRAIN, 3, why, "Ring, og tal om timer og opgaver.")


def _missed_check_ins(one: Followed, today: date) -> EarlyWarning | None:
    """No sign of life for ten days from anybody: no check-in, no talk."""
    if one.state not in RUNNING or one.check_ins is None:
        return None
    last = max([one.start_on, *(c.day for c in one.check_ins), *([one.last_contact] if one.last_contact else [])])
    days = (today - last).days
    if days < SILENT_DAYS:
        return None
    why = f"Vi har ikke hørt fra borgeren i {days} dage."
    return EarlyWarning(WarningKind.MISSED_CHECK_INS, 4, why, "Ring, og spørg, hvordan det går.")


def _silent_company(one: Followed, today: date) -> EarlyWarning | None:
    if one.state not in RUNNING or not one.feedback_due:
        return None
    days = (today - min(one.feedback_due)).days
    if days < COMPANY_DAYS:
        return None
    why = f"Virksomheden skulle have fortalt, hvordan det går, for {days} dage siden."
    return EarlyWarning(WarningKind.SILENT_COMPANY, 5, why, "Ring til virksomheden.")


def _late_checkpoint(one: Followed, today: date) -> EarlyWarning | None:
    late = [day for day in one.late if day < today]
    if not late:
        return None
    days = (today - min(late)).days
    count = "1 dag" if days == 1 else f"{days} dage"
    return EarlyWarning(
        WarningKind.LATE_CHECKPOINT, 6, f"Et tjekpunkt er {count} over tiden.", "Skriv, hvad I aftalte."
    )


def _long_absence(one: Followed, today: date) -> EarlyWarning | None:
    if one.absent_since is None or today - one.absent_since < timedelta(days=LONG_ABSENCE_DAYS):
        return None
    why = f"Fraværet har varet {(today - one.absent_since).days} dage."
    return EarlyWarning(WarningKind.LONG_ABSENCE, 7, why, "Ring, og aftal, hvad der skal ske.")


def _no_outcome(one: Followed, today: date) -> EarlyWarning | None:
    if one.state not in ("completed", "follow_up") or one.has_outcome:
        return None
    return EarlyWarning(
        WarningKind.NO_OUTCOME, 8, "Forløbet er slut, og resultatet mangler.", "Hold en samtale, og skriv det."
    )


RULES: tuple[Callable[[Followed, date], EarlyWarning | None], ...] = (
    _call_today,
    _concern,
    _strain,
    _missed_check_ins,
    _silent_company,
    _late_checkpoint,
    _long_absence,
    _no_outcome,
)
