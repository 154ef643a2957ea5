"""What the surroundings decide: one frozen dataclass read from the environment, refusing to start when unsafe."""

from __future__ import annotations

import base64
import hashlib
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

MODES = ("demo", "development", "production")
MIN_SECRET_LENGTH = 32
BROKER = {
    "issuer": "PORTAL_OIDC_ISSUER",
    "client_id": "PORTAL_OIDC_CLIENT_ID",
    "client_secret": "PORTAL_OIDC_CLIENT_SECRET",
    "scope": "PORTAL_OIDC_SCOPE",
    "citizen_acr": "PORTAL_OIDC_CITIZEN_ACR",
    "company_acr": "PORTAL_OIDC_COMPANY_ACR",
}
STAFF_PROVIDER = {
    "issuer": "PORTAL_OIDC_STAFF_ISSUER",
    "client_id": "PORTAL_OIDC_STAFF_CLIENT_ID",
    "client_secret": "PORTAL_OIDC_STAFF_CLIENT_SECRET",
}


class UnsafeSettings(RuntimeError):
    """The environment would run the portal in a way that puts people's data at risk."""


@dataclass(frozen=True, repr=False)
class Provider:
    """One OpenID Connect provider and what it knows us as."""

    issuer: str
    client_id: str
    client_secret: str
    scope: str = "openid profile"
    citizen_acr: str = ""
    company_acr: str = ""


@dataclass(frozen=True, repr=False)
class RegisterAccess:
    """Where the company register is asked, and as whom."""

    address: str
    user: str = ""
    password: str = ""


@dataclass(frozen=True, repr=False)
class Settings:
    """Everything the environment may change. Secrets never appear in `repr`."""

    mode: str
    database_url: str
    secret_keys: tuple[str, ...]
    data_keys: tuple[tuple[int, bytes], ...]
    base_url: str = "http://127.0.0.1:5000"
    data_dir: Path = Path("var")
    service_name: str = "Skridtvis"
    payoff: str = "Tilbage til arbejdslivet – et skridt ad gangen"
    support_phone: str = "32 47 00 55"
    support_hours: str = "på hverdage mellem klokken 9 og 15"
    support_address: str = "Amager Landevej 76, 2770 Kastrup"
    support_email: str = "hjaelp@skridtvis.example"
    was_url: str = ""
    security_contact: str = "mailto:sikkerhed@skridtvis.example"
    trusted_proxy: str = ""
    """The one address whose X-Forwarded-For is believed: the proxy that speaks TLS."""
    texts: Path | None = None
    """A folder with wording of the municipalities' own: `alle.po`, `185.po`."""
    undo_minutes: int = 10
    reply_days: int = 3
    company_register: RegisterAccess | None = None
    """The public CVR index."""
    broker: Provider | None = None
    """MitID for citizens and MitID Erhverv for companies."""
    staff_provider: Provider | None = None
    """The municipality's own log-in, with a second factor."""

    def __repr__(self) -> str:
        return f"Settings(mode={self.mode!r})"

    @property
    def is_production(self) -> bool:
        return self.mode == "production"

    @property
    def demo_login(self) -> bool:
        """The page of demo people stands in for MitID outside production only."""
        return not self.is_production

    @property
    def trusted_hosts(self) -> list[str]:
        """The only hosts a request may name."""
        host = self.base_url.split("//", 1)[-1].split("/", 1)[0].split(":")[0]
        return [host] if self.is_production else [host, "127.0.0.1", "localhost"]

    @property
    def secure_cookies(self) -> bool:
        return self.base_url.startswith("https://")

    @classmethod
    def from_env(cls, env: Mapping[str, str] | None = None) -> Settings:
        """Read `PORTAL_*`; a missing mode means production, so that forgetting is the safe mistake."""
        env = os.environ if env is None else env
        mode = env.get("PORTAL_MODE", "production")
        if mode not in MODES:
            raise UnsafeSettings(f"PORTAL_MODE skal være en af {', '.join(MODES)}, ikke {mode!r}.")
        data_dir = Path(env.get("PORTAL_DATA", "var"))
        local = mode != "production"
        secret = env.get("PORTAL_SECRET_KEY") or (_local_secret(data_dir) if local else "")
        settings = cls(
            mode=mode,
            database_url=env.get("PORTAL_DATABASE_URL")
            or (f"sqlite:///{(data_dir / 'portal.sqlite').resolve()}" if local else ""),
            secret_keys=tuple(part.strip() for part in secret.split(",") if part.strip()),
            data_keys=_data_keys(env.get("PORTAL_DATA_KEYS", ""), fallback=secret if local else ""),
            data_dir=data_dir,
            company_register=_register(env),
            texts=Path(env["PORTAL_TEXTS"]) if env.get("PORTAL_TEXTS") else None,
            broker=_provider(env, BROKER),
            staff_provider=_provider(env, STAFF_PROVIDER),
            **_texts(env),
        )
        if settings.is_production:
            _refuse_unsafe(settings, env)
        return settings


def _texts(env: Mapping[str, str]) -> dict[str, str | int]:
    """The plain settings: only those the environment names, so that the defaults stand in one place."""
    names = {
        "base_url": "PORTAL_BASE_URL",
        "service_name": "PORTAL_SERVICE_NAME",
        "payoff": "PORTAL_PAYOFF",
        "support_phone": "PORTAL_SUPPORT_PHONE",
        "support_hours": "PORTAL_SUPPORT_HOURS",
        "support_address": "PORTAL_SUPPORT_ADDRESS",
        "support_email": "PORTAL_SUPPORT_EMAIL",
        "was_url": "PORTAL_WAS_URL",
        "security_contact": "PORTAL_SECURITY_CONTACT",
        "trusted_proxy": "PORTAL_TRUSTED_PROXY",
    }
    found: dict[str, str | int] = {field: env[name] for field, name in names.items() if env.get(name)}
    for field, name in (("undo_minutes", "PORTAL_UNDO_MINUTES"), ("reply_days", "PORTAL_REPLY_DAYS")):
        if env.get(name):
            found[field] = int(env[name])
    if env.get("PORTAL_MODE") == "demo":
        found.setdefault("undo_minutes", 0)
    return found


def _register(env: Mapping[str, str]) -> RegisterAccess | None:
    address = env.get("PORTAL_CVR_URL", "").rstrip("/")
    return (
        RegisterAccess(address, env.get("PORTAL_CVR_USER", ""), env.get("PORTAL_CVR_PASSWORD", "")) if address else None
    )


def _provider(env: Mapping[str, str], names: Mapping[str, str]) -> Provider | None:
    """A provider is named as a whole or not at all."""
    given = {field: env[name] for field, name in names.items() if env.get(name)}
    if not given:
        return None
    missing = [names[field] for field in ("issuer", "client_id", "client_secret") if field not in given]
    if missing:
        raise UnsafeSettings(f"{', '.join(missing)} mangler: udbyderen skal nævnes helt eller slet ikke.")
    return Provider(**given)


def _local_secret(data_dir: Path) -> str:
    """A secret of its own for each demo folder, so that a restart keeps sessions and encrypted rows readable."""
    path = data_dir / "secret.key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48), encoding="utf-8")
    return path.read_text(encoding="utf-8").strip()


def _data_keys(text: str, fallback: str) -> tuple[tuple[int, bytes], ...]:
    """Keys for encrypted columns, newest first: `2:BASE64,1:BASE64`, each 32 bytes."""
    if not text:
        return ((1, hashlib.sha256(b"skridtvis data" + fallback.encode()).digest()),) if fallback else ()
    keys = []
    for part in text.split(","):
        number, _, encoded = part.strip().partition(":")
        try:
            key = base64.b64decode(encoded, validate=True)
            keys.append((int(number), key))
        except ValueError:
            raise UnsafeSettings("PORTAL_DATA_KEYS skal have formen nummer:BASE64.") from None
        if len(key) != 32 or not 0 < int(number) < 256:
            raise UnsafeSettings("PORTAL_DATA_KEYS: hver nøgle skal være 32 byte med et nummer fra 1 til 255.")
    return tuple(keys)


def _refuse_unsafe(settings: Settings, env: Mapping[str, str]) -> None:
    """Production says no to what is fine on a desk: SQLite, debug, weak secrets and plain HTTP."""
    faults = []
    if not settings.database_url.startswith("postgresql"):
        faults.append("PORTAL_DATABASE_URL skal pege på PostgreSQL.")
    if not settings.secret_keys or any(_weak(key) for key in settings.secret_keys):
        faults.append(f"PORTAL_SECRET_KEY skal være tilfældig og mindst {MIN_SECRET_LENGTH} tegn.")
    if not settings.data_keys:
        faults.append("PORTAL_DATA_KEYS mangler.")
    if not settings.base_url.startswith("https://"):
        faults.append("PORTAL_BASE_URL skal begynde med https://.")
    faults += _provider_faults(settings) + _register_faults(settings)
    if env.get("FLASK_DEBUG") not in (None, "", "0") or env.get("PORTAL_DEBUG") not in (None, "", "0"):
        faults.append("Fejlsøgning (debug) må ikke være slået til.")
    if env.get("PORTAL_DEMO_LOGIN") not in (None, "", "0"):
        faults.append("Demo-log-på må ikke være slået til.")
    if faults:
        raise UnsafeSettings(" ".join(faults))


def _provider_faults(settings: Settings) -> list[str]:
    """Without a provider nobody can log in: better to hear it now than from the first citizen."""
    faults = []
    for provider, names in ((settings.broker, BROKER), (settings.staff_provider, STAFF_PROVIDER)):
        if provider is None:
            faults.append(f"{names['issuer']} mangler: uden en udbyder kan ingen logge på.")
        elif not provider.issuer.startswith("https://"):
            faults.append(f"{names['issuer']} skal begynde med https://.")
    return faults


def _register_faults(settings: Settings) -> list[str]:
    if settings.company_register is None or settings.company_register.address.startswith("https://"):
        return []
    return ["PORTAL_CVR_URL skal begynde med https://: adgangen har en adgangskode."]


def _weak(secret: str) -> bool:
    return len(secret) < MIN_SECRET_LENGTH or len(set(secret)) < 10
