"""What staff have written down in the demo's cases, through the same use case as the pages."""

from __future__ import annotations

from datetime import time

from portal.adapters.demo_people.stage import Stage, read
from portal.services.notes import WriteNote, write_note


def load_notes(stage: Stage) -> None:
    for row in read("notes.toml")["case"]:
        case = stage.cases[row["person"]]
        for days_ago, who, clock, readers, kind, theme, words in row["notes"]:
            hour, _, minute = clock.partition(".")
            work = stage.work(days_ago, who, time(int(hour), int(minute)))
            write_note(work, WriteNote(case.id, readers, kind, theme, words))
    stage.session.flush()
