"""The letters to people on a waiting list: at once, and then every four weeks, whether there is news or not."""

from __future__ import annotations

from portal.domain.capacity import Wait
from portal.services import messages_staff as messages
from portal.services.places.standing import LinePlace, line_place
from portal.services.work import Work, add_working_days
from portal.store import places, users
from portal.store.enrolments import Enrolment

LETTER_DAYS = 20
"""Working days between two letters to somebody on a waiting list (four weeks)."""


def write_to_waiting(work: Work) -> int:
    """Tell everybody whose letter is due where she stands now; returns how many."""
    if not work.may_disturb:
        return 0
    rows = places.list_to_write_to(work.session, work.today)
    for row in rows:
        tell_number(work, row)
        work.audit(
            "enrolment", "write_to_waiting", row.id, subject=row.person_id, municipality=row.operating_municipality
        )
    return len(rows)


def tell_number(work: Work, row: Enrolment) -> LinePlace:
    """N09: her number, the range, and when we write again. Returns what was told."""
    programme = work.house.programme(row.programme_code)
    place = line_place(work, programme, row.person.home_municipality, row.id)
    row.deadline = add_working_days(work.today, LETTER_DAYS)
    messages.letter(
        work,
        "N09",
        row.person,
        f"{row.id}:{work.today}",
        programme=programme.name,
        number=str(place.number),
        wait=_sentence(place.wait),
        date=messages.day_words(row.deadline),
        adviser=users.name_of(work.session, row.assigned_to) or work.actor.name,
    )
    return place


def waiting_words(wait: Wait) -> str:
    """cirka 3 til 9 uger, op til cirka 4 uger"""
    if wait.low:
        return f"cirka {wait.low} til {wait.high} uger"
    return f"op til cirka {wait.high} uger" if wait.high > 1 else "cirka en uge"


def _sentence(wait: Wait | None) -> str:
    if wait is None:
        return "Vi kan ikke sige endnu, hvor længe det tager."
    return f"Vi regner med, at det tager {waiting_words(wait)}."
