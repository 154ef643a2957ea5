"""The blueprint that every page for municipal staff registers on."""

from __future__ import annotations

from portal.web.pages import Pages

caseworker = Pages("caseworker", __name__)
