"""Skridtvis: a portal that helps people back to work. `create_app` is its table of contents.

The imports stand inside, so that the rules (`portal.domain`, `portal check`) load without the web.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask
    from sqlalchemy import Engine

    from portal.services.ports import Clock, CompanyRegister, IdentityProvider, Ports
    from portal.services.work import House
    from portal.settings import Settings
    from portal.web.context import Portal
    from portal.web.site import Site


def create_app(settings: Settings, ports: Ports | None = None) -> Flask:
    """Put the parts together, and refuse to start with a route nobody has decided about."""
    from flask import Flask
    from flask_wtf.csrf import CSRFProtect

    from portal.web import audiences, errors, logs, render, security, session, static

    logs.configure()
    app = Flask(__name__, static_folder=None)
    app.config.update(
        SECRET_KEY=settings.secret_keys[0],
        MAX_CONTENT_LENGTH=2_000_000,
        MAX_FORM_MEMORY_SIZE=500_000,
        MAX_FORM_PARTS=300,
        TRUSTED_HOSTS=settings.trusted_hosts,
        WTF_CSRF_TIME_LIMIT=None,  # the cookie that holds the token ends by itself
        PROPAGATE_EXCEPTIONS=False,
    )
    app.extensions["portal"] = assemble(settings, ports)
    app.session_interface = session.EncryptedCookie(settings.secret_keys, secure=settings.secure_cookies)
    CSRFProtect(app)
    render.prepare(app)
    errors.register(app)
    security.protect(app, https=settings.secure_cookies)
    for blueprint in audiences.blueprints(demo=settings.demo_login):
        app.register_blueprint(blueprint)
    audiences.refuse_undecided_routes(app)
    static.serve(app, https=settings.secure_cookies)
    return app


def assemble(settings: Settings, ports: Ports | None = None) -> Portal:
    """What stands behind the routes: the database, the rules as of today, and the world outside."""
    from portal.services.programme_version import RuleBook
    from portal.store.engine import open_database
    from portal.web.context import Portal

    engine = open_database(settings.database_url, settings.data_keys)
    ports = ports or build_ports(engine, settings)
    house, rules = build_house(settings, ports), RuleBook(engine)
    rules.house(house, ports.clock.now())
    return Portal(engine, house, ports, site_of(settings), rules)


def build_house(settings: Settings, ports: Ports) -> House:
    """The rules as data and the terms of service. Outside production the programmes that ended run again."""
    from portal.programmes import load_programmes, reopened
    from portal.programmes.law import load_law
    from portal.services.work import House

    demo = not settings.is_production
    programmes = load_programmes(demo=demo)
    return House(
        programmes=reopened(programmes, ports.clock.now().date()) if demo else programmes,
        law=load_law(),
        demo=demo,
        service_name=settings.service_name,
        support_phone=settings.support_phone,
        support_email=settings.support_email,
        reply_days=settings.reply_days,
        undo_minutes=settings.undo_minutes,
    )


def build_ports(engine: Engine, settings: Settings) -> Ports:
    """The world outside. Until the agreement with it is in place, the post office is the demo's."""
    from portal.adapters.clock import SystemClock
    from portal.adapters.mailbox import DevelopmentMailbox
    from portal.services.ports import Ports

    clock = SystemClock()
    return Ports(
        clock,
        build_company_register(settings),
        DevelopmentMailbox(engine, clock),
        build_identities(settings, clock),
    )


def build_company_register(settings: Settings) -> CompanyRegister:
    """The public index where the settings name it; else the demo's, which production never mistakes for the real one."""
    from portal.adapters.company_register import DemoCompanyRegister
    from portal.adapters.cvr_index import CvrIndex
    from portal.services.ports import NoRegister

    access = settings.company_register
    if access:
        return CvrIndex(access.address, access.user, access.password)
    return NoRegister() if settings.is_production else DemoCompanyRegister.shipped()


def build_identities(settings: Settings, clock: Clock) -> IdentityProvider:
    """MitID and MitID Erhverv through one broker, and the staff's own provider, as far as the settings name them."""
    from portal.adapters.oidc import Client, OpenIdConnect
    from portal.domain.access import Door

    broker, staff = settings.broker, settings.staff_provider
    clients = {}
    if broker:
        ours = (broker.issuer, broker.client_id, broker.client_secret, broker.scope)
        clients = {Door.CITIZEN: Client(*ours, broker.citizen_acr), Door.COMPANY: Client(*ours, broker.company_acr)}
    if staff:
        clients[Door.STAFF] = Client(staff.issuer, staff.client_id, staff.client_secret, staff.scope)
    base = settings.base_url.rstrip("/")
    return OpenIdConnect(clients, f"{base}/log-paa/svar", f"{base}/log-paa/farvel", clock)


def site_of(settings: Settings) -> Site:
    """What pages may show of the settings."""
    from portal.web.site import Site
    from portal.web.wording import read_own_words

    return Site(
        service_name=settings.service_name,
        payoff=settings.payoff,
        support_phone=settings.support_phone,
        support_hours=settings.support_hours,
        support_address=settings.support_address,
        was_url=settings.was_url,
        security_contact=settings.security_contact,
        base_url=settings.base_url,
        demo=not settings.is_production,
        demo_login=settings.demo_login,
        own_words=read_own_words(settings.texts) if settings.texts else {},
    )
