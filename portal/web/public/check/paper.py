"""The result as paper: made from the answers in the cookie at this moment, and kept nowhere."""

from __future__ import annotations

from werkzeug.wrappers import Response

from portal.domain.access import Permission
from portal.services.work import Work
from portal.web.papers import download, of_page
from portal.web.public.check.blueprint import check
from portal.web.public.check.result_pages import show_result


@check.page("/tjek/svar.pdf", allow=Permission.CHECK_ANSWER, queries=3)
def download_result(work: Work) -> Response:
    """The same as the page. Without answers it leads where the page leads."""
    shown = show_result(work)
    if isinstance(shown, Response):
        return shown
    html, _status = shown
    return download(of_page(html), "svar.pdf", work.now)
