"""The operators: each change is made, one at a time, and named so that a reader finds it in the model."""

import pytest

from tests.mutations.operators import mutants


@pytest.mark.parametrize(
    ("sql", "name", "changed"),
    [
        ("select a from t where b and c < 1", "drop condition: b", "SELECT a FROM t WHERE c < 1"),
        ("select a from t where b and c < 1", "drop filter: WHERE b AND c < 1", "SELECT a FROM t"),
        ("select a from t where c < 18", "shift bound: c < 18", "SELECT a FROM t WHERE c <= 18"),
        ("select a from t where c < 18", "one more: 18 in c < 18", "SELECT a FROM t WHERE c < 19"),
        ("select a from t where c < 18", "one less: 18 in c < 18", "SELECT a FROM t WHERE c < 17"),
        (
            "select a from t where c in ('x', 'y')",
            "drop value: 'y' of c IN ('x', 'y')",
            "SELECT a FROM t WHERE c IN ('x')",
        ),
        ("select min(a) from t", "swap: MIN(a)", "SELECT MAX(a) FROM t"),
        ("select distinct a from t", "drop distinct: SELECT DISTINCT a FROM t", "SELECT a FROM t"),
        (
            "select a from t left join u on t.i = u.i",
            "change join: LEFT JOIN u ON t.i = u.i",
            "SELECT a FROM t INNER JOIN u ON t.i = u.i",
        ),
        (
            "select a from t semi join u on t.i = u.i",
            "change join: SEMI JOIN u ON t.i = u.i",
            "SELECT a FROM t ANTI JOIN u ON t.i = u.i",
        ),
        (
            "select case when a then 1 when b then 2 end from t",
            "swap branches: a then 1 with the next",
            "SELECT CASE WHEN b THEN 2 WHEN a THEN 1 END FROM t",
        ),
        ("select coalesce(a, 0) from t", "drop default: COALESCE(a, 0)", "SELECT a FROM t"),
        ("select a from t where s = '2014-2015'", "change value: '2014-2015' in s = '2014-2015'", "'2015-2016'"),
    ],
)
def test_a_change_is_made(sql: str, name: str, changed: str) -> None:
    made = {mutant.name: mutant.sql for mutant in mutants(sql)}
    assert name in made, list(made)
    assert changed in made[name]


def test_a_tie_break_is_flipped_dropped_and_swapped() -> None:
    sql = "select a from t qualify row_number() over (partition by p order by x desc, y) = 1"
    made = {mutant.name: mutant.sql for mutant in mutants(sql)}
    assert "ORDER BY x ASC, y" in made["flip order: x DESC"]
    assert "ORDER BY y)" in made["drop order: x DESC"]
    assert "ORDER BY y, x DESC" in made["swap order: x DESC with the next"]


def test_every_mutant_is_another_query_with_a_name_of_its_own() -> None:
    sql = "select a, 1 + 1 as b from t where c = 'x' and (d = 'x' or e is null) order by a, b"
    made = list(mutants(sql))
    assert len({mutant.name for mutant in made}) == len({mutant.sql for mutant in made}) == len(made) > 15
