"""An OpenID Connect provider for tests: as strict as a real one, and as wrong as a test asks it to be."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import KeySet, OctKey, RSAKey

CLIENT, SECRET = "skridtvis", "hemmelig"
SUBSTANTIAL = "https://data.gov.dk/concept/core/nsis/Substantial"
BIRGIT = {
    "sub": "b1",
    "given_name": "Birgit",
    "family_name": "Holm",
    "acr": SUBSTANTIAL,
    "dk.cpr": "7403670202",
    "email": "birgit@example.dk",
}

KEEPS_WAITING = {"drips": 2000, "endless": 50_000_000}
"""Spaces before an answer that is right: who waits for the end of them would be let in."""


@dataclass
class Provider:
    """Logs everybody in as `person`. `wrong` replaces claims of the token; `mood` is how it answers at all."""

    now: float
    person: dict[str, Any] = field(default_factory=lambda: dict(BIRGIT))
    wrong: dict[str, Any] = field(default_factory=dict)
    mood: str = "fine"
    algorithm: str = "RS256"
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "k1"}))
    published: list[RSAKey] = field(default_factory=list)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    asked: list[dict[str, str]] = field(default_factory=list)
    issuer: str = ""
    over: threading.Event = field(default_factory=threading.Event)
    """The test is: whoever keeps the portal waiting stops."""

    def rotate(self) -> None:
        self.key = RSAKey.generate_key(2048, {"kid": secrets.token_hex(4)})
        self.published = [self.key]

    def metadata(self) -> dict[str, Any]:
        names = {"authorization_endpoint": "auth", "token_endpoint": "token", "jwks_uri": "jwks"}
        found = {name: f"{self.issuer}/{path}" for name, path in names.items()}
        return found | {"issuer": self.issuer, "end_session_endpoint": f"{self.issuer}/end"}

    def authorize(self, url: str) -> str:
        """What the person does at the provider: from its page's address to the address she is sent back to."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
        self.asked.append(asked)
        if asked["client_id"] != CLIENT or asked["response_type"] != "code" or "openid" not in asked["scope"]:
            raise AssertionError(asked)
        if self.mood == "cancel":
            return f"{asked['redirect_uri']}?{urlencode({'error': 'access_denied', 'state': asked['state']})}"
        code = secrets.token_urlsafe(8)
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state'], 'iss': self.issuer})}"

    def token(self, form: dict[str, str], authorization: str) -> tuple[int, dict[str, Any]]:
        asked = self.codes.pop(form.get("code", ""), None)
        known = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        if authorization != f"Basic {known}":
            return 401, {"error": "invalid_client"}
        challenge = base64.urlsafe_b64encode(hashlib.sha256(form.get("code_verifier", "").encode()).digest())
        if (
            asked is None
            or asked["code_challenge_method"] != "S256"
            or asked["code_challenge"] != challenge.decode().rstrip("=")
            or form.get("redirect_uri") != asked["redirect_uri"]
        ):
            return 400, {"error": "invalid_grant"}
        claims = {"iss": self.issuer, "aud": CLIENT, "iat": int(self.now), "exp": int(self.now) + 300}
        claims = {**claims, "nonce": asked["nonce"], **self.person, **self.wrong}
        return 200, {"access_token": "x", "token_type": "Bearer", "expires_in": 300, "id_token": self._signed(claims)}

    def _signed(self, claims: dict[str, Any]) -> str:
        claims = {name: value for name, value in claims.items() if value is not None}
        if self.algorithm == "none":
            parts = (json.dumps({"alg": "none"}), json.dumps(claims))
            return ".".join(base64.urlsafe_b64encode(p.encode()).decode().rstrip("=") for p in parts) + "."
        key = OctKey.import_key(SECRET * 8) if self.algorithm == "HS256" else self.key
        header = {"alg": self.algorithm, **({"kid": self.key.kid} if self.algorithm != "HS256" else {})}
        return jwt.encode(header, claims, key, algorithms=[self.algorithm])

    def jwks(self) -> dict[str, Any]:
        return KeySet(self.published or [self.key]).as_dict(private=False)


class Running:
    """The provider on a port of its own."""

    def __init__(self, provider: Provider) -> None:
        self.over = provider.over
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(provider))
        self.server.daemon_threads = True
        provider.issuer = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    def stop(self) -> None:
        self.over.set()
        self.server.shutdown()
        self.server.server_close()


def _handler(provider: Provider) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            paths = {"/.well-known/openid-configuration": provider.metadata, "/jwks": provider.jwks}
            self._send(200, paths[self.path]())

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            form = {name: values[0] for name, values in parse_qs(body).items()}
            self._send(*provider.token(form, self.headers.get("Authorization", "")))

        def _send(self, status: int, content: dict[str, Any]) -> None:
            with suppress(OSError):  # the portal has hung up, as it should
                self._answer(status, json.dumps(content).encode())

        def _answer(self, status: int, content: bytes) -> None:
            body = b"<html>nede</html>" if provider.mood == "garbage" else content
            keeps_waiting = KEEPS_WAITING.get(provider.mood, 0)
            self.send_response(503 if provider.mood == "503" else status)
            if provider.mood == "drips_head":
                self.flush_headers()
                self._drip(b"X-Slow: " + b"x" * 2000 + b"\r\n")
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body) + keeps_waiting))
            self.end_headers()
            if provider.mood == "silent":
                provider.over.wait(20)
            if provider.mood == "drips":
                self._drip(b" " * keeps_waiting)
            if provider.mood == "endless":
                self.wfile.write(b" " * keeps_waiting)
            self.wfile.write(body)

        def _drip(self, content: bytes) -> None:
            """A byte at a time, each well before anybody who counts from byte to byte would give up."""
            for byte in content:
                self.wfile.write(bytes([byte]))
                self.wfile.flush()
                if provider.over.wait(0.02):
                    return

        def log_message(self, *_: object) -> None:
            """Tests are quiet."""

    return Handler
