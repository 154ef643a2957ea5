"""When an enrolment can be begun or sent at all: the programme runs, and the citizen is not in it already."""

from __future__ import annotations

from portal.domain.eligibility import EnrolmentKind, Programme, State
from portal.domain.errors import Refused
from portal.domain.matching.sentences import day as long_day
from portal.services.work import Work


def already_enrolled(programme: Programme) -> str:
    """What a person reads who is in the programme already."""
    return f"Du er allerede tilmeldt {programme.name}. Du kan se din sag på Min side."


def closed_text(work: Work, programme: Programme) -> str | None:
    """Why nobody can enrol by themselves today, with what to do instead; None when they can."""
    call = f"Ring til os på {work.house.support_phone}, så fortæller vi, hvad du kan få hjælp til i stedet."
    if programme.enrolment is EnrolmentKind.REFERRAL_ONLY:
        return f"{programme.name} er for dem, som kommunen henviser. Tal med din rådgiver i kommunen. {call}"
    state, term = programme.term.state(work.today), programme.term
    if state is State.CLOSED and term.last:
        return (
            f"Tilbuddet tog imod nye til og med {long_day(term.last)}. "
            f"Er du allerede med, fortsætter dit forløb, som vi har aftalt. {call}"
        )
    if state is State.UPCOMING and term.first:
        return f"Tilbuddet tager imod nye fra den {long_day(term.first)}. {call}"
    return None


def refuse_closed(work: Work, programme: Programme) -> None:
    """Raise Refused, with the reason and another way, when the programme takes nobody in today."""
    text = closed_text(work, programme)
    if text:
        raise Refused(text)
