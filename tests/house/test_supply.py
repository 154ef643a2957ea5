"""What the portal is made of can be listed, and nothing secret lies in what is committed."""

from __future__ import annotations

import json
import re
from pathlib import Path

from tests.house.test_public_repository import TEXTS
from tools import sbom

ROOT = Path(__file__).resolve().parents[2]
SECRETS = {
    "en privat nøgle": r"-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----",
    "en nøgle til AWS": r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b",
    "en nøgle til GitHub": r"\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{60,})",
    "en nøgle til Slack": r"\bxox[abprs]-[A-Za-z0-9-]{10,}",
    "en nøgle til Google": r"\bAIza[0-9A-Za-z_-]{35}\b",
    "en nøgle til npm": r"\bnpm_[A-Za-z0-9]{36}\b",
    "et token (JWT)": r"\beyJ[A-Za-z0-9_-]{15,}\.eyJ[A-Za-z0-9_-]{15,}\.[A-Za-z0-9_-]{10,}",
    "en adgangskode i en adresse": r"\b[a-z][a-z0-9+.-]*://[^\s/:@'\"{}]+:[^\s/:@'\"{}]{3,}@",
    "datanøgler": r"PORTAL_DATA_KEYS\s*=\s*['\"]?\d+:[A-Za-z0-9+/]{43}=",
}
FOUND = {what: re.compile(pattern) for what, pattern in SECRETS.items()}


def secrets_in(text: str) -> list[str]:
    return [what for what, pattern in FOUND.items() if pattern.search(text)]


def test_nothing_that_is_committed_holds_a_secret() -> None:
    found = {str(path.relative_to(ROOT)): secrets_in(path.read_text("utf-8", "ignore")) for path in TEXTS}
    assert {path: what for path, what in found.items() if what} == {}


def test_the_scan_would_see_one() -> None:
    begin, aws = "-----BEGIN EC PRIVATE", "AKIA" + "A" * 16
    assert secrets_in(f"{begin} KEY-----") == ["en privat nøgle"]
    assert secrets_in(f"key = '{aws}'") == ["en nøgle til AWS"]
    assert secrets_in("postgresql://portal:" + "hemmelig@db/x") == ["en adgangskode i en adresse"]


def test_check_40_the_bill_of_materials_names_every_locked_package_once() -> None:
    parts = {one["purl"]: one for one in sbom.bill()["components"]}
    assert len(parts) == len(sbom.bill()["components"])
    pinned = set(re.findall(r"^([A-Za-z0-9._-]+)==", (ROOT / "requirements.txt").read_text("utf-8"), re.MULTILINE))
    assert pinned <= {one["name"] for one in parts.values() if one["scope"] == "required"}
    npm = json.loads((ROOT / "package-lock.json").read_text("utf-8"))["packages"]
    assert len([purl for purl in parts if purl.startswith("pkg:npm/")]) == len({*npm} - {""})
    assert all(one.get("hashes") or one.get("properties") for one in parts.values())
    assert json.dumps(sbom.bill()) == json.dumps(sbom.bill())
