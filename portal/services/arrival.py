"""From a vouched-for identity to an account: linked on the provider's name for the person, never on an e-mail."""

from __future__ import annotations

import secrets
from dataclasses import asdict
from datetime import timedelta

from portal.domain.access import Door, Role
from portal.domain.errors import Refused
from portal.domain.municipalities import MUNICIPALITIES, operating_for
from portal.domain.values import Cpr, Cvr, InvalidValue
from portal.services.ports import Identity
from portal.services.put_right import confirm_home, take_name
from portal.services.work import Work
from portal.store import arrivals, people, users
from portal.store.arrivals import Arrival
from portal.store.people import Person
from portal.store.users import User

PATIENCE = timedelta(minutes=30)
"""How long somebody may take to say which municipality she lives in."""
HOME = "home"
"""Kept beside the identity of who waits."""
NO_STAFF = "Du har ikke en bruger i portalen endnu. Bed din leder eller administrator om at oprette dig."
CLOSED = "Din bruger er lukket. Ring til os, hvis du mener, det er en fejl."
NOBODY = "Vi kan ikke se, hvem du er, ud fra dit log-på. Ring til os, så hjælper vi dig."


def find_account(work: Work, identity: Identity) -> User | None:
    """The account behind a log-in, made if it can be; None when a citizen must tell first where she lives.

    She must when nobody knows her, and when only a member of staff has said it for her.

    Raises Refused when the account is closed, when staff have none, or when the number is not a real one.
    """
    user = users.find_by_subject(work.session, subject_of(identity))
    if user is None:
        makers = {Door.CITIZEN: _citizen, Door.COMPANY: _company_user, Door.STAFF: _staff}
        return makers[identity.door](work, identity)
    if not user.active:
        raise Refused(CLOSED)
    if identity.cvr and user.cvr != identity.cvr:
        # The same person now acts for another company: what belonged to the old one stays there.
        user.cvr, user.company_id, user.company_rights = _cvr(identity), None, []
        work.audit("user", "change_company", user.id)
    return user


def subject_of(identity: Identity) -> str:
    """One person may come as citizen and for a company with the same name at the provider: two accounts."""
    return f"{identity.door}:{identity.subject}"


def _citizen(work: Work, identity: Identity) -> User | None:
    person = people.find_by_cpr(work.session, _cpr(work, identity))
    if person is None or person.told_by_staff:
        return None
    take_name(work, person, identity)
    return _open(work, identity, Role.CITIZEN, person=person)


def _company_user(work: Work, identity: Identity) -> User:
    return _open(work, identity, Role.COMPANY_USER, cvr=_cvr(identity))


def _staff(work: Work, identity: Identity) -> User:
    raise Refused(NO_STAFF)


def _open(work: Work, identity: Identity, role: Role, person: Person | None = None, cvr: str | None = None) -> User:
    name = " ".join(filter(None, (identity.given_name, identity.family_name)))
    user = User(
        name=person.full_name if person else name,
        role=role,
        subject=subject_of(identity),
        person_id=person.id if person else None,
        cvr=cvr,
        municipalities=[],
    )
    work.session.add(user)
    work.session.flush()
    work.audit("user", "open", user.id, subject=user.person_id)
    return user


def remember(work: Work, identity: Identity) -> str:
    """Keep a new citizen's identity while she answers; returns the token for the cookie."""
    token = secrets.token_urlsafe(32)
    person = people.find_by_cpr(work.session, _cpr(work, identity))
    kept = asdict(identity) | ({HOME: person.home_municipality} if person else {})
    work.session.add(Arrival(token_hash=users.token_hash(token), identity=kept, at=work.now))
    return token


def waiting_home(work: Work, token: str) -> str | None:
    """What a member of staff has written of the municipality of who waits, or nothing; None when nobody waits."""
    arrival = arrivals.find(work.session, token, work.now - PATIENCE)
    return None if arrival is None else arrival.identity.get(HOME, "")


def settle(work: Work, token: str, municipality: str) -> User:
    """Take a new citizen in, now that we know who looks after her. Raises Refused."""
    arrival = arrivals.find(work.session, token, work.now - PATIENCE)
    if arrival is None:
        raise Refused("Der er gået for lang tid. Log på igen.")
    if municipality not in MUNICIPALITIES:
        raise Refused("Vælg den kommune, du bor i.", "municipality")
    told = {name: value for name, value in arrival.identity.items() if name != HOME}
    identity = Identity(**{**told, "door": Door(told["door"])})
    work.session.delete(arrival)
    cpr = _cpr(work, identity)
    person = people.find_by_cpr(work.session, cpr)
    if person is None:
        person = Person(
            first_name=identity.given_name,
            last_name=identity.family_name,
            home_municipality=municipality,
            operating_municipality=operating_for(municipality),
        )
        people.set_cpr(person, cpr)
        work.session.add(person)
        work.session.flush()
    elif person.told_by_staff:
        confirm_home(work, person, municipality)
    user = find_account(work, identity)
    assert user is not None
    return user


def _cpr(work: Work, identity: Identity) -> Cpr:
    try:
        return Cpr.parse(identity.cpr or "", allow_fictive=work.house.demo)
    except InvalidValue:
        raise Refused(NOBODY) from None


def _cvr(identity: Identity) -> str:
    try:
        return Cvr.parse(identity.cvr or "").digits
    except InvalidValue:
        raise Refused(NOBODY) from None
