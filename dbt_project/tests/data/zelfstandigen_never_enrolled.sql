{{ config(meta={'dagster': {'ref': {'name': 'stg_ksz__zelfstandigen'}}}) }}

-- Rows of someone who was never enrolled play no part.
with looked_at as (
    select count(*) as n
    from {{ ref('stg_ksz__zelfstandigen') }}
),

offending as (
    select
        'zelfstandigen' as dataset,
        accepted.kalenderkwartaal as period,
        accepted.source_line
    from {{ ref('stg_ksz__zelfstandigen') }} as accepted
    anti join {{ ref('stg_agodi__inschrijvingen') }} as partner
        on accepted.leerling_id = partner.leerling_id
),

{{ check_result() }}
