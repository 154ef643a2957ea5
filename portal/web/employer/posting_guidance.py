"""What the law says about a posting before anybody is found for it: guidance for the company, never a refusal."""

from __future__ import annotations

from datetime import date

from portal.domain.placement_law import LawTables, PlacementKind, check_net_expansion
from portal.domain.placement_law.kinds import Allowed
from portal.domain.placement_law.tables import NetExpansionRow, PlacementRow
from portal.services.posting_room import rooms_for
from portal.services.work import Work
from portal.store.companies import CompanyRecord
from portal.store.postings import PostingRecord
from portal.web.i18n import gettext as _

PUBLIC = "public"
YEAR = 12


def length_hint(law: LawTables, kind: str, sector: str, today: date) -> str:
    """How long a kind may last, read from the tables: it depends on what the person lives on."""
    weeks = sorted(
        {
            row.max_weeks
            for row in law.all(PlacementRow)
            if row.kind == kind
            and row.in_use
            and row.days_from(today) == 0
            and sector in row.sectors
            and row.allowed is Allowed.YES
            and row.max_weeks
        }
    )
    if not weeks:
        return _("Der er ingen længste tid i loven. I aftaler det sammen med kommunen.")
    *shorter, longest = (str(number) for number in weeks)
    if not shorter:
        return _("Loven siger højst %(weeks)s uger.", weeks=longest)
    return _(
        "Loven siger højst %(some)s eller %(most)s uger. Det afhænger af, hvilke penge personen får. "
        "Vi finder en, det passer for.",
        some=", ".join(shorter),
        most=longest,
    )


def net_expansion_warning(law: LawTables, kind: str, company: CompanyRecord, today: date) -> str:
    """A wage subsidy must come on top of the ordinary jobs; told early, so that nobody waits in vain."""
    counted = kind in law.get(NetExpansionRow, today).kinds
    if not counted or company.sector == PUBLIC or len(company.monthly_fte) != YEAR:
        return ""
    found = check_net_expansion(law, company.monthly_fte, today)
    return "" if found.passes else found.text


def room_lines(work: Work, posting: PostingRecord, company: CompanyRecord) -> tuple[str, ...]:
    """When there is room for one more, "Plads til én mere fra 7. december."; with its place where there are several."""
    if not posting.kind:
        return ()
    found = rooms_for(work, posting, company)
    if len(found) == 1:
        return (found[0][1].text,)
    return tuple(_("%(place)s: %(room)s", place=name, room=room.text) for name, room in found)


def kind_label(kind: str) -> str:
    return PlacementKind(kind).label.capitalize() if kind else ""
