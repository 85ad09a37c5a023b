{{ config(meta={'dagster': {'ref': {'name': 'stg_intake__active_files'}}}) }}

-- A school year without leerlingen would lose its whole population to R07.
with years as (
    select
        enrolments.period,
        pupils.period is null as is_missing
    from {{ ref('stg_intake__active_files') }} as enrolments
    left join {{ ref('stg_intake__active_files') }} as pupils
        on enrolments.period = pupils.period and pupils.dataset = 'leerlingen'
    where enrolments.dataset = 'inschrijvingen'
),

looked_at as (
    select count(*) as n
    from years
),

offending as (
    select
        cast(null as string) as dataset,
        period,
        cast(null as bigint) as source_line
    from years
    where is_missing
),

{{ check_result() }}
