"""The money of Seniorsporet, as Camilla has written it down through the year: with a grant that grew, and a slip."""

from __future__ import annotations

from datetime import time

from portal.adapters.demo_people.stage import Stage
from portal.services.budget import AddSpending, SetGrant, add_spending, set_grant

WHO, PROGRAMME, LEAD = "camilla-rask", "senior_advisory_board", "159"
GRANTS = (
    (180, 1_800_000, "Bevilling fra styrelsens pulje"),
    (90, 2_270_000, "Kommunerne lægger 470.000 kr. til"),
)
SPENDING = (
    (150, 412_000, "Løn til jobkonsulenter, første kvartal"),
    (120, 38_500, "Åbningsdag og plakater"),
    (85, 436_000, "Løn til jobkonsulenter, andet kvartal"),
    (60, 96_000, "Kursus for de ansatte"),
    (58, -48_000, "Retter kurset: den halve regning hører til et andet projekt"),
    (20, 447_500, "Løn til jobkonsulenter, tredje kvartal"),
)
"""Working days ago, kroner, and what for."""


def load_budget(stage: Stage) -> None:
    """All of it belongs to the year it was paid in; the grants are for this year."""
    for seen, (days_ago, amount, note) in enumerate(GRANTS):
        work = stage.work(days_ago, WHO, time(9, 40))
        set_grant(work, SetGrant(PROGRAMME, LEAD, stage.calendar.today.year, amount, note, seen))
        stage.session.flush()
    for days_ago, amount, what in SPENDING:
        work = stage.work(days_ago, WHO, time(13, 15))
        add_spending(work, AddSpending(PROGRAMME, LEAD, work.today, amount, what))
    stage.session.flush()
