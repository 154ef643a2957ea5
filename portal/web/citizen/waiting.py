"""What somebody on a waiting list reads: her number and a range, or that it is her turn. Never a date for a place."""

from __future__ import annotations

from portal.domain.workflow import OfferState
from portal.services.places import LinePlace, waiting_words
from portal.store.offers import OfferRecord
from portal.web.i18n import gettext as _
from portal.web.i18n import long_date, weekday_date


def waiting_text(line: LinePlace | None, offer: OfferRecord | None) -> str:
    """The sentence at "Du er her"."""
    if offer is not None:
        if offer.state == OfferState.OPEN:
            return _("Der er en plads til dig. Svar gerne senest %(date)s.", date=weekday_date(offer.deadline))
        return _("Du har stadig dit nummer i køen. Vi ringer til dig, eller du kan svare her.")
    if line is None:
        return _("Du står på venteliste. Vi skriver til dig, når det er din tur.")
    number = _("Du står på venteliste som nummer %(number)s.", number=line.number)
    if line.wait is None:
        return _("%(number)s Vi kan ikke sige endnu, hvor længe det tager.", number=number)
    text = _("%(number)s Vi regner med %(weeks)s.", number=number, weeks=waiting_words(line.wait))
    if line.last is None:
        return text
    day = long_date(line.last)
    return _(
        "%(text)s Vi tager nye ind til og med den %(date)s, så det er ikke sikkert, at du når det.", text=text, date=day
    )


def offer_button(offer: OfferRecord) -> str:
    """What she can do about it."""
    return _("Læs om pladsen, og svar") if offer.state == OfferState.OPEN else _("Fortæl, hvad du ønsker")


def promise_text(frist: str, late: bool) -> str:
    """When she hears from us; once the day has passed it is no promise any more, and is not told as one."""
    if late:
        return _(
            "Vi lovede at skrive til dig senest %(frist)s. Det nåede vi ikke. Det er vi kede af. Ring gerne.",
            frist=frist,
        )
    return _("Du skal ikke gøre noget lige nu. Vi arbejder videre og skriver til dig senest %(frist)s.", frist=frist)
