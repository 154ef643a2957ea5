"""A team leader's word that the ratio may be exceeded: the same small form on a posting, a proposal and a placement."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from wtforms import TextAreaField

from portal.domain.placement_law.tables import RatioRow
from portal.services import lawful
from portal.services.work import Work
from portal.web.caseworker.deeds import Deed, Tried, sent_version
from portal.web.forms import FormView, MaxLength, PortalForm, Required
from portal.web.i18n import gettext as _

ALLOW = "allow_ratio"


class RatioForm(PortalForm):
    reason = TextAreaField(
        "Hvorfor er det i orden her?",
        [Required("Skriv, hvorfor det er i orden her."), MaxLength()],
        description="Kun kommunen ser det. En kollega beslutter bagefter, så I er to om det.",
        render_kw={"kind": "text_area", "limit": 1000},
    )


@dataclass(frozen=True)
class RatioWord:
    """The word that was given, or the form to give it with; both empty for everybody who has nothing to do with it."""

    reason: str = ""
    form: FormView = field(default_factory=FormView)
    version: int = 0
    is_open: bool = False


def allow_deed(verb: Callable[[Work, Any], None], command: Callable[..., Any]) -> Deed:
    def do(work: Work, one: Any, form: RatioForm) -> None:
        verb(work, command(one.id, sent_version(), form.reason.data or ""))

    return Deed(do, lambda: _("Der er givet lov. Nu kan en kollega beslutte det."), RatioForm, prefix="ratio_")


def ratio_word(work: Work, noun: str, one: Any, kinds: Iterable[str], on: date, tried: Tried) -> RatioWord:
    """`one` is the record of the page; kinds that do not count need nobody's word."""
    counted = work.house.law.get(RatioRow, on).counted_kinds
    if not counted.intersection(kinds):
        return RatioWord()
    if one.ratio_reason:
        return RatioWord(reason=one.ratio_reason)
    if not lawful.may_allow(work, noun, one.state):
        return RatioWord()
    is_tried = tried.name == ALLOW
    view = tried.form if is_tried else RatioForm(prefix="ratio_").view()
    return RatioWord(form=view, version=one.version, is_open=is_tried)
