"""The blueprint of the citizen's pages; the routes stand by feature in the modules beside it."""

from portal.web.pages import Pages

citizen = Pages("citizen", __name__)
