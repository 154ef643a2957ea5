"""Encryption of personal data in columns and cookies: AES-256-GCM with numbered, rotatable keys."""

from __future__ import annotations

import hashlib
import hmac
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE_BYTES = 12


class Undecryptable(ValueError):
    """The bytes were changed, moved to another column, or written with a key we do not have."""


class KeyRing:
    """The keys by number, newest first. The newest encrypts and hashes; all decrypt and find."""

    def __init__(self, keys: tuple[tuple[int, bytes], ...]) -> None:
        if not keys:
            raise ValueError("En nøglering skal have mindst én nøgle.")
        self._ciphers = {number: AESGCM(key) for number, key in keys}
        self.newest = keys[0][0]
        self._hash_keys = [hmac.digest(key, b"lookup", "sha256") for _number, key in keys]

    def encrypt(self, plain: bytes, context: str) -> bytes:
        """`context` (table.column) is authenticated too, so that a value cannot be moved to another place."""
        nonce = os.urandom(NONCE_BYTES)
        sealed = self._ciphers[self.newest].encrypt(nonce, plain, context.encode())
        return bytes([self.newest]) + nonce + sealed

    def decrypt(self, sealed: bytes, context: str) -> bytes:
        cipher = self._ciphers.get(sealed[0]) if sealed else None
        if cipher is None:
            raise Undecryptable("Ukendt nøgle.")
        try:
            return cipher.decrypt(sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :], context.encode())
        except InvalidTag:
            raise Undecryptable("Indholdet er ændret.") from None

    def lookup_hash(self, value: str, context: str) -> bytes:
        """A keyed hash that finds an encrypted value without revealing it: 16 bytes."""
        return self.lookup_hashes(value, context)[0]

    def lookup_hashes(self, value: str, context: str) -> list[bytes]:
        """The hashes under every key, newest first: while keys are being changed a value may lie under any."""
        told = f"{context}:{value}".encode()
        return [hmac.new(key, told, hashlib.sha256).digest()[:16] for key in self._hash_keys]
