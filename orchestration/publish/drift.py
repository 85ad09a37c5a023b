"""Drift: how far the figures moved since the last publication, and whether the deliveries since then explain it.

Here: three warnings on what is about to be published. A cell of which no dataset has another active file may not move
at all; one that has may move by as many persons as were added, corrected or withdrawn; a total per school year may
not jump. Changed code explains anything, and is named. Not here: who was added (`touched.py`), safety (`verify.py`).
"""

from collections.abc import Mapping
from typing import Any

from orchestration.checks_catalogue import judged
from orchestration.history import CheckResult
from orchestration.inputs import is_code_published
from orchestration.publish.swap import DATABASE
from orchestration.publish.touched import datasets_of, touched
from orchestration.publish.verify import ASSET
from orchestration.settings import Settings

CHECKS = UNEXPLAINED, BEYOND, TOTALS = "drift_unexplained", "drift_beyond_deliveries", "drift_school_year_totals"

# A total on fewer is too small to tell. Since the last publication a correction moves some per cent at most; from one
# school year to the next programmes grow and shrink, and dual learning doubled.
TOO_FEW, SAME_YEAR, NEXT_YEAR = 50, 0.1, 1.0

KEY = ", ".join(
    (
        *("publicatie", "schooljaar", "aanbieder", "onderwijsvorm", "leerjaar", "studiegebied"),
        *("stageverplichting", "duaal", "kwalificatie", "kwartaal", "categorie"),
    )
)

# Hidden numbers cannot be compared; a cell that is not there counts 0.
MOVED = f"""
create temp table moved as
select
    publicatie,
    greatest(
        abs(coalesce(now.aantal, 0) - coalesce(last.aantal, 0)), abs(coalesce(now.noemer, 0) - coalesce(last.noemer, 0))
    ) as n
from work.publications.cells as now
full join last.publications.cells as last using ({KEY})
where not coalesce(last.onderdrukt, false)
"""

# Quarters of a cohort come in one by one: each is a total of its own.
JUMPED = f"""
with totals as (
    select publicatie, schooljaar, kwartaal, sum(noemer) as now
    from work.publications.cells
    group by publicatie, schooljaar, kwartaal
),
known as (
    select publicatie, schooljaar, kwartaal, sum(noemer) as last, bool_or(onderdrukt) as is_hidden
    from last.publications.cells
    group by publicatie, schooljaar, kwartaal
),
compared as (
    select
        publicatie,
        now,
        coalesce(last, lag(now) over (partition by publicatie, kwartaal order by schooljaar)) as before,
        case when last is null then {NEXT_YEAR} else {SAME_YEAR} end as largest
    from totals
    left join known using (publicatie, schooljaar, kwartaal)
    where not coalesce(is_hidden, false)
)
select publicatie, greatest(now, before) > (1 + largest) * least(now, before)
from compared
where greatest(now, before) >= {TOO_FEW} and before is not null
"""


def check(settings: Settings, manifest: Mapping[str, Any]) -> list[CheckResult]:
    """The three results; not applicable where nothing was published before."""
    import duckdb

    last = settings.published / "current" / DATABASE
    if not last.exists():
        return [judged(settings, ASSET, name, 0, 0) for name in CHECKS]
    with duckdb.connect() as connection:
        connection.execute(f"attach '{last}' as last (read_only)")
        connection.execute(f"attach '{settings.database}' as work (read_only)")
        persons, datasets = touched(settings, connection), datasets_of(manifest)
        explained = {name: sum(persons.get(dataset, 0) for dataset in below) for name, below in datasets.items()}
        jumped = connection.execute(JUMPED).fetchall()
        connection.execute(MOVED)
        moved = connection.execute("select publicatie, n from moved").fetchall()
    still = [(name, n > 0) for name, n in moved if not explained.get(name)]
    free = [(name, n > explained[name]) for name, n in moved if explained.get(name)]
    code = "" if is_code_published(settings) else "; the code changed too"
    return [
        _result(settings, UNEXPLAINED, still, code),
        _result(settings, BEYOND, free, code),
        _result(settings, TOTALS, jumped, code),
    ]


def _result(settings: Settings, name: str, looked_at: list[tuple[str, bool]], code: str) -> CheckResult:
    """looked_at: publication, and whether this cell or total of it moved too far."""
    publications = sorted({publication for publication, is_too_far in looked_at if is_too_far})
    n = sum(is_too_far for _, is_too_far in looked_at)
    return judged(settings, ASSET, name, n, len(looked_at), ", ".join(publications) + code if publications else None)
