"""The criteria of a draft: each with its rule, its sentences, its source and its question (A3)."""

from __future__ import annotations

from dataclasses import dataclass

from flask import abort, redirect, request, url_for
from werkzeug.wrappers import Response

from portal.domain.access import Permission
from portal.domain.eligibility import Hardness
from portal.domain.eligibility.facts import EXACT_FACT, FACTS, SENSITIVE_FACTS, Kind
from portal.programmes.editing import Data, data_of
from portal.services import programme_version as versions
from portal.services.work import Work
from portal.store import programme_versions as store
from portal.store.programme_versions import VersionRecord
from portal.web.admin.blueprint import admin
from portal.web.admin.criterion_form import STAFF, CriterionForm, form_for, start_of, test_of, texts_of
from portal.web.admin.editing import DraftPage, common, keep, programme_of
from portal.web.admin.routes import RouteRow, route_facts, route_rows
from portal.web.admin.words import HARDNESS, rule_words
from portal.web.i18n import gettext as _
from portal.web.render import render

EDIT = Permission.PROGRAMME_EDIT


@dataclass(frozen=True)
class Row:
    label: str
    rule: str
    hardness: str
    met: str
    talk: tuple[str, ...]
    """What a person reads where the answer can be a talk: we do not know, and for soft criteria also not met."""
    unmet: str
    """What she reads where it can be "not now"; empty where it never can."""
    source: str
    href: str
    is_locked: bool


@dataclass(frozen=True, kw_only=True)
class EditCriteria(DraftPage):
    rows: tuple[Row, ...]
    facts: tuple[tuple[str, str, str], ...]
    """What a new criterion can be about: its name, a note, and where to go."""
    routes: tuple[RouteRow, ...]
    route_facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class EditCriterion(DraftPage):
    back: str
    rule: str
    is_locked: bool
    can_remove: bool


@admin.page("/admin/programmer/udkast/<uuid:version_id>/kriterier", allow=EDIT, load=store.get)
def edit_criteria(work: Work, draft: VersionRecord) -> tuple[str, int]:
    page = EditCriteria(
        title=_("Kriterier"),
        **common(work, draft, "edit_criteria"),  # type: ignore[arg-type]
        rows=_rows(work, draft),
        facts=_facts(draft),
        routes=route_rows(draft),
        route_facts=route_facts(draft),
    )
    return render("admin/draft/criteria.html", page)


@admin.page("/admin/programmer/udkast/<uuid:version_id>/kriterium", allow=EDIT, load=store.get)
def edit_criterion(work: Work, draft: VersionRecord) -> tuple[str, int]:
    data, key, fact = data_of(draft.text), *_asked()
    return _show(work, draft, form_for(data, fact, start_of(data, key)), key, fact)


@admin.action("/admin/programmer/udkast/<uuid:version_id>/kriterium", allow=EDIT, load=store.get)
def save_criterion(work: Work, draft: VersionRecord) -> Response | tuple[str, int]:
    data, key, fact = data_of(draft.text), *_asked()
    form = form_for(data, fact, start_of(data, key))
    if request.form.get("handling") == "fjern" and key:
        done = keep(work, draft, form, f"kriterium {key} fjernet", lambda d: versions.remove_criterion(d, key))
    elif form.validate():
        done = keep(work, draft, form, "kriterium", lambda d: _put(d, key, fact, form))
    else:
        done = None
    if done is None:
        return _show(work, draft, form, key, fact, 422)
    return redirect(url_for("admin.edit_criteria", version_id=draft.id), 303)


def _put(data: Data, key: str, fact: str, form: CriterionForm) -> None:
    start = start_of(data, key)
    hardness = form.hardness.data if "hardness" in form else "staff"
    text, why = ((form[n].data or "").strip() if n in form else "" for n in ("question_text", "question_why"))
    asked = versions.OwnQuestion(text, why)
    source = form.new_source.data or form.source.data
    versions.put_criterion(data, key, hardness, test_of(form, fact, start), texts_of(form), source, asked)


def _asked() -> tuple[str, str]:
    """Which criterion the page is about, and the fact that a new one is to be about."""
    fact = request.args.get("om", "")
    if fact and fact not in (*FACTS, STAFF):
        abort(404)
    return request.args.get("id", ""), fact


def _show(
    work: Work, draft: VersionRecord, form: CriterionForm, key: str, fact: str, status: int = 200
) -> tuple[str, int]:
    programme = programme_of(work, draft)
    known = next((one for one in programme.criteria if one.id == key), None)
    if (key and known is None) or not (key or fact):
        abort(404)
    shared = common(work, draft, "edit_criteria")
    touchy = bool((known.facts if known else {fact}) & SENSITIVE_FACTS)
    page = EditCriterion(
        title=known.label if known else _("Nyt kriterium"),
        **shared
        | {
            "form": form.view(),
            "action": url_for("admin.edit_criterion", version_id=draft.id, **({"id": key} if key else {"om": fact})),
        },
        back=url_for("admin.edit_criteria", version_id=draft.id),
        rule=rule_words(known.test) if known else _("Om: %(fact)s", fact=_about(fact)),
        is_locked=touchy,
        can_remove=bool(known) and len(programme.criteria) > 1,
    )  # type: ignore[arg-type]
    return render("admin/draft/criterion.html", page, status)


def _about(fact: str) -> str:
    return _("noget, der vurderes i samtalen") if fact == STAFF else FACTS[fact].label


def _rows(work: Work, draft: VersionRecord) -> tuple[Row, ...]:
    found = []
    for one in programme_of(work, draft).criteria:
        said = {str(outcome): text for outcome, text in one.texts}
        hard = one.hardness is Hardness.HARD
        talk = (said.get("unknown") or said.get("staff", ""), "" if hard else said.get("unmet", ""))
        found.append(
            Row(
                label=one.label,
                rule=rule_words(one.test),
                hardness=HARDNESS[one.hardness],
                met=said.get("met", ""),
                talk=tuple(filter(None, talk)),
                unmet=said.get("unmet", "") if hard else "",
                source=one.source,
                href=url_for("admin.edit_criterion", version_id=draft.id, id=one.id),
                is_locked=bool(one.facts & SENSITIVE_FACTS) and not hard,
            )
        )
    return tuple(found)


def _facts(draft: VersionRecord) -> tuple[tuple[str, str, str], ...]:
    """Every fact a new criterion can be about, by its everyday name; dates are asked as ages and lengths."""
    used = {one.get("test", {}).get("fact") for one in data_of(draft.text)["criteria"]}
    exact = set(EXACT_FACT.values())
    found = []
    for name, fact in sorted(FACTS.items(), key=lambda item: item[1].label):
        if name in exact or fact.kind is Kind.MUNICIPALITY:
            continue
        note = _("følsomt: kan kun føre til en snak") if name in SENSITIVE_FACTS else ""
        note = note or (_("bruges allerede") if name in used else "")
        found.append((fact.label.capitalize(), note, url_for("admin.edit_criterion", version_id=draft.id, om=name)))
    href = url_for("admin.edit_criterion", version_id=draft.id, om=STAFF)
    found.append((_("Noget, der vurderes i samtalen"), _("spørges aldrig i tjekket"), href))
    return tuple(found)
