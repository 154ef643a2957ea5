"""What a posting's work demands, in words."""

from __future__ import annotations

from typing import Any

from portal.web.i18n import gettext as _
from portal.web.i18n import number


def demand_words(demands: dict[str, Any]) -> list[str]:
    """Only what there is: nothing said means nothing demanded."""
    words = {
        "shift": _("aften eller nat"),
        "repetitive": _("de samme bevægelser"),
        "posture_fixed": _("samme stilling længe"),
        "kneeling": _("knæle eller sidde på hug"),
        "overhead": _("arbejde over skulderhøjde"),
        "heights": _("stige eller højder"),
        "driving": _("kørsel"),
        "customer_contact": _("kontakt med kunder"),
        "piecework": _("akkord"),
        "chemicals": _("støv eller kemi"),
    }
    found = [word for code, word in words.items() if demands.get(code)]
    if demands.get("lift_kg"):
        found.append(_("løft op til %(kg)s kg", kg=number(demands["lift_kg"])))
    if demands.get("hours_per_day"):
        found.append(_("op til %(hours)s timer om dagen", hours=number(demands["hours_per_day"])))
    if demands.get("noise") == "high":
        found.append(_("meget støj"))
    if demands.get("temperature") == "extreme":
        found.append(_("kulde eller stærk varme"))
    if demands.get("step_free") is False:
        found.append(_("trin ved indgangen"))
    return found
