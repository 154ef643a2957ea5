"""Writing a posting step by step, changing it, and sending it to the municipality."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from portal.domain.errors import NotFound, Refused
from portal.domain.municipalities import operating_for
from portal.domain.placement_law import PlacementKind
from portal.domain.posting_text import check_posting_text, explain
from portal.domain.workflow import POSTING, CompanyState, PostingState
from portal.services.posting.own import NOT_NOW, changed, own_posting, recall
from portal.services.work import Work
from portal.store import companies
from portal.store.companies import CompanyRecord
from portal.store.postings import Posting, PostingRecord

STEPS = ("form", "opgaver", "tid", "hensyn", "tjek")
MAY_POST = frozenset({CompanyState.APPROVED, CompanyState.SUBMITTED})
MAY_WRITE = MAY_POST | {CompanyState.AWAITING_COMPANY}
CHANGEABLE = frozenset({PostingState.DRAFT, PostingState.SUBMITTED, PostingState.AWAITING_COMPANY, PostingState.OPEN})
WITH_END = frozenset({PlacementKind.WORK_TRIAL, PlacementKind.WAGE_SUBSIDY_JOB})
"""Kinds that the law gives a longest duration; the others may go on."""
SMALL = frozenset({"working_times", "languages", "licences"})
"""What may be corrected in an open posting without a new look from the municipality."""
FULL_TIME = 37

NOT_YET = "I kan lave et opslag, når I har sendt jeres tilmelding."
HOURS = "Det mindste antal timer kan ikke være højere end det højeste."
TOO_MANY_HOURS = f"Skriv højst {FULL_TIME} timer om ugen."
PAST = "Vælg en dato, der ligger efter i dag."
BACKWARDS = "Den sidste dag, man kan begynde, ligger før den første."
NO_WEEKS = "Skriv, hvor mange uger det varer. Praktik og løntilskud har altid en slutdato."
INCOMPLETE = "Der mangler et svar, før I kan sende."
NO_NUMBERS = "Arbejdspladsen mangler tal. Skriv antal ansatte først."
NO_SPECIALIST = "Vælg, hvem der tager imod."


@dataclass(frozen=True)
class KindAnswers:
    step: ClassVar[str] = "form"
    kind: str


@dataclass(frozen=True)
class TaskAnswers:
    step: ClassVar[str] = "opgaver"
    title: str
    occupation: str
    tasks: str
    competences_must: list[str]
    competences_nice: list[str]
    languages: list[str]
    licences: list[str]


@dataclass(frozen=True)
class TimeAnswers:
    step: ClassVar[str] = "tid"
    hours_min: float
    hours_max: float
    weeks: int | None
    start_from: date
    start_to: date
    working_times: str
    places: int


@dataclass(frozen=True)
class NeedAnswers:
    step: ClassVar[str] = "hensyn"
    demands: dict[str, Any]
    offers: list[str]


Answers = KindAnswers | TaskAnswers | TimeAnswers | NeedAnswers


@dataclass(frozen=True)
class SaveStep:
    posting_id: UUID | None
    """None begins a new posting."""
    version: int
    answers: Answers


def save_step(work: Work, cmd: SaveStep) -> UUID:
    """Keep one step of a posting. New tasks, hours or needs of an open posting are looked at again.

    Raises: Refused (a rule of the step), Stale, NotFound.
    """
    row = _begin(work) if cmd.posting_id is None else own_posting(work, cmd.posting_id, cmd.version)
    if row.state not in CHANGEABLE:
        raise Refused(NOT_NOW)
    _check(work, row.kind, cmd.answers)
    different = [f.name for f in fields(cmd.answers) if getattr(row, f.name) != getattr(cmd.answers, f.name)]
    for name in different:
        setattr(row, name, getattr(cmd.answers, name))
    if cmd.answers.step not in row.steps_done:
        row.steps_done = [*row.steps_done, cmd.answers.step]
    if row.state == PostingState.OPEN and set(different) - SMALL:
        work.move(POSTING, row, "change")
        row.ratio_reason = row.ratio_allowed_by = None
        row.submitted_at = work.now
        recall(work, row)
    elif different or row.state == PostingState.DRAFT:
        changed(work, row, "save_step", step=cmd.answers.step)
    work.session.flush()
    return row.id


def _begin(work: Work) -> Posting:
    """A new draft at the company's first workplace with numbers, received by its first specialist."""
    if work.actor.company_id is None:
        raise NotFound
    company = companies.get(work.session, work.actor.company_id)
    if company.state not in MAY_WRITE:
        raise Refused(NOT_YET)
    place = next((p for p in company.workplaces if p.ordinary_fte), None)
    if place is None:
        raise Refused(NO_NUMBERS)
    specialist = next((s for s in company.specialists if s.active), None)
    row = Posting(
        company_id=company.id,
        workplace_id=place.id,
        specialist_id=specialist.id if specialist else None,
        operating_municipality=operating_for(place.municipality),
        state=PostingState.DRAFT,
        kind="",
        version=1,
        steps_done=[],
        created_at=work.now,
        updated_at=work.now,
    )
    work.session.add(row)
    work.session.flush()
    work.audit("posting", "begin", row.id, municipality=row.operating_municipality)
    return row


def _check(work: Work, kind: str, answers: Answers) -> None:
    """The rules of a step, whoever sends it."""
    if isinstance(answers, TaskAnswers):
        _check_words(title=answers.title, tasks=answers.tasks)
    if isinstance(answers, TimeAnswers):
        _check_words(working_times=answers.working_times)
        _check_time(work.today, kind, answers)


def _check_words(**texts: str) -> None:
    """A word about age, sex, health or origin stops a posting (forskelsbehandlingsloven § 5)."""
    for field, text in texts.items():
        found = check_posting_text(text)
        if found:
            raise Refused(explain(found), field)


def _check_time(today: date, kind: str, answers: TimeAnswers) -> None:
    if answers.hours_min > answers.hours_max:
        raise Refused(HOURS, "hours_min")
    if answers.hours_max > FULL_TIME:
        raise Refused(TOO_MANY_HOURS, "hours_max")
    if answers.start_from < today:
        raise Refused(PAST, "start_from")
    if answers.start_to < answers.start_from:
        raise Refused(BACKWARDS, "start_to")
    if answers.weeks is None and kind in WITH_END:
        raise Refused(NO_WEEKS, "weeks")


def missing_step(posting: PostingRecord | Posting, today: date) -> str:
    """The first step that still needs an answer, or needs another one by now; "tjek" when none does."""
    for step in STEPS[:-1]:
        if step not in posting.steps_done:
            return step
    if check_posting_text(posting.title, posting.tasks, posting.working_times):
        return "opgaver"
    late = posting.start_from is None or posting.start_from < today
    endless = posting.weeks is None and posting.kind in WITH_END
    return "tid" if late or endless else "tjek"


@dataclass(frozen=True)
class SubmitPosting:
    posting_id: UUID
    version: int
    workplace_id: UUID
    specialist_id: UUID


def submit(work: Work, cmd: SubmitPosting) -> None:
    """Send a posting to the municipality. A second time changes nothing.

    Only a company that is approved, or waits to be, may; and no word in it may ask for a kind of person.
    """
    row = own_posting(work, cmd.posting_id)
    if row.state != PostingState.DRAFT and row.submitted_at is not None:
        return
    row.expect(cmd.version)
    company = companies.get(work.session, row.company_id)
    if company.state not in MAY_POST:
        raise Refused(NOT_YET)
    _check_words(tasks="\n".join((row.title, row.tasks, row.working_times)))
    if missing_step(row, work.today) != "tjek":
        raise Refused(INCOMPLETE)
    _place(row, company, cmd.workplace_id, cmd.specialist_id)
    work.move(POSTING, row, "submit")
    row.submitted_at = work.now


def _place(row: Posting, company: CompanyRecord, workplace_id: UUID, specialist_id: UUID) -> None:
    place = next((p for p in company.workplaces if p.id == workplace_id), None)
    if place is None or not place.ordinary_fte:
        raise Refused(NO_NUMBERS, "workplace_id")
    if not any(s.id == specialist_id and s.active for s in company.specialists):
        raise Refused(NO_SPECIALIST, "specialist_id")
    row.workplace_id, row.specialist_id = workplace_id, specialist_id
    row.operating_municipality = operating_for(place.municipality)
