"""MitID, MitID Erhverv and the staff's own log-in as OpenID Connect: code flow, PKCE S256, nonce, signed tokens."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.common.security import generate_token
from authlib.common.urls import add_params_to_uri
from authlib.integrations.requests_client import OAuth2Session
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from portal.adapters.hurry import hurried
from portal.adapters.oidc_claims import identity_of
from portal.domain.access import Door
from portal.services.ports import Clock, Departure, Identity, LoginCancelled, LoginFailed, ProviderDown

SIGNATURES = ["RS256", "PS256", "ES256"]
"""Never none, and never HS256: a secret that both sides know proves nothing about who signed."""
LEEWAY = 60
"""Seconds the two clocks may differ."""
PATIENCE = 5
"""Seconds for a whole answer of a provider, however slowly it comes; then it counts as down."""
LONGEST_ANSWER = 256_000
CANCELLED = frozenset({"access_denied", "user_cancelled", "user_aborted", "interaction_required", "login_required"})


@dataclass(frozen=True, repr=False)
class Client:
    """What a provider knows us as. `acr_values` asks a broker for one of several log-ins, with its own words."""

    issuer: str
    client_id: str
    client_secret: str
    scope: str = "openid profile"
    acr_values: str = ""


@dataclass
class _Known:
    """What a provider has told about itself; asked for again after an hour."""

    metadata: dict[str, Any]
    at: float
    keys: KeySet | None = None


@dataclass
class OpenIdConnect:
    """One or more providers, each at its door."""

    clients: Mapping[Door, Client]
    callback: str
    """Our address, where the browser comes back."""
    farewell: str
    """Our address, where the browser comes after leaving the provider."""
    clock: Clock
    _known: dict[str, _Known] = field(default_factory=dict)

    @property
    def doors(self) -> frozenset[Door]:
        return frozenset(self.clients)

    def begin(self, door: Door) -> Departure:
        client = self.clients[door]
        verifier, nonce = generate_token(64), generate_token(32)
        extra = {"acr_values": client.acr_values} if client.acr_values else {}
        with self._session(client) as session:
            url, state = session.create_authorization_url(
                self._told(client).metadata["authorization_endpoint"],
                state=generate_token(32),
                nonce=nonce,
                code_verifier=verifier,
                **extra,
            )
        return Departure(url, door, state, nonce, verifier)

    def complete(self, departure: Departure, answer: Mapping[str, str]) -> Identity:
        client = self.clients[departure.door]
        if answer.get("state") != departure.state:
            raise LoginFailed("state")
        if answer.get("iss", client.issuer) != client.issuer:
            raise LoginFailed("mix_up")
        if answer.get("error"):
            raise LoginCancelled("cancelled") if answer["error"] in CANCELLED else LoginFailed("refused_by_provider")
        token = self._fetch_token(client, departure, answer.get("code", ""))
        return identity_of(departure.door, self._checked(client, departure, token))

    def goodbye(self, door: Door) -> str | None:
        """RP-initiated logout. Without `id_token_hint`: a token names the person, and an address is no place for that."""
        client = self.clients.get(door)
        try:
            place = self._told(client).metadata.get("end_session_endpoint") if client else None
        except ProviderDown:
            return None
        there = [("client_id", client.client_id), ("post_logout_redirect_uri", self.farewell)] if client else []
        return add_params_to_uri(place, there) if place else None

    def _session(self, client: Client) -> OAuth2Session:
        return OAuth2Session(
            client.client_id,
            client.client_secret,
            scope=client.scope,
            redirect_uri=self.callback,
            code_challenge_method="S256",
        )

    def _fetch_token(self, client: Client, departure: Departure, code: str) -> dict[str, Any]:
        endpoint = self._told(client).metadata["token_endpoint"]
        with self._session(client) as session:
            try:
                with hurried(session, PATIENCE, LONGEST_ANSWER):
                    token = session.fetch_token(
                        endpoint, code=code, code_verifier=departure.verifier, allow_redirects=False
                    )
            except AuthlibBaseError:  # OAuth2Error, and OAuthError, which is none
                raise LoginFailed("code") from None
            except (requests.RequestException, ValueError, TypeError, KeyError, AttributeError, RecursionError):
                raise ProviderDown("token_endpoint") from None
        if not isinstance(token, dict) or not isinstance(token.get("id_token"), str):
            raise ProviderDown("no_id_token")
        return token

    def _checked(self, client: Client, departure: Departure, token: dict[str, Any]) -> dict[str, Any]:
        """The claims of an ID token that is signed by the provider, meant for us, fresh, and an answer to our question."""
        decoded = self._decoded(client, token["id_token"])
        options = {"iss": {"values": [client.issuer]}, "aud": {"values": [client.client_id]}}
        asked = {"nonce": departure.nonce, "client_id": client.client_id, "access_token": token.get("access_token")}
        claims = CodeIDToken(decoded.claims, decoded.header, options, asked)
        try:
            claims.validate(now=int(self.clock.now().timestamp()), leeway=LEEWAY)
        except (JoseError, TypeError, ValueError) as fault:
            raise LoginFailed(f"id_token_{getattr(fault, 'claim', '') or type(fault).__name__}") from None
        return dict(claims)

    def _decoded(self, client: Client, id_token: str) -> jwt.Token:
        """An unknown key, or a signature that does not fit, means that the keys may be new: they are fetched once more."""
        for again in (False, True):
            try:
                return jwt.decode(id_token, self._keys(client, again=again), algorithms=SIGNATURES)
            except (JoseError, ValueError):
                if again:
                    raise LoginFailed("id_token_signature") from None
        raise AssertionError

    def _keys(self, client: Client, *, again: bool) -> KeySet:
        known = self._told(client)
        if known.keys is None or again:
            try:
                known.keys = KeySet.import_key_set(_get(known.metadata["jwks_uri"]))
            except (JoseError, ValueError, TypeError, KeyError):
                raise ProviderDown("jwks") from None
        return known.keys

    def _told(self, client: Client) -> _Known:
        now = self.clock.now().timestamp()
        known = self._known.get(client.issuer)
        if known is None or now - known.at > 3600:
            metadata = _get(client.issuer.rstrip("/") + "/.well-known/openid-configuration")
            needed = {"authorization_endpoint", "token_endpoint", "jwks_uri"}
            if metadata.get("issuer") != client.issuer or not needed <= set(metadata):
                raise ProviderDown("discovery")
            known = self._known[client.issuer] = _Known(metadata, now)
        return known


def _get(url: str) -> dict[str, Any]:
    """A JSON object from the provider."""
    try:
        with requests.Session() as session, hurried(session, PATIENCE, LONGEST_ANSWER):
            answer = session.get(url, allow_redirects=False)
        if answer.status_code != 200:
            raise ProviderDown("status")
        found = json.loads(answer.content)
    except (requests.RequestException, ValueError, RecursionError):
        raise ProviderDown("unreachable") from None
    if not isinstance(found, dict):
        raise ProviderDown("garbage")
    return found
