"""How a run found its proposals, for somebody who has never seen one."""

from __future__ import annotations

from portal.store.matches import RunRecord
from portal.web.i18n import gettext as _
from portal.web.i18n import ngettext


def how_it_was_found(run: RunRecord) -> tuple[str, ...]:
    """The run in the order in which it works, from who was there to how it can be tried again."""
    return (
        _(
            "Der var %(people)s, som var klar, og %(places)s at vælge imellem.",
            people=ngettext("%(num)s borger", "%(num)s borgere", run.citizens),
            places=ngettext("%(num)s plads", "%(num)s pladser", run.places),
        ),
        _("En plads er kun med for en borger, når alle krav holder. Det er blandt andet loven, timerne og rejsen."),
        _(
            "Så får pladsen point for, hvor godt den passer til borgeren. »Stærkt«, »Godt« og »Muligt« er pointene i ord."
        ),
        _(
            "Der vælges for alle på én gang. Først får så mange som muligt en plads. Så vælges de pladser, der passer bedst."
        ),
        _(
            "Hver kørsel bliver regnet efter. Ingen fordeling giver flere en plads, og ingen med lige så mange er bedre."
        ),
        _("Alder, køn, navn, herkomst, diagnose og tilbud tæller ikke."),
        _(
            "De samme oplysninger giver altid det samme svar. Kørslen kan gøres om: motor %(engine)s, vægte %(weights)s, "
            "aftryk %(digest)s.",
            engine=run.engine_version,
            weights=run.weights_version,
            digest=run.input_digest[:12],
        ),
    )
