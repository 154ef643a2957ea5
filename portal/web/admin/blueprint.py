"""The blueprint that every page for programme managers and administrators registers on."""

from __future__ import annotations

from portal.web.pages import Pages

admin = Pages("admin", __name__)
