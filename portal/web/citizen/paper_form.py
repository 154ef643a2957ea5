"""The enrolment on paper, to fill in by hand: the same questions as the six steps, so that the two never differ."""

from __future__ import annotations

from werkzeug.wrappers import Response
from wtforms import Field, RadioField, SelectMultipleField, TextAreaField

from portal.domain.access import Permission
from portal.domain.eligibility import Programme
from portal.services.enrolment import STEPS, wanted_facts
from portal.services.work import Work
from portal.web.citizen.blueprint import citizen
from portal.web.citizen.case import is_interest, programme_of
from portal.web.context import portal
from portal.web.enrolment_steps import FORMS, headings, label_of
from portal.web.i18n import gettext as _
from portal.web.papers import Block, Heading, Lines, Options, Paper, Text, download
from portal.web.title_search import TitleSearch

WRITING_LINES, SHORT_LINES = 4, 2


@citizen.page("/tilmeld/<program>/skema.pdf", allow=Permission.PUBLIC_READ, queries=0)
def download_form(work: Work, program: str) -> Response:
    """For whoever would rather write with a pen. It holds nothing about anybody."""
    return download(_paper(programme_of(work, program)), "skema.pdf", work.now)


def _paper(programme: Programme) -> Paper:
    title = _("Vis interesse for %(program)s") if is_interest(programme) else _("Meld dig til %(program)s")
    return Paper(title % {"program": programme.name}, (*_beginning(), *_questions(programme), *_end()))


def _beginning() -> tuple[Block, ...]:
    return (
        Text.of(_("Udfyld skemaet med en pen. Spring over, hvis du er i tvivl. Vi taler om det bagefter."), "lead"),
        Text.of(_("Du må gerne få hjælp af en, du er tryg ved. Du skal ikke skrive, hvad du fejler.")),
        Text.of(_("Skriv ikke dit CPR-nummer. Vi spørger om det, når vi taler sammen.")),
        Heading(2, _("Hvem er du?")),
        Lines(_("Fornavn og efternavn")),
        Lines(_("Adresse, postnummer og by"), lines=2),
    )


def _questions(programme: Programme) -> tuple[Block, ...]:
    """Every step with its questions; which dates are asked depends on the programme, as on the screen."""
    blocks: list[Block] = []
    for number, step in enumerate(STEPS, 1):
        form = FORMS[step](data={})
        form.drop_unwanted(wanted_facts(programme, {}))
        blocks.append(Heading(2, f"{number}. {headings()[step]}"))
        blocks += [_question(step, field) for field in form]
    return tuple(blocks)


def _question(step: str, field: Field) -> Block:
    label, hint = label_of(step, field), str(field.description or "")
    if isinstance(field, TitleSearch):
        return Lines(label, hint, SHORT_LINES)
    if isinstance(field, RadioField | SelectMultipleField):
        how = _("Sæt gerne flere krydser.") if isinstance(field, SelectMultipleField) else _("Sæt ét kryds.")
        options = tuple(str(choice.label) for choice in field.iter_choices())
        return Options(label, options, f"{hint} {how}".strip())
    return Lines(label, hint, WRITING_LINES if isinstance(field, TextAreaField) else 1)


def _end() -> tuple[Block, ...]:
    site = portal().site
    return (
        Heading(2, _("Sådan sender du skemaet")),
        Lines(_("Dato og underskrift")),
        Text.of(_("Aflever skemaet, eller send det med post til %(address)s.", address=site.support_address)),
        Text.of(
            _(
                "Vi ringer til dig, når vi har læst det. Vil du hellere udfylde det sammen med os, så ring på %(phone)s.",
                phone=site.support_phone,
            )
        ),
        Text.of(_("Du kan altid fortryde. Ring, eller skriv til os.")),
    )
