"""Addresses of static files: named after their content, so that they may be cached for ever."""

from __future__ import annotations

import functools
import json
from pathlib import Path

from flask import Flask
from whitenoise import WhiteNoise

from portal.web import security

STATIC = Path(__file__).resolve().parent.parent / "static"


@functools.cache
def _manifest() -> dict[str, str]:
    path = STATIC / "vendor" / "manifest.json"
    if not path.is_file():
        raise RuntimeError("De statiske filer mangler. Kør: make install")
    return json.loads(path.read_text(encoding="utf-8"))


def address(name: str) -> str:
    """The address of a static file by its plain name, for example `app.css`."""
    return f"/static/{_manifest()[name]}"


def serve(app: Flask, *, https: bool) -> None:
    """Let WhiteNoise answer for static files, precompressed and with the same headers as every page."""

    def add_headers(response_headers: dict[str, str], _path: str, _url: str) -> None:
        for name, value in security.headers(https=https).items():
            response_headers[name] = value

    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        app.wsgi_app,
        root=STATIC,
        prefix="/static/",
        immutable_file_test=r"/vendor/.+\.[0-9a-f]{12}\.",
        add_headers_function=add_headers,
        allow_all_origins=False,
    )
