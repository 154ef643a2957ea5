"""How long each table is kept, and why. A table without a rule fails the build."""

from __future__ import annotations

from dataclasses import dataclass

CASE = "Sagen: fem år efter at den er afsluttet (kommunernes journalplan; bekræftes af kommunen)"
PUBLIC_TASK = "GDPR artikel 6, stk. 1, litra e"
HEALTH = PUBLIC_TASK + "; artikel 9, stk. 2, litra g"


@dataclass(frozen=True)
class Rule:
    """`days` after the moment in `column`; None when the rows go with something else, or hold nothing personal."""

    why: str
    basis: str
    column: str | None = None
    days: int | None = None


RULES: dict[str, Rule] = {
    "person": Rule(CASE + ", når hun ikke har andre sager", PUBLIC_TASK),
    "user_account": Rule("Med personen; medarbejdere og virksomheder lukkes og bliver i sporet", PUBLIC_TASK),
    "enrolment": Rule(CASE, PUBLIC_TASK, "updated_at", 5 * 365),
    "plan": Rule("Med tilmeldingen", HEALTH),
    "proposal": Rule("Med tilmeldingen", PUBLIC_TASK),
    "complaint": Rule("Med sagen", PUBLIC_TASK),
    "case_note": Rule("Med sagen", PUBLIC_TASK),
    "case_transfer": Rule("Med sagen: hvilken kommune der gav den videre, og hvorfor", PUBLIC_TASK),
    "case_search": Rule("Hvem har søgt hvad: 13 måneder", "GDPR artikel 5, stk. 2, og 32", "at", 13 * 31),
    "adviser_terms": Rule("Så længe rådgiveren er ansat", "GDPR artikel 6, stk. 1, litra e"),
    "hand_over": Rule("Hvem der gav sager videre: fem år", PUBLIC_TASK, "at", 60 * 31),
    "blind_glance": Rule("Med forslaget", PUBLIC_TASK),
    "approval_batch": Rule("Hvem der godkendte hvad samlet: fem år", PUBLIC_TASK, "at", 60 * 31),
    "placement": Rule("Med tilmeldingen", PUBLIC_TASK),
    "placement_part": Rule("Med forløbet", PUBLIC_TASK),
    "outbox_message": Rule("Kvittering for det, vi har sendt: seks måneder", PUBLIC_TASK, "sent_at", 183),
    "mailbox_message": Rule("Kun uden for drift: 30 dage", "–", "received_at", 30),
    "callback_request": Rule("Til samtalen, højst 14 dage", PUBLIC_TASK, "created_at", 15),
    "arrival": Rule("Til spørgsmålet er besvaret, højst et døgn", PUBLIC_TASK, "at", 1),
    "login_session": Rule("30 dage", PUBLIC_TASK, "started_at", 30),
    "attempt": Rule("Et døgn; kun en hash og et tal", PUBLIC_TASK, "since", 1),
    "sent_form": Rule("Syv dage; kun en hash", "–", "at", 7),
    "access_entry": Rule("Hvem har kigget: 13 måneder", "GDPR artikel 5, stk. 2, og 32", "at", 13 * 31),
    "audit_entry": Rule("Hvem har ændret hvad: fem år", "GDPR artikel 5, stk. 2", "at", 60 * 31),
    "audit_link": Rule("Altid: kun numre og hashes", "–"),
    "agreement": Rule("Med forløbet", PUBLIC_TASK),
    "acceptance": Rule("Med aftalen", PUBLIC_TASK),
    "placement_change": Rule("Med forløbet", PUBLIC_TASK),
    "check_in": Rule("Med forløbet", PUBLIC_TASK),
    "meeting": Rule("Med sagen", PUBLIC_TASK),
    "checkpoint": Rule("Med forløbet", PUBLIC_TASK),
    "company_feedback": Rule("Med forløbet", PUBLIC_TASK),
    "concern": Rule("Med sagen", PUBLIC_TASK),
    "message": Rule("Med sagen", PUBLIC_TASK),
    "hearing": Rule("Med sagen", PUBLIC_TASK),
    "refusal_letter": Rule("Med sagen", PUBLIC_TASK),
    "health_support": Rule("Med sagen", HEALTH),
    "health_feedback": Rule("Med sagen", HEALTH),
    "emergency_access": Rule("Med sagen: hvem der har kigget akut", "GDPR artikel 9, stk. 2, litra c"),
    "place_offer": Rule("Med tilmeldingen", PUBLIC_TASK),
    "specialist_proposal": Rule("Med tilmeldingen", PUBLIC_TASK),
    "disclosure_consent": Rule(
        "Med forslaget: hvad hun sagde ja til, hvordan, og hvornår hun tog det tilbage", PUBLIC_TASK
    ),
    "match_lesson": Rule("Med forslaget", PUBLIC_TASK),
    "match_weights": Rule("Altid: hvem der bestemte vægtene; ingen borgere", "–"),
    "programme_version": Rule("Altid: hvem der ændrede programmet; ingen borgere", "–"),
    "programme_grant": Rule("Altid: hvad der er bevilget, og hvem der skrev det; ingen borgere", "–"),
    "programme_spending": Rule("Altid: hvad der er brugt, og hvem der skrev det; ingen borgere", "–"),
    "occupation": Rule("Altid: en offentlig liste over job; ingen borgere", "–"),
    "company": Rule("Så længe samarbejdet varer", "GDPR artikel 6, stk. 1, litra b og e"),
    "invitation": Rule(
        "Til den er brugt eller udløbet, højst 60 dage", "GDPR artikel 6, stk. 1, litra b", "invited_at", 60
    ),
    "workplace": Rule("Med virksomheden", "GDPR artikel 6, stk. 1, litra b og e"),
    "specialist": Rule("Med virksomheden", "GDPR artikel 6, stk. 1, litra b og e"),
    "posting": Rule("Med virksomheden", "GDPR artikel 6, stk. 1, litra b og e"),
    "match_run": Rule("Så længe kommunen vil kunne gentage en kørsel; uden navne", PUBLIC_TASK),
    "counter": Rule("Altid: kun løbenumre", "–"),
}
CLOSED_STATES = ("withdrawn", "closed", "refused", "deleted")
"""An enrolment's time only runs when the case is over."""
