"""What a company gets to see at a yes, in the words that are read to the yes, and what a citizen reads of it later."""

from __future__ import annotations

from datetime import date

from portal.domain.accommodations import describe
from portal.domain.workflow.proposal import NAMES_SHOWN
from portal.store.disclosures import NAME, NEED, GivenRecord
from portal.web.i18n import gettext as _
from portal.web.i18n import long_date


def yes_text() -> str:
    """Stands by the answers. Its digest is kept with the yes, so a change of words is a new version by itself."""
    return _(
        "Siger du ja, spørger vi virksomheden. De ser opgaver, timer og start, men ikke dit navn. "
        "Siger de også ja, ser de dit navn."
    )


def field_text(one: GivenRecord) -> str:
    if one.need is not None:
        return describe(one.need)
    return _("Dit navn") if one.field == NAME else _("Opgaver, timer og start, uden dit navn")


def given_text(one: GivenRecord, today: date) -> str:
    """Who may see it, when and how she said yes, and whether it holds. A company is named where both have said yes."""
    company = one.company_name if one.field == NEED or one.proposal_state in NAMES_SHOWN else _("En virksomhed")
    ways = {"self": _("her på siden"), "phone": _("i telefonen")}
    said = _(
        "%(company)s. Du sagde ja den %(date)s %(way)s.",
        company=company,
        date=long_date(one.given_at),
        way=ways[one.channel],
    )
    return f"{said} {_state_text(one, today)}"


def _state_text(one: GivenRecord, today: date) -> str:
    if one.withdrawn_at is not None:
        return _("Det stoppede den %(date)s.", date=long_date(one.withdrawn_at))
    if one.ends_on is not None and one.ends_on < today:
        return _("Det stoppede efter den %(date)s.", date=long_date(one.ends_on))
    if one.field == NEED and one.proposal_state not in NAMES_SHOWN:
        return _("Det gælder ikke længere.")
    if one.field == NAME and one.proposal_state not in NAMES_SHOWN:
        return _("De ser det kun, hvis de også siger ja.")
    if one.ends_on is not None:
        return _("Det gælder til og med %(date)s.", date=long_date(one.ends_on))
    return _("Det gælder.")
