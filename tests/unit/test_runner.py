"""What dbt says of a failing node reaches people and logs without what it quotes of a row."""

import pytest

from orchestration.warehouse.runner import without_values

IN_MODEL = "Runtime Error in model leavers (models/cohort/leavers.sql)\n  "


@pytest.mark.parametrize(
    "message, told",
    [
        (None, None),
        (f"{IN_MODEL}Binder Error: no column pupil", f"{IN_MODEL}Binder Error: no column pupil"),
        (
            f"{IN_MODEL}Conversion Error: could not cast 'P-1' to INT32",
            f"{IN_MODEL}Conversion Error (told without its values)",
        ),
        (
            f"{IN_MODEL}Constraint Error: duplicate key P-1: Binder Error: P-1",
            f"{IN_MODEL}Constraint Error (told without its values)",
        ),
        ("Invalid Input Error: P-1", "Invalid Input Error (told without its values)"),
    ],
)
def test_messages_quote_no_value(message, told):
    assert without_values(message) == told
