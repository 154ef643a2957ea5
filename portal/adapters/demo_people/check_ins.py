"""What the demo's citizens have told of their weeks at a workplace, through the same use case as the pages."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select

from portal.adapters.demo_people.stage import Stage, read
from portal.services.check_in import AnswerCheckIn, TellMore, answer_check_in, tell_more
from portal.store.placements import Placement


def load_check_ins(stage: Stage) -> None:
    for told in read("check_ins.toml")["check_ins"]:
        case = stage.cases[told["person"]]
        placement = stage.session.scalars(select(Placement).where(Placement.enrolment_id == case.id)).one()
        for weeks_ago, *answers, words in told["weeks"]:
            now = stage.work(0, told["person"])
            work = replace(now, now=now.now - timedelta(weeks=weeks_ago))
            for question, answer in zip(("week", "energy", "call"), answers, strict=True):
                answer_check_in(work, AnswerCheckIn(placement.id, question, answer))
            if words:
                tell_more(work, TellMore(placement.id, words))
    stage.session.flush()
