"""A warehouse in a temporary folder, and a valid file of every dataset to change things in."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from pyarrow import parquet

from orchestration.contracts import Contract, load_contracts
from orchestration.intake import find_new, retake, take_in
from orchestration.register import FileRow, Register
from orchestration.settings import CHECKOUT, Settings
from tests.helpers import write_delivery

CONTRACTS = load_contracts(CHECKOUT / "sources")

# One valid value per column, in the agency's dialect; the period is that of the file below.
VALUES = {
    "agodi": {
        "leerling_id": "P-1",
        "schooljaar": "2016-2017",
        "aanbieder": "VOLTIJDS",
        "instellingsnummer": "012345",
        "administratieve_groep": "101",
        "stelsel": "LINEAIR",
        "begindatum": "01/09/2016",
        "einddatum": "30/06/2017",
        "geslacht": "V",
        "geboortedatum": "00/05/2001",
        "nationaliteit": "NIET-EU",
        "thuistaal_niet_nl": "J",
        "schooltoelage": "N",
        "opleiding_moeder_laag": "J",
        "buurt_schoolse_vertraging": "N",
        "benaming": "Kantoor",
        "onderwijsvorm": "BSO",
        "graad": "3",
        "leerjaar": "6",
        "studiegebied": "Handel",
        "studierichting": "Kantoor",
        "stageverplichting": "J",
        "duaal": "N",
        "aanloopfase": "N",
        "naamloos": "N",
        "se_n_se": "N",
        "naam": "School",
        "net": "GO",
        "provincie": "Limburg",
        "studiebewijs": "DIPLOMA_SO",
        "datum": "30/06/2017",
        "volgnummer": "1",
        "stagegever_kbo": "0403019261",
        "sector": "Zorg",
        "contract": "Stage",
        "halve_dagen": "20",
        "medisch_onderzoek": "N",
        "gediplomeerden": "10",
        "doorgestroomd": "4",
    },
    "ksz": {
        "code_insz": "P-1",
        "kwartaal": "20183",
        "volgnr": "1",
        "bron": "RSZ",
        "bce_kbo": "0403019261",
        "nr_cp": "322.01",
        "clatra": "1",
        "t_prest": "F",
        "tauxaa": "0.75",
        "tauxpt": "100",
        "solidariteit": "N",
        "laatste_dag": "J",
        "bijdcat": "HOOFD",
        "hoedanigheid": "Z",
        "maand": "201809",
        "dienst": "VDAB",
        "categorie": "00",
    },
    "ahovoks": {
        "schooljaar": "2016-2017",
        "academiejaar": "2016-2017",
        "leerling_id": "P-1",
        "stroom": "TSO",
        "studiegebied": "Totaal",
        "maat": "doorgestroomd",
        "opleidingstype": "PBA",
        "aantal": "12",
        "instelling_ho": "H1",
        "contract": "DIPLOMA",
        "inschrijvingsdatum": "2016-09-20",
        "uitschrijvingsdatum": "2017-02-01",
    },
}


@dataclass(frozen=True)
class Sample:
    """A dataset and its valid row; rows are made from it by changing values."""

    contract: Contract

    @classmethod
    def of(cls, agency: str, dataset: str) -> "Sample":
        return cls(CONTRACTS[agency, dataset])

    @property
    def file(self) -> str:
        period = {"schooljaar": "_2016-2017", "kwartaal": "_2018Q3", None: ""}[self.contract.period_type]
        return f"{self.contract.dataset}{period}.csv"

    @property
    def names(self) -> list[str]:
        return [column.name for column in self.contract.columns]

    def row(self, **changed: str) -> dict[str, str]:
        assert changed.keys() <= set(self.names)
        return {name: VALUES[self.contract.agency][name] for name in self.names} | changed

    def line(self, **changed: str) -> str:
        return ";".join(self.row(**changed).values())

    def text(self, *lines: str, header: str | None = None) -> str:
        names = self.names if self.contract.dialect.header_case == "lower" else [n.upper() for n in self.names]
        return "\n".join([header or ";".join(names), *lines]) + "\n"


GROUPS = Sample.of("agodi", "administratieve_groepen")


@dataclass(frozen=True)
class Warehouse:
    """A landing folder and the warehouse beside it."""

    settings: Settings

    @property
    def register(self) -> Register:
        return Register(self.settings)

    def deliver(self, agency: str, delivery: str, files: dict[str, str | bytes], **options: Any) -> Path:
        return write_delivery(self.settings.landing, agency, delivery, files, **options)

    def refresh(self, hashes: bool = False) -> set[tuple[str, str]]:
        return take_in(self.settings, find_new(self.settings, hashes), lambda line: None)

    def retake(self) -> set[tuple[str, str]]:
        return retake(self.settings, find_new(self.settings, hashes=True), lambda line: None)

    def file(self, name: str, delivery: str | None = None) -> FileRow:
        """The record of a file with this name, which must be the only one."""
        (row,) = (row for row in self.register.files() if row.file == name and delivery in (None, row.delivery))
        return row

    def outcomes(self) -> dict[str, str | None]:
        """Reason by file, None for an accepted one."""
        return {row.file: row.reason for row in self.register.files()}

    def quarantined(self, *place: str) -> list[tuple[int, str, str | None]]:
        """(line, reason, column) of the quarantined rows of these files, delivery after delivery."""
        paths = self.settings.quarantine.joinpath(*place).rglob("*.parquet")
        return [
            (row["line"], row["reason"], row["column"])
            for path in sorted(paths)
            for row in parquet.read_table(path).to_pylist()
        ]

    def active(self, agency: str, dataset: str, period: str = "alle") -> list[dict[str, Any]]:
        return parquet.read_table(self.settings.active / agency / dataset / f"{period}.parquet").to_pylist()

    def state(self) -> dict[str, Any]:
        """All that a refresh leaves behind, for comparison: register and files, without times."""
        folders = (self.settings.accepted, self.settings.quarantine, self.settings.active, self.settings.originals)
        return {
            "deliveries": [(d.agency, d.delivery, d.status, d.reason) for d in self.register.deliveries()],
            "files": self.register.files(),
            "quarantine": self.register.quarantine_summary(),
            "notes": self.register.notes(),
            "bytes": {
                str(path.relative_to(self.settings.warehouse)): path.read_bytes()
                for folder in folders
                for path in folder.rglob("*")
                if path.is_file()
            },
        }

    def take_one(self, sample: Sample, *lines: str, delivery: str = "2021-09-15") -> list[tuple[int, str, str | None]]:
        """Deliver one file of these lines, with the groups beside it; returns its quarantined rows."""
        files: dict[str, str | bytes] = {sample.file: sample.text(*lines)}
        if sample.contract.agency == "agodi" and sample != GROUPS:
            files[GROUPS.file] = GROUPS.text(GROUPS.line())
        self.deliver(sample.contract.agency, delivery, files)
        self.refresh()
        file = self.file(sample.file, delivery)
        assert file.status == "accepted", file
        return self.quarantined(sample.contract.agency, sample.contract.dataset)


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    return Warehouse(Settings(data=tmp_path / "data"))
