"""What administrators have set up before the demo begins: a draft of new weights, seen and ready for a second person."""

from __future__ import annotations

from datetime import time

from portal.adapters.demo_people.stage import Stage
from portal.services import match_weights
from portal.services.match_weights import DraftDeed, DraftWeights

PARTS = {"occupation": 350, "competence": 200, "travel": 200, "hours": 100, "support": 50, "waiting": 100}
NOTE = "Borgerne siger tit nej på grund af rejsen, og de, der har ventet længst, skal mærke det."


def load_weights(stage: Stage) -> None:
    """Camilla has written it yesterday and looked at what it would mean; Admin may approve."""
    work = stage.work(1, "camilla-rask", time(14, 20))
    match_weights.draft(work, DraftWeights(PARTS, NOTE))
    match_weights.preview(work, DraftDeed(number=2, version=1))
