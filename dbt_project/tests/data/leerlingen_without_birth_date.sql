{{ config(meta={'dagster': {'ref': {'name': 'stg_agodi__leerlingen'}}}) }}

-- A pupil without a birth date breaks R07.
with looked_at as (
    select count(*) as n
    from {{ ref('stg_agodi__leerlingen') }}
),

offending as (
    select
        'leerlingen' as dataset,
        schooljaar as period,
        source_line
    from {{ ref('stg_agodi__leerlingen') }}
    where geboortedatum is null
),

{{ check_result() }}
