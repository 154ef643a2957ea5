"""Kroner as people type and read them."""

from __future__ import annotations

import re
from typing import Any

from wtforms import StringField
from wtforms.validators import StopValidation

from portal.web.i18n import gettext as _
from portal.web.i18n import number

KRONER = re.compile(r"-?(\d{1,3}(\.\d{3})+|\d+)(,00|,-)?")
LONGEST = 12
"""Digits; the rules of the budget say how much is too much."""


class Kroner(StringField):
    """Whole kroner, with or without points between the thousands: `amount` is the value, `data` what was typed."""

    amount: int | None = None

    def pre_validate(self, form: Any) -> None:
        text = re.sub(r"\s|kr\.?$", "", (self.data or "").strip(), flags=re.IGNORECASE).replace("−", "-")
        if not text:
            return
        if not (text.isascii() and KRONER.fullmatch(text)):
            raise StopValidation("Skriv hele kroner. For eksempel 250.000.")
        digits = text.split(",")[0].replace(".", "")
        if len(digits) > LONGEST:
            raise StopValidation("Beløbet er for stort. Se efter, om der er et nul for meget.")
        self.amount = int(digits)


def kroner(amount: int) -> str:
    """2.270.000 kr. and −1.500 kr."""
    return _("%(amount)s kr.", amount=number(amount).replace("-", "−"))
