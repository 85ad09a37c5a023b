"""Where everything is. The only module that reads environment variables; no other module spells a folder."""

import os
from dataclasses import dataclass
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
AGENCIES = ("agodi", "ksz", "ahovoks")


@dataclass(frozen=True)
class Settings:
    """The folders of one warehouse.

    data: holds everything that is not code (`WPL_DATA`, default `data/` in the checkout).
    dbt_project: the models (`WPL_DBT_PROJECT`, default `dbt_project/` in the checkout).
    alerts: who is told what (`WPL_ALERTS`, default `alerts.yml` in the checkout).
    """

    data: Path
    dbt_project: Path = CHECKOUT / "dbt_project"
    sources: Path = CHECKOUT / "sources"
    seeds: Path = CHECKOUT / "seeds"
    alerts: Path = CHECKOUT / "alerts.yml"

    @classmethod
    def from_environment(cls) -> "Settings":
        data = Path(os.environ.get("WPL_DATA") or CHECKOUT / "data")
        dbt_project = Path(os.environ.get("WPL_DBT_PROJECT") or CHECKOUT / "dbt_project")
        alerts = Path(os.environ.get("WPL_ALERTS") or CHECKOUT / "alerts.yml")
        return cls(
            data=data.expanduser().absolute(),
            dbt_project=dbt_project.expanduser().absolute(),
            alerts=alerts.expanduser().absolute(),
        )

    @property
    def landing(self) -> Path:
        return self.data / "landing"

    @property
    def warehouse(self) -> Path:
        return self.data / "warehouse"

    @property
    def originals(self) -> Path:
        return self.warehouse / "originals"

    @property
    def accepted(self) -> Path:
        return self.warehouse / "accepted"

    @property
    def quarantine(self) -> Path:
        return self.warehouse / "quarantine"

    @property
    def active(self) -> Path:
        return self.warehouse / "active"

    @property
    def register(self) -> Path:
        return self.warehouse / "register.sqlite"

    @property
    def database(self) -> Path:
        return self.warehouse / "warehouse.duckdb"

    @property
    def board(self) -> Path:
        return self.warehouse / "board.html"

    @property
    def published(self) -> Path:
        return self.data / "published"

    @property
    def dagster_home(self) -> Path:
        return self.data / "dagster"


def secret(name: str) -> str | None:
    """A password or a secret address, by the name of the variable that a configuration file gives."""
    return os.environ.get(name) or None
