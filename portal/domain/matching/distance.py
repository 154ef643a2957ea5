"""Great-circle distance, the one definition of how far there is (matching.md 1.2).

The haversine formula on a sphere with the mean Earth radius, 6371.0088 km (IUGG). Angles in degrees, answers in
kilometres, everything broadcasts.
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

EARTH_KM: Final = 6371.0088


def great_circle_km(lat1: Any, lon1: Any, lat2: Any, lon2: Any) -> NDArray[np.float64]:
    """Kilometres between two points along the Earth's surface."""
    return km_between(angles(lat1, lon1), angles(lat2, lon2))


class Angles(NamedTuple):
    """Points as the formula reads them: latitude and longitude in radians, and the latitude's cosine."""

    phi: NDArray[np.float64]
    lam: NDArray[np.float64]
    cos_phi: NDArray[np.float64]

    def of(self, rows: NDArray[np.intp]) -> Angles:
        """Some of them."""
        return Angles(self.phi[rows], self.lam[rows], self.cos_phi[rows])


def angles(lat: Any, lon: Any) -> Angles:
    """Degrees as angles, once for points that are asked about again and again."""
    phi = np.radians(lat)
    return Angles(phi, np.radians(lon), np.cos(phi))


def km_between(one: Angles, other: Angles) -> NDArray[np.float64]:
    """The haversine formula."""
    half_phi, half_lambda = (other.phi - one.phi) / 2, (other.lam - one.lam) / 2
    square = np.sin(half_phi) ** 2 + one.cos_phi * other.cos_phi * np.sin(half_lambda) ** 2
    return np.asarray(2 * EARTH_KM * np.arcsin(np.sqrt(np.minimum(1.0, square))))


def unit_vectors(lat: NDArray[np.float64], lon: NDArray[np.float64]) -> NDArray[np.float64]:
    """Points on the unit sphere, shape (n, 3), for rough sieves before the exact formula."""
    phi, lam = np.radians(lat), np.radians(lon)
    return np.column_stack((np.cos(phi) * np.cos(lam), np.cos(phi) * np.sin(lam), np.sin(phi)))
