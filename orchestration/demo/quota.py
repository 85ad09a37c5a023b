"""Controlled allocation: shares come out as exact counts, chance only decides who.

Knows nothing about pupils or jobs.
"""

import numpy as np

EPSILON = 1e-9  # the noise of floating point must not decide about a person


def largest_remainder(totals: np.ndarray, shares: np.ndarray, carry_on: bool = True) -> np.ndarray:
    """Each total split over its row of shares, in whole numbers that add up to it.

    What a row rounds away is carried to the next one, so that the columns come out right as well: several cells
    together are within one of what their shares ask for. Without carry_on each row is as near as it can be.
    """
    totals = np.asarray(totals, dtype=np.int64)
    shares = np.clip(np.asarray(shares, dtype=float), 0, None)
    sums = shares.sum(axis=1, keepdims=True)
    shares = np.where(sums > 0, shares / np.where(sums > 0, sums, 1), 1 / shares.shape[1])
    exact = shares * totals[:, None]
    if shares.shape[1] == 2:
        first = exact[:, 0]
        first = np.diff(_nearest(np.cumsum(first)), prepend=0) if carry_on else _nearest(first)
        return np.stack([first, totals - first], axis=1)
    counts = np.zeros(exact.shape, dtype=np.int64)
    carry = np.zeros(shares.shape[1])
    for row in np.flatnonzero(totals):
        possible = shares[row] > 0
        wanted = np.where(possible, exact[row] + carry * carry_on, 0.0)
        counts[row] = _whole(wanted, int(totals[row]), possible)
        carry = np.where(possible, wanted - counts[row], carry)
    return counts


def _nearest(values: np.ndarray) -> np.ndarray:
    return np.floor(values + 0.5 + EPSILON).astype(np.int64)


def _whole(wanted: np.ndarray, total: int, possible: np.ndarray) -> np.ndarray:
    """Whole numbers near the wanted ones that add up to the total."""
    counts = np.floor(np.clip(wanted, 0, None) + EPSILON).astype(np.int64)
    while (lacking := total - int(counts.sum())) > 0:
        order = np.argsort(np.where(possible, counts - wanted, np.inf), kind="stable")
        counts[order[: min(lacking, int(possible.sum()))]] += 1
    while counts.sum() > total:
        counts[np.argmax(np.where(counts > 0, counts - wanted, -np.inf))] -= 1
    return counts


def rank_in(group: np.ndarray, key: np.ndarray) -> np.ndarray:
    """Position (from 0) of each element within its group, by key."""
    order = np.lexsort((key, group))
    ordered = group[order]
    starts = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]]) if len(group) else np.empty(0, int)
    position = np.arange(len(group)) - np.repeat(starts, np.diff(np.r_[starts, len(group)]))
    rank = np.empty(len(group), dtype=np.int64)
    rank[order] = position
    return rank


def assign(
    cell: np.ndarray,
    shares: np.ndarray,
    rng: np.random.Generator,
    previous: np.ndarray | None = None,
    churn: float | np.ndarray = 0.0,
    affinity: np.ndarray | None = None,
    carry_on: bool = True,
) -> np.ndarray:
    """A category for every element; within each cell (a row of shares) the counts are those of the shares.

    previous: category so far (-1: none), kept as far as the counts allow, but by a share `churn` that moves anyway.
    affinity: weight of each category for each element, when places are filled; without it, chance alone decides.
    carry_on: as in largest_remainder.
    """
    n, (n_cells, n_categories) = len(cell), shares.shape
    cell = np.asarray(cell, dtype=np.int64)
    left = largest_remainder(np.bincount(cell, minlength=n_cells), shares, carry_on)
    result = np.full(n, -1, dtype=np.int64)
    if previous is not None and n:
        stays = np.flatnonzero((previous >= 0) & (rng.random(n) >= churn))
        place = cell[stays] * n_categories + previous[stays]
        kept = rank_in(place, rng.random(len(stays))) < left.ravel()[place]
        result[stays[kept]] = previous[stays[kept]]
        left = left - np.bincount(place[kept], minlength=left.size).reshape(left.shape)
    if affinity is not None:
        for category in np.argsort(shares.sum(axis=0), kind="stable")[:-1]:
            if not left[:, category].any():
                continue
            open_ = np.flatnonzero(result < 0)
            weight = np.clip(affinity[open_, category], 1e-6, None)
            chosen = open_[
                rank_in(cell[open_], -(rng.random(len(open_)) ** (1 / weight))) < left[cell[open_], category]
            ]
            result[chosen] = category
            left[:, category] -= np.bincount(cell[chosen], minlength=n_cells)
    open_ = np.flatnonzero(result < 0)
    order = open_[np.lexsort((rng.random(len(open_)), cell[open_]))]
    result[order] = np.repeat(np.tile(np.arange(n_categories), n_cells), left.ravel())
    return result


def pick(n: int, share: float, rng: np.random.Generator) -> np.ndarray:
    """A mask that is true for exactly the rounded share of n."""
    mask = np.zeros(n, dtype=bool)
    mask[rng.permutation(n)[: round(n * share)]] = True
    return mask
