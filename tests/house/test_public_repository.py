"""What is committed is locked, names no registry, and holds no real person."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FILES = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split(
    "\0"
)
TEXTS = [
    ROOT / name for name in FILES if name and (ROOT / name).is_file() and not name.endswith((".png", ".woff2", ".pdf"))
]


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-test.txt"])
def test_check_40_every_package_is_locked_with_hashes_and_without_an_address(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    packages = re.split(r"\n(?=[a-z0-9])", text)[1:]
    assert packages
    assert all("==" in package and "--hash=sha256:" in package for package in packages)
    assert "://" not in text


def test_check_40_npm_packages_have_integrity_and_no_address() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    fetched = {name: entry for name, entry in lock["packages"].items() if name}
    assert fetched
    assert all(entry["integrity"].startswith("sha512-") for entry in fetched.values())
    assert all("resolved" not in entry for entry in fetched.values())


def test_cpr_numbers_in_the_repository_are_fictive() -> None:
    """A personal number in what is committed has day + 60, so that it cannot belong to anybody."""
    found = []
    for path in TEXTS:
        if path.suffix in {".py", ".toml", ".md", ".html", ".json"} and path.name not in {"package-lock.json"}:
            for day, month, rest in re.findall(
                r"(?<![\d.])(\d\d)(\d\d)(\d\d-\d{4})(?!\d)", path.read_text(encoding="utf-8")
            ):
                if 1 <= int(day) <= 31 and 1 <= int(month) <= 12:
                    found.append(f"{path.relative_to(ROOT)}: {day}{month}{rest}")
    allowed = {"tests/domain/test_values.py"}
    assert [f for f in found if f.split(":")[0] not in allowed] == []


def test_no_registry_is_named() -> None:
    hosts = re.compile(r"registry\.npmjs\.org|pypi\.org/simple|files\.pythonhosted\.org|cdn\.")
    me = Path(__file__)
    assert [str(p.relative_to(ROOT)) for p in TEXTS if p != me and hosts.search(p.read_text("utf-8", "ignore"))] == []
