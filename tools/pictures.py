"""Take the README's pictures from a running demo: python tools/pictures.py http://127.0.0.1:5000 (with fresh demo people)."""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tools.browser import find

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "pictures"
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 800}
CHECK = ("Start", "Jeg er ledig og søger arbejde", "Dragør", "Ja", "3 til 9 måneder", "Ja", "Ja")


def person(browser: Browser, address: str, key: str | None, size: dict[str, int]) -> Page:
    """A browser of her own, logged in where a key is given."""
    page = browser.new_context(viewport=size, locale="da-DK", device_scale_factor=1).new_page()
    if key:
        page.goto(f"{address}/log-paa/demo")
        page.locator(f"button[name=person][value={key}]").click()
        page.wait_for_load_state()
    return page


def take(page: Page, name: str) -> None:
    page.evaluate("() => document.activeElement?.blur()")
    page.wait_for_timeout(300)
    page.screenshot(path=FOLDER / f"{name}.png")


def main(address: str) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as running:
        browser = running.chromium.launch(executable_path=find(), args=["--no-sandbox", "--disable-gpu"])
        desk = person(browser, address, None, DESK)
        desk.goto(address)
        take(desk, "front")
        phone = person(browser, address, None, PHONE)
        phone.goto(f"{address}/tjek")
        for answer in CHECK:
            main_part = phone.locator("main")
            link = main_part.get_by_role("link", name=answer, exact=True)
            link.or_(main_part.get_by_role("button", name=answer, exact=True)).first.click()
            phone.wait_for_timeout(400)
            if answer == "Ja" and "ledig-laenge" in phone.url:
                take(phone, "question")
        take(phone, "result")
        citizen = person(browser, address, "henrik-juul", PHONE)
        take(citizen, "my-page")
        staff = person(browser, address, "mette-kjaer", DESK)
        staff.goto(f"{address}/medarbejder/match")
        staff.get_by_role("button", name="Kør nu").first.click()
        staff.wait_for_load_state()
        staff.get_by_role("link", name="Lars B.").first.click()
        staff.wait_for_load_state()
        take(staff, "proposal")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1])
