"""The blueprint of the open pages, in a place its modules can share."""

from portal.web.pages import Pages

public = Pages("public", __name__)
