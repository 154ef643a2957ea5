"""From draft to force and back: proposed by one, approved by another, called off or rolled back in the open.

What has been in force stays as it was: rolling back adds a version, and people who were judged keep their verdict.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from portal.domain.eligibility import Programme
from portal.domain.eligibility.trial_people import RESULT_WORDS, Flip, flips, result_for
from portal.domain.errors import IllegalMove, NotFound, Refused, Stale
from portal.domain.matching.sentences import day as long_day
from portal.domain.workflow import PROGRAMME_VERSION, VersionState
from portal.programmes.editing import Data, data_of, toml_of
from portal.services.programme_version.drafting import audit, keep_shipped, latest_published, read_or_refuse
from portal.services.programme_version.in_force import house_on
from portal.services.programme_version.length import refuse_long
from portal.services.work import Work
from portal.store import programme_versions
from portal.store.programme_versions import QUESTIONS, ProgrammeVersion, VersionRecord

TAKEN_OUT = "taget ud"


@dataclass(frozen=True)
class Propose:
    """`announced` are the names of the trial people the author knows will come out differently."""

    version_id: UUID
    version: int
    valid_from: date
    note: str
    announced: tuple[str, ...] = ()


@dataclass(frozen=True)
class SendBack:
    version_id: UUID
    version: int
    reply: str


@dataclass(frozen=True)
class Publish:
    version_id: UUID
    version: int


@dataclass(frozen=True)
class Cancel:
    version_id: UUID
    version: int
    reason: str


@dataclass(frozen=True)
class RollBack:
    """`number` is the version in force that the person saw, and that is to be replaced by the one before it."""

    code: str
    number: int
    reason: str


def flips_of(work: Work, draft: VersionRecord | ProgrammeVersion) -> tuple[Flip, ...]:
    """Whom among the trial people this draft turns, against the version it follows."""
    base = latest_published(work, draft.code)
    before = read_or_refuse(base.code, base.text) if base else None
    return flips(before, read_or_refuse(draft.code, draft.text))


def propose(work: Work, cmd: Propose) -> None:
    """Send a draft to a second person. Nobody among the trial people may come out differently without being named."""
    row = programme_versions.for_update(work.session, cmd.version_id)
    row.expect(cmd.version)
    refuse_unready(work, row, cmd.valid_from)
    _refuse_long(work, row, cmd.valid_from)
    turned = flips_of(work, row)
    unsaid = [flip.name for flip in turned if flip.name not in cmd.announced]
    if unsaid:
        names = ", ".join(f"»{name}«" for name in unsaid)
        raise Refused(f"Testpersonerne får et andet svar: {names}. Sæt et kryds ved hver af dem.", "announced")
    row.announced = [_said(flip) for flip in turned]
    row.text = _with_expectations(row, cmd.valid_from)
    row.valid_from, row.note, row.reply, row.proposed_at = cmd.valid_from, cmd.note, "", work.now
    _move(work, row, "propose")


def send_back(work: Work, cmd: SendBack) -> None:
    """Give a proposed version back to its author with what should be different. The author may take it back as well."""
    row = programme_versions.for_update(work.session, cmd.version_id)
    row.expect(cmd.version)
    _move(work, row, "send_back")
    row.reply, row.proposed_at, row.valid_from = cmd.reply, None, None


def publish(work: Work, cmd: Publish) -> None:
    """Approve somebody else's version: from its day on it is what counts."""
    row = programme_versions.for_update(work.session, cmd.version_id)
    if row.state == VersionState.PUBLISHED and row.approver_id == work.actor.user_id:
        return
    row.expect(cmd.version)
    if str(work.actor.user_id) in row.editors:
        raise Refused("Du har selv skrevet i udkastet. En anden end dig skal godkende det.")
    assert row.valid_from is not None
    refuse_unready(work, row, row.valid_from)
    if row.code != QUESTIONS:
        _refuse_long(work, row, row.valid_from)
    _move(work, row, "publish", valid_from=row.valid_from.isoformat())
    row.approver_id, row.published_at = work.actor.user_id, work.now


def cancel(work: Work, cmd: Cancel) -> None:
    """Call off a published version before its first day. Raises IllegalMove when it has begun: it has judged people."""
    row = programme_versions.for_update(work.session, cmd.version_id)
    row.expect(cmd.version)
    if row.valid_from is None or row.valid_from <= work.today:
        raise IllegalMove(PROGRAMME_VERSION.name, row.state, "cancel")
    _move(work, row, "cancel")
    row.reply = cmd.reason


def roll_back(work: Work, cmd: RollBack) -> UUID:
    """Bring back the version before the one in force, from today, as a new version.

    One person may do it alone: two have approved that version before, and what hurts people must stop at once.
    """
    keep_shipped(work, cmd.code)
    published = _published(work, cmd.code)
    begun = [one for one in published if one.valid_from is None or one.valid_from <= work.today]
    if not begun or begun[-1].number != cmd.number:
        raise Stale
    earlier = before_rollback(begun)
    if earlier is None:
        raise NotFound
    number = programme_versions.next_number(work.session, cmd.code)
    data = data_of(earlier.text) | {"version": number, "valid_from": work.today}
    row = ProgrammeVersion(
        code=cmd.code,
        number=number,
        state=VersionState.PUBLISHED,
        version=1,
        valid_from=work.today,
        text=toml_of(data),
        lead_municipality=earlier.lead_municipality,
        base_number=earlier.number,
        restores=earlier.number,
        author_id=work.actor.user_id,
        editors=[str(work.actor.user_id)],
        note=cmd.reason,
        created_at=work.now,
        updated_at=work.now,
        published_at=work.now,
    )
    work.session.add(row)
    work.session.flush()
    audit(work, row, "roll_back", restores=earlier.number, replaces=cmd.number)
    return row.id


def before_rollback(begun: list[VersionRecord]) -> VersionRecord | None:
    """The version that counted before the last one; a version that itself brought one back leads further back."""
    by_number = {one.number: one for one in begun}
    last = begun[-1]
    at = by_number.get(last.restores, last) if last.restores else last
    place = begun.index(at)
    return begun[place - 1] if place else None


def _published(work: Work, code: str) -> list[VersionRecord]:
    found = [one for one in programme_versions.list_of(work.session, code) if one.state == VersionState.PUBLISHED]
    return sorted(found, key=lambda one: (one.valid_from or date.min, one.number))


def refuse_unready(work: Work, row: ProgrammeVersion, valid_from: date) -> None:
    """The day has not passed, versions do not overlap, and nothing newer has come in between."""
    if valid_from < work.today:
        raise Refused("Dagen er gået. Vælg i dag eller en senere dag, for fortiden kan ikke ændres.", "valid_from")
    base = latest_published(work, row.code)
    if base is None:
        return
    if base.number != row.base_number and base.number > (row.base_number or 0):
        at = f"Version {base.number} er kommet til, siden udkastet blev begyndt."
        raise Refused(f"{at} Slet udkastet, og lav et nyt ud fra den.")
    if base.valid_from is not None and base.valid_from > work.today and valid_from <= base.valid_from:
        day = long_day(base.valid_from)
        raise Refused(f"Version {base.number} gælder fra {day}. To versioner må ikke overlappe.", "valid_from")
    if _without_marks(base.text) == _without_marks(row.text):
        raise Refused(f"Udkastet siger det samme som version {base.number}. Der er ikke noget at godkende.")


def _refuse_long(work: Work, row: ProgrammeVersion, valid_from: date) -> None:
    """The common questions may be asked in another order than the shipped one on the day the programme begins."""
    refuse_long([read_or_refuse(row.code, row.text)], house_on(work.session, work.house, valid_from).common)


def _without_marks(toml: str) -> Data:
    return {key: value for key, value in data_of(toml).items() if key not in {"version", "valid_from"}}


def _with_expectations(row: ProgrammeVersion, valid_from: date) -> str:
    """The text with its day, and with what its trial people come to now that it has been said."""
    data = data_of(row.text) | {"valid_from": valid_from}
    programme: Programme = read_or_refuse(row.code, row.text)
    for person, entry in zip(programme.trial_people, data.get("trial_people", []), strict=True):
        entry["expected"] = result_for(programme, person).value
    return toml_of(data)


def _said(flip: Flip) -> dict[str, str]:
    after = RESULT_WORDS[flip.after] if flip.after else TAKEN_OUT
    return {"name": flip.name, "before": RESULT_WORDS[flip.before], "after": after}


def _move(work: Work, row: ProgrammeVersion, event: str, **detail: str) -> None:
    work.move(PROGRAMME_VERSION, row, event, code=row.code, number=row.number, **detail)
