"""What is looked at before a company or a posting is approved: each point with its numbers and its source."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from portal.domain.placement_law import (
    LawTables,
    PlacementKind,
    RatioQuestion,
    SupportedPlacement,
    check_ratio,
    employee_statement,
)
from portal.domain.placement_law.tables import PlacementRow, RatioRow
from portal.domain.placement_law.wording import danish_count, exact
from portal.domain.posting_text import check_posting_text
from portal.domain.workflow import CompanyState
from portal.services.matching.room import net_expansion
from portal.services.posting_room import room_of
from portal.services.workplace_room import supported_at
from portal.store.companies import CompanyRecord, WorkplaceRecord
from portal.store.placements import PlacementRecord
from portal.store.postings import PostingRecord

MET, UNMET, UNKNOWN = "met", "unmet", "unknown"
"""Unknown does not stop an approval: a person has to judge it."""
REGISTER = "CVR-registret"
OWN_WORDS = "Virksomhedens egne svar"


@dataclass(frozen=True)
class Check:
    """One point: what it is about, how it came out, why, and the source."""

    code: str
    label: str
    outcome: str
    text: str
    source: str
    may_be_exceeded: bool = False
    """A team leader may give her word that it is all right here."""


def company_checks(law: LawTables, company: CompanyRecord, today: date) -> tuple[Check, ...]:
    """Active in the register, somebody to receive people, safety read; ratio and representative for each workplace."""
    active = company.register_status == "active"
    status = {"bankrupt": "Virksomheden er under konkurs i CVR.", "closed": "Virksomheden er lukket i CVR."}
    specialists = [one for one in company.specialists if one.active]
    names = ", ".join(one.name for one in specialists)
    read = company.safety_read_at is not None
    return (
        Check(
            "register",
            "Virksomheden er aktiv",
            MET if active else UNMET,
            "Den står som aktiv i CVR."
            if active
            else status.get(company.register_status, "CVR siger ikke, at den er aktiv."),
            REGISTER,
        ),
        Check(
            "specialist",
            "Nogen tager imod",
            MET if specialists else UNMET,
            f"{names} tager imod." if specialists else "Der er ikke valgt en, som tager imod. Bed virksomheden vælge.",
            OWN_WORDS,
        ),
        Check(
            "safety",
            "Tryghed er læst",
            MET if read else UNMET,
            "De har læst om tryghed på arbejdspladsen." if read else "De har ikke læst om tryghed endnu.",
            OWN_WORDS,
        ),
        *(check for place in company.workplaces for check in _workplace_checks(law, place, today)),
    )


def _workplace_checks(law: LawTables, place: WorkplaceRecord, today: date) -> Iterable[Check]:
    if len(place.ordinary_fte) != 4:
        yield Check(
            f"ratio-{place.p_number}",
            f"Plads efter antal ansatte, {place.name}",
            UNKNOWN,
            "Antallet af ansatte de sidste fire måneder mangler. Praktik og løntilskud må vente på det.",
            OWN_WORDS,
        )
        return
    found = check_ratio(
        law,
        RatioQuestion(
            on=today,
            ordinary_fte=tuple(place.ordinary_fte),
            supported=supported_at(place, ()),
            new=SupportedPlacement(kind=PlacementKind.WORK_TRIAL, hours=37, first_day=today),
        ),
    )
    yield Check(
        f"ratio-{place.p_number}",
        f"Plads efter antal ansatte, {place.name}",
        MET if found.passes else UNKNOWN,
        found.text,
        found.citation,
    )
    said = employee_statement(law, PlacementKind.WORK_TRIAL, place.ordinary_fte[-1], today)
    named = bool(place.representative_name)
    yield Check(
        f"representative-{place.p_number}",
        f"De ansattes talsperson, {place.name}",
        MET if named or not said.needed else UNKNOWN,
        f"{place.representative_name}. {said.text}" if named else said.text,
        said.citation,
    )


def posting_checks(
    law: LawTables,
    posting: PostingRecord,
    company: CompanyRecord,
    there: list[PlacementRecord],
    today: date,
) -> tuple[Check, ...]:
    """Company approved, words lawful, room at the workplace, length within the law, and net expansion for a subsidy."""
    first = max(posting.start_from or today, today)
    place = next((one for one in company.workplaces if one.id == posting.workplace_id), None)
    return (
        _company_check(company),
        _words_check(posting),
        *_room_checks(law, posting, company, place, there, today),
        _length_check(law, posting, company.sector, first),
    )


def alike_check(other: PostingRecord | None) -> tuple[Check, ...]:
    """Only where there is one like it: a person judges whether it is the same place twice."""
    if other is None:
        return ()
    text = f"»{other.title}« på samme arbejdsplads ligner. Er det samme plads, så bed virksomheden lukke den ene."
    return (Check("alike", "Opslaget findes måske allerede", UNKNOWN, text, OWN_WORDS),)


def _company_check(company: CompanyRecord) -> Check:
    approved = company.state == CompanyState.APPROVED
    text = (
        f"{company.name} er godkendt."
        if approved
        else f"{company.name} er ikke godkendt endnu. Se på virksomheden først."
    )
    return Check("company", "Virksomheden er godkendt", MET if approved else UNMET, text, "Jeres egen godkendelse")


def _words_check(posting: PostingRecord) -> Check:
    found = check_posting_text(posting.title, posting.tasks, posting.working_times)
    text = (
        " ".join(one.text for one in found)
        or "Teksten handler om opgaver. Der er ingen krav til alder, køn eller helbred."
    )
    law = found[0].citation if found else "forskelsbehandlingsloven og ligebehandlingsloven"
    return Check("words", "Teksten er i orden", UNMET if found else MET, text, law)


def _room_checks(
    law: LawTables,
    posting: PostingRecord,
    company: CompanyRecord,
    place: WorkplaceRecord | None,
    there: list[PlacementRecord],
    today: date,
) -> Iterable[Check]:
    """Net expansion stands as a point of its own, so that its numbers are seen beside those of the ratio."""
    label = "Plads efter antal ansatte"
    if place is None:
        yield Check("ratio", label, UNMET, "Opslaget mangler en arbejdsplads.", OWN_WORDS)
        return
    first = max(posting.start_from or today, today)
    subsidy = posting.kind == PlacementKind.WAGE_SUBSIDY_JOB
    blocked = net_expansion(law, company, first) if subsidy and company.sector == "private" else None
    if subsidy and company.sector == "private":
        text = blocked.text if blocked else _growth(company)
        source = blocked.source if blocked else "Virksomhedens tal for 12 måneder"
        yield Check("net_expansion", "Flere ansatte, ikke andre", UNMET if blocked else MET, text, source)
    room = room_of(law, posting, company, place, there, today)
    fits = room.first_day is not None and (posting.start_to is None or room.first_day <= posting.start_to)
    known = len(place.ordinary_fte) == law.get(RatioRow, first).months
    yield Check("ratio", label, MET if fits else UNMET, room.text, room.source, may_be_exceeded=known)


def _growth(company: CompanyRecord) -> str:
    mean = sum((exact(number) for number in company.monthly_fte), exact(0)) / len(company.monthly_fte)
    last = danish_count(exact(company.monthly_fte[-1]))
    return f"Sidste måned var der {last} ansatte på fuld tid. Snittet for 12 måneder er {danish_count(mean)}."


def _length_check(law: LawTables, posting: PostingRecord, sector: str, first: date) -> Check:
    """Within the shortest maximum it is fine for all; up to the longest it depends on the citizen's benefit."""
    label = "Længden passer med reglen"
    kinds = [row for row in law.all(PlacementRow) if row.kind == posting.kind and row.in_use and sector in row.sectors]
    limits = sorted({row.max_weeks for row in kinds if row.max_weeks is not None})
    source = kinds[0].citation if kinds else ""
    if not limits:
        return Check("length", label, MET, "Formen har ingen længste tid.", source)
    may_be_longer = any(row.longer == "assess" for row in kinds)
    rule = (
        f"Reglen siger højst {' eller '.join(str(weeks) for weeks in limits)} uger. Det afhænger af borgerens ydelse."
    )
    if posting.weeks is None:
        return Check("length", label, UNMET, f"Opslaget har ingen slutdato. {rule}", source)
    if posting.weeks <= limits[0]:
        return Check("length", label, MET, f"{posting.weeks} uger. Det er inden for reglen for alle.", source)
    outcome = UNKNOWN if posting.weeks <= limits[-1] or may_be_longer else UNMET
    return Check("length", label, outcome, f"{posting.weeks} uger. {rule}", source)
