"""Off to the provider and back: MitID, MitID Erhverv and the staff's own log-in."""

from __future__ import annotations

import hmac
from dataclasses import asdict, dataclass
from datetime import timedelta

import structlog
from flask import redirect, request, url_for
from flask import session as cookie
from werkzeug.wrappers import Response
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice

from portal.domain.access import Door, Permission
from portal.domain.access.limits import LOGIN
from portal.domain.errors import Refused
from portal.domain.municipalities import MUNICIPALITIES
from portal.services import arrival as arrivals
from portal.services.ports import Departure, Identity, LoginCancelled, LoginFailed, ProviderDown
from portal.services.work import Work
from portal.web.forms import FormView, PortalForm, Required, filled
from portal.web.i18n import gettext as _
from portal.web.limits import count_within
from portal.web.pages import Pages
from portal.web.public.login import DOORS, log_in, show_doors
from portal.web.render import Page, render
from portal.web.security import local_path

DEPARTURE, ARRIVED = "udrejse", "ankommet"
AWAY_AT_MOST = timedelta(minutes=15)
CHOOSE = _("Vælg den kommune, du bor i.")

arrival = Pages("arrival", __name__)
log = structlog.get_logger()


@arrival.page("/log-paa/<any(borger, virksomhed, medarbejder):name>", allow=Permission.LOGIN, queries=0, limit=LOGIN)
def begin(work: Work, name: str) -> Response | tuple[str, int]:
    """Send the browser to the provider, and remember in the cookie what its answer must fit."""
    door = DOORS[name]
    if door not in work.ports.identities.doors:
        return show_doors(work, trouble=_("Det er ikke muligt at logge på den vej. Ring til os, så hjælper vi dig."))
    try:
        departure = work.ports.identities.begin(door)
    except ProviderDown as trouble:
        return _down(work, door, trouble)
    target = local_path(request.args.get("next")) or ""
    cookie[DEPARTURE] = {**asdict(departure), "url": "", "next": target, "at": work.now.timestamp()}
    return redirect(departure.url, 302)


@arrival.arrival("/log-paa/svar", allow=Permission.LOGIN, limit=LOGIN)
def come_back(work: Work) -> Response | tuple[str, int]:
    """The provider's answer. It is judged once: what was remembered is gone whatever it says."""
    kept = cookie.pop(DEPARTURE, None)
    answer = request.args.to_dict()
    if not kept or work.now.timestamp() - kept["at"] > AWAY_AT_MOST.total_seconds():
        return show_doors(work, trouble=_("Der er gået for lang tid. Prøv igen, eller ring til os."), status=400)
    if not hmac.compare_digest(answer.get("state", "").encode(), kept["state"].encode()):
        return _failed(work, kept["door"], LoginFailed("state"))
    departure = Departure("", Door(kept["door"]), kept["state"], kept["nonce"], kept["verifier"])
    try:
        identity = work.ports.identities.complete(departure, answer)
        count_within(work, LOGIN, account=f"{identity.door}:{identity.subject}")
        return _welcome(work, identity, kept["next"])
    except LoginCancelled:
        return show_doors(work, trouble=_("Det er helt i orden. Prøv igen, eller ring."))
    except ProviderDown as trouble:
        return _down(work, departure.door, trouble)
    except LoginFailed as fault:
        return _failed(work, departure.door, fault)
    except Refused as refusal:
        return show_doors(work, trouble=refusal.text, status=403)


def _welcome(work: Work, identity: Identity, target: str) -> Response:
    user = arrivals.find_account(work, identity)
    if user is not None:
        return log_in(work, user, target, identity.door)
    cookie[ARRIVED] = {"token": arrivals.remember(work, identity), "next": target}
    return redirect(url_for("arrival.ask_municipality"), 303)


def _down(work: Work, door: Door, trouble: ProviderDown) -> tuple[str, int]:
    log.error("provider_down", door=str(door), reason=trouble.reason)
    return show_doors(work, trouble=_("MitID svarer ikke lige nu. Prøv igen om lidt, eller ring til os."), status=503)


def _failed(work: Work, door: str, fault: LoginFailed) -> tuple[str, int]:
    """What was wrong is for the log; the person is told what to do."""
    log.warning("login_failed", door=str(door), reason=fault.reason)
    texts = {
        "assurance": _("Dit log-på er ikke sikkert nok til denne side. Log på med MitID."),
        "second_factor": _("Din arbejdskonto skal bruge totrinsbekræftelse. Tal med din it-afdeling."),
        "no_cvr": _("Du skal logge på med MitID Erhverv for din virksomhed."),
    }
    standard = _("Noget gik galt på vejen. Prøv igen, eller ring til os.")
    return show_doors(work, trouble=texts.get(fault.reason, standard), status=400)


class MunicipalityForm(PortalForm):
    municipality = SelectField(
        _("Kommune"),
        [Required(CHOOSE)],
        choices=[SelectChoice(code, name) for code, name in sorted(MUNICIPALITIES.items(), key=lambda pair: pair[1])],
        validate_choice=False,
        render_kw={"placeholder": _("Vælg kommune")},
    )


@dataclass(frozen=True, kw_only=True)
class AskMunicipality(Page):
    form: FormView
    told_by_staff: bool


@arrival.page("/log-paa/kommune", allow=Permission.LOGIN, queries=1)
def ask_municipality(work: Work) -> Response | tuple[str, int]:
    """The one thing MitID does not tell and everything else rests on."""
    home = arrivals.waiting_home(work, _token())
    if home is None:
        return redirect(url_for("login.choose"), 303)
    return _ask(filled(MunicipalityForm, {"municipality": home}), 200, bool(home))


@arrival.action("/log-paa/kommune", allow=Permission.LOGIN, limit=LOGIN)
def answer_municipality(work: Work) -> Response | tuple[str, int]:
    form, target = filled(MunicipalityForm), (cookie.get(ARRIVED) or {}).get("next", "")
    if not form.validate():
        return _ask(form, 422)
    try:
        user = arrivals.settle(work, _token(), form.municipality.data)
    except Refused as refusal:
        form.add_error("municipality", refusal.text)
        return _ask(form, 422)
    return log_in(work, user, target, Door.CITIZEN)


def _ask(form: MunicipalityForm, status: int, told_by_staff: bool = False) -> tuple[str, int]:
    return render(
        "public/login/municipality.html",
        AskMunicipality(title=_("Hvilken kommune bor du i?"), form=form.view(), told_by_staff=told_by_staff),
        status,
    )


def _token() -> str:
    return (cookie.get(ARRIVED) or {}).get("token", "")
