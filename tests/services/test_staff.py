"""The first staff account is opened by hand, leaves a trail, and is never opened twice."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from portal.adapters.migrations import to_revision
from portal.cli import main
from portal.domain.errors import Refused
from portal.services.staff import OpenStaffAccount, open_staff_account
from portal.store.audit import AuditEntry
from tests.conftest import MakeWork

METTE = OpenStaffAccount("oid-7", "Mette Kjær", "caseworker", ("185",))


def test_an_account_is_opened_once(make_work: MakeWork) -> None:
    work = make_work()
    user = open_staff_account(work, METTE)
    assert (user.subject, user.role, user.municipalities) == ("staff:oid-7", "caseworker", ["185"])
    work.session.flush()
    assert work.session.scalars(select(AuditEntry.action)).all() == ["user.open"]
    with pytest.raises(Refused):
        open_staff_account(work, METTE)


@pytest.mark.parametrize("wrong", [{"role": "citizen"}, {"role": "konge"}, {"municipalities": ("999",)}])
def test_what_does_not_exist_is_refused(make_work: MakeWork, wrong: dict) -> None:
    with pytest.raises(Refused):
        open_staff_account(make_work(), replace(METTE, **wrong))


def test_the_commands_for_who_runs_the_portal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTAL_MODE", "development")
    monkeypatch.setenv("PORTAL_DATA", str(tmp_path))
    to_revision(f"sqlite:///{tmp_path / 'portal.sqlite'}", "head")

    def run(*arguments: str) -> tuple[int, str]:
        done = CliRunner().invoke(main, list(arguments))
        return done.exit_code, done.output

    account = ("staff", "--sub", "oid-7", "--name", "Mette Kjær", "--role", "admin", "--municipality", "185")
    assert run(*account) == (0, "Mette Kjær kan nu logge på.\n")
    assert run(*account)[0] == 1
    code, output = run("audit", "verify")
    assert (code, output.splitlines()[0]) == (0, "Kæden holder: 1 led. 0 rækker er slettet efter deres frist.")
    head = output.splitlines()[-1].removeprefix("Hoved: ")
    assert run("audit", "verify", "--head", head)[0] == 0
    assert run("audit", "verify", "--head", "9:00")[0] == 1
    assert run("audit", "verify", "--head", "vrøvl")[0] == 1
    assert run("grant", "nogen")[0] == 1
