"""The address of the page that is asked for, with what was asked of it."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import request


def here(without: str = "") -> str:
    """Our path and the query as it came, but for one name. Never by `url_for`: a query could then name its arguments."""
    kept = [(name, value) for name, value in request.args.items(multi=True) if name != without]
    return f"{request.path}?{urlencode(kept)}" if kept else request.path
