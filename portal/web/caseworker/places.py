"""How it stands with the places of each programme, and who stands in line for one.

Staff see the people of their own municipality by name. A project manager sees totals, and none that tells of a few.
"""

from __future__ import annotations

from dataclasses import dataclass

from flask import url_for

from portal.domain.access import CASE_ROLES, Permission
from portal.domain.capacity import Places, Standing
from portal.domain.eligibility import Programme
from portal.domain.errors import NotFound
from portal.domain.municipalities import MUNICIPALITIES
from portal.domain.workflow import EnrolmentState, OfferState
from portal.services.deadlines import pauses_since
from portal.services.places import ProgrammePlaces, of_programme, of_programmes, wait_for_newcomer, waiting_words
from portal.services.programme_overview import Totals, totals_of
from portal.services.work import Work
from portal.store import places
from portal.store.places import Waiting
from portal.web.caseworker.blueprint import caseworker
from portal.web.i18n import gettext as _
from portal.web.i18n import ngettext, short_date
from portal.web.render import Page, render
from portal.web.small_numbers import shown_words


@dataclass(frozen=True)
class Row:
    name: str
    href: str
    state: str
    state_kind: str
    taken: str
    waiting: str


@dataclass(frozen=True, kw_only=True)
class ListPlaces(Page):
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class PoolRow:
    """One pool as a bar: how many of its places are in use."""

    label: str
    value: int
    maximum: int
    text: str


@dataclass(frozen=True)
class Person:
    number: int
    who: str
    href: str
    since: str
    state: str
    state_kind: str
    adviser: str


@dataclass(frozen=True, kw_only=True)
class ShowPlaces(Page):
    state: str
    state_kind: str
    pools: tuple[PoolRow, ...]
    note: str
    wait: str
    waiting: str
    people: tuple[Person, ...]
    sees_people: bool


@caseworker.page("/medarbejder/pladser", allow=Permission.PLACES_VIEW)
def list_places(work: Work) -> tuple[str, int]:
    mine = [one for one in work.house.programmes if _is_mine(work, one)]
    totals = {} if _sees_people(work) else totals_of(work, mine)
    rows = tuple(_row(one, totals.get(code)) for code, one in of_programmes(work, mine).items())
    return render("caseworker/places/list.html", ListPlaces(title=_("Pladser og ventelister"), rows=rows))


@caseworker.page("/medarbejder/pladser/<slug>", allow=Permission.PLACES_VIEW, queries=6)
def show_places(work: Work, slug: str) -> tuple[str, int]:
    programme = next((one for one in work.house.programmes if one.slug == slug and _is_mine(work, one)), None)
    if programme is None:
        raise NotFound
    room = of_programme(work, programme)
    state, kind = standing_word(room.standing)
    wait = wait_for_newcomer(work, room, None) if room.is_full else None
    totals = None if _sees_people(work) else totals_of(work, (programme,))[programme.code]
    line = places.line(work.session, programme.code, pauses_since(work, programme)) if _sees_people(work) else []
    page = ShowPlaces(
        title=_("Pladser i %(program)s", program=programme.name),
        state=state,
        state_kind=kind,
        pools=_bars(room, totals),
        note=programme.capacity.note,
        wait=waiting_words(wait) if wait else "",
        waiting=shown_words(totals.in_line) if totals else str(room.in_line),
        people=tuple(_person(work, number, one) for number, one in enumerate(line, 1)),
        sees_people=_sees_people(work),
    )
    return render("caseworker/places/show.html", page)


def standing_word(standing: Standing) -> tuple[str, str]:
    """The word, and the kind of tag it is shown in."""
    return {
        Standing.OPEN: (_("Åbent"), "success"),
        Standing.CLOSING_SOON: (_("Lukker snart"), "attention"),
        Standing.FULL: (_("Venteliste"), "waiting"),
        Standing.UPCOMING: (_("Åbner senere"), "waiting"),
        Standing.CLOSED: (_("Slut"), "neutral"),
    }[standing]


def _is_mine(work: Work, programme: Programme) -> bool:
    """Does the actor's municipality lead it, or run cases in it?"""
    runs = {place.operated_by for place in programme.municipalities} | {programme.lead_municipality}
    return bool(runs & work.actor.municipalities)


def _sees_people(work: Work) -> bool:
    return work.actor.role in CASE_ROLES


def _row(room: ProgrammePlaces, totals: Totals | None) -> Row:
    state, kind = standing_word(room.standing)
    waiting = shown_words(totals.in_line) if totals else str(room.in_line)
    return Row(
        name=room.programme.name,
        href=url_for("caseworker.show_places", slug=room.programme.slug),
        state=state,
        state_kind=kind,
        taken=_total_taken(room, totals) if totals else _taken(room.taken, room.offered, room.limit),
        waiting=waiting if room.limit is not None else _("tælles ikke"),
    )


def _total_taken(room: ProgrammePlaces, totals: Totals) -> str:
    """What is offered is a few people, and is not told."""
    if room.limit is None:
        return _taken(0, 0, None)
    return _("%(taken)s af %(limit)s i brug", taken=shown_words(totals.taken), limit=room.limit)


def _taken(taken: int, offered: int, limit: int | None) -> str:
    if limit is None:
        return _("Der er ikke et fast antal pladser")
    text = _("%(taken)s af %(limit)s i brug", taken=taken, limit=limit)
    if not offered:
        return text
    return ngettext("%(text)s, %(num)s tilbudt", "%(text)s, %(num)s tilbudt", offered, text=text)


def _bars(room: ProgrammePlaces, totals: Totals | None) -> tuple[PoolRow, ...]:
    """Each pool by itself; of totals only the whole, which its parts could tell more of."""
    if totals is None:
        return tuple(_bar(room, one) for one in room.pools if one.limit is not None)
    if room.limit is None:
        return ()
    return (PoolRow(_("Alle kommuner"), totals.taken.low, room.limit, _total_taken(room, totals)),)


def _bar(room: ProgrammePlaces, one: Places) -> PoolRow:
    home = one.pool.municipality
    label = MUNICIPALITIES[home] if home else _("Alle kommuner") if len(room.pools) == 1 else _("Andre")
    return PoolRow(label, one.taken, one.limit or 0, _taken(one.taken, one.offered, one.limit))


def _person(work: Work, number: int, one: Waiting) -> Person:
    """Somebody from another municipality has a number here and nothing else."""
    if one.operating_municipality not in work.actor.municipalities:
        return Person(number, _("Borger i en anden kommune"), "", short_date(one.since), _("I køen"), "neutral", "")
    state, kind = _state(one)
    href = url_for("caseworker.show_enrolment", enrolment_id=one.enrolment_id)
    return Person(number, one.short_name, href, short_date(one.since), state, kind, one.adviser or _("ingen endnu"))


def _state(one: Waiting) -> tuple[str, str]:
    if one.offer and one.offer.state == OfferState.OPEN:
        return _("Plads tilbudt, svar senest %(date)s", date=short_date(one.offer.deadline)), "active"
    if one.offer:
        return _("Intet svar – ring"), "attention"
    if one.state == EnrolmentState.PAUSED:
        return _("Pause til %(date)s", date=short_date(one.pause_ends)), "waiting"
    return _("I køen, sat først den dag") if one.put_first else _("I køen"), "neutral"
