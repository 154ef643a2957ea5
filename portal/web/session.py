"""The one cookie: encrypted, so that neither the answers to the check nor anything else can be read or changed."""

from __future__ import annotations

import hashlib
import json
from datetime import timedelta
from typing import Any

from flask import Flask, Request, Response
from flask.sessions import SessionInterface, SessionMixin
from itsdangerous import BadData
from itsdangerous.encoding import base64_decode, base64_encode
from werkzeug.datastructures import CallbackDict

from portal.store.crypto import KeyRing, Undecryptable

NAME = "sv_session"
CONTEXT = "cookie.session"
FLASHES, MOST_FLASHES = "_flashes", 4
"""Flask's key for what is to be said on the next page. A browser drops a cookie over 4 kB, so only the newest stay."""
LIFETIME = timedelta(hours=2)
"""The answers to the check are gone two hours after the last one."""


class CookieSession(CallbackDict, SessionMixin):
    """A dictionary that knows whether it was changed or read."""

    def __init__(self, data: dict[str, Any] | None = None) -> None:
        def on_update(this: CookieSession) -> None:
            this.modified = True

        super().__init__(data or {}, on_update)
        self.modified = False
        self.accessed = False


class EncryptedCookie(SessionInterface):
    """Flask's session in an AES-GCM encrypted cookie that is worthless after two hours."""

    def __init__(self, secret_keys: tuple[str, ...], *, secure: bool) -> None:
        self._keys = [KeyRing(((1, hashlib.sha256(b"cookie" + s.encode()).digest()),)) for s in secret_keys]
        self._secure = secure

    def get_cookie_name(self, app: Flask) -> str:
        return f"__Host-{NAME}" if self._secure else NAME

    def open_session(self, app: Flask, request: Request) -> CookieSession:
        sealed = request.cookies.get(self.get_cookie_name(app))
        content = self._open(sealed) if sealed else None
        now = app.extensions["portal"].ports.clock.now().timestamp()
        if not content or now - content.get("at", 0) > LIFETIME.total_seconds():
            return CookieSession()
        return CookieSession(content["data"])

    def _open(self, sealed: str) -> dict[str, Any] | None:
        for keys in self._keys:
            try:
                return json.loads(keys.decrypt(base64_decode(sealed), CONTEXT))
            except (Undecryptable, BadData, ValueError):
                continue
        return None

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        name = self.get_cookie_name(app)
        if not session:
            if session.modified:
                response.delete_cookie(name, path="/", secure=self._secure, httponly=True, samesite="Lax")
            return
        if not session.modified and not session.get("login"):
            return
        if FLASHES in session:
            session[FLASHES] = session[FLASHES][-MOST_FLASHES:]
        content = {"at": app.extensions["portal"].ports.clock.now().timestamp(), "data": dict(session)}
        sealed = self._keys[0].encrypt(json.dumps(content, separators=(",", ":")).encode(), CONTEXT)
        response.set_cookie(
            name,
            base64_encode(sealed).decode(),
            max_age=int(LIFETIME.total_seconds()),
            path="/",
            secure=self._secure,
            httponly=True,
            samesite="Lax",
        )
