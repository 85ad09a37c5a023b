"""Controlled allocation: shares become exact counts, in every cell."""

import numpy as np

from orchestration.demo.quota import assign, largest_remainder, pick, rank_in


def test_largest_remainder_adds_up_in_every_row():
    counts = largest_remainder(np.array([10, 7, 0]), np.array([[1, 1, 1], [0.5, 0.25, 0.25], [1, 0, 0]]))
    assert counts.sum(axis=1).tolist() == [10, 7, 0]
    assert counts[0].tolist() in ([4, 3, 3], [3, 4, 3], [3, 3, 4])
    assert counts[1, 0] in (3, 4)


def test_largest_remainder_without_shares_spreads_evenly():
    assert largest_remainder(np.array([6]), np.zeros((1, 3))).tolist() == [[2, 2, 2]]


def test_largest_remainder_carries_on_what_a_row_rounds_away():
    for shares in ([[0.3, 0.7]] * 10, [[0.3, 0.5, 0.2]] * 10):
        columns = largest_remainder(np.ones(10, int), np.array(shares)).sum(axis=0)
        assert columns.tolist() == [round(10 * share) for share in shares[0]]


def test_largest_remainder_rounds_each_row_by_itself_when_asked():
    shares = np.array([[0.3, 0.7]] * 10)
    assert largest_remainder(np.ones(10, int), shares, carry_on=False).tolist() == [[0, 1]] * 10


def test_largest_remainder_gives_nothing_to_what_has_no_share():
    shares = np.array([[0.5, 0.25, 0.25], [0.5, 0.5, 0.0], [0.0, 0.5, 0.5]])
    counts = largest_remainder(np.array([3, 3, 3]), shares)
    assert counts[1, 2] == counts[2, 0] == 0
    assert counts.sum(axis=1).tolist() == [3, 3, 3]


def test_rank_in_counts_within_the_group():
    assert rank_in(np.array([5, 2, 5, 2, 5]), np.array([3.0, 1.0, 1.0, 2.0, 2.0])).tolist() == [2, 0, 0, 1, 1]


def test_assign_meets_the_shares_exactly_in_every_cell():
    rng = np.random.default_rng(1)
    cell = np.repeat([0, 1], [1000, 500])
    result = assign(cell, np.array([[0.2, 0.8, 0.0], [0.5, 0.25, 0.25]]), rng)
    assert np.bincount(result[:1000], minlength=3).tolist() == [200, 800, 0]
    assert np.bincount(result[1000:], minlength=3).tolist() == [250, 125, 125]


def test_assign_keeps_what_was_as_far_as_the_shares_allow():
    rng = np.random.default_rng(2)
    previous = np.repeat([0, 1, -1], [600, 300, 100])
    result = assign(np.zeros(1000, int), np.array([[0.5, 0.5]]), rng, previous)
    assert np.bincount(result).tolist() == [500, 500]
    assert (result[:600] == 0).sum() == 500
    assert (result[600:900] == 1).all()


def test_assign_lets_a_share_move_and_still_meets_the_shares():
    rng = np.random.default_rng(3)
    previous = np.repeat([0, 1], 500)
    result = assign(np.zeros(1000, int), np.array([[0.5, 0.5]]), rng, previous, churn=0.2)
    assert np.bincount(result).tolist() == [500, 500]
    assert 20 < (result != previous).sum() < 200


def test_assign_prefers_who_suits_the_category():
    rng = np.random.default_rng(4)
    suits = np.repeat([1.0, 100.0], 500)
    result = assign(np.zeros(1000, int), np.array([[0.3, 0.7]]), rng, affinity=np.stack([suits, 1 / suits], axis=1))
    assert np.bincount(result).tolist() == [300, 700]
    assert (result[500:] == 0).sum() > 280


def test_assign_takes_nobody():
    nobody = np.empty(0, dtype=np.int64)
    assert len(assign(nobody, np.array([[0.5, 0.5]]), np.random.default_rng(5), nobody, affinity=np.empty((0, 2)))) == 0


def test_pick_is_exact():
    assert pick(200, 0.125, np.random.default_rng(6)).sum() == 25
