"""Why a company says no to a candidate: codes for the municipality only, with the words to pick from."""

from __future__ import annotations

COMPANY_NO_REASONS: dict[str, str] = {
    "tasks_do_not_fit": "Opgaverne passer ikke",
    "hours_do_not_fit": "Timerne passer ikke",
    "start_does_not_fit": "Vi kan ikke begynde på det tidspunkt",
    "no_time_now": "Vi har ikke tid til at tage imod lige nu",
    "place_taken": "Pladsen er besat",
    "other": "Noget andet",
}
