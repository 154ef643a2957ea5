"""The anonymous check: one question a page, one tap an answer, nothing kept but a cookie for two hours."""

from portal.web.public.check import asking, paper, result_pages
from portal.web.public.check.blueprint import check

__all__ = ["asking", "check", "paper", "result_pages"]
