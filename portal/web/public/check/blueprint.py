"""The blueprint of the check, in a place its modules can share."""

from portal.web.pages import Pages

check = Pages("check", __name__)
