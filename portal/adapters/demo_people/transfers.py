"""Two cases on their way between municipalities: one that Tårnby is asked to take, and one that it would like to give."""

from __future__ import annotations

from portal.adapters.demo_people.stage import Stage
from portal.services.transfer import OfferTransfer, offer_transfer

OFFERS = (
    ("bjarne-lind", "karen-lund", "185", "Bjarne er flyttet til Kastrup og vil gerne have en rådgiver tæt på."),
    ("henrik-juul", "mette-kjaer", "159", "Henrik flytter til Gladsaxe den første i næste måned."),
)


def load_transfers(stage: Stage) -> None:
    for who, giver, home, reason in OFFERS:
        case = stage.cases[who]
        offer_transfer(stage.work(1, giver), OfferTransfer(case.id, case.version, home, True, reason))
