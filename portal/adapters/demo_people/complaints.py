"""Somebody who does not agree, and waits for an answer."""

from __future__ import annotations

from portal.adapters.demo_people.stage import Stage
from portal.services.complaint import Complain, complain

WHO = "hanne-iversen"
WORDS = "Jeg har fået andre timer i mit fleksjob i august. Jeg tror, at I har brugt de gamle timer."


def load_complaints(stage: Stage) -> None:
    case = stage.cases[WHO]
    complain(stage.work(1, WHO), Complain(case.id, WORDS))
    stage.session.flush()
