"""The warehouse around dbt: intake of deliveries, Dagster definitions, publishing and the `wpl` command."""
