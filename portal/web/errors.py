"""One table from what went wrong to what the person sees: Danish, with what to do and whom to call."""

from __future__ import annotations

import re
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
from portal.web.security import local_path

log = structlog.get_logger()
BACK = (400, 409, 429, 503)
"""Faults after which the same page can be opened again."""
OWN_WORDS = re.compile(r"\S+\s+\S+")
"""More than one word: what a person wrote herself, not a choice, a number or a token."""


@dataclass(frozen=True, kw_only=True)
class ErrorPage(Page):
    code: int
    text: str
    incident: str = ""
    back: str = ""
    """The page to open again."""
    kept: tuple[str, ...] = ()
    """What the person had written, so that nobody has to write it twice."""


def _texts(code: int) -> tuple[str, str]:
    texts = {
        400: (
            _("Siden kunne ikke sendes"),
            _("Siden har været åben for længe. Dine svar er gemt. Prøv igen."),
        ),
        403: (
            _("Siden er ikke for dig"),
            _("Du er logget på, men siden er for andre. Log af, hvis du også har en anden vej ind. Eller ring til os."),
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
            _("Det er prøvet mange gange på kort tid. Vent lidt, og prøv igen. Eller ring til os, så hjælper vi dig."),
        ),
        503: (
            _("Vi kan ikke lukke dig ind lige nu"),
            _("Det er ikke din skyld. Prøv igen om lidt, eller ring til os."),
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
    back = (local_path(request.full_path.rstrip("?")) or "") if code in BACK else ""
    kept = typed() if code in BACK else ()
    page = ErrorPage(title=title, code=code, text=text or standard, incident=incident, back=back, kept=kept)
    try:
        return make_response(render("errors/error.html", page, code))
    except Exception as fault:
        # A foreign Host has no addresses to link to, and a database that is down none to look up: then the words alone.
        log.error("no_error_page", code=code, incident=incident, kind=type(fault).__name__, where=_where(fault))
        return Response("\n\n".join(filter(None, (title, page.text, incident))), code, mimetype="text/plain")


def typed() -> tuple[str, ...]:
    """The person's own words in the form that could not be kept."""
    texts = (text.strip() for texts in request.form.listvalues() for text in texts)
    return tuple(text for text in texts if OWN_WORDS.match(text))


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
    # A letter first: eight digits in a row look like a telephone number, and the log takes those out.
    incident = secrets.choice("ABCDEF") + secrets.token_hex(4)[1:].upper()
    kind = type(fault).__name__
    log.error("unforeseen", incident=incident, endpoint=request.endpoint, kind=kind, where=_where(fault))
    # When it was the database that failed, nobody can be looked up for the page that says so.
    g.setdefault("actor", ANONYMOUS)
    return _page(500, incident=incident)


def _where(fault: BaseException) -> list[str]:
    """The way to the fault, without its message: that may quote what a person wrote, or a row of the database."""
    frames = traceback.extract_tb(fault.__traceback__)
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
