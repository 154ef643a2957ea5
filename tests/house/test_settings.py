"""The portal refuses to start where it would be unsafe, and says why in Danish."""

from __future__ import annotations

from pathlib import Path

import pytest

from portal.settings import Settings, UnsafeSettings

SAFE = {
    "PORTAL_MODE": "production",
    "PORTAL_DATABASE_URL": "postgresql://portal@db/portal",
    "PORTAL_SECRET_KEY": "Zk3pQ9vX1mB7tR5yW2uL8sN4cH6dF0gJ",
    "PORTAL_DATA_KEYS": "1:" + "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVoxMjM0NTY=",
    "PORTAL_BASE_URL": "https://skridtvis.example",
    "PORTAL_OIDC_ISSUER": "https://broker.example",
    "PORTAL_OIDC_CLIENT_ID": "skridtvis",
    "PORTAL_OIDC_CLIENT_SECRET": "hemmelig",
    "PORTAL_OIDC_STAFF_ISSUER": "https://login.kommune.example",
    "PORTAL_OIDC_STAFF_CLIENT_ID": "skridtvis",
    "PORTAL_OIDC_STAFF_CLIENT_SECRET": "hemmelig",
}


def test_a_safe_environment_is_accepted() -> None:
    settings = Settings.from_env(SAFE)
    assert settings.is_production
    assert settings.secure_cookies
    assert not settings.demo_login


@pytest.mark.parametrize(
    "change",
    [
        {"PORTAL_DATABASE_URL": "sqlite:///portal.sqlite"},
        {"PORTAL_DATABASE_URL": ""},
        {"PORTAL_SECRET_KEY": ""},
        {"PORTAL_SECRET_KEY": "kort"},
        {"PORTAL_SECRET_KEY": "a" * 64},
        {"PORTAL_DATA_KEYS": ""},
        {"PORTAL_DATA_KEYS": "1:a29ydA=="},
        {"PORTAL_DATA_KEYS": "vrøvl"},
        {"PORTAL_BASE_URL": "http://skridtvis.example"},
        {"PORTAL_OIDC_ISSUER": "http://broker.example"},
        {"PORTAL_OIDC_CLIENT_SECRET": ""},
        {"PORTAL_CVR_URL": "http://cvr.example/cvr-permanent"},
        {"PORTAL_OIDC_STAFF_ISSUER": "", "PORTAL_OIDC_STAFF_CLIENT_ID": "", "PORTAL_OIDC_STAFF_CLIENT_SECRET": ""},
        {"PORTAL_DEMO_LOGIN": "1"},
        {"FLASK_DEBUG": "1"},
        {"PORTAL_MODE": "prod"},
    ],
    ids=lambda change: "-".join(f"{k}={v}"[:40] for k, v in change.items()),
)
def test_check_40_an_unsafe_environment_is_refused(change: dict[str, str]) -> None:
    with pytest.raises(UnsafeSettings):
        Settings.from_env(SAFE | change)


def test_forgetting_the_mode_means_production() -> None:
    with pytest.raises(UnsafeSettings):
        Settings.from_env({})


def test_a_demo_makes_a_secret_of_its_own_and_keeps_it(tmp_path: Path) -> None:
    env = {"PORTAL_MODE": "demo", "PORTAL_DATA": str(tmp_path)}
    first, second = Settings.from_env(env), Settings.from_env(env)
    assert first.secret_keys == second.secret_keys
    assert len(first.secret_keys[0]) > 40
    assert first.database_url.startswith("sqlite:///")


def test_who_cannot_be_logged_in_is_said_before_the_portal_starts() -> None:
    env = {name: text for name, text in SAFE.items() if not name.startswith("PORTAL_OIDC")}
    with pytest.raises(UnsafeSettings, match="kan ingen logge på"):
        Settings.from_env(env)


def test_secrets_do_not_show(tmp_path: Path) -> None:
    assert SAFE["PORTAL_SECRET_KEY"] not in repr(Settings.from_env(SAFE))
