"""Write the bill of materials (CycloneDX 1.6, JSON) from the lock files: python tools/sbom.py > sbom.json.

What is shipped and what only tests use are told apart. Nothing is fetched, and the same lock files give the same bytes.
"""

from __future__ import annotations

import base64
import json
import re
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
LOCKS = {"requirements.txt": "required", "requirements-test.txt": "excluded"}
PACKAGE = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def python_packages() -> dict[str, dict[str, Any]]:
    """By package URL; what the portal itself needs wins over what the tests bring along."""
    found: dict[str, dict[str, Any]] = {}
    for lock, scope in LOCKS.items():
        for block in re.split(r"\n(?=[A-Za-z0-9])", (ROOT / lock).read_text(encoding="utf-8")):
            named = PACKAGE.search(block)
            if named:
                name, version = named.groups()
                hashes = [{"alg": "SHA-256", "content": digest} for digest in sorted(HASH.findall(block))]
                # Every file of a version has a hash of its own: they belong to the files, not to the package.
                files = {"properties": [{"name": "file:sha256", "value": one["content"]} for one in hashes]}
                found.setdefault(f"pkg:pypi/{name.lower()}@{version}", _part(name, version, scope) | files)
    return found


def npm_packages() -> dict[str, dict[str, Any]]:
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    found = {}
    for path, entry in lock["packages"].items():
        if path:
            name, version = path.split("node_modules/")[-1], entry["version"]
            algorithm, _, digest = entry["integrity"].partition("-")
            content = base64.b64decode(digest).hex()
            part = _part(name, version, "excluded" if entry.get("dev") else "required")
            hashes = [{"alg": algorithm.upper().replace("SHA", "SHA-"), "content": content}]
            found[f"pkg:npm/{name.replace('@', '%40')}@{version}"] = part | {"hashes": hashes}
    return found


def _part(name: str, version: str, scope: str) -> dict[str, Any]:
    return {"type": "library", "name": name, "version": version, "scope": scope}


def bill() -> dict[str, Any]:
    parts = python_packages() | npm_packages()
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {"type": "application", "name": "skridtvis", "bom-ref": "skridtvis"}},
        "components": [{**part, "purl": purl, "bom-ref": purl} for purl, part in sorted(parts.items())],
    }


if __name__ == "__main__":
    json.dump(bill(), sys.stdout, ensure_ascii=False, indent=1)
    print()
