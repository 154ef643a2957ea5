"""Every use of htmx, and where it is proved that what it makes of a page is the page itself.

All forms go through one component, so that they are one use; the server cannot answer it differently, for it looks at whether
htmx asks in two places only; and the templates can put nothing between `<body>` and `<main>` that a swap would have to bring.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "portal" / "templates"
ATTRIBUTE = re.compile(r"[\s{}\"](hx-[a-z:-]+|hx-\{\{ method \}\})")
USES = {
    "components/form.html": "hx-{{ method }} hx-target hx-select hx-swap hx-push-url hx-sync",
    "caseworker/match/run_progress.html": "hx-get hx-trigger hx-target hx-select hx-swap",
    "layouts/base.html": "hx-history-elt",
}
PROOFS = {
    "a form sent": "browser/test_swaps.py::test_an_answer_and_the_way_back",
    "a form sent, and what stands around it, in every test of a page": "web/browse.py::_check_swap",
    "a form sent by somebody logged in": "browser/test_enrolment_promises.py::look_back",
    "a form of staff": "browser/test_caseworker_actions.py::"
    "test_a_praktik_from_the_approved_match_to_the_registered_placement",
    "a form that comes back": "browser/test_swaps.py::test_a_form_that_comes_back_with_its_faults",
    "a form that asks": "browser/test_swaps.py::test_a_choice_that_is_shown",
    "a run that shows how far it has come": "browser/test_caseworker_actions.py::"
    "test_the_decision_is_complete_on_one_screen",
    "the way back": "browser/test_swaps.py::test_an_answer_and_the_way_back",
    "somebody whose log-in is over": "web/test_checks_requests.py::"
    "test_check_16_a_swap_after_the_log_in_is_over_leads_to_the_log_in_and_swaps_nothing",
}
READERS = {"web/pages.py": 1, "web/caseworker/match_run.py": 1}
"""Who looks at whether htmx asks: the guard, for a log-in that is over, and the run, which says aloud that it is done."""
SCRIPTS = {"autosave.js": 1, "session.js": 3}
"""Requests our own scripts send. None of them shows what comes back, but for the words that it was kept."""


def test_every_use_of_htmx_is_named() -> None:
    found = {
        str(path.relative_to(TEMPLATES)): " ".join(names)
        for path in sorted(TEMPLATES.rglob("*.html"))
        if (names := ATTRIBUTE.findall(path.read_text(encoding="utf-8")))
    }
    assert found == USES


def test_the_server_answers_htmx_as_it_answers_everybody() -> None:
    readers = {
        str(path.relative_to(ROOT / "portal")): count
        for path in (ROOT / "portal").rglob("*.py")
        if (count := path.read_text(encoding="utf-8").count("HX-Request"))
    }
    assert readers == READERS


def test_our_own_scripts_fetch_no_page_to_show() -> None:
    fetches = {
        path.name: count
        for path in (ROOT / "portal" / "static").glob("*.js")
        if (count := len(re.findall(r"\bfetch\(|htmx\.(?:ajax|swap)|XMLHttpRequest", path.read_text(encoding="utf-8"))))
    }
    assert fetches == SCRIPTS


def test_around_main_a_page_sets_its_kind_and_nothing_else() -> None:
    base = (TEMPLATES / "layouts" / "base.html").read_text(encoding="utf-8")
    before, rest = base.split("<main", 1)
    blocks = re.findall(r"{%-? block (\w+)", before + rest.split("</main>", 1)[1])
    assert blocks == ["title", "body_class"]


def test_nobody_logs_in_by_a_swap() -> None:
    """Who logs in gets another page around the part: another name, another menu, and the script that warns before the end."""
    live = [path for path in (TEMPLATES / "public" / "login").glob("*.html") if "live=true" in path.read_text("utf-8")]
    assert live == []


def test_the_proofs_are_there() -> None:
    for proof in PROOFS.values():
        file, name = proof.split("::")
        tree = ast.parse((ROOT / "tests" / file).read_text(encoding="utf-8"))
        assert name in {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}, proof
