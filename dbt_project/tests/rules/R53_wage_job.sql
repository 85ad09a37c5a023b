{{ config(meta={'rule': 'R53', 'dagster': {'ref': {'name': 'leaver_jobs'}}}) }}

-- A student job never counts; every other line of RSZ does.
with looked_at as (
    select count(*) as n
    from {{ ref('leaver_jobs') }}
),

offending as (
    select
        'tewerkstelling' as dataset,
        kalenderkwartaal as period,
        source_line
    from {{ ref('leaver_jobs') }}
    where
        (is_solidariteit and is_wage_job)
        or (bron = 'RSZ' and not is_solidariteit and not is_wage_job)
),

{{ check_result() }}
