"""The next words of the common questions, written by Camilla and waiting for somebody else's yes."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta

from portal.adapters.demo_people.stage import Stage
from portal.domain.eligibility.wording import words_of
from portal.programmes import common_questions
from portal.programmes.editing import Data
from portal.services import programme_version as versions
from portal.store import programme_versions

QUESTION = "syg-laenge"
HINT = "Et cirka-svar er fint. Tæl fra den dag, du blev syg."
NOTE = "Flere har ringet, fordi de ikke vidste, hvornår de skulle tælle fra."


def load_question_draft(stage: Stage) -> None:
    """Written yesterday; it counts in a week, if somebody else says yes."""
    work = stage.work(1, "camilla-rask", time(15, 40))
    draft = versions.begin_words(work)
    words = next(one for one in words_of(common_questions()) if one.id == QUESTION)

    def edit(data: Data) -> None:
        versions.put_words(data, replace(words, hint=HINT))

    versions.change_words(work, versions.ChangeWords(draft, 1, f"spørgsmål {QUESTION}", edit))
    version = programme_versions.get_questions(work.session, draft).version
    valid_from = stage.calendar.today + timedelta(days=7)
    versions.propose_words(work, versions.ProposeWords(draft, version, valid_from, NOTE))
