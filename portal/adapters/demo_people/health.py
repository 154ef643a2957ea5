"""Support from the demo's health professionals, through the same use cases as the pages."""

from __future__ import annotations

from portal.adapters.demo_people.stage import Stage, read
from portal.services import health


def load_health(stage: Stage) -> None:
    for row in read("health.toml")["support"]:
        case = stage.cases[row["person"]]
        asked = health.AskForSupport(case.id)
        support_id = health.ask_for_support(stage.work(row["asked"], row["adviser"]), asked)
        if "worker" in row:
            health.take_support(stage.work(row["taken"], row["worker"]), health.TakeSupport(support_id))
        for days_ago, told in row.get("feedback", []):
            words = {**told, "needs": tuple(told["needs"])}
            health.give_feedback(stage.work(days_ago, row["worker"]), health.GiveFeedback(support_id, **words))
    stage.session.flush()
