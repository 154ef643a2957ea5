"""Writing a new version: one draft a programme, changed piece by piece, thrown away or sent on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from portal.domain.access import Role
from portal.domain.eligibility import Programme
from portal.domain.errors import IllegalMove, NotFound, Refused
from portal.domain.workflow import PROGRAMME_VERSION, VersionState
from portal.programmes import CODES, InvalidFile, common_questions, read_programme, shipped_text
from portal.programmes.editing import Data, data_of, toml_of
from portal.services.work import Work
from portal.store import programme_versions
from portal.store.programme_versions import ProgrammeVersion, VersionRecord

Change = Callable[[Data], None]


@dataclass(frozen=True)
class BeginDraft:
    """A new version from the latest one, or from an earlier one where `number` names it."""

    code: str
    number: int | None = None


@dataclass(frozen=True)
class ChangeDraft:
    """`change` edits the data of the file; `what` is the word for the trail."""

    version_id: UUID
    version: int
    what: str
    change: Change


@dataclass(frozen=True)
class DiscardDraft:
    version_id: UUID
    version: int


def begin_draft(work: Work, cmd: BeginDraft) -> UUID:
    """Begin the next version of a programme. Where there is a draft already, that one is meant: nobody begins twice."""
    row = programme_versions.find_open(work.session, cmd.code)
    if row is not None:
        return row.id
    base = _base(work, cmd)
    number = programme_versions.next_number(work.session, cmd.code)
    data = data_of(base.text)
    data["version"] = number
    data.pop("valid_from", None)
    _keep_reopened(work, cmd.code, data)
    return add_draft(work, data, number, base.number).id


def add_draft(work: Work, data: Data, number: int, base_number: int | None) -> ProgrammeVersion:
    """Store a draft that somebody has begun."""
    draft = ProgrammeVersion(
        code=data["code"],
        number=number,
        state=VersionState.DRAFT,
        version=1,
        text=toml_of(data),
        lead_municipality=data["lead_municipality"],
        base_number=base_number,
        author_id=work.actor.user_id,
        editors=[str(work.actor.user_id)],
        created_at=work.now,
        updated_at=work.now,
    )
    work.session.add(draft)
    work.session.flush()
    audit(work, draft, "begin", base=base_number)
    return draft


def change_draft(work: Work, cmd: ChangeDraft) -> Programme:
    """Change one piece of a draft; raises Refused with the reader's own sentence when the rules no longer hold together.

    Trial people may come out differently while somebody is writing; that is settled before it is sent on.
    """
    row = programme_versions.for_update(work.session, cmd.version_id)
    row.expect(cmd.version)
    if row.state != VersionState.DRAFT:
        raise IllegalMove(PROGRAMME_VERSION.name, row.state, "change")
    data = data_of(row.text)
    cmd.change(data)
    if data["lead_municipality"] != row.lead_municipality:
        refuse_foreign(work, data["lead_municipality"])
    row.text = toml_of(data)
    programme = read_or_refuse(row.code, row.text)
    if programme.code != row.code:
        raise Refused("Et tilbud kan ikke skifte kode. Lav en kopi i stedet.")
    row.lead_municipality = programme.lead_municipality
    row.announced = []
    row.editors = list(dict.fromkeys([*row.editors, str(work.actor.user_id)]))
    row.updated_at = work.now
    row.version += 1
    audit(work, row, "change", what=cmd.what)
    return programme


def discard_draft(work: Work, cmd: DiscardDraft) -> None:
    """Throw a draft away. The version it was made from counts as before."""
    row = programme_versions.for_update(work.session, cmd.version_id)
    if row.state == VersionState.DISCARDED:
        return
    row.expect(cmd.version)
    work.move(PROGRAMME_VERSION, row, "discard", code=row.code, number=row.number)


def keep_shipped(work: Work, code: str) -> None:
    """Copy the shipped file into the database as version 1, so that it stays what it was whatever a release brings."""
    if code not in CODES or programme_versions.next_number(work.session, code) > 1:
        return
    toml = shipped_text(code)
    data = data_of(toml)
    row = ProgrammeVersion(
        code=code,
        number=data["version"],
        state=VersionState.PUBLISHED,
        version=1,
        text=toml,
        lead_municipality=data["lead_municipality"],
        created_at=work.now,
        updated_at=work.now,
        published_at=work.now,
    )
    work.session.add(row)
    work.session.flush()


def read_or_refuse(code: str, toml: str) -> Programme:
    """Read a draft as the rules will; the refusal says what is wrong, without a line nobody on a screen can see."""
    try:
        return read_programme(toml, f"{code}.toml", common_questions())
    except InvalidFile as fault:
        raise Refused(fault.sentence) from None


def refuse_foreign(work: Work, municipality: str) -> None:
    """A programme manager leads the programmes of the own municipality; an administrator helps with all of them."""
    if work.actor.role is not Role.ADMIN and municipality not in work.actor.municipalities:
        raise Refused("Du kan kun styre tilbud, som din egen kommune leder.")


def audit(work: Work, row: ProgrammeVersion, event: str, **detail: Any) -> None:
    work.audit(PROGRAMME_VERSION.name, event, row.id, code=row.code, number=row.number, **detail)


def latest_published(work: Work, code: str) -> VersionRecord | None:
    """The version that counts last, whether it has begun or not."""
    published = [one for one in programme_versions.list_of(work.session, code) if one.state == VersionState.PUBLISHED]
    return max(published, key=lambda one: (one.valid_from or date.min, one.number), default=None)


def _base(work: Work, cmd: BeginDraft) -> VersionRecord:
    keep_shipped(work, cmd.code)
    if cmd.number is None:
        base = latest_published(work, cmd.code)
    else:
        versions = programme_versions.list_of(work.session, cmd.code)
        base = next((v for v in versions if v.number == cmd.number and v.state == VersionState.PUBLISHED), None)
    if base is None:
        raise NotFound
    return base


def _keep_reopened(work: Work, code: str, data: Data) -> None:
    """In the demo a programme that has ended runs again; an edited version goes on in the same days."""
    known = {one.code: one for one in work.house.programmes}
    if not (work.house.demo and code in known and known[code].is_reopened):
        return
    term = known[code].demo_period
    data["demo_period"] = {key: day for key, day in (("from", term.first), ("to", term.last)) if day}
