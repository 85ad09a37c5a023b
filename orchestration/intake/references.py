"""Values of one dataset that another refers to: the administratieve groepen that an enrolment may name.

Here: which file of the referred dataset is active as of a delivery's place in the order, as known now. Not
here: which file is active for good (`register.py`), judging a row (`rows.py`).
"""

from orchestration.contracts import Column, Contract
from orchestration.intake.landing import Delivery
from orchestration.records import ACCEPTED
from orchestration.register import Register
from orchestration.settings import Settings


class References:
    """The values of datasets that others refer to, as of a delivery's place in the order."""

    def __init__(self, settings: Settings):
        self._settings = settings
        self._accepted: dict[tuple[str, str], list[Delivery]] = {}

    @classmethod
    def registered(cls, settings: Settings) -> "References":
        references = cls(settings)
        for file in Register(settings).files():
            if file.status == ACCEPTED:
                references.add(file.dataset, Delivery(file.agency, file.delivery, settings.landing))
        return references

    def add(self, dataset: str, delivery: Delivery) -> None:
        self._accepted.setdefault((delivery.agency, dataset), []).append(delivery)

    def of(self, contract: Contract, delivery: Delivery) -> dict[str, frozenset[int]]:
        """Per column of the contract that refers to another dataset: the values active there."""
        return {
            column.name: self._values(contract.agency, column, delivery)
            for column in contract.columns
            if column.references
        }

    def _values(self, agency: str, column: Column, delivery: Delivery) -> frozenset[int]:
        from pyarrow import parquet

        from orchestration.intake.store import parquet_path

        earlier = [one for one in self._accepted.get((agency, column.references), []) if one.order <= delivery.order]
        if not earlier:
            return frozenset()
        active = max(earlier, key=lambda one: one.order)
        path = parquet_path(self._settings.accepted, agency, column.references, None, active.name)
        return frozenset(parquet.read_table(path, columns=[column.name])[column.name].to_pylist())
