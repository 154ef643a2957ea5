"""The public CVR index of Erhvervsstyrelsen, asked over HTTP (datacvr.virk.dk, "system-til-system-adgang").

Whatever it does (silence, drips, an error, something that is no answer) ends within seconds as RegisterDown: then nothing
is known of the company, for or against, and the person is told so.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import requests
import structlog

from portal.adapters.hurry import hurried
from portal.services.ports import RegisterDown, RegisteredCompany, RegisteredWorkplace

PATIENCE = 6.0
"""Seconds for both answers together, however slowly they come."""
LONGEST_ANSWER = 4_000_000
MOST_WORKPLACES = 500
ACTIVE = frozenset({"normal", "aktiv"})
PUBLIC_FORMS = ("statslig", "kommune", "region", "offentlig", "folkekirkelig")
"""Words in the name of a form (virksomhedsform) that is part of the public sector."""

log = structlog.get_logger()


class _NoAnswer(Exception):
    """The index said something that is no answer; the text is a code for the log."""


@dataclass(frozen=True, repr=False)
class CvrIndex:
    """`address` is the index without a slash at the end, such as https://…/cvr-permanent."""

    address: str
    user: str = ""
    password: str = ""
    patience: float = PATIENCE

    def find(self, cvr: str) -> RegisteredCompany | None:
        try:
            with requests.Session() as session, hurried(session, self.patience, LONGEST_ANSWER):
                companies = self._ask(session, "virksomhed", {"Vrvirksomhed.cvrNummer": int(cvr)}, 1)
                if not companies:
                    return None
                relation = {"VrproduktionsEnhed.virksomhedsrelation.cvrNummer": int(cvr)}
                units = self._ask(session, "produktionsenhed", relation, MOST_WORKPLACES)
            return _company(cvr, companies[0]["Vrvirksomhed"], [unit["VrproduktionsEnhed"] for unit in units])
        except requests.RequestException as fault:
            reason = type(fault).__name__
        except _NoAnswer as fault:
            reason = str(fault)
        except (ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError):
            reason = "other_shape"
        log.error("company_register_down", reason=reason)
        raise RegisterDown

    def _ask(self, session: requests.Session, kind: str, term: dict[str, int], size: int) -> list[dict[str, Any]]:
        """The sources of what fits one term."""
        response = session.post(
            f"{self.address}/{kind}/_search",
            json={"size": size, "query": {"term": term}},
            auth=(self.user, self.password) if self.user else None,
            allow_redirects=False,
        )
        if response.status_code != 200:
            raise _NoAnswer(f"status_{response.status_code}")
        answer = json.loads(response.content)
        if answer["timed_out"]:
            raise _NoAnswer("timed_out")
        return [hit["_source"] for hit in answer["hits"]["hits"]]


def _company(cvr: str, told: dict[str, Any], units: Iterable[dict[str, Any]]) -> RegisteredCompany:
    if told["cvrNummer"] != int(cvr):
        raise _NoAnswer("another_company")
    latest = told["virksomhedMetadata"]
    branch = latest.get("nyesteHovedbranche") or {}
    return RegisteredCompany(
        cvr=cvr,
        name=_name(latest),
        address=_one_line(latest.get("nyesteBeliggenhedsadresse") or {}),
        industry=f"{branch.get('branchekode') or ''} {branch.get('branchetekst') or ''}".strip(),
        sector=_sector(latest.get("nyesteVirksomhedsform") or {}),
        status=_status(latest.get("sammensatStatus") or ""),
        workplaces=tuple(_workplace(unit) for unit in units if _belongs(unit, int(cvr))),
    )


def _name(latest: dict[str, Any]) -> str:
    name = latest["nyesteNavn"]["navn"]
    if not isinstance(name, str) or not name.strip():
        raise _NoAnswer("no_name")
    return " ".join(name.split())


def _status(text: str) -> str:
    """active, closed or bankrupt; a status we do not know counts as closed, and the company is asked to call."""
    lower = text.lower()
    return "bankrupt" if "konkurs" in lower else "active" if lower in ACTIVE else "closed"


def _sector(form: dict[str, Any]) -> str:
    words = f"{form.get('kortBeskrivelse') or ''} {form.get('langBeskrivelse') or ''}".lower()
    return "public" if any(word in words for word in PUBLIC_FORMS) else "private"


def _belongs(unit: dict[str, Any], cvr: int) -> bool:
    """Is the unit the company's today, does it go on, and does it lie in Denmark?"""
    latest = unit["produktionsEnhedMetadata"]
    place = latest.get("nyesteBeliggenhedsadresse") or {}
    lies_here = bool(place.get("kommune") and place.get("postnummer"))
    return latest["nyesteCvrNummerRelation"] == cvr and _status(latest["sammensatStatus"]) == "active" and lies_here


def _workplace(unit: dict[str, Any]) -> RegisteredWorkplace:
    """A production unit. CVR has no coordinates: distances are then reckoned from the town."""
    latest = unit["produktionsEnhedMetadata"]
    place = latest["nyesteBeliggenhedsadresse"]
    return RegisteredWorkplace(
        p_number=f"{int(unit['pNummer']):010d}",
        name=_name(latest),
        address=_street(place),
        postal_code=f"{int(place['postnummer']):04d}",
        town=str(place.get("postdistrikt") or ""),
        municipality=f"{int(place['kommune']['kommuneKode']):03d}",
        lat=None,
        lon=None,
    )


def _street(place: dict[str, Any]) -> str:
    """Kastrupvej 10A, 2."""
    number = f"{place.get('husnummerFra') or ''}{place.get('bogstavFra') or ''}"
    floor = f", {place['etage']}." if place.get("etage") else ""
    return f"{place.get('vejnavn') or place.get('fritekst') or ''} {number}".strip() + floor


def _one_line(place: dict[str, Any]) -> str:
    town = f"{int(place['postnummer']):04d} {place.get('postdistrikt') or ''}" if place.get("postnummer") else ""
    return ", ".join(filter(None, (_street(place), town.strip())))
