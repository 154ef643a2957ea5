"""Everything open to everybody: what there is, how to get help, and what we do with what people tell us."""

from portal.web.public.open_pages import about, call_me, front, helping, programmes, remarks
from portal.web.public.open_pages.blueprint import public

__all__ = ["about", "call_me", "front", "helping", "programmes", "public", "remarks"]
