"""Places in programmes: who has one, who waits, and what happens when one becomes free."""

from portal.services.places.admission import let_in, why_not_now
from portal.services.places.letters import tell_number, waiting_words, write_to_waiting
from portal.services.places.offering import (
    BackInTurn,
    back_in_turn,
    expire_offers,
    offer_places,
    recall_offer,
    remind_of_offers,
)
from portal.services.places.priority import PutFirst, first_of_her_day, put_first
from portal.services.places.standing import (
    LinePlace,
    ProgrammePlaces,
    hold,
    line_place,
    of_home,
    of_programme,
    of_programmes,
    wait_for_newcomer,
)

__all__ = [
    "BackInTurn",
    "LinePlace",
    "ProgrammePlaces",
    "PutFirst",
    "back_in_turn",
    "expire_offers",
    "first_of_her_day",
    "hold",
    "let_in",
    "line_place",
    "of_home",
    "of_programme",
    "of_programmes",
    "offer_places",
    "put_first",
    "recall_offer",
    "remind_of_offers",
    "tell_number",
    "wait_for_newcomer",
    "waiting_words",
    "why_not_now",
    "write_to_waiting",
]
