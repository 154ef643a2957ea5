"""The pairs place by place, best first, sorted no further than somebody looks.

A pair is one whole number: what its points lack of the top in the upper half, its citizen in the lower. Ascending
order is then best first, and the lower citizen first among equals. A place's row is cut into the part that is sorted
and the rest, which holds nothing better; most rows are never sorted to the end.
"""

from __future__ import annotations

import numpy as np

from portal.domain.matching.kernels.compiled import compiled

POINTS_TOP = 1_000_000
CITIZEN_BITS = 32
CITIZEN_MASK = (1 << CITIZEN_BITS) - 1
FIRST_LOOK = 8
FEW = 32


@compiled
def place_rows(start, place, points, spare):
    """Turns citizens' rows (start, place, points) into places' rows with room for `spare[j]` more pairs in each.

    Returns where each row begins and ends, and the pairs.
    """
    places = len(spare)
    begin = np.zeros(places + 1, dtype=np.int64)
    for k in range(len(place)):
        begin[place[k] + 1] += 1
    for j in range(places):
        begin[j + 1] += begin[j] + spare[j]
    end = begin[:-1].copy()
    pairs = np.empty(begin[places], dtype=np.int64)
    for i in range(len(start) - 1):
        for k in range(start[i], start[i + 1]):
            j = place[k]
            pairs[end[j]] = (np.int64(POINTS_TOP - points[k]) << CITIZEN_BITS) | i
            end[j] += 1
    return begin, end, pairs


@compiled
def look_further(pairs, first, sorted_to, end):
    """Sorts the next stretch of a row, twice as long as what is sorted already. Returns how far it is sorted."""
    upto = min(end, sorted_to + max(FIRST_LOOK, sorted_to - first))
    if upto < end:
        select(pairs, sorted_to, end, upto)
    if upto - sorted_to > FEW:
        pairs[sorted_to:upto].sort()
    else:
        sort_few(pairs, sorted_to, upto)
    return upto


@compiled
def sort_few(pairs, low, high):
    """Sorts a short stretch by moving each pair down to where it belongs."""
    for k in range(low + 1, high):
        pair = pairs[k]
        while k > low and pairs[k - 1] > pair:
            pairs[k] = pairs[k - 1]
            k -= 1
        pairs[k] = pair


@compiled
def select(pairs, low, high, middle):
    """Rearranges pairs[low:high] so that all before `middle` are smaller than all from it on."""
    high -= 1
    while low < high:
        a, b, c = pairs[low], pairs[(low + high) >> 1], pairs[high]
        pivot = max(min(a, b), min(max(a, b), c))
        left, right = low, high
        while left <= right:
            while pairs[left] < pivot:
                left += 1
            while pairs[right] > pivot:
                right -= 1
            if left <= right:
                pairs[left], pairs[right] = pairs[right], pairs[left]
                left += 1
                right -= 1
        if middle <= right:
            high = right
        elif middle >= left:
            low = left
        else:
            return


@compiled
def insert_pair(start, sorted_to, end, pairs, j, pair):
    """Adds a pair to place j's row, into its sorted part if it belongs there. False when the row has no room."""
    if end[j] == start[j + 1]:
        return False
    at = sorted_to[j]
    if at > start[j] and pair < pairs[at - 1]:
        pairs[end[j]] = pairs[at]
        while at > start[j] and pairs[at - 1] > pair:
            pairs[at] = pairs[at - 1]
            at -= 1
        pairs[at] = pair
        sorted_to[j] += 1
    else:
        pairs[end[j]] = pair
    end[j] += 1
    return True


@compiled
def remove_citizen(start, sorted_to, end, pairs, j, i):
    """Takes citizen i's pair out of place j's row; the sorted part stays sorted."""
    at = start[j]
    while pairs[at] & CITIZEN_MASK != i:
        at += 1
    if at < sorted_to[j]:
        sorted_to[j] -= 1
        for k in range(at, sorted_to[j]):
            pairs[k] = pairs[k + 1]
        at = sorted_to[j]
    end[j] -= 1
    pairs[at] = pairs[end[j]]
