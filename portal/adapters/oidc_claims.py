"""What a provider's claims are called, and what they must say before anybody comes in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from portal.domain.access import Door
from portal.domain.access.assurance import Assurance, has_second_factor, level_of
from portal.services.ports import Identity, LoginFailed

ACR = ("acr", "loa", "https://data.gov.dk/concept/core/nsis/loa")
CPR = ("dk.cpr", "cprNumberIdentifier", "https://data.gov.dk/model/core/eid/cprNumber")
CVR = ("dk.cvr", "nemlogin.cvr", "cvrNumberIdentifier", "https://data.gov.dk/model/core/eid/professional/cvr")
"""The same thing under the names that NemLog-in and the brokers use."""
LONGEST_SUBJECT = 200


def identity_of(door: Door, claims: Mapping[str, Any]) -> Identity:
    """Whom validated claims are about. Raises LoginFailed when the log-in was not sure enough for the door."""
    subject = claims.get("sub")
    if not isinstance(subject, str) or not 0 < len(subject) <= LONGEST_SUBJECT:
        raise LoginFailed("sub")
    _require_assurance(door, claims)
    given, family = _names(claims)
    cpr = _first(claims, CPR) if door is Door.CITIZEN else ""
    cvr = _first(claims, CVR) if door is Door.COMPANY else ""
    if door is Door.CITIZEN and not cpr:
        raise LoginFailed("no_cpr")
    if door is Door.COMPANY and not cvr:
        raise LoginFailed("no_cvr")
    return Identity(door, subject, given, family, cpr=cpr or None, cvr=cvr or None)


def _require_assurance(door: Door, claims: Mapping[str, Any]) -> None:
    """MitID at least "Betydelig"; staff with a second factor, which their own provider must claim."""
    amr = claims.get("amr")
    methods = [m for m in amr if isinstance(m, str)] if isinstance(amr, list) else []
    if door is Door.STAFF and has_second_factor(methods):
        return
    if level_of(_first(claims, ACR)) < Assurance.SUBSTANTIAL:
        raise LoginFailed("second_factor" if door is Door.STAFF else "assurance")


def _names(claims: Mapping[str, Any]) -> tuple[str, str]:
    given, family = _first(claims, ("given_name",)), _first(claims, ("family_name",))
    if not (given and family):
        given, _, family = _first(claims, ("name",)).rpartition(" ")
    return given[:100] or family[:100], family[:100] if given else ""


def _first(claims: Mapping[str, Any], names: tuple[str, ...]) -> str:
    return next((value.strip() for name in names if isinstance(value := claims.get(name), str) and value.strip()), "")
