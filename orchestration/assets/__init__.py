"""Dagster assets and their checks: intake, models, release. One run of the job `refresh` makes them all."""
