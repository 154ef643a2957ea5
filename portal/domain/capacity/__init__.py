"""Places in a programme: how many there are for whom, whether there is room, and how long a line will take."""

from portal.domain.capacity.forecast import Turnover, Wait, forecast
from portal.domain.capacity.places import Places, Pool, Standing, pool_of, pools_of, standing

__all__ = [
    "Places",
    "Pool",
    "Standing",
    "Turnover",
    "Wait",
    "forecast",
    "pool_of",
    "pools_of",
    "standing",
]
