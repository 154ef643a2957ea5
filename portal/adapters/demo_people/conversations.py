"""Messages between the demo's citizens and their advisers, through the same use case as the pages."""

from __future__ import annotations

from datetime import time

from portal.adapters.demo_people.stage import Stage, read
from portal.services.conversation import WriteMessage, write_message


def load_conversations(stage: Stage) -> None:
    for row in read("conversations.toml")["conversation"]:
        case = stage.cases[row["person"]]
        for days_ago, who, clock, text in row["lines"]:
            hour, _, minute = clock.partition(".")
            work = stage.work(days_ago, row["person"] if who == "self" else who, time(int(hour), int(minute)))
            write_message(work, WriteMessage(case.id, text))
    stage.session.flush()
