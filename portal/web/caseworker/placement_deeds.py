"""What staff can do with a placement: each deed with its form. A day before today always asks for a reason."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import request
from wtforms import BooleanField, RadioField, SelectField, TextAreaField

from portal.domain.errors import NotFound
from portal.domain.following import OUTCOMES, STOP_REASONS
from portal.domain.workflow import PlacementState as S
from portal.services import following as service
from portal.services.work import Work
from portal.store.placements import PlacementRecord
from portal.web.caseworker.deeds import Deed, sent_version
from portal.web.caseworker.ratio import ALLOW, allow_deed
from portal.web.caseworker.words import kind_word
from portal.web.forms import DateParts, Decimal, MaxLength, PortalForm, Required, choices
from portal.web.i18n import gettext as _

AREA = {"kind": "text_area", "limit": 1000}
BACK = "Ligger dagen før i dag, så skriv, hvorfor det først bliver skrevet nu."


class DayForm(PortalForm):
    day = DateParts("Hvilken dag?", [Required("Skriv dagen.")])
    words = TextAreaField("Bemærkning", [MaxLength()], description=BACK, render_kw=AREA | {"limit": 0})


class AdjustForm(PortalForm):
    part = SelectField("Hvilken del?", validate_choice=False, choices=[])
    day = DateParts("Fra hvilken dag?", [Required("Skriv dagen.")])
    hours = Decimal("Timer om ugen", [Required("Skriv, hvor mange timer om ugen.")], render_kw={"inputmode": "decimal"})
    tasks = TextAreaField(
        "Nye opgaver",
        [MaxLength()],
        description="Skal kun udfyldes, hvis opgaverne ændres.",
        render_kw=AREA | {"limit": 0},
    )
    words = TextAreaField(
        "Hvad har I aftalt, og hvorfor?",
        [Required("Skriv, hvad I har aftalt, og hvorfor."), MaxLength()],
        render_kw=AREA,
    )


class ExtendForm(PortalForm):
    until = DateParts("Ny sidste dag", [Required("Skriv den nye sidste dag.")])
    words = TextAreaField(
        "Begrundelse", [MaxLength()], description="Skal skrives, når loven lader det være op til dig.", render_kw=AREA
    )


class AddPartForm(PortalForm):
    day = DateParts("Fra hvilken dag?", [Required("Skriv dagen.")])
    hours = Decimal("Timer om ugen", [Required("Skriv, hvor mange timer om ugen.")], render_kw={"inputmode": "decimal"})
    tasks = TextAreaField(
        "Opgaver", [Required("Skriv, hvilke opgaver løntimerne går til."), MaxLength()], render_kw=AREA
    )
    words = TextAreaField("Bemærkning", [MaxLength()], description=BACK, render_kw=AREA | {"limit": 0})


class StopForm(PortalForm):
    reason = RadioField(
        "Hvorfor stopper det?", [Required("Vælg, hvorfor forløbet stopper.")], choices=choices(STOP_REASONS)
    )
    day = DateParts("Sidste dag", [Required("Skriv dagen.")])
    words = TextAreaField("Bemærkning", [MaxLength()], description=BACK, render_kw=AREA | {"limit": 0})


class OutcomeForm(PortalForm):
    outcome = RadioField(
        "Hvad kom der ud af det?", [Required("Vælg, hvad der kom ud af forløbet.")], choices=choices(OUTCOMES)
    )
    by_phone = BooleanField("Vi talte sammen i telefonen")
    words = TextAreaField("Hvad lærte vi?", [MaxLength()], description="Skriv ikke diagnoser.", render_kw=AREA)


class WordsForm(PortalForm):
    words = TextAreaField(
        "Hvad aftalte I?", [Required("Skriv kort, hvad I aftalte."), MaxLength()], render_kw=AREA | {"limit": 0}
    )


class ReasonForm(PortalForm):
    words = TextAreaField(
        "Bemærkning", [MaxLength()], description="Skal skrives, hvis de seks måneder ikke er gået.", render_kw=AREA
    )


def _on_day(verb: Callable[[Work, Any], None], command: Callable[..., Any]) -> Callable[..., None]:
    def do(work: Work, one: PlacementRecord, form: DayForm) -> None:
        verb(work, command(one.id, sent_version(), form.day.data, form.words.data or ""))

    return do


def _adjust(work: Work, one: PlacementRecord, form: AdjustForm) -> None:
    chosen = form.part.data or str(one.parts[0].id)
    part = next((part.id for part in one.parts if str(part.id) == chosen), UUID(int=0))
    hours, tasks, words = form.hours.number or 0, form.tasks.data or "", form.words.data or ""
    service.adjust(work, service.Adjust(one.id, sent_version(), part, form.day.data, hours, words, tasks))


def _extend(work: Work, one: PlacementRecord, form: ExtendForm) -> None:
    service.extend(work, service.Extend(one.id, sent_version(), form.until.data, form.words.data or ""))


def _add_part(work: Work, one: PlacementRecord, form: AddPartForm) -> None:
    hours, tasks, words = form.hours.number or 0, form.tasks.data or "", form.words.data or ""
    service.add_part(work, service.AddPart(one.id, sent_version(), form.day.data, hours, tasks, words))


def _stop(work: Work, one: PlacementRecord, form: StopForm) -> None:
    reason, words = form.reason.data or "", form.words.data or ""
    service.stop(work, service.Stop(one.id, sent_version(), reason, form.day.data, words))


def _outcome(work: Work, one: PlacementRecord, form: OutcomeForm) -> None:
    outcome, words = form.outcome.data or "", form.words.data or ""
    service.record_outcome(
        work, service.RecordOutcome(one.id, sent_version(), outcome, words, bool(form.by_phone.data))
    )


def _close(work: Work, one: PlacementRecord, form: ReasonForm) -> None:
    service.close_follow_up(work, service.CloseFollowUp(one.id, sent_version(), form.words.data or ""))


def _checkpoint(work: Work, one: PlacementRecord, form: WordsForm) -> None:
    try:
        checkpoint = UUID(request.form.get("checkpoint", ""))
    except ValueError:
        raise NotFound from None
    service.mark_done(work, service.MarkDone(one.id, checkpoint, sent_version(), form.words.data or ""))


def _answer(work: Work, one: PlacementRecord, form: WordsForm) -> None:
    service.answer_concern(work, service.AnswerConcern(one.id, sent_version(), form.words.data or ""))


DEEDS = {
    "start": Deed(
        _on_day(service.start, service.Start),
        lambda: _("Første dag er bekræftet. Forløbet er i gang."),
        DayForm,
        prefix="start_",
    ),
    "return": Deed(
        _on_day(service.return_from_absence, service.Return),
        lambda: _("Godt. Forløbet er i gang igen."),
        DayForm,
        prefix="back_",
    ),
    "checkpoint": Deed(_checkpoint, lambda: _("Tjekpunktet er skrevet ind."), WordsForm, prefix="point_"),
    "answer_concern": Deed(_answer, lambda: _("Godt. Det står i sagen, hvad I aftalte."), WordsForm, prefix="concern_"),
    "outcome": Deed(
        _outcome, lambda: _("Resultatet er skrevet. Vi minder dig om opfølgningen."), OutcomeForm, prefix="outcome_"
    ),
    "report_absence": Deed(
        _on_day(service.report_absence, service.ReportAbsence),
        lambda: _("Fraværet er noteret."),
        DayForm,
        prefix="away_",
    ),
    "adjust": Deed(
        _adjust, lambda: _("Ændringen er skrevet ind. Tjekpunkterne er regnet om."), AdjustForm, prefix="adjust_"
    ),
    "extend": Deed(
        _extend, lambda: _("Forløbet er forlænget. Tjekpunkterne er regnet om."), ExtendForm, prefix="extend_"
    ),
    "add_part": Deed(_add_part, lambda: _("Løntimerne er lagt til."), AddPartForm, prefix="add_"),
    "complete": Deed(
        _on_day(service.complete, service.Complete),
        lambda: _("Forløbet er slut. Skriv nu, hvad der kom ud af det."),
        DayForm,
        prefix="end_",
    ),
    "stop": Deed(
        _stop, lambda: _("Forløbet er stoppet. Ring til alle inden for en hverdag."), StopForm, prefix="stop_"
    ),
    "close": Deed(_close, lambda: _("Opfølgningen er slut."), ReasonForm, prefix="close_"),
    ALLOW: allow_deed(service.allow_ratio, service.AllowRatio),
}
"""In the order of the page."""

BY_STATE = {
    S.PLANNED: ["add_part"],
    S.READY: ["start", "add_part"],
    S.ACTIVE: ["report_absence", "adjust", "extend", "add_part", "complete", "stop"],
    S.ABSENT: ["return", "stop"],
    S.COMPLETED: ["outcome"],
    S.STOPPED: ["outcome"],
    S.FOLLOW_UP: ["close"],
}


def possible_deeds(one: PlacementRecord, *, due: bool, concerns: bool) -> list[str]:
    """What the state allows, and what waits; an end-less placement is not extended."""
    names = [name for name in BY_STATE.get(S(one.state), []) if name != "extend" or one.end_on is not None]
    extra = (["checkpoint"] if due else []) + (["answer_concern"] if concerns else [])
    return [name for name in DEEDS if name in {*names, *extra}]


def deed_words() -> dict[str, tuple[str, str]]:
    """The line that opens a form, and its button."""
    return {
        "start": (_("Bekræft første dag"), _("Bekræft første dag")),
        "return": (_("Tilbage igen"), _("Tilbage igen")),
        "report_absence": (_("Meld fravær"), _("Meld fravær")),
        "adjust": (_("Justér timer og opgaver"), _("Gem ændringen")),
        "extend": (_("Forlæng"), _("Forlæng forløbet")),
        "add_part": (_("Læg løntimer til"), _("Læg til")),
        "complete": (_("Afslut"), _("Afslut forløbet")),
        "stop": (_("Stop"), _("Stop forløbet")),
        "outcome": (_("Skriv resultatet"), _("Gem resultatet")),
        "close": (_("Slut opfølgningen"), _("Slut opfølgningen")),
    }


def part_choices(one: PlacementRecord) -> tuple[tuple[str, str, str], ...]:
    return tuple((str(part.id), kind_word(part.kind).capitalize(), "") for part in one.parts)
