"""Who looked and why, in words for the person it was about."""

from __future__ import annotations

from portal.domain.access import Permission, Role
from portal.domain.municipalities import sender
from portal.services.looks import Look
from portal.web.i18n import gettext as _


def purpose_text(look: Look) -> str:
    """Why somebody looked: the purpose is the permission that the page asked for."""
    texts = {
        Permission.STAFF_DESK: _("Så en liste, hvor du stod"),
        Permission.CASE_LIST: _("Så en liste, hvor du stod"),
        Permission.ENROLMENT_HELP: _("Begyndte at udfylde sammen med dig"),
        Permission.ENROLMENT_HELPED: _("Udfyldte tilmeldingen sammen med dig"),
        Permission.CASE_READ: _("Åbnede din sag"),
        Permission.CASE_TALK: _("Læste eller skrev beskeder om din sag"),
        Permission.ENROLMENT_REVIEW: _("Åbnede din sag"),
        Permission.CASELOAD: _("Så en liste, hvor du stod"),
        Permission.TRANSFER_ANSWER: _("Så, at din sag kan flytte til deres kommune"),
        Permission.PLAN_WRITE: _("Arbejdede med din plan"),
        Permission.MATCH_RUN: _("Så listen over forslag, hvor du stod"),
        Permission.MATCH_RUN_VIEW: _("Så en liste over mulige match, hvor du stod"),
        Permission.PROPOSAL_DECIDE: _("Vurderede et forslag om en arbejdsplads til dig"),
        Permission.HEALTH_DESK: _("Så en liste over dem, der får støtte"),
        Permission.HEALTH_CASE: _("Åbnede din side for at støtte dig"),
        Permission.HEALTH_FEEDBACK: _("Skrev, hvordan det gik på arbejdspladsen"),
        Permission.PLACEMENT_FOLLOW: _("Fulgte op på dit forløb på en arbejdsplads"),
        Permission.POSTING_REVIEW: _("Så et opslag, som du er foreslået til"),
        Permission.POSTING_SEE: _("Så, at der er en kandidat til deres opslag"),
        Permission.POSTING_OWN: _("Så, at der er en kandidat til deres opslag"),
        Permission.CANDIDATE_ANSWER: _("Læste om dig som kandidat"),
    }
    known = {str(permission): text for permission, text in texts.items()}
    return known.get(look.purpose, _("Så oplysninger om dig"))


def looker_text(look: Look, company_names: dict[str, str]) -> str:
    """ "Medarbejder, Tårnby Kommune" or the company's name: a role and a place, never which employee."""
    if look.company_id is not None:
        return company_names.get(str(look.company_id), _("En virksomhed"))
    roles = {
        str(Role.CASEWORKER): _("Sagsbehandler"),
        str(Role.TEAM_LEADER): _("Teamleder"),
        str(Role.JOB_CONSULTANT): _("Jobkonsulent"),
        str(Role.JOB_BROKER): _("Jobformidler"),
        str(Role.COMPANY_CONSULTANT): _("Virksomhedskonsulent"),
        str(Role.OCCUPATIONAL_THERAPIST): _("Ergoterapeut"),
        str(Role.SOCIAL_NURSE): _("Socialsygeplejerske"),
        str(Role.PROGRAMME_MANAGER): _("Projektleder"),
    }
    role = roles.get(look.role, _("Medarbejder"))
    return f"{role}, {sender(look.municipality)}" if look.municipality else role
