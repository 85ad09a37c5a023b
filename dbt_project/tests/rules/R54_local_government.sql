{{ config(meta={'rule': 'R54', 'dagster': {'ref': {'name': 'leaver_jobs'}}}) }}

-- An RSZPPO line counts in no quarter before the first one, and, unless a student job, in every one after. Quarters
-- compared as numbers.
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
        bron = 'RSZPPO'
        and not is_solidariteit
        and is_wage_job <> (
            cast(replace(kalenderkwartaal, 'Q', '') as int)
            >= cast(replace('{{ var("rszppo_vanaf") }}', 'Q', '') as int)
        )
),

{{ check_result() }}
