"""Continuation in higher education: the aggregates `doorstroom_ho`, and `hbo5_verpleegkunde` beside them.

Counts of first diplomas come from the careers; the other agency counts them a little differently, by a fixed factor.
"""

import numpy as np
import pyarrow as pa

from orchestration.demo import text
from orchestration.demo.careers import Careers
from orchestration.demo.parameters import Parameters
from orchestration.demo.programmes import Groups
from orchestration.demo.quota import largest_remainder

COUNTS = ("aantal", "gediplomeerden", "doorgestroomd")
YEAR_TYPES = ("GRADUAAT", "PBA", "ABA")


def first_diplomas(careers: Careers, groups: Groups, stream: str, area: str, t: int) -> int:
    earned = (
        (careers.stream[:, t] == careers.streams.index(stream)) & careers.passed[:, t] & ~careers.diploma_before[:, t]
    )
    earned &= ~careers.outside_age
    if area != "Totaal":
        earned &= groups.studiegebied[careers.group[:, t]] == area
    return int(earned.sum())


def continuation_table(p: Parameters, careers: Careers, groups: Groups, t: int, schooljaar: str) -> dict[str, pa.Array]:
    """Long form, one row per count; what is nothing is left out."""
    settings = p["higher_education"]
    rows: list[tuple[str, str, str, str, int]] = []
    for name, stream in settings["stream"].items():
        for area, shares in settings["passed_on"][name].items():
            n = round(first_diplomas(careers, groups, stream, area, t) * settings["counted"][name])
            if not n:
                continue
            counts = largest_remainder(np.array([n]), _passed_on(p, name, shares, t)[None, :])[0]
            rows.append((name, area, "gediplomeerd", "", n))
            rows += [
                (name, area, "doorgestroomd", kind, int(c)) for kind, c in zip(settings["types"], counts, strict=False)
            ]
            rows.append((name, area, "niet_doorgestroomd", "", int(counts[-1])))
            for i, kind in enumerate(YEAR_TYPES):
                end, second = (round(counts[i] * settings[m][name][area][i]) for m in ("end_of_year", "second_year"))
                rows += [
                    (name, area, "jaar1", kind, int(counts[i])),
                    (name, area, "jaar1_einde", kind, end),
                    (name, area, "jaar2", kind, second),
                ]
    columns = list(zip(*[row for row in rows if row[4]], strict=True)) or [()] * 5
    names = ("stroom", "studiegebied", "maat", "opleidingstype")
    table = {name: pa.array(column, pa.string()) for name, column in zip(names, columns, strict=False)}
    table["aantal"] = text.plain(np.array(columns[4], dtype=np.int64))
    return {"schooljaar": text.same(schooljaar, len(columns[0])), **table}


def _passed_on(p: Parameters, name: str, shares: list[float], t: int) -> np.ndarray:
    """Shares of the types, other types, and not passed on, of one year: the last one moves, the others follow."""
    trend = p.per_year(p["higher_education"]["not_passed_on"][name])
    moved = trend[t] / trend[list(p.years).index(2019)]
    stays = min(0.97, shares[3] * moved)
    types = np.array(shares[:3]) * (1 - stays) / (1 - shares[3])
    return np.array([*types, max(0.0, 1 - stays - types.sum()), stays])


def nursing_table(p: Parameters, careers: Careers, groups: Groups, t: int, schooljaar: str) -> dict[str, pa.Array]:
    """First diplomas that went on to nursing at HBO5: one row per form for the area concerned, and in total."""
    settings = p["higher_education"]["nursing"]
    rows = []
    for form, stream in (("BSO", "B7"), ("TSO", "T6")):
        for area in (settings["area"], "Totaal"):
            n = first_diplomas(careers, groups, stream, area, t)
            inside = first_diplomas(careers, groups, stream, settings["area"], t)
            share = settings["share"] if form == settings["form"] else settings["elsewhere"]
            went = round(inside * share) + (round((n - inside) * settings["elsewhere"]) if area == "Totaal" else 0)
            if n:
                rows.append((form, area, n, went))
    columns = list(zip(*rows, strict=True)) or [()] * 4
    return {
        "schooljaar": text.same(schooljaar, len(rows)),
        "onderwijsvorm": pa.array(columns[0], pa.string()),
        "studiegebied": pa.array(columns[1], pa.string()),
        "gediplomeerden": text.plain(np.array(columns[2], dtype=np.int64)),
        "doorgestroomd": text.plain(np.array(columns[3], dtype=np.int64)),
    }


def added_up(tables: list[dict[str, pa.Array]]) -> dict[str, pa.Array]:
    """One table of counts from those of several blocks."""
    if len(tables) == 1:
        return tables[0]
    table = pa.concat_tables([pa.table(t) for t in tables])
    counts = [name for name in table.column_names if name in COUNTS]
    keys = [name for name in table.column_names if name not in COUNTS]
    for name in counts:
        table = table.set_column(table.column_names.index(name), name, table[name].cast(pa.int64()))
    added = table.group_by(keys, use_threads=False).aggregate([(name, "sum") for name in counts])
    columns = {name: added[name] for name in keys} | {name: added[f"{name}_sum"].cast(pa.string()) for name in counts}
    return {name: column.combine_chunks() for name, column in columns.items()}
