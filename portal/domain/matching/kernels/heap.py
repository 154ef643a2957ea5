"""The queue of a search: the nearest node first, each node in it once, the lower number first among equals.

`near` is a heap of node numbers, `at` each node's place in it (-1: not there), `distance` what it is ordered by.
"""

from __future__ import annotations

from portal.domain.matching.kernels.compiled import inlined


@inlined
def before(distance, one, other):
    """Whether `one` comes out first."""
    return distance[one] < distance[other] or (distance[one] == distance[other] and one < other)


@inlined
def rise(near, at, distance, k):
    """Moves the node at position k up to where it belongs."""
    node = near[k]
    while k > 0:
        above = (k - 1) >> 1
        if not before(distance, node, near[above]):
            break
        near[k] = near[above]
        at[near[k]] = k
        k = above
    near[k] = node
    at[node] = k


@inlined
def sink(near, at, distance, k, size):
    """Moves the node at position k down to where it belongs."""
    node = near[k]
    while True:
        below = 2 * k + 1
        if below >= size:
            break
        if below + 1 < size and before(distance, near[below + 1], near[below]):
            below += 1
        if not before(distance, near[below], node):
            break
        near[k] = near[below]
        at[near[k]] = k
        k = below
    near[k] = node
    at[node] = k


@inlined
def put(near, at, distance, size, node):
    """Adds a node, or moves it up when its distance became smaller. Returns the new size."""
    if at[node] < 0:
        near[size] = node
        at[node] = size
        size += 1
    rise(near, at, distance, at[node])
    return size


@inlined
def take(near, at, distance, size):
    """Takes out the nearest node, which is then found at position `size`. Returns the new size."""
    node = near[0]
    size -= 1
    last = near[size]
    at[node] = -1
    if size > 0:
        near[0] = last
        at[last] = 0
        sink(near, at, distance, 0, size)
    near[size] = node
    return size


@inlined
def clear(near, at, size):
    """Forgets what is still in the queue."""
    for k in range(size):
        at[near[k]] = -1
