"""What has happened with a company, as lines of its history."""

from __future__ import annotations

from portal.web.i18n import gettext as _


def company_events() -> dict[str, str]:
    return {
        "submit": _("Tilmelding sendt"),
        "ask_company": _("Spørgsmål sendt til virksomheden"),
        "company_answered": _("Svar modtaget"),
        "approve": _("Virksomheden godkendt"),
        "reject": _("Virksomheden ikke godkendt"),
        "suspend": _("Virksomheden vil stoppe"),
        "reinstate": _("Virksomheden fortsætter"),
        "end": _("Samarbejdet stoppet"),
    }
