{{ config(meta={'dagster': {'ref': {'name': 'stg_agodi__leerlingen'}}}) }}

-- Another birth date than in the school year before: the age of R07 may jump.
with in_doubt as (
    select leerling_id
    from {{ ref('stg_agodi__leerlingen') }}
    group by leerling_id
    having min(geboortedatum) <> max(geboortedatum)
),

looked_at as (
    select count(geboortedatum) as n
    from {{ ref('stg_agodi__leerlingen') }}
),

offending as (
    select
        'leerlingen' as dataset,
        accepted.schooljaar as period,
        accepted.source_line
    from {{ ref('stg_agodi__leerlingen') }} as accepted
    semi join in_doubt on accepted.leerling_id = in_doubt.leerling_id
),

{{ check_result() }}
