"""One table from what went wrong to what the person sees: Danish, with what to do and whom to call."""

from __future__ import annotations

import secrets
import traceback
from dataclasses import dataclass

import structlog
from flask import Flask, Response, g, make_response, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from portal.domain.access import ANONYMOUS
from portal.domain.errors import IllegalMove, NotFound, Refused, Stale
from portal.web.i18n import gettext as _
from portal.web.render import Page, render

log = structlog.get_logger()


@dataclass(frozen=True, kw_only=True)
class ErrorPage(Page):
    code: int
    text: str
    incident: str = ""
    back: str = ""


def _texts(code: int) -> tuple[str, str]:
    texts = {
        400: (
            _("Siden kunne ikke sendes"),
            _("Siden har været åben for længe. Dine svar er gemt. Prøv igen."),
        ),
        403: (
            _("Siden er ikke for dig"),
            _("Du har ikke adgang til denne side. Ring til os, hvis du mener, du skal have det."),
        ),
        404: (
            _("Vi kan ikke finde siden"),
            _("Adressen er måske skrevet forkert, eller siden er flyttet. Gå til forsiden, eller ring til os."),
        ),
        405: (
            _("Vi kan ikke finde siden"),
            _("Siden kan ikke bruges på den måde. Gå til forsiden, eller ring til os."),
        ),
        409: (
            _("Nogen har ændret dette, mens du så på det"),
            _("Der er ikke gemt noget nu. Åbn siden igen, så ser du, hvordan det står, og kan svare på ny."),
        ),
        413: (
            _("Det fylder for meget"),
            _("Det, du sendte, er for stort. Skriv lidt kortere, og prøv igen."),
        ),
        429: (
            _("Vent et øjeblik"),
            _("Du har prøvet mange gange på kort tid. Vent et par minutter, og prøv igen."),
        ),
        500: (
            _("Der er noget galt hos os"),
            _("Det er ikke din skyld. Dine svar er gemt til og med sidste trin. Prøv igen om lidt."),
        ),
    }
    return texts.get(code, texts[400] if code < 500 else texts[500])


def register(app: Flask) -> None:
    """Errors of the domain and of HTTP become pages; nothing technical reaches the person."""
    for kind, code in ((NotFound, 404), (IllegalMove, 409), (Stale, 409)):
        app.register_error_handler(kind, lambda _fault, code=code: _page(code))
    app.register_error_handler(Refused, _refused)
    app.register_error_handler(CSRFError, lambda _fault: _page(400))
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unforeseen)


def _page(code: int, text: str = "", incident: str = "") -> Response:
    title, standard = _texts(code)
    back = request.path if code in (400, 409) else ""
    page = ErrorPage(title=title, code=code, text=text or standard, incident=incident, back=back)
    try:
        return make_response(render("errors/error.html", page, code))
    except Exception as fault:
        # A foreign Host has no addresses to link to, and a database that is down none to look up: then the words alone.
        log.error("no_error_page", code=code, incident=incident, kind=type(fault).__name__, where=_where(fault))
        return Response("\n\n".join(filter(None, (title, page.text, incident))), code, mimetype="text/plain")


def _refused(fault: Refused) -> Response:
    """A rule said no where no form was there to show it: the reason is the page."""
    return _page(409, text=fault.text)


def _http(fault: HTTPException) -> Response:
    if fault.response is not None:
        return make_response(fault.response)
    response = _page(fault.code or 500)
    for name, value in fault.get_headers():
        if name.lower() in ("allow", "retry-after"):
            response.headers[name] = value
    return response


def _unforeseen(fault: Exception) -> Response:
    """The person gets a number to mention on the phone; the log has the same number and no personal data."""
    incident = secrets.token_hex(4).upper()
    kind = type(fault).__name__
    log.error("unforeseen", incident=incident, endpoint=request.endpoint, kind=kind, where=_where(fault))
    # When it was the database that failed, nobody can be looked up for the page that says so.
    g.setdefault("actor", ANONYMOUS)
    return _page(500, incident=incident)


def _where(fault: BaseException) -> list[str]:
    """The way to the fault, without its message: that may quote what a person wrote, or a row of the database."""
    frames = traceback.extract_tb(fault.__traceback__)
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
