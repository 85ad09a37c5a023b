"""A fixed sample of broken files; `python -m tests.broken.compare --files 2500` takes as many as one likes."""

import pytest

from tests.broken.compare import run
from tests.broken.judge import judge


def test_the_warehouse_and_the_judge_agree_on_every_line_of_broken_files(tmp_path):
    result = run(range(500), 1, tmp_path)
    assert result.files == 500
    assert result.differences == []
    # the sample is worth something: files pass and fail, and rows too
    reasons = {
        "unreadable",
        "missing_column",
        "duplicate_column",
        "empty_file",
        "row_count_mismatch",
        "too_many_bad_rows",
    }
    assert result.outcomes.keys() == {"accepted", *reasons}
    assert result.outcomes["accepted"] > 200
    assert result.rows["malformed_row"] > 100 and result.rows["bad_value"] > 100


HEADER = "CODE_INSZ;KWARTAAL;BIJDCAT;HOEDANIGHEID"


@pytest.mark.parametrize(
    "line, expected",
    [
        ("P-1;20183;HOOFD;Z", ("P-1", "20183", "HOOFD", "Z")),
        ('"P-1";20183;"HOOFD";Z', ("P-1", "20183", "HOOFD", "Z")),
        ("P-1;20183;HOOFD;Z;", "malformed_row"),
        ('P-1;20183;"HOOFD"x;Z', "malformed_row"),
        ("P-1;20183;HOOFD", "malformed_row"),
        ("", "malformed_row"),
        ('P-1;20183;"";Z', "missing_value"),
        ('P-1;20183;HO"OFD;Z', "bad_value"),
        ("P-1;20182;HOOFD;Z", "wrong_period"),
    ],
)
def test_the_judge_knows_good_from_bad(line, expected):
    data = f"{HEADER}\n{line}\n".encode()
    judgement = judge("ksz", "zelfstandigen", "2018Q3", data, 1, set())
    assert [*judgement.accepted.values(), *judgement.quarantined.values()] == [expected]
