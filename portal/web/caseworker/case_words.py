"""What staff do with a case besides moving it, as lines of its history."""

from __future__ import annotations

from portal.web.i18n import gettext as _


def case_events() -> dict[str, str]:
    return {
        "assign": _("Ny rådgiver"),
        "assign_undone": _("Skiftet af rådgiver fortrudt"),
        "assist": _("Udfyldt sammen med en medarbejder"),
        "correct": _("Svarene rettet efter samtalen"),
        "put_home_right": _("Borgeren har rettet sin kommune"),
        "undo_assisted": _("Taget tilbage efter samtalen"),
        "complain": _("Borgeren har klaget over afgørelsen"),
        "answer_complaint": _("Klagen er besvaret"),
        "offer_transfer": _("En anden kommune er spurgt, om den vil tage sagen"),
        "accept_transfer": _("Sagen er gået til en anden kommune"),
        "send_transfer_back": _("Den anden kommune sendte sagen tilbage"),
        "take_transfer_back": _("Overdragelsen er taget tilbage"),
        "note": _("Notat skrevet"),
        "search_open": _("Åbnet fra søgning med en grund"),
    }
