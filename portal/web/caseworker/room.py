"""Is there a place for this person? What staff see beside the buttons, and which of them make sense because of it."""

from __future__ import annotations

from dataclasses import dataclass

from portal.domain.workflow import EnrolmentState, OfferState
from portal.services import places
from portal.services.work import Work
from portal.store import offers
from portal.store.enrolments import EnrolmentRecord
from portal.web.i18n import gettext as _
from portal.web.i18n import long_date

S = EnrolmentState
SETTLE = "place_settle"
"""The deed after a call: she still wants a place."""
FIRST = "put_first"
"""The deed where somebody of the same day stands before her."""


@dataclass(frozen=True)
class Room:
    """Sentences, and the deeds that are left when places are counted."""

    lines: tuple[str, ...]
    deeds: tuple[str, ...]


def room_of(work: Work, case: EnrolmentRecord, deeds: list[str]) -> Room:
    """Only before an admission; where nobody counts places, nothing is said and every deed stays."""
    programme = work.house.programme(case.programme_code)
    waits = case.state == S.WAITING_LIST
    if case.state not in (S.SUBMITTED, S.IN_REVIEW, S.WAITING_LIST) or not programme.capacity.is_counted:
        return Room((), tuple(deeds))
    reason = places.why_not_now(work, case, programme, case.home_municipality)
    lines = [reason or _("Der er plads i %(program)s.", program=programme.name)]
    left = [name for name in deeds if name != ("admit" if reason else "put_on_waiting_list")]
    offer = offers.find_unsettled(work.session, case.id) if waits else None
    if waits:
        line = places.line_place(work, programme, case.home_municipality, case.id)
        lines.insert(0, _("Nummer %(number)s i køen.", number=line.number))
        if case.queue_reason:
            lines.insert(1, _("Sat først af dem fra samme dag: %(reason)s", reason=case.queue_reason))
        if places.first_of_her_day(work, case, case.home_municipality):
            left.append(FIRST)
        if line.wait:
            lines.append(_("Skøn: %(weeks)s.", weeks=places.waiting_words(line.wait)))
    if offer and offer.state == OfferState.OPEN:
        day = long_date(offer.deadline)
        lines[1:] = [_("Pladsen er tilbudt borgeren, svarfrist %(date)s. Ring også.", date=day)]
    elif offer:
        lines.append(_("Borgeren svarede ikke på den plads, vi tilbød. Ring, og hør, hvad der passer."))
        left.append(SETTLE)
    return Room(tuple(lines), tuple(left))
