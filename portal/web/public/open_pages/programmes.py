"""The programmes, as they stand in their files: for whom, where, until when, and how to get in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask import flash

from portal.domain.access import Permission
from portal.domain.capacity import Standing
from portal.domain.eligibility import EnrolmentKind, Programme, State
from portal.domain.errors import NotFound
from portal.domain.municipalities import sender
from portal.services.deadlines import reply_days
from portal.services.places import ProgrammePlaces, of_programme, of_programmes, wait_for_newcomer
from portal.services.programme_version import parsed
from portal.services.work import Work
from portal.store import programme_versions
from portal.store.programme_versions import VersionRecord
from portal.web.context import portal
from portal.web.i18n import gettext as _
from portal.web.i18n import long_date
from portal.web.places_words import wait_text
from portal.web.public.open_pages.blueprint import public
from portal.web.render import Page, render

OPEN = frozenset({Standing.OPEN, Standing.CLOSING_SOON, Standing.FULL})


@dataclass(frozen=True)
class Tag:
    text: str
    kind: str


@dataclass(frozen=True)
class ProgrammeCard:
    name: str
    slug: str
    summary: str
    where: str
    when: str
    tag: Tag


@dataclass(frozen=True, kw_only=True)
class ListProgrammes(Page):
    cards: tuple[ProgrammeCard, ...]


@dataclass(frozen=True)
class PhaseView:
    title: str
    text: str


@dataclass(frozen=True, kw_only=True)
class ShowProgramme(Page):
    name: str
    slug: str
    full_title: str
    summary: str
    target_group: str
    duration: str
    where: str
    operated_for: tuple[str, ...]
    """Sentences about who helps where one municipality runs the work for another."""
    tag: Tag
    state: str
    first_day: date | None
    last_day: date | None
    real_first: date | None
    real_last: date | None
    is_reopened: bool
    is_confirmed: bool
    gets: tuple[str, ...]
    phases: tuple[PhaseView, ...]
    how: str
    """self_enrol, expression_of_interest or referral_only."""
    next: str
    is_full: bool
    wait: str
    """How long the line takes, when there is one and that can be said."""
    places: int | None
    places_note: str
    contact_name: str
    contact: str
    owner: str
    partners: tuple[str, ...]
    sources: tuple[str, ...]
    part_of: tuple[str, str] | None
    """Name and slug of the programme this one belongs to."""


@public.page("/tilbud", allow=Permission.PUBLIC_READ, queries=1)
def list_programmes(work: Work) -> tuple[str, int]:
    room = of_programmes(work, work.house.programmes)
    cards = tuple(_card(room[programme.code], work.today) for programme in work.house.programmes)
    return render("public/programme/list.html", ListProgrammes(title=_("Det kan du få hjælp til"), cards=cards))


@public.page("/tilbud/<slug>", allow=Permission.PUBLIC_READ, queries=2)
def show_programme(work: Work, slug: str) -> tuple[str, int]:
    programme = next((p for p in work.house.programmes if p.slug == slug), None)
    if programme is None:
        raise NotFound
    return render("public/programme/show.html", _page(work, programme))


@public.page(
    "/admin/programmer/udkast/<uuid:version_id>/vis", allow=Permission.PROGRAMME_EDIT, load=programme_versions.get
)
def preview_programme(work: Work, draft: VersionRecord) -> tuple[str, int]:
    """The page as citizens would see it with a version that is not in force, for those who keep the programme."""
    flash(_("Sådan ser siden ud med version %(number)s. Kun du kan se den.", number=draft.number), "info")
    return render("public/programme/show.html", _page(work, parsed(draft, work.house.demo)))


def _card(room: ProgrammePlaces, today: date) -> ProgrammeCard:
    programme = room.programme
    return ProgrammeCard(
        name=programme.name,
        slug=programme.slug,
        summary=programme.summary,
        where=_where(programme),
        when=_when(programme, today),
        tag=_tag(room),
    )


def _page(work: Work, programme: Programme) -> ShowProgramme:
    term, likely = programme.term, programme.likely
    room = of_programme(work, programme)
    whole = next((p for p in work.house.programmes if p.code == programme.part_of), None)
    return ShowProgramme(
        title=programme.name,
        name=programme.name,
        slug=programme.slug,
        full_title=programme.title,
        summary=programme.summary,
        target_group=programme.target_group,
        duration=programme.duration,
        where=_where(programme),
        operated_for=_operators(programme),
        tag=_tag(room),
        state=str(term.state(work.today)),
        first_day=term.first,
        last_day=term.last,
        real_first=programme.period.first,
        real_last=programme.period.last,
        is_reopened=programme.is_reopened,
        is_confirmed=programme.period.confirmed,
        gets=likely.gets,
        phases=tuple(PhaseView(phase.title, phase.text) for phase in programme.phases),
        how=str(programme.enrolment),
        next=likely.next.replace("{svarfrist}", str(reply_days(work, programme))),
        is_full=room.is_full,
        wait=wait_text(wait_for_newcomer(work, room, None)) if room.is_full else "",
        places=room.limit,
        places_note=programme.capacity.note,
        contact_name=programme.contact.name,
        contact=programme.contact.phone.replace("{telefon}", portal().site.support_phone),
        owner=programme.owner,
        partners=programme.partners,
        sources=programme.sources,
        part_of=(whole.name, whole.slug) if whole else None,
    )


def _where(programme: Programme) -> str:
    names = [place.name for place in programme.municipalities]
    if len(names) < 2:
        return "".join(names)
    return _("%(names)s og %(last)s", names=", ".join(names[:-1]), last=names[-1])


def _operators(programme: Programme) -> tuple[str, ...]:
    return tuple(
        _("Bor du i %(place)s, er det %(sender)s, der hjælper dig.", place=place.name, sender=sender(place.operated_by))
        for place in programme.municipalities
        if place.operated_by != place.code
    )


def _tag(room: ProgrammePlaces) -> Tag:
    if room.standing in OPEN and room.programme.enrolment is EnrolmentKind.REFERRAL_ONLY:
        return Tag(_("Åbent gennem din rådgiver"), "waiting")
    tags = {
        Standing.OPEN: Tag(_("Åbent"), "success"),
        Standing.CLOSING_SOON: Tag(_("Lukker snart"), "attention"),
        Standing.FULL: Tag(_("Venteliste"), "waiting"),
        Standing.UPCOMING: Tag(_("Åbner senere"), "waiting"),
        Standing.CLOSED: Tag(_("Slut"), "neutral"),
    }
    return tags[room.standing]


def _when(programme: Programme, today: date) -> str:
    term = programme.term
    state = term.state(today)
    if state is State.UPCOMING:
        return _("Åbner den %(date)s", date=long_date(term.first))
    if term.last is None:
        return _("Åbent hele tiden")
    if state is State.CLOSED:
        return _("Tog imod nye til og med den %(date)s", date=long_date(term.last))
    return _("Tager nye ind til og med den %(date)s", date=long_date(term.last))
