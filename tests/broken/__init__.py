"""Broken CSV files, as they are found in the wild, and a slow judge who says what must become of each line.

Here: whole files (`whole.py`), ways to break them (`breaks.py`), the judge (`judge.py`), and the comparison
with the warehouse (`compare.py`). The judge is written from the description of the extracts alone: it shares
nothing with the warehouse nor with `tests/oracle`, uses no CSV reader and no contract.
"""
