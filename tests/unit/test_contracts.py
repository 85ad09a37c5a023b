"""The contracts in `sources/`, and what the loader refuses."""

import shutil

import pytest

from orchestration.contracts import COLUMN_TYPES, load_contracts
from orchestration.intake.values import parser
from orchestration.settings import AGENCIES, CHECKOUT
from tests.unit.conftest import CONTRACTS


def test_every_dataset_has_a_contract():
    assert len(CONTRACTS) == 13
    assert {agency for agency, _ in CONTRACTS} == set(AGENCIES)


def test_a_column_means_the_same_everywhere():
    descriptions = {}
    for contract in CONTRACTS.values():
        assert contract.description
        for column in contract.columns:
            assert descriptions.setdefault(column.name, column.description) == column.description


def test_every_type_has_a_parser():
    columns = [(column, contract) for contract in CONTRACTS.values() for column in contract.columns]
    assert {column.type for column, _ in columns} == COLUMN_TYPES
    for column, contract in columns:
        assert (parser(column, contract.dialect)("\0") is None) == (column.type != "text")


def test_the_period_is_a_required_part_of_the_key():
    for contract in CONTRACTS.values():
        if contract.period_column:
            assert contract.period_column in contract.key
            assert not contract.column[contract.period_column].optional


@pytest.mark.parametrize(
    "find, replace, message",
    [
        ("type: pupil_id", "type: pupil", "leerling_id has no known type"),
        ("key: [leerling_id", "key: [leerling", "no column leerling"),
        ("not_before: begindatum", "not_before: begin", "no column begin"),
        ("dataset: inschrijvingen", "dataset: inschrijving", "its dataset is inschrijving"),
        ("optional: true", "optimal: true", "optimal"),
        ("formats:", "format:", "formats"),
    ],
)
def test_a_contract_with_a_slip_is_refused(tmp_path, find, replace, message):
    sources = tmp_path / "sources"
    shutil.copytree(CHECKOUT / "sources", sources)
    path = sources / "agodi" / "inschrijvingen.yml"
    text = path.read_text()
    assert find in text
    path.write_text(text.replace(find, replace, 1))
    with pytest.raises(ValueError, match=message):
        load_contracts(sources)
