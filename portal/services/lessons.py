"""A no teaches the next run of that citizen: learned with the answer, shown, and removed by adviser or citizen."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from portal.domain.errors import NotFound
from portal.domain.matching import Hours
from portal.domain.matching.lessons import Declined, Lesson, LessonKind, lesson_of
from portal.services.work import Work
from portal.store import companies, enrolments, lessons, postings
from portal.store.lessons import MatchLesson
from portal.store.matches import Proposal


@dataclass(frozen=True)
class RemoveLesson:
    enrolment_id: UUID
    lesson_id: UUID


def learn(work: Work, row: Proposal, reason: str, *, by_company: bool) -> None:
    """Keep what the reason teaches. Another reason for the same proposal takes the place of the first."""
    known = lessons.find_of_proposal(work.session, row.id)
    found = _lesson(work, row, reason)
    if known is not None and known.used_in is None:
        work.session.delete(known)
        work.session.flush()
        known = None
    if found is None or known is not None:
        return
    work.session.add(
        MatchLesson(
            operating_municipality=row.operating_municipality,
            enrolment_id=row.enrolment_id,
            proposal_id=row.id,
            by_company=by_company,
            kind=found.kind,
            value=found.value,
            created_at=work.now,
        )
    )
    work.session.flush()


def remove_lesson(work: Work, cmd: RemoveLesson) -> None:
    """The adviser knows better, or the citizen did not mean it so: the next run goes by the plan alone."""
    row = lessons.for_update(work.session, cmd.enrolment_id, cmd.lesson_id)
    case = enrolments.get(work.session, cmd.enrolment_id)
    hers = case.person_id == work.actor.person_id and not row.by_company
    if not hers and row.operating_municipality not in work.actor.municipalities:
        raise NotFound
    if row.removed_at is not None:
        return
    row.removed_at, row.removed_by = work.now, work.actor.user_id
    work.audit(
        "match_lesson",
        "remove",
        row.id,
        subject=case.person_id,
        municipality=row.operating_municipality,
        kind=row.kind,
    )


def as_lesson(row: MatchLesson) -> Lesson:
    return Lesson(LessonKind(row.kind), row.value)


def _lesson(work: Work, row: Proposal, reason: str) -> Lesson | None:
    case, posting = enrolments.get(work.session, row.enrolment_id), postings.get(work.session, row.posting_id)
    company = companies.get(work.session, row.company_id)
    p_number = next((one.p_number for one in company.workplaces if one.id == posting.workplace_id), "")
    if case.plan is None:
        return None
    place = Declined(
        occupation=posting.occupation,
        hours=row.hours,
        km=row.distance_km,
        start=row.start_on,
        cvr=company.cvr,
        p_number=p_number,
        plan_hours=Hours(case.plan.hours_from, case.plan.hours_to),
        plan_km=case.plan.max_km,
    )
    return lesson_of(reason, place)
