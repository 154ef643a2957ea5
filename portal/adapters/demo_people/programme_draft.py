"""A programme's next version, written by Camilla and waiting for Torben: the visitor can read it, try it and approve it."""

from __future__ import annotations

from datetime import date, time, timedelta

from portal.adapters.demo_people.stage import Stage
from portal.programmes.editing import Data, find
from portal.services import programme_version as versions
from portal.store import programme_versions

CODE = "senior_advisory_board"
CRITERION = {
    "label": "Ledig i højst 12 måneder",
    "test": {"kind": "at_most", "unit": "months", "limit": 12},
    "met": "Du har været ledig i 12 måneder eller mindre.",
    "unmet": "Seniorsporet er lavet til det første år.",
    "unknown": "Vi ved ikke, om du har været ledig i mere end 12 måneder.",
}
NOTE = (
    "Styregruppen vil have dem med, der har været ledige i op til et år. De har ventet længst. "
    "Samtidig fortsætter Seniorsporet et år mere."
)
TURNED = ("Ledig i mere end 9 måneder",)


def load_programme_draft(stage: Stage) -> None:
    """Written yesterday; it counts in two weeks, if Torben or an administrator says yes."""
    work = stage.work(1, "camilla-rask", time(15, 5))
    draft = versions.begin_draft(work, versions.BeginDraft(CODE))

    def edit(data: Data) -> None:
        criterion = find(data["criteria"], "id", "unemployed_9_months")
        assert criterion is not None
        criterion |= CRITERION
        data["period"]["to"] = date(stage.calendar.today.year + 1, 12, 31)

    versions.change_draft(work, versions.ChangeDraft(draft, 1, "kriterium", edit))
    version = programme_versions.get(work.session, draft).version
    valid_from = stage.calendar.today + timedelta(days=14)
    versions.propose(work, versions.Propose(draft, version, valid_from, NOTE, TURNED))
