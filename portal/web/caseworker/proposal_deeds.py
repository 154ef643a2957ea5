"""What a caseworker can do with a proposal: each deed of the state machine with its form."""

from __future__ import annotations

from typing import Any

from wtforms import RadioField, StringField, TextAreaField

from portal.domain.bulk import Glance
from portal.services import proposal
from portal.services.proposal import glance
from portal.services.work import Work
from portal.store.matches import ProposalRecord
from portal.web.caseworker.deeds import ClockField, Deed, clock_text, moment, sent_version
from portal.web.caseworker.ratio import ALLOW, allow_deed
from portal.web.forms import DateParts, MaxLength, PortalForm, Required, choices
from portal.web.i18n import gettext as _
from portal.web.permission_words import yes_text

AREA = {"kind": "text_area", "limit": 1000}
REASONS = {
    "wishes": "Det passer ikke til ønskerne",
    "needs": "Hensyn kan ikke gives",
    "timing": "Det er det forkerte tidspunkt",
    "company": "Virksomheden passer ikke",
    "other": "Noget andet",
}


GLANCES = {Glance.FITS: "Passer", Glance.FITS_NOT: "Passer ikke", Glance.IN_DOUBT: "I tvivl"}


class GlanceForm(PortalForm):
    glance = RadioField(
        "Hvad ser du ud fra fakta alene?",
        [Required("Vælg, hvad du ser ud fra fakta.")],
        choices=choices(GLANCES),
        description="Bagefter ser du, hvad beregningen siger. Vi tæller kun for hele holdet, aldrig for dig.",
    )


class ApproveForm(PortalForm):
    message = TextAreaField(
        "Besked til borgeren",
        [Required("Skriv en kort besked til borgeren. Den følger med forslaget."), MaxLength()],
        description="Du kan rette den. Borgeren læser den sammen med forslaget.",
        render_kw=AREA,
    )
    note = TextAreaField(
        "Note til sagen", [MaxLength()], description="Kun kommunen ser den.", render_kw=AREA | {"limit": 0}
    )


class PostponeForm(PortalForm):
    until = DateParts(
        "Se på det igen", [Required("Vælg en dato, der ligger efter i dag.")], description="Højst 14 dage frem."
    )


class DiscardForm(PortalForm):
    reason = RadioField(
        "Hvorfor?", [Required("Vælg, hvorfor forslaget ikke er det rigtige.")], choices=choices(REASONS)
    )
    text = StringField("Skriv med få ord", [MaxLength(200)], description="Skal kun udfyldes ved noget andet.")


class MeetingForm(PortalForm):
    at = DateParts("Hvilken dag?", [Required("Vælg en dag for mødet.")])
    at_clock = ClockField(
        "Klokken", [Required("Skriv klokkeslættet. For eksempel 10.30.")], description="For eksempel 10.30"
    )

    def validate(self, extra_validators: object = None) -> bool:
        good = super().validate()
        if good and self.at_clock.clock is None:
            self.add_error("at_clock", clock_text())
            return False
        return good


def suggested_message(one: ProposalRecord) -> str:
    """The beginning of a message, with the strongest ground for; the caseworker makes it her own."""
    good = [part for part in one.parts if part.get("for_or_against") == "for" and part["code"] != "waiting"]
    best = max(good, key=lambda part: part["points"], default=None)
    reason = f"{best['sentence'][:1].lower()}{best['sentence'][1:]}" if best else "…"
    return f"Jeg tror, at det her kan være noget for dig, fordi {reason}"


def _glance(work: Work, one: ProposalRecord, form: GlanceForm) -> None:
    glance.say_blind(work, glance.SayBlind(one.id, sent_version(), form.glance.data or ""))


def _approve(work: Work, one: ProposalRecord, form: ApproveForm) -> None:
    command = proposal.Approve(one.id, sent_version(), form.message.data or "", form.note.data or "")
    proposal.approve(work, command)


def _undo(work: Work, one: ProposalRecord, form: PortalForm) -> None:
    proposal.undo_approval(work, proposal.UndoApproval(one.id, sent_version()))


def _postpone(work: Work, one: ProposalRecord, form: PostponeForm) -> None:
    proposal.postpone(work, proposal.Postpone(one.id, sent_version(), form.until.data))


def _discard(work: Work, one: ProposalRecord, form: DiscardForm) -> None:
    command = proposal.Discard(one.id, sent_version(), form.reason.data or "", form.text.data or "")
    proposal.discard(work, command)


def _take_up(work: Work, one: ProposalRecord, form: PortalForm) -> None:
    proposal.take_up(work, proposal.TakeUp(one.id, sent_version()))


def _said(answer: str) -> Any:
    def do(work: Work, one: ProposalRecord, form: PortalForm) -> None:
        proposal.answer_as_citizen(work, proposal.AnswerAsCitizen(one.id, sent_version(), answer, read=yes_text()))

    return do


def _meet(work: Work, one: ProposalRecord, form: MeetingForm) -> None:
    at = moment(form.at.data, form.at_clock)
    proposal.agree_meeting(work, proposal.AgreeMeeting(one.id, sent_version(), at))


def _agree(work: Work, one: ProposalRecord, form: PortalForm) -> None:
    proposal.agree(work, proposal.Agree(one.id, sent_version()))


def _cancel(work: Work, one: ProposalRecord, form: PortalForm) -> None:
    proposal.cancel(work, proposal.Cancel(one.id, sent_version()))


DEEDS = {
    "glance": Deed(_glance, lambda: _("Tak. Nu ser du, hvad beregningen siger."), GlanceForm),
    "approve": Deed(
        _approve,
        lambda: _("Godkendt."),
        ApproveForm,
        lambda one: {"message": one.message or suggested_message(one), "note": one.note or ""},
    ),
    "postpone": Deed(_postpone, lambda: _("Forslaget er udsat. Det kommer igen af sig selv."), PostponeForm),
    "discard": Deed(_discard, lambda: _("Forslaget er forkastet. Parret er ikke med i de næste kørsler."), DiscardForm),
    "undo_approval": Deed(_undo, lambda: _("Godkendelsen er fortrudt. Der er ikke sendt noget.")),
    "take_up": Deed(_take_up, lambda: _("Forslaget er taget op igen.")),
    "citizen_yes": Deed(_said("yes"), lambda: _("Borgerens ja er noteret. Virksomheden er spurgt.")),
    "citizen_no": Deed(_said("no"), lambda: _("Borgerens nej er noteret. Vi leder videre.")),
    "agree_meeting": Deed(_meet, lambda: _("Mødet er aftalt. Begge får besked."), MeetingForm),
    "agree": Deed(_agree, lambda: _("Aftalen er indgået, og forløbet er planlagt.")),
    "cancel": Deed(_cancel, lambda: _("Forslaget er aflyst.")),
    ALLOW: allow_deed(proposal.allow_ratio, proposal.AllowRatio),
}
"""In the order of the page; which of them there are is the state machine's to say."""
