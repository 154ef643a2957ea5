"""A page of which htmx has swapped a part, and the same page loaded whole: what both have in common is everything."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page

STANDS = """() => { const all = document.documentElement.cloneNode(true);
  all.querySelectorAll('input[name=csrf_token], input[name=idempotency_key]').forEach(e => e.removeAttribute('value'));
  all.querySelectorAll('h1, [data-module=error-summary]').forEach(e => e.removeAttribute('tabindex'));
  all.querySelectorAll('[data-htmx-powered]').forEach(e => e.removeAttribute('data-htmx-powered'));
  all.querySelector('#live').textContent = '';
  all.querySelectorAll('noscript, #flash > *').forEach(e => e.remove());
  return all.outerHTML.split('\\n').map(line => line.trim()).filter(line => line); }"""
"""The whole document by lines, but for one-time numbers, what is said once, where the script has put the focus, and its marks."""


@contextmanager
def swapped(page: Page) -> Iterator[None]:
    """What happens inside swaps a part: a mark on the window would not outlive that the page is loaded."""
    page.evaluate("() => { window.stays = [document.getElementById('live'), document.getElementById('session')]; }")
    yield
    assert page.evaluate(
        "() => window.stays[0] === document.getElementById('live')"
        " && window.stays[1] === document.getElementById('session')"
    )


def same_when_loaded(page: Page) -> None:
    """Nodes, attributes, title and menu are those the page has when it is loaded from its address."""
    before = page.evaluate(STANDS)
    page.reload()
    assert before == page.evaluate(STANDS)
