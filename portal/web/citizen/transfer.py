"""What a citizen reads while her case goes to another municipality: who has been asked, or who has it now."""

from __future__ import annotations

from portal.domain.municipalities import sender
from portal.store.transfers import ACCEPTED, TransferRecord
from portal.web.i18n import gettext as _
from portal.web.i18n import long_date


def transfer_text(one: TransferRecord | None) -> str:
    """Who has been asked to take the case, or has taken it, and since when."""
    if one is None:
        return ""
    new, old = sender(one.to_municipality), sender(one.from_municipality)
    if one.state == ACCEPTED:
        return _("Din sag er hos %(kommune)s siden %(date)s.", kommune=new, date=long_date(one.answered_at))
    return _("%(new)s er spurgt, om de vil tage din sag. %(old)s hjælper dig imens.", new=new, old=old)
