"""The Great Expectations suite of a dataset, made from its contract, and its verdict on counts.

Here: the only module that knows that library; it runs in a process of its own (`judge.py`). A frame has a row per file
and column, with a count per kind of promise: constant cost, and nothing of a pupil. Not here: counting (`counting.py`).
"""

import os
from collections.abc import Iterable, Iterator
from typing import Any

os.environ["GX_ANALYTICS_ENABLED"] = "false"
os.environ["OMP_NUM_THREADS"] = "1"  # nothing here is worth a pool of threads

import great_expectations as gx
import pandas as pd
from great_expectations import expectations as gxe

from orchestration.expectations.questions import ROWS, Question, Verdict


def suite(question: Question) -> gx.ExpectationSuite:
    """One expectation per kind of promise; a broken contract is critical, a moved number of rows a warning."""
    contract = [
        gxe.ExpectColumnValuesToBeBetween(
            column=kind, max_value=0, severity="critical", meta={"kind": kind, "columns": columns}
        )
        for kind, columns in question.kinds.items()
    ]
    rows = gxe.ExpectColumnValuesToBeBetween(
        column=ROWS, max_value=question.largest_change, severity="warning", meta={"kind": ROWS}
    )
    return gx.ExpectationSuite(question.dataset, expectations=[*contract, rows], meta={"contract": question.dataset})


def judge(questions: Iterable[Question]) -> Iterator[Verdict]:
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    frames = context.data_sources.add_pandas("counts").add_dataframe_asset("frame")
    whole = frames.add_batch_definition_whole_dataframe("whole")
    for question in questions:
        yield _judge(question, whole)


def _judge(question: Question, whole: Any) -> Verdict:
    frame = pd.DataFrame(question.counts)
    frame = frame.astype({name: float for name in frame.columns if name not in {"file", "column"}})
    batch = whole.get_batch(batch_parameters={"dataframe": frame})
    # values are counts, and yet: nothing but the verdict is asked for
    validated = batch.validate(suite(question), result_format="BOOLEAN_ONLY")
    return Verdict(
        question.dataset,
        {
            result.expectation_config.meta["kind"]: None if _is_errored(result.exception_info) else bool(result.success)
            for result in validated.results
        },
    )


def _is_errored(exception_info: dict[str, Any]) -> bool:
    """The library has one record per expectation, or one per metric below it."""
    if "raised_exception" in exception_info:
        return bool(exception_info["raised_exception"])
    return any(record["raised_exception"] for record in exception_info.values())
