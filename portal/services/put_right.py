"""What MitID and the citizen herself put right when she comes: her name, and the municipality somebody typed for her."""

from __future__ import annotations

from collections.abc import Sequence

from portal.domain.municipalities import operating_for
from portal.services.enrolment.assisted import may_correct
from portal.services.enrolment.submit import freeze_verdict
from portal.services.ports import Identity
from portal.services.work import Work
from portal.store import enrolments, people
from portal.store.enrolments import Enrolment
from portal.store.people import Person


def take_name(work: Work, person: Person, identity: Identity) -> None:
    """MitID's name wins over what was written before. What it does not tell stays; the trail keeps no names."""
    first, last = identity.given_name.strip() or person.first_name, identity.family_name.strip() or person.last_name
    if (first, last) == (person.first_name, person.last_name):
        return
    person.first_name, person.last_name = first, last
    work.audit("person", "put_name_right", person.id, subject=person.id, municipality=person.operating_municipality)


def confirm_home(work: Work, person: Person, home: str) -> None:
    """She has said where she lives. A case that is sent stays with its municipality: staff give it on, with a reason.

    What was judged from the wrong municipality is judged again while it may be corrected, as of the day it was sent.
    """
    people.hold(work.session, person.id)
    person.told_by_staff, before = False, person.home_municipality
    if home == before:
        return
    person.home_municipality, to = home, operating_for(home)
    cases = _going_on(work, person)
    sent = [row for row in cases if row.submitted_at is not None]
    if not sent:
        person.operating_municipality = to
        for draft in cases:
            draft.operating_municipality = to
    work.audit("person", "put_home_right", person.id, subject=person.id, municipality=to, before=before, home=home)
    for row in sent:
        if row.submitted_at is not None and may_correct(row, work.today):
            freeze_verdict(work, row, work.house.programme(row.programme_code), row.submitted_at)
        row.version += 1
        work.audit(
            "enrolment", "put_home_right", row.id, subject=person.id, municipality=row.operating_municipality, home=home
        )


def _going_on(work: Work, person: Person) -> Sequence[Enrolment]:
    return work.session.scalars(enrolments.select_current(person.id).order_by(Enrolment.id).with_for_update()).all()
