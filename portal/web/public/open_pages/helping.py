"""Help: by phone, at the desk, for those who help somebody else, and the words we use."""

from __future__ import annotations

from dataclasses import dataclass

from portal.domain.access import Permission
from portal.services.work import Work
from portal.web.context import portal
from portal.web.i18n import gettext as _
from portal.web.public.open_pages.blueprint import public
from portal.web.render import Page, render


@dataclass(frozen=True, kw_only=True)
class HelpPage(Page):
    address: str


@dataclass(frozen=True)
class Word:
    id: str
    word: str
    meaning: str


@dataclass(frozen=True, kw_only=True)
class WordList(Page):
    words: tuple[Word, ...]


@public.page("/hjaelp", allow=Permission.PUBLIC_READ, queries=0)
def show_help(work: Work) -> tuple[str, int]:
    page = HelpPage(title=_("Få hjælp"), address=portal().site.support_address)
    return render("public/help/show.html", page)


@public.page("/hjaelp/paaroerende", allow=Permission.PUBLIC_READ, queries=0)
def show_help_for_relatives(work: Work) -> tuple[str, int]:
    return render("public/help/relatives.html", Page(title=_("Jeg hjælper en anden")))


@public.page("/ordbog", allow=Permission.PUBLIC_READ, queries=0)
def show_words(work: Work) -> tuple[str, int]:
    return render("public/help/words.html", WordList(title=_("Ordbog"), words=_words()))


def _words() -> tuple[Word, ...]:
    return (
        Word("afgoerelse", _("Afgørelse"), _("Et svar fra kommunen, som du kan klage over.")),
        Word("bisidder", _("Bisidder"), _("En, du selv vælger, som går med til samtaler.")),
        Word(
            "fleksjob",
            _("Fleksjob"),
            _("Et job for dig, der ikke kan arbejde på almindelige vilkår. Opgaver og tempo bliver tilpasset."),
        ),
        Word("fuldmagt", _("Fuldmagt"), _("En tilladelse til, at en anden må handle for dig.")),
        Word("hensyn", _("Hensyn"), _("Det, en arbejdsplads skal passe på, for at du kan holde til arbejdet.")),
        Word(
            "loentilskud",
            _("Løntilskud"),
            _("Du er ansat og får løn. Virksomheden får et tilskud fra kommunen i en periode."),
        ),
        Word(
            "loentimer",
            _("Løntimer"),
            _("Du får almindelig løn for de timer, du arbejder. Det kan være få timer om ugen."),
        ),
        Word(
            "praktik",
            _("Praktik"),
            _("Du prøver et arbejde i nogle uger. Du beholder dine penge fra kommunen eller a-kassen."),
        ),
        Word(
            "specialist",
            _("Rekrutteringsspecialist"),
            _("En person i en virksomhed, der er særligt god til at tage imod nye kolleger."),
        ),
        Word("samtykke", _("Samtykke"), _("At du siger ja til noget, du også kunne sige nej til.")),
    )
