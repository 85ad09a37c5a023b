"""Makers of small, adversarial landing folders.

`make` invents the pupils of a seed and the deliveries in which the agencies tell about them, corrections and late
older deliveries included. With `dirty` it plants every way in which a row, a file or a delivery can be bad.
`write` puts deliveries in a landing folder.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from tests.oracle.dirt import Dirt, ruin
from tests.oracle.files import Draft, render
from tests.oracle.people import RARE_GROUP, People, Row, Table

FORMATS = ("csv", "csv", "csv.gz", "parquet", "parquet")
NEVER_LOST = ("leerlingen", "administratieve_groepen")


@dataclass
class File:
    """A file as it lies there (`data` None: it does not) and as the manifest tells about it, if it does."""

    name: str
    data: bytes | None
    rows: Any
    listed: bool = True
    sha256: str | None = None

    def entry(self) -> dict[str, Any]:
        digest = hashlib.sha256(self.data or b"").hexdigest()
        return {"file": self.name, "rows": self.rows, "sha256": self.sha256 or digest}


@dataclass
class Delivery:
    """A folder; `manifest` replaces the good one, empty bytes mean that there is none yet."""

    agency: str
    name: str
    files: list[File] = field(default_factory=list)
    manifest: bytes | None = None

    def slots(self) -> set[str]:
        """Dataset and period of every file, as the names tell."""
        return {file.name.split(".")[0] for file in self.files}


def manifest_of(delivery: Delivery, **changes: Any) -> bytes:
    content = {
        "agency": delivery.agency,
        "delivery": delivery.name,
        "files": [file.entry() for file in delivery.files if file.listed],
        "contact": "not read by anybody",
    }
    return json.dumps(content | changes, indent=1).encode()


def write(landing: Path, deliveries: list[Delivery]) -> None:
    for delivery in deliveries:
        folder = landing / delivery.agency / delivery.name
        folder.mkdir(parents=True)
        for file in delivery.files:
            if file.data is not None:
                (folder / file.name).write_bytes(file.data)
        manifest = manifest_of(delivery) if delivery.manifest is None else delivery.manifest
        if manifest:
            (folder / "manifest.json").write_bytes(manifest)


def make(
    seed: int,
    *,
    dirty: bool = False,
    pupils: int = 300,
    lose_leerlingen: bool = False,
    crowds: bool = False,
    without: Collection[str] = (),
) -> list[Delivery]:
    """The deliveries of a seed, in the order of their arrival.

    Deliveries with administratieve_groepen arrive first: enrolments are judged by them once, at intake.
    `lose_leerlingen` leaves out the leerlingen of one delivered school year, which must block publication.
    `crowds` adds some 300 pupils, so that thresholds of 50 and 100 are met, just met or just missed.
    `without` names datasets that no agency delivers.
    """
    return Maker(Random(f"{seed} {dirty} {pupils}"), dirty, pupils, lose_leerlingen, crowds, without).deliveries()


class Maker:
    def __init__(
        self, rng: Random, dirty: bool, pupils: int, lose_leerlingen: bool, crowds: bool, without: Collection[str]
    ) -> None:
        self.rng = rng
        self.dirty = dirty
        everything = People(rng, pupils, crowds).tables
        self.tables = {slot: table for slot, table in everything.items() if slot[0] not in without}
        if lose_leerlingen:
            years = sorted(period or "" for dataset, period in self.tables if dataset == "inschrijvingen")
            del self.tables["leerlingen", rng.choice(years)]
        self.by_agency: dict[str, list[Delivery]] = {
            agency: [Delivery(agency, name) for name in self.delivery_names()] for agency in ("agodi", "ksz", "ahovoks")
        }
        self.apart: list[Delivery] = []

    def deliveries(self) -> list[Delivery]:
        for table in self.tables.values():
            self.place(table)
        self.lose_a_group()
        if self.dirty:
            self.plant_files()
            self.plant_deliveries()
        everything = [delivery for deliveries in self.by_agency.values() for delivery in deliveries if delivery.files]
        everything += self.apart
        for delivery in everything:
            by_name = {file.name: file for file in reversed(delivery.files)}
            delivery.files = list(by_name.values())
        self.rng.shuffle(everything)
        return sorted(everything, key=lambda delivery: "administratieve_groepen" not in delivery.slots())

    def delivery_names(self) -> list[str]:
        """In their order, which is not that of text."""
        day = date(2021, 1, 1) + timedelta(days=self.rng.randrange(300))
        names = []
        for _ in range(self.rng.randint(1, 3)):
            day += timedelta(days=self.rng.randint(1, 60))
            names += [day.isoformat()] + [f"{day}_{n}" for n in self.rng.choice(((), (), (2,), (2, 10), (9, 10, 11)))]
        return names

    # --- good files ------------------------------------------------------------------------------

    def place(self, table: Table) -> None:
        """The table in one delivery, and now and then an older version of it in an earlier one."""
        deliveries = self.by_agency[table.agency]
        last = len(deliveries) - 1
        if table.dataset == "administratieve_groepen":
            at = 0
        elif table.dataset == "inschrijvingen" and not self.dirty:
            at = self.rng.randint(0, max(last - 1, 0))
        else:
            at = self.rng.randint(0, last)
        self.put(deliveries[at], self.draft(table))
        if at and self.rng.random() < 0.3:
            self.put(deliveries[self.rng.randrange(at)], self.draft(self.older(table)))

    def draft(self, table: Table) -> Draft:
        formats = [*FORMATS, "xlsx", "xlsx"] if table.dataset == "doorstroom_ho" else FORMATS
        draft = Draft.of(table, self.rng.choice(formats))
        self.rng.shuffle(draft.rows)
        return draft

    def put(self, delivery: Delivery, draft: Draft) -> None:
        if self.dirty and draft.extension != "xlsx" and self.rng.random() < 0.5:
            Dirt(draft, self.rng).spoil(self.rng.choice((1, 2, 2, 3)))
        data, rows = render(draft, self.rng)
        delivery.files.append(File(draft.name, data, rows))

    def older(self, table: Table) -> Table:
        """What the agency thought before: rows that are not there yet, values that are not known yet."""
        rng = self.rng
        rows = [dict(row) for row in table.rows if rng.random() < 0.7] or [dict(table.rows[0])]
        for row in rows:
            for name in ("einddatum", "geboortedatum", "stagegever_kbo", "nr_cp"):
                if name in row and rng.random() < 0.5:
                    row[name] = None
            if "solidariteit" in row and rng.random() < 0.5:
                row["solidariteit"] = not row["solidariteit"]
        return Table(table.agency, table.dataset, table.period, rows)

    def lose_a_group(self) -> None:
        """A later list of groups lacks one, and another changed its programme."""
        later = self.by_agency["agodi"][1:]
        if not later or self.rng.random() < 0.5:
            return
        delivery = self.rng.choice(later) if self.dirty else later[-1]
        table = self.tables["administratieve_groepen", None]
        rows: list[Row] = [row for row in table.rows if row["administratieve_groep"] != RARE_GROUP]
        changed = self.rng.randrange(len(rows))
        rows[changed] = rows[changed] | {"studiegebied": "Handel", "stageverplichting": False}
        self.put(delivery, self.draft(Table(table.agency, table.dataset, None, rows)))

    # --- bad files -------------------------------------------------------------------------------

    def plant_files(self) -> None:
        kinds: list[Callable[[], None]] = [
            self.not_in_manifest,
            self.missing_file,
            self.unknown_dataset,
            self.bad_period,
            self.duplicate_file,
            self.hash_mismatch,
            self.unreadable,
            self.odd_header,
            self.no_rows,
            self.row_count,
            self.many_bad_rows,
            self.on_the_border,
        ]
        for kind in kinds:
            for _ in range(self.rng.choice((0, 1, 1, 2))):
                kind()

    def victim(self) -> tuple[Delivery, Draft]:
        """A delivery and an older version of a table that it does not hold yet.

        Now and then the table is lost where it was, so that the bad file would be all there is.
        """
        rng = self.rng
        table = rng.choice(list(self.tables.values()))
        draft = self.draft(self.older(table))
        stem = draft.name.split(".")[0]
        if table.dataset not in NEVER_LOST and rng.random() < 0.1:
            for delivery in self.by_agency[table.agency]:
                delivery.files = [file for file in delivery.files if file.name.split(".")[0] != stem]
        free = [delivery for delivery in self.by_agency[table.agency] if stem not in delivery.slots()]
        if not free:
            delivery = Delivery(table.agency, (date(2023, 1, 1) + timedelta(days=rng.randrange(900))).isoformat())
            known = [other for other in self.by_agency[table.agency] if other.name == delivery.name]
            if known:
                return self.victim()
            self.by_agency[table.agency].append(delivery)
            free = [delivery]
        return rng.choice(free), draft

    def bad_file(self) -> tuple[Delivery, File]:
        """A good file in a place where it can be made bad."""
        delivery, draft = self.victim()
        data, rows = render(draft, self.rng)
        file = File(draft.name, data, rows)
        delivery.files.append(file)
        return delivery, file

    def any_delivery(self) -> Delivery:
        return self.rng.choice([delivery for one in self.by_agency.values() for delivery in one])

    def not_in_manifest(self) -> None:
        if self.rng.random() < 0.5:
            delivery = self.any_delivery()
            name = self.rng.choice(("README.md", "README", "~$notes.xlsx", "instellingen_2016-2017.csv", ".hidden"))
            if name not in [file.name for file in delivery.files]:
                delivery.files.append(File(name, b"hello", 0, listed=False))
        else:
            _, file = self.bad_file()
            file.listed = False

    def missing_file(self) -> None:
        if self.rng.random() < 0.3:
            name = f"nergens_{self.rng.randrange(100)}.csv"
            self.any_delivery().files.append(File(name, None, 3))
        else:
            _, file = self.bad_file()
            file.data = None

    def unknown_dataset(self) -> None:
        delivery, file = self.bad_file()
        stem, _, extension = file.name.partition(".")
        names = [f"{stem}.txt", f"{stem}.CSV", f"x{stem}.csv", f"{stem.title()}.csv", f"{stem}.gz", f"{stem}"]
        if not stem.startswith("doorstroom_ho"):
            names.append(f"{stem}.xlsx")
        names.append({"agodi": "tewerkstelling_2016Q1", "ksz": "leerlingen_2016-2017"}.get(delivery.agency, "w_codes"))
        file.name = self.rng.choice(names)
        if file.name in ("tewerkstelling_2016Q1", "leerlingen_2016-2017", "w_codes"):
            file.name += f".{extension}"
        if self.rng.random() < 0.3:
            file.sha256 = "0" * 64

    def bad_period(self) -> None:
        delivery, file = self.bad_file()
        stem, _, extension = file.name.partition(".")
        if stem in ("instellingen", "administratieve_groepen"):
            stem += self.rng.choice(("_2016-2017", "_2016", "_"))
        else:
            dataset = stem.rpartition("_")[0]
            bad = ("2016-2018", "2016", "2016-17", "", "x", "2018Q3", "2018Q3x")
            if delivery.agency == "ksz":
                bad = ("2018Q5", "2018Q0", "20183", "2018-2019", "2018q3", "")
            stem = self.rng.choice([dataset, *[f"{dataset}_{period}" for period in bad]])
            if stem in {file.name.split(".")[0] for file in delivery.files}:
                stem = f"{dataset}_9-9"
        file.name = f"{stem}.{extension}"
        if self.rng.random() < 0.3:
            file.sha256 = "0" * 64

    def duplicate_file(self) -> None:
        """The second (and third) file may be unlisted or not there, and then there is no duplicate."""
        delivery, file = self.bad_file()
        stem, _, extension = file.name.partition(".")
        for other in ("csv", "csv.gz", "parquet"):
            if other != extension and self.rng.random() < 0.7:
                twin = File(f"{stem}.{other}", file.data, file.rows)
                fate = self.rng.random()
                if fate < 0.25:
                    twin.listed = False
                elif fate < 0.5:
                    twin.data = None
                elif fate < 0.6:
                    twin.sha256 = "0" * 64
                delivery.files.append(twin)

    def hash_mismatch(self) -> None:
        _, file = self.bad_file()
        file.sha256 = self.rng.choice(("0" * 64, hashlib.sha256(b"").hexdigest()))
        if self.rng.random() < 0.5:
            file.rows += 1
        if self.rng.random() < 0.3:
            file.data = b""

    def unreadable(self) -> None:
        delivery, draft = self.victim()
        name, rng = draft.name, self.rng
        data, rows = render(draft, rng)
        if draft.extension == "parquet":
            data = rng.choice((b"PAR1", data[:-9], b"leerling_id;schooljaar\n", b""))
        elif draft.extension == "xlsx":
            data = rng.choice((b"not a workbook", data[: len(data) // 2], b""))
        elif draft.extension == "csv.gz":
            cut = rng.choice((len(data) - 9, len(data) - 4, 20))
            data = rng.choice((data[:cut], b"no gzip;at all\n", b"", gzip.compress(b"")))
        else:
            data = self.wrongly_encoded(data, delivery.agency)
        delivery.files.append(File(name, data, rows))

    def wrongly_encoded(self, data: bytes, agency: str) -> bytes:
        """Also CSV without a header that can be read."""
        header, _, rest = data.partition(b"\n")
        bad = [b"", b"\n" + data, b'"' + header.replace(b'"', b"") + b"\n" + rest, b"\xff\xfe" + data]
        bad += [b'"x"y;' + data, header.strip() + b"\rx\n" + rest, data.replace(b"\n", b";\x80\x99\n", 2)]
        if agency == "agodi":
            bad += [b"\xef\xbb\xbf" + data, data.decode("latin-1").encode("utf-16")]
            bad += [header.strip() + ";Privé\n".encode() + rest.decode("latin-1").encode()]
        else:
            bad += [header.strip() + b";caf\xe9\n" + rest, b"\xef\xbb\xbf", data + b"\xff\n"]
        return self.rng.choice(bad)

    def odd_header(self) -> None:
        """A column that is missing, there twice, or both."""
        delivery, draft = self.victim()
        names = draft.definition.column_names
        kind = self.rng.choice(("missing", "twice", "unknown twice", "both", "no rows"))
        if kind in ("missing", "both", "no rows"):
            draft.omit = (self.rng.choice(names),)
        if kind in ("twice", "both"):
            draft.repeat = (self.rng.choice([name for name in names if name not in draft.omit]),)
        if kind == "unknown twice":
            draft.repeat = ("opmerking_", "Opmerking_")
        if kind == "no rows":
            draft.rows = []
        data, rows = render(draft, self.rng)
        delivery.files.append(File(draft.name, data, rows))

    def no_rows(self) -> None:
        delivery, draft = self.victim()
        draft.rows = []
        data, _ = render(draft, self.rng)
        delivery.files.append(File(draft.name, data, self.rng.choice((0, 0, 5))))

    def row_count(self) -> None:
        delivery, draft = self.victim()
        if self.rng.random() < 0.3:
            ruin(draft, self.rng, 15)
        data, rows = render(draft, self.rng)
        delivery.files.append(File(draft.name, data, rows + self.rng.choice((-1, 1, 100))))

    def many_bad_rows(self) -> None:
        delivery, draft = self.victim()
        ruin(draft, self.rng, self.rng.choice((11, 12, 30)))
        data, rows = render(draft, self.rng)
        delivery.files.append(File(draft.name, data, rows))

    def on_the_border(self) -> None:
        """Ten bad rows of few, or eleven of 1100 and of 1099: just good, just good, just too many."""
        delivery, draft = self.victim()
        if draft.dataset in NEVER_LOST:
            return
        bad, total = self.rng.choice(((10, 0), (11, 1100), (11, 1099)))
        dirt = Dirt(draft, self.rng)
        paddable = draft.dataset in ("tewerkstelling", "inschrijvingen", "w_codes")
        for number in range(total - bad - len(draft.rows) if paddable else 0):
            row = dirt.new_row()
            own = {"leerling_id": f"PAD-{number}", "code_insz": f"PAD-{number}", "volgnr": 10**7 + number}
            dirt.put(row | {name: value for name, value in own.items() if name in row})
        ruin(draft, self.rng, bad)
        data, rows = render(draft, self.rng)
        delivery.files.append(File(draft.name, data, rows))

    # --- bad deliveries --------------------------------------------------------------------------

    def stray_delivery(self, name: str | None = None) -> Delivery:
        """Good files that would change much if they were taken in."""
        rng = self.rng
        agency = rng.choice(list(self.by_agency))
        day = date(2021, 1, 1) + timedelta(days=rng.randrange(2000))
        taken = {delivery.name for delivery in [*self.by_agency[agency], *self.apart]}
        while day.isoformat() in taken:
            day += timedelta(days=1)
        delivery = Delivery(agency, name or day.isoformat())
        tables = [table for table in self.tables.values() if table.agency == agency]
        for table in rng.sample(tables, min(2, len(tables))):
            draft = self.draft(self.older(table))
            data, rows = render(draft, rng)
            delivery.files.append(File(draft.name, data, rows))
        return delivery

    def plant_deliveries(self) -> None:
        rng = self.rng
        odd_names = ("2021-13-01", "2021-02-30", "2021-05-05_1", "2021-05-05_0", "2021-05-05_02", "backup")
        odd_names += ("2021-5-5", "20210505", ".tmp", "2021-05-05_x", "2021-05-05_", " 2021-05-05", "2021-05-05_2_3")
        for name in rng.sample(odd_names, rng.randint(0, 3)):
            self.apart.append(self.stray_delivery(name))
        for _ in range(rng.randint(0, 1)):
            delivery = self.stray_delivery()
            delivery.manifest = b""
            self.apart.append(delivery)
        for _ in range(rng.randint(0, 3)):
            delivery = self.stray_delivery()
            delivery.manifest = self.bad_manifest(delivery)
            self.apart.append(delivery)

    def bad_manifest(self, delivery: Delivery) -> bytes:
        good = manifest_of(delivery)
        entries = [file.entry() for file in delivery.files]
        bad = (
            b"not json",
            b"[]",
            b"null",
            good[:-5],
            good.replace(b"not read", b"\xff\xfe"),
            manifest_of(delivery, agency="ksz" if delivery.agency != "ksz" else "agodi"),
            good.replace(b'"delivery": "2', b'"delivery": "1'),
            manifest_of(delivery, files=[*entries, entries[0]]),
            manifest_of(delivery, files=[*entries, entries[0] | {"rows": 1}]),
            manifest_of(delivery, files=[entry | {"rows": str(entry["rows"])} for entry in entries]),
            manifest_of(delivery, files=[entry | {"rows": None} for entry in entries]),
            manifest_of(delivery, files=[{"file": entry["file"], "rows": entry["rows"]} for entry in entries]),
            manifest_of(delivery, files=[entry | {"sha256": 7} for entry in entries]),
            manifest_of(delivery, files=[entry["file"] for entry in entries]),
            manifest_of(delivery, files={"a": 1}),
            manifest_of(delivery, files=None),
            manifest_of(delivery, agency=None),
        )
        return self.rng.choice(bad)
