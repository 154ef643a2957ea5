"""What is measured on a page that stands, in the words of the accessibility checklist (service design 6.3)."""

from __future__ import annotations

import re

from playwright.sync_api import Page

from tests.browser.visitor import Visitor

WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
TOO_SMALL = """() => [...document.querySelectorAll(
    'main button, main summary, main .button, main input[type=radio] + label, main input[type=checkbox] + label,'
    + 'main input:not([type=hidden]):not([type=radio]):not([type=checkbox]), main select, main textarea')]
  .filter(e => e.offsetParent && (e.getBoundingClientRect().height < 44 || e.getBoundingClientRect().width < 44))
  .map(e => e.outerHTML.slice(0, 120))"""
CUT_OFF = """() => [...document.querySelectorAll('main *, header *')]
  .filter(e => e.offsetParent && e.textContent.trim() && !e.closest('.sr-only, svg, select'))
  .filter(e => { const s = getComputedStyle(e);
    return (s.overflowX !== 'visible' && s.overflowX !== 'auto' && e.scrollWidth > e.clientWidth + 1)
      || (s.overflowY === 'hidden' && e.scrollHeight > e.clientHeight + 1); })
  .map(e => e.outerHTML.slice(0, 120))"""
OUTSIDE = """() => [...document.querySelectorAll('main a, main button, main input, main select, main textarea, main summary')]
  .filter(e => e.offsetParent && !e.closest('.sr-only'))
  .map(e => [e, e.getBoundingClientRect()])
  .filter(([e]) => !e.matches('input[type=radio], input[type=checkbox]'))
  .filter(([, r]) => r.width && (r.right > innerWidth + 1 || r.left < -1))
  .map(([e]) => e.outerHTML.slice(0, 120))"""
MOVING = """() => [...document.querySelectorAll('*')].filter(e => { const s = getComputedStyle(e);
    return [...s.transitionDuration.split(','), ...s.animationDuration.split(',')].some(t => parseFloat(t) > 0.00011); })
  .map(e => e.outerHTML.slice(0, 120))"""
UNSEEN = """() => [...document.querySelectorAll('main .button, main button.sv-answer')]
  .filter(e => e.offsetParent && !e.matches('.sv-button-link, .button-unstyled'))
  .filter(e => { const s = getComputedStyle(e); return s.borderTopStyle === 'none' || parseFloat(s.borderTopWidth) < 1; })
  .map(e => e.outerHTML.slice(0, 120))"""
SPACING = """() => { const sheet = new CSSStyleSheet();
  sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }'
    + 'p { margin-bottom: 2em !important; }');
  document.adoptedStyleSheets = [sheet]; }"""
LARGE = "() => { document.documentElement.style.fontSize = '125%'; }"
"""DKFDS' root is 62.5 %: this is a browser whose text has been set to twice the size."""

KEY = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
CITIZEN = ("/min-side", "/tilmeld")
NOT_PAGES = (".pdf", ".json", ".ics")


def reachable(person: Visitor, start: str = "/min-side", within: tuple[str, ...] = CITIZEN) -> list[str]:
    """Every page one can reach by links from the start without leaving these addresses, one of each kind."""
    found, waiting = {KEY.sub("*", start): start}, [start]
    while waiting:
        person.page.goto(person.url + waiting.pop(0))
        hrefs = person.page.eval_on_selector_all(
            "main a[href], header a[href]", "all => all.map(a => a.getAttribute('href'))"
        )
        for href in hrefs:
            path = href.split("#")[0]
            kind = KEY.sub("*", path)
            if path.startswith(within) and not path.endswith(NOT_PAGES) and kind not in found:
                found[kind] = path
                waiting.append(path)
    return list(found.values())


def measured(page: Page, *measures: str) -> list:
    """The faults of each measure; a page without any gives an empty list."""
    return [fault for measure in measures for fault in page.evaluate(measure)]
