"""What people read where a total may not tell its number."""

from __future__ import annotations

from portal.domain.small_numbers import FEWEST, Shown
from portal.web.i18n import gettext as _
from portal.web.i18n import number


def shown_words(one: Shown) -> str:
    """17 · færre end 5 · under 5 · 13–16 · mindst 13"""
    if one.is_exact:
        return number(one.low)
    if one.is_few:
        return _("færre end %(number)s", number=FEWEST)
    if (one.low, one.high) == (0, FEWEST - 1):
        return _("under %(number)s", number=FEWEST)
    if one.high is None:
        return _("under %(number)s eller skjult", number=FEWEST)
    return f"{number(one.low)}–{number(one.high)}"
