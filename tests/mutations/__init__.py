"""Mutants of the models, and which checks notice them: `python -m tests.mutations`.

A mutant is one small change to the compiled SQL of one model, as an edit by mistake would make it. `operators.py`
makes them, `project.py` knows the models, checks and unit tests as dbt compiles them, `warehouse.py` holds one small
delivery in memory and rebuilds what a mutant changes, `verdicts.py` judges; `accepted.yml` lists the mutants that
nothing notices, with the reason.
"""
