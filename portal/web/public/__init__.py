"""The open pages, the anonymous check, logging in, and what is there for trying things out."""

from portal.web.public import hearing, invitation  # noqa: F401  its routes register themselves
from portal.web.public.arrival import arrival
from portal.web.public.check import check
from portal.web.public.demo import demo
from portal.web.public.login import login
from portal.web.public.machine import machine
from portal.web.public.open_pages import public

BLUEPRINTS = (public, check, login, arrival, machine)
DEMO = (demo,)
