"""Places in the groups of one stream and year: every group has its share of the stream, whoever fills it.

Which pupils may come is decided in `pupils`; which groups there are, and which follows which, in `programmes`.
"""

import numpy as np

from orchestration.demo.programmes import Groups
from orchestration.demo.quota import largest_remainder, rank_in

NOT_TAKEN = -1


class Places:
    """Free places per group, filled by one flow of pupils after another, and in the end by newcomers."""

    def __init__(self, groups: Groups, candidates: np.ndarray, weight: np.ndarray, same: np.ndarray, n: int):
        """same: for every group the candidate with the same programme (`same_programme`)."""
        self.groups, self.candidates, self.same = groups, candidates, same
        self.left = np.zeros(len(groups.number), dtype=np.int64)
        self.left[candidates] = largest_remainder(np.array([n]), weight[None, :])[0]

    def take(self, previous: np.ndarray, ask: int, rng: np.random.Generator) -> np.ndarray:
        """The group of each pupil of a flow, from the groups they were in; NOT_TAKEN when there is no place.

        First as many from each group as its share of what is asked, then from wherever there are more.
        """
        result = np.full(len(previous), NOT_TAKEN)
        share = np.zeros_like(self.left)
        share[self.candidates] = largest_remainder(np.array([ask]), self.left[None, self.candidates])[0]
        for places in (np.minimum(share, self.left), self.left):
            self._seat(previous, result, places.copy(), ask, rng)
        return result

    def rest(self, rng: np.random.Generator) -> np.ndarray:
        """The groups of newcomers: all that is left."""
        return rng.permutation(np.repeat(np.arange(len(self.left)), self.left))

    def _seat(
        self, previous: np.ndarray, result: np.ndarray, places: np.ndarray, most: int, rng: np.random.Generator
    ) -> None:
        """In the same programme as far as it has places, else in the area, elsewhere only if the stream lacks it."""

        def seat(who: np.ndarray, where: np.ndarray) -> None:
            n = min(len(who), len(where), most - int((result >= 0).sum()))
            result[who[:n]] = where[:n]
            taken = np.bincount(where[:n], minlength=len(places))
            places[:] -= taken
            self.left[:] -= taken

        same = self.same[previous]
        who = np.flatnonzero((result < 0) & (same >= 0))
        who = who[rank_in(same[who], who) < places[same[who]]]
        seat(who, same[who])
        area = self.groups.area
        offered = np.unique(area[self.candidates])
        before = np.unique(area[previous[result < 0]])
        # who comes from an area that the stream does not have is seated last, where there is room
        for a in sorted(before, key=lambda a: a not in offered):
            who = np.flatnonzero((result < 0) & (area[previous] == a))
            here = self.candidates[area[self.candidates] == a] if a in offered else self.candidates
            seat(who, rng.permutation(np.repeat(here, places[here])))
