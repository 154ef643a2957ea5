"""The press: a paper as a PDF file with tags, a language and a title (PDF/UA-1), set by Typst from fonts of our own."""

from __future__ import annotations

import functools
import json
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Response, make_response

from portal.web.context import portal
from portal.web.i18n import gettext as _
from portal.web.i18n import language, long_date
from portal.web.papers.model import Paper, plain
from portal.web.papers.page_reader import read_page
from portal.web.static import STATIC

if TYPE_CHECKING:
    from typst import Fonts

FONTS = STATIC / "vendor" / "papers"
TEMPLATE = Path(__file__).resolve().parents[2] / "templates" / "papers" / "paper.typ"
STANDARD = "ua-1"


def of_page(html: str, *facts: str) -> Paper:
    """The page that was just made, as paper: what its print style shows, and nothing to press."""
    return read_page(html, facts)


def download(paper: Paper, name: str, now: datetime) -> Response:
    """The file. Its name tells the kind of paper and nothing about the person."""
    response = make_response(pdf(paper, now))
    response.headers["Content-Type"] = "application/pdf"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def pdf(paper: Paper, now: datetime) -> bytes:
    """Set the paper. The words come as JSON beside the template; none of them is ever read as its language."""
    import typst  # large: loaded with the first paper, not with the first page

    site = portal().site
    given = {
        "title": paper.title,
        "blocks": plain(paper.blocks),
        "facts": list(paper.facts),
        "lang": language(),
        "service": site.service_name,
        "contact": _("Spørgsmål? Ring på %(phone)s, %(hours)s.", phone=site.support_phone, hours=site.support_hours),
        "made": _("Hentet den %(date)s", date=long_date(now)),
        "page": _("Side"),
        "of": _("af"),
    }
    # A compiler of one's own: it cannot be shared between threads, and costs a millisecond. The fonts can.
    made = now.replace(microsecond=0)
    press = typst.Compiler(TEMPLATE, root=TEMPLATE.parent, font_paths=_fonts(), sys_inputs={"paper": json.dumps(given)})
    try:
        return press.compile(format="pdf", pdf_standards=STANDARD, timestamp=made)
    except typst.TypstError:
        # A letter none of our fonts has (中) is against the standard. It shows as a box, is read aloud as what it is,
        # and keeps nobody from her paper: everything else, the tags too, is as it always is.
        return press.compile(format="pdf", timestamp=made)


@functools.cache
def _fonts() -> Fonts:
    """Those of the pages, and for letters they lack (Ł, Ж) those Typst carries: the same paper on every machine."""
    import typst

    if not FONTS.is_dir():
        raise RuntimeError("De statiske filer mangler. Kør: make install")
    return typst.Fonts(include_system_fonts=False, font_paths=[str(FONTS)])
