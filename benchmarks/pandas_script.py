"""The figures on leavers as one hand-written pandas script, to compare the speed of the warehouse with.

    python benchmarks/pandas_script.py <landing folder> <cells.csv>

Reads the CSV files of the newest delivery per period and writes the cells of fig_17 ... fig_26, tab_5 and tab_6.
It trusts what it reads: no manifest is checked, nothing is recorded, and a row that does not parse is dropped.
"""

from __future__ import annotations

import csv
import re
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv

AREAS = ["Handel", "Mechanica-elektriciteit", "Personenzorg"]
STATUSES = ["niet beschikbaar", "werkzoekend", "werkend"]
QUALIFICATIONS = ["geen", "studiegetuigschrift", "diploma"]
QUARTERS = [str(k) for k in range(1, 9)]
NO_JOB = {"zelfstandige": 3, "werkzoekend": 1, "niet beschikbaar": 0}
OFFICE_PROGRAMME = "Kantooradministratie en gegevensbeheer"
GROUP = ["onderwijsvorm", "stageverplichting"]
AREA = ["onderwijsvorm", "studiegebied"]
ENCODINGS = {"agodi": "latin1", "ksz": "utf8"}
KEY = ["publicatie", "schooljaar", "aanbieder", "onderwijsvorm", "leerjaar", "studiegebied"]
KEY += ["stageverplichting", "duaal", "kwalificatie", "kwartaal", "categorie"]

TEXT, CODE = pa.string(), pa.dictionary(pa.int32(), pa.string())
NUMBER, FLAG, DAY = pa.int64(), pa.bool_(), pa.timestamp("s")


# --- reading -------------------------------------------------------------------------------------


def newest_files(landing: Path) -> dict[str, dict[str, Path]]:
    """Per dataset and period the file of the newest delivery."""
    found: dict[str, dict[str, Path]] = {}
    for agency in ("agodi", "ksz"):
        folders = [manifest.parent for manifest in (landing / agency).glob("*/manifest.json")]
        for folder in sorted(folders, key=lambda f: (f.name[:10], int(f.name[11:] or 1))):
            for path in folder.glob("*.csv*"):
                name = re.fullmatch(r"([a-z_0-9]+?)_?(\d{4}-\d{4}|\d{4}Q\d)?\.csv(\.gz)?", path.name)
                if name:
                    found.setdefault(name[1], {})[name[2] or ""] = path
    return found


def read(path: Path, **types: pa.DataType) -> pa.Table:
    """The columns asked for, typed; a row with a value that does not parse is dropped."""
    with pa.input_stream(path, compression="detect") as stream:
        sample = stream.read(8000).decode("utf-8-sig", errors="replace")
    header = sample.splitlines()[0]
    # One quote that is never closed would swallow the rest of a file that quotes nothing.
    quote = '"' if sample.count('"') > 1 else False
    names = [name.strip().lower() for name in next(csv.reader([header], delimiter=";"))]

    def as_types(**column_types: pa.DataType) -> pa.Table:
        return pacsv.read_csv(
            path,
            pacsv.ReadOptions(column_names=names, skip_rows=1, encoding=ENCODINGS[path.parts[-3]]),
            pacsv.ParseOptions(delimiter=";", quote_char=quote, invalid_row_handler=lambda row: "skip"),
            pacsv.ConvertOptions(
                column_types=column_types,
                include_columns=list(column_types),
                timestamp_parsers=["%d/%m/%Y"],
                true_values=["J"],
                false_values=["N"],
                null_values=[""],
                strings_can_be_null=True,
            ),
        )

    try:
        return as_types(**types)
    except pa.ArrowInvalid:
        return coerced(as_types(**dict.fromkeys(types, TEXT)).to_pandas(), types)


def coerced(texts: pd.DataFrame, types: dict[str, pa.DataType]) -> pa.Table:
    """The slow way, for the few files with a value that does not parse."""
    frame = pd.DataFrame(index=texts.index)
    for name, kind in types.items():
        if kind == DAY:
            frame[name] = pd.to_datetime(texts[name], format="%d/%m/%Y", errors="coerce")
        elif kind == FLAG:
            frame[name] = texts[name].map({"J": True, "N": False})
        elif kind in (NUMBER, pa.float64()):
            frame[name] = pd.to_numeric(texts[name], errors="coerce")
        else:
            frame[name] = texts[name]
    parsed = (frame.notna() | texts.isna()).all(axis=1)
    return pa.Table.from_pandas(frame[parsed], pa.schema(types.items()), preserve_index=False, safe=False)


def position(values: pa.ChunkedArray, among: pa.Array) -> np.ndarray:
    """Where each value is among the given ones, -1 when it is not."""
    return pc.fill_null(pc.index_in(values, among), -1).to_numpy()


# --- leavers -------------------------------------------------------------------------------------


def read_groups(path: Path) -> pd.DataFrame:
    flags = ("stageverplichting", "duaal", "naamloos", "se_n_se")
    types = {"administratieve_groep": NUMBER, "leerjaar": NUMBER} | dict.fromkeys(flags, FLAG)
    types |= dict.fromkeys(("onderwijsvorm", "studiegebied", "studierichting"), TEXT)
    groups = read(path, **types).to_pandas().set_index("administratieve_groep")
    form, year = groups["onderwijsvorm"], groups["leerjaar"]
    last_year = ((form == "BSO") & year.isin([6, 7])) | ((form == "TSO") & (year == 6))
    groups["leaves"] = last_year & ~groups["duaal"] & ~groups["naamloos"] & ~groups["se_n_se"]
    groups["stageverplichting"] = np.where((form == "BSO") | groups["stageverplichting"], "met", "zonder")
    return groups


def active_enrolments(path: Path, year: str) -> pa.Table:
    types = dict.fromkeys(("aanbieder", "stelsel"), CODE) | {"leerling_id": TEXT, "instellingsnummer": NUMBER}
    types |= {"begindatum": DAY, "einddatum": DAY, "administratieve_groep": NUMBER}
    table = read(path, **types)
    day = pa.scalar(pd.Timestamp(f"{year[5:]}-02-01"), DAY)
    not_ended = pc.fill_null(pc.greater_equal(table["einddatum"], day), True)
    return table.filter(pc.and_(pc.less_equal(table["begindatum"], day), not_ended)).drop_columns("einddatum")


def count_day_enrolments(files: dict[str, Path], years: list[str]) -> tuple[pd.DataFrame, pa.Array]:
    """One enrolment per pupil and school year, in the order of the years; and the pupils by number."""
    tables = [active_enrolments(files[year], year) for year in years]
    table = pa.concat_tables(tables).unify_dictionaries()
    pupils = table["leerling_id"].combine_chunks().dictionary_encode()
    rows = table.drop_columns("leerling_id").to_pandas()
    rows["pupil"] = pupils.indices.to_numpy()
    rows["year"] = np.repeat(np.arange(len(years)), [len(one) for one in tables])
    rows["full_time"] = rows["aanbieder"] == "VOLTIJDS"
    rows["linear"] = rows["stelsel"] == "LINEAIR"
    several = (rows["year"] * len(pupils.dictionary) + rows["pupil"]).duplicated(keep=False)
    order = ["full_time", "linear", "begindatum", "instellingsnummer", "administratieve_groep"]
    best = (
        rows[several].sort_values(order, ascending=[False, False, False, True, True]).drop_duplicates(["year", "pupil"])
    )
    return pd.concat([rows[~several], best]).sort_values("year", kind="stable"), pupils.dictionary


def young_enough(leavers: pd.DataFrame, path: Path) -> np.ndarray:
    """On the count day at most 25 in the seventh year and 24 in the sixth; an unknown birth date is not."""
    pupils = read(path, leerling_id=TEXT, geboortedatum=TEXT)
    at = position(pa.chunked_array([pa.array(leavers["leerling_id"])]), pupils["leerling_id"].combine_chunks())
    dates = pupils["geboortedatum"].take(pa.array(at, mask=at < 0)).to_pandas()
    born = pd.to_numeric(dates.str[6:] + dates.str[3:5] + dates.str[:2], errors="coerce").to_numpy(float)
    too_old = leavers["schooljaar"].str[5:].astype(int) - np.where(leavers["leerjaar"] == 7, 26, 25)
    return born > too_old.to_numpy() * 10_000 + 201


def find_leavers(files: dict[str, dict[str, Path]]) -> pd.DataFrame:
    """The last enrolment of each pupil, when it is one that counts and not in the newest school year."""
    groups = read_groups(files["administratieve_groepen"][""])
    years = sorted(files["inschrijvingen"], reverse=True)
    enrolments, pupils = count_day_enrolments(files["inschrijvingen"], years)
    sense = groups.index[groups["se_n_se"]]
    last = enrolments[~enrolments["administratieve_groep"].isin(sense)].drop_duplicates("pupil")
    last = last[last["full_time"] & last["linear"] & (last["year"] > 0)]
    last = last.join(groups[groups["leaves"]], on="administratieve_groep", how="inner")
    last["leerling_id"] = pupils.take(pa.array(last["pupil"])).to_pandas().to_numpy()
    last["schooljaar"] = np.array(years)[last["year"]]
    per_year = [of_year for _, of_year in last.groupby("schooljaar")]
    young = [young_enough(part, files["leerlingen"][part["schooljaar"].iloc[0]]) for part in per_year]
    leavers = pd.concat(part[keep] for part, keep in zip(per_year, young, strict=True))
    for name in ("schooljaar", "onderwijsvorm", "studiegebied", "stageverplichting"):
        leavers[name] = leavers[name].astype("category")
    return leavers.reset_index(drop=True)


def highest_qualification(leavers: pd.DataFrame, files: dict[str, Path], ids: pa.Array) -> pd.Categorical:
    """Over all school years up to the exit year; unknown when none of these is delivered."""
    exit_year = leavers["schooljaar"].str[:4].astype(int).to_numpy()
    level = np.where(exit_year >= int(min(files, default="9999")[:4]), 0, -1)
    tables = [read(path, leerling_id=TEXT, studiebewijs=TEXT) for path in files.values()]
    for value, awards in ((1, ["STUDIEGETUIGSCHRIFT_6", "STUDIEGETUIGSCHRIFT_7"]), (2, ["DIPLOMA_SO"])):
        obtained = [table.filter(pc.is_in(table["studiebewijs"], pa.array(awards))) for table in tables]
        if obtained:
            who = position(pa.concat_tables(obtained)["leerling_id"], ids)
            year = np.repeat([int(year[:4]) for year in files], [len(table) for table in obtained])
            level[who[(who >= 0) & (year <= exit_year[who])]] = value
    return pd.Categorical.from_codes(level, QUALIFICATIONS)


# --- labour market -------------------------------------------------------------------------------


def number(quarter: str) -> int:
    return int(quarter[:4]) * 4 + int(quarter[5]) - 1


def wage_jobs(path: Path, quarter: str) -> pa.Table:
    types = {"code_insz": TEXT, "nr_cp": TEXT, "bron": TEXT, "solidariteit": FLAG, "volgnr": NUMBER}
    table = read(path, **types, tauxaa=pa.float64(), tauxpt=pa.float64())
    counts = pc.invert(table["solidariteit"])
    if quarter < "2017Q1":
        counts = pc.and_(counts, pc.not_equal(table["bron"], "RSZPPO"))
    return table.filter(counts).drop_columns(["bron", "solidariteit"])


def labour_market(
    files: dict[str, dict[str, Path]], quarters: list[str], first_quarter: np.ndarray, ids: pa.Array
) -> tuple[np.ndarray, pd.DataFrame]:
    """Per leaver and quarter 0 nothing, 1 job seeker, 3 self-employed, 4 wage job; and the jobs of K1 and K8."""
    state = np.zeros((len(ids), 8), np.int8)
    jobs = pd.DataFrame()
    for dataset, value in (("werkzoekenden", 1), ("zelfstandigen", 3), ("tewerkstelling", 4)):
        paths = [(files[dataset][quarter], quarter) for quarter in quarters]
        if dataset == "tewerkstelling":
            tables = [wage_jobs(path, quarter) for path, quarter in paths]
        else:
            tables = [read(path, code_insz=TEXT) for path, _ in paths]
        table = pa.concat_tables(tables)
        who = position(table["code_insz"], ids)
        k = np.repeat([number(quarter) for quarter in quarters], [len(one) for one in tables]) - first_quarter[who]
        here = (who >= 0) & (k >= 0) & (k < 8)
        state[who[here], k[here]] = value
        if dataset == "tewerkstelling":
            here &= (k == 0) | (k == 7)
            jobs = table.drop_columns("code_insz").filter(pa.array(here)).to_pandas()
            jobs = jobs.assign(who=who[here], k=k[here] + 1)
    return state, jobs


def committee(jobs: pd.DataFrame, state: np.ndarray, k: int) -> np.ndarray:
    """The joint committee of the main job, or what there is instead."""
    names = {code: name for name, code in NO_JOB.items()}
    result = pd.Series(state[:, k - 1]).map(names).to_numpy(object)
    main = (
        jobs[jobs["k"] == k]
        .sort_values(["tauxaa", "tauxpt", "volgnr"], ascending=[False, False, True])
        .drop_duplicates("who")
    )
    result[main["who"].to_numpy(int)] = "PC " + main["nr_cp"].fillna("999").str[:3].to_numpy(object)
    return result


# --- cells ---------------------------------------------------------------------------------------


def count(people: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    return people.groupby(columns, observed=True, dropna=False).size().rename("n").reset_index()


def cells(name: str, counts: pd.DataFrame, split: list[str], what: str, shown: list[str]) -> pd.DataFrame:
    """The share of each category within every combination of the split that has anybody."""
    table = counts.groupby([*split, what], observed=True)["n"].sum().unstack(fill_value=0)
    noemer = table.sum(axis=1).rename("noemer")
    table = table.reindex(columns=shown, fill_value=0).rename_axis(columns="categorie")
    return table.stack().rename("aantal").reset_index().join(noemer, on=split).assign(publicatie=name)


def committee_cells(name: str, base: pd.DataFrame, work: np.ndarray, k: int) -> pd.DataFrame:
    """Committees are ranked by their size, per study area; those of nobody are left out."""
    split = ["schooljaar", *AREA]
    counts = count(base.assign(work=work), [*split, "work"])
    committees = sorted(set(counts["work"]) - NO_JOB.keys())
    table = cells(name, counts, split, "work", [*committees, *NO_JOB]).assign(kwartaal=str(k))
    table = table[(table["aantal"] > 0) | table["categorie"].isin(NO_JOB)]
    ranked = table[table["categorie"].isin(committees)].sort_values(["aantal", "categorie"], ascending=[False, True])
    return table.assign(rang=ranked.groupby(split).cumcount() + 1)


def pooled_cells(leavers: pd.DataFrame, state: np.ndarray, jobs: pd.DataFrame) -> list[pd.DataFrame]:
    """tab_5 and tab_6: leavers of complete cohorts who are available in K1."""
    years = leavers["schooljaar"].astype(str)
    in_years = leavers["complete"] & years.between("2014-2015", "2017-2018")
    chosen = in_years & (leavers["onderwijsvorm"] == "BSO") & (state[:, 0] > 0)
    if not chosen.any():
        return []
    base = leavers.assign(schooljaar=f"{years[in_years].min()}..{years[in_years].max()}")
    of_area = chosen & leavers["studiegebied"].isin(AREAS)
    of_programme = chosen & (leavers["studierichting"] == OFFICE_PROGRAMME)
    result = []
    for k in (1, 8):
        work = committee(jobs, state, k)
        result.append(committee_cells("tab_5", base[of_area], work[of_area], k))
        office = base[of_programme].assign(studiegebied="Handel")
        result.append(committee_cells("tab_6", office, work[of_programme], k))
    return result


def all_cells(landing: Path) -> pd.DataFrame:
    files = newest_files(landing)
    ksz = [files.get(name, {}).keys() for name in ("tewerkstelling", "zelfstandigen", "werkzoekenden")]
    quarters = sorted(ksz[0] & ksz[1] & ksz[2])
    leavers = find_leavers(files)
    ids = pa.array(leavers["leerling_id"], TEXT)
    leavers["kwalificatie"] = highest_qualification(leavers, files.get("kwalificaties", {}), ids)
    first_quarter = leavers["schooljaar"].astype(str).str[5:].astype(int).to_numpy() * 4 + 2
    if not quarters:
        raise SystemExit("no quarter is delivered whole")
    state, jobs = labour_market(files, quarters, first_quarter, ids)
    delivered = np.isin(first_quarter[:, None] + np.arange(8), [number(quarter) for quarter in quarters])
    leavers["complete"] = delivered.all(axis=1)

    def first(where: np.ndarray, otherwise: np.ndarray | str) -> np.ndarray:
        return np.where(where.any(axis=1), np.array(QUARTERS)[where.argmax(axis=1)], otherwise)

    out_of_work = np.where(state[:, 7] > 0, "geen tewerkstelling", "arbeidsmarkt verlaten")
    leavers["start"] = pd.Categorical(first(state > 0, "niet beschikbaar"))
    leavers["first_job"] = pd.Categorical(first(state > 1, out_of_work))
    split = ["schooljaar", *GROUP, "studiegebied"]
    starts = count(leavers[leavers["complete"]], [*split, "start", "first_job"])
    statuses = []
    for k in range(8):
        status = pd.Categorical.from_codes(np.minimum(state[:, k], 2), STATUSES)
        now = leavers.assign(status=status, kwartaal=str(k + 1))[delivered[:, k]]
        statuses.append(count(now, [*split, "kwalificatie", "kwartaal", "status"]))
    status = pd.concat(statuses)
    available = status[status["status"] != "niet beschikbaar"]
    all_first = [*QUARTERS, "geen tewerkstelling", "arbeidsmarkt verlaten"]
    result = pooled_cells(leavers, state, jobs)
    for at, what, shown in ((17, "start", [*QUARTERS, "niet beschikbaar"]), (24, "first_job", all_first)):
        base = starts if what == "start" else starts[starts["start"] == "1"]
        of_area = base[base["studiegebied"].isin(AREAS)]
        result.append(cells(f"fig_{at}", base, ["schooljaar"], what, shown))
        result.append(cells(f"fig_{at + 1}", base, ["schooljaar", *GROUP], what, shown))
        result.append(cells(f"fig_{at + 2}", of_area, ["schooljaar", *AREA], what, shown))
    per_quarter = ["schooljaar", "kwartaal"]
    result.append(cells("fig_20", status, per_quarter, "status", STATUSES))
    result.append(cells("fig_21", available, [*per_quarter, *GROUP], "status", ["werkend"]))
    result.append(cells("fig_22", available, [*per_quarter, *GROUP, "kwalificatie"], "status", ["werkend"]))
    bso = available[(available["onderwijsvorm"] == "BSO") & available["studiegebied"].isin(AREAS)]
    result.append(cells("fig_23", bso, [*per_quarter, *AREA], "status", ["werkend"]))
    return pd.concat(result)


def main(landing: str, target: str) -> None:
    table = all_cells(Path(landing))
    table["aandeel"] = table["aantal"] / table["noemer"]
    table["onderdrukt"] = False
    table = table.reindex(columns=[*KEY, "aantal", "noemer", "aandeel", "rang", "onderdrukt"])
    table[KEY] = table[KEY].astype(object).fillna("alle")
    table["rang"] = table["rang"].astype("Int64")
    table.sort_values(KEY).to_csv(target, index=False)


if __name__ == "__main__":
    main(*sys.argv[1:])
