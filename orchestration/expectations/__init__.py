"""Expectations made from the contracts, on what was newly accepted.

DuckDB counts in the accepted Parquet, by another road than intake (`promises.py`, `counting.py`); a Great Expectations
suite per dataset judges the counts (`suites.py`) in a process of its own (`judge.py`), so that importing that library
costs a refresh no time. Only counts go there: no value of a row does.
"""
