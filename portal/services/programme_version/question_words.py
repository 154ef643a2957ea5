"""The common questions' words and order as dated versions: drafted by one, approved by another, never deleted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from portal.domain import readability
from portal.domain.eligibility.reader import InvalidProgramme
from portal.domain.eligibility.wording import QuestionWords, read_words, refuse_order, refuse_swap, reworded, words_of
from portal.domain.errors import IllegalMove, NotFound, Refused
from portal.domain.workflow import PROGRAMME_VERSION, VersionState
from portal.programmes import common_questions
from portal.programmes.editing import Data, data_of, find, toml_of
from portal.services.programme_version.drafting import audit, latest_published
from portal.services.programme_version.in_force import house_on
from portal.services.programme_version.length import refuse_long
from portal.services.programme_version.publishing import Publish, publish, refuse_unready
from portal.services.work import House, Work
from portal.store import programme_versions
from portal.store.programme_versions import QUESTIONS, ProgrammeVersion, VersionRecord


@dataclass(frozen=True)
class ChangeWords:
    version_id: UUID
    version: int
    what: str
    change: Callable[[Data], None]


@dataclass(frozen=True)
class ProposeWords:
    version_id: UUID
    version: int
    valid_from: date
    note: str


def data_of_words(words: tuple[QuestionWords, ...]) -> Data:
    """The words as the data of a file."""
    rows = []
    for one in words:
        row: Data = {"id": one.id, "text": one.text, "why": one.why}
        rows.append(
            row | ({"hint": one.hint} if one.hint else {}) | ({"labels": dict(one.labels)} if one.labels else {})
        )
    return {"questions": rows}


def begin_words(work: Work) -> UUID:
    """Begin the next version of the words. Where there is a draft already, that one is meant: nobody begins twice."""
    found = programme_versions.find_open(work.session, QUESTIONS)
    if found is not None:
        return found.id
    _keep_shipped(work)
    base = latest_published(work, QUESTIONS)
    assert base is not None
    data = data_of(base.text)
    data.pop("valid_from", None)
    draft = _row(work, programme_versions.next_number(work.session, QUESTIONS), VersionState.DRAFT, data)
    draft.base_number, draft.author_id, draft.editors = base.number, work.actor.user_id, [str(work.actor.user_id)]
    work.session.add(draft)
    work.session.flush()
    audit(work, draft, "begin", base=base.number)
    return draft.id


def _keep_shipped(work: Work) -> None:
    """The shipped words become version 1, so that there is something to compare with and to go back to."""
    if programme_versions.next_number(work.session, QUESTIONS) > 1:
        return
    row = _row(work, 1, VersionState.PUBLISHED, data_of_words(words_of(common_questions())))
    row.published_at = work.now
    work.session.add(row)
    work.session.flush()


def _row(work: Work, number: int, state: VersionState, data: Data) -> ProgrammeVersion:
    return ProgrammeVersion(
        code=QUESTIONS,
        number=number,
        state=state,
        version=1,
        text=toml_of(data | {"version": number}),
        lead_municipality="",
        created_at=work.now,
        updated_at=work.now,
    )


def list_words(work: Work) -> list[VersionRecord]:
    """Every version of the words, newest first."""
    return programme_versions.list_of(work.session, QUESTIONS)


def change_words(work: Work, cmd: ChangeWords) -> None:
    """Change one piece of a draft; raises Refused where the check would no longer hold together."""
    row = programme_versions.for_update(work.session, cmd.version_id)
    row.expect(cmd.version)
    if row.state != VersionState.DRAFT:
        raise IllegalMove(PROGRAMME_VERSION.name, row.state, "change")
    data = data_of(row.text)
    cmd.change(data)
    checked(work.house, data)
    row.text = toml_of(data)
    row.editors = list(dict.fromkeys([*row.editors, str(work.actor.user_id)]))
    row.updated_at = work.now
    row.version += 1
    audit(work, row, "change", what=cmd.what)


def propose_words(work: Work, cmd: ProposeWords) -> None:
    """Send a draft to a second person. It must fit the programmes as they are on the day it begins."""
    row = programme_versions.for_update(work.session, cmd.version_id)
    row.expect(cmd.version)
    refuse_unready(work, row, cmd.valid_from)
    checked(house_on(work.session, work.house, cmd.valid_from), data_of(row.text))
    row.text = toml_of(data_of(row.text) | {"valid_from": cmd.valid_from})
    row.valid_from, row.note, row.reply, row.proposed_at = cmd.valid_from, cmd.note, "", work.now
    work.move(PROGRAMME_VERSION, row, "propose", code=row.code, number=row.number)


def publish_words(work: Work, cmd: Publish) -> None:
    """Approve somebody else's words, unless a programme has changed so that they no longer fit."""
    row = programme_versions.for_update(work.session, cmd.version_id)
    checked(house_on(work.session, work.house, row.valid_from or work.today), data_of(row.text))
    publish(work, cmd)


def put_words(data: Data, words: QuestionWords, override: str = "") -> None:
    """Replace one question's words. Raises Refused when they are hard to read and nobody says why they must be."""
    row = find(data["questions"], "id", words.id)
    assert row is not None
    found = readability.lix([words.text, words.hint, words.why, *(label for _value, label in words.labels)])
    if found >= readability.LIMIT and not override:
        shown = f"{found:.1f}".replace(".", ",")
        text = f"Teksten er for svær: lixtallet er {shown} og skal være under {readability.LIMIT}."
        raise Refused(f"{text} Skriv kortere sætninger og ord.", "text")
    row.clear()
    row |= data_of_words((words,))["questions"][0]


def move_up(data: Data, question_id: str) -> None:
    """Ask a question before the one above it. Raises NotFound where there is no such question."""
    rows = data["questions"]
    row = find(rows, "id", question_id)
    if row is None:
        raise NotFound
    if at := rows.index(row):
        rows[at - 1], rows[at] = rows[at], rows[at - 1]


def checked(house: House, data: Data) -> None:
    """Refuse words and an order with which the check of these programmes would not hold together."""
    try:
        words = read_words(data)
        refuse_swap(common_questions(), words)
        questions = reworded(common_questions(), words)
        refuse_order(questions)
    except InvalidProgramme as fault:
        raise Refused(fault.sentence) from None
    refuse_long(house.programmes, questions)
