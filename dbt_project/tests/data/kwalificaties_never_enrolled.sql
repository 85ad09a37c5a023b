{{ config(meta={'dagster': {'ref': {'name': 'stg_agodi__kwalificaties'}}}) }}

-- Rows of someone who was never enrolled play no part.
with looked_at as (
    select count(*) as n
    from {{ ref('stg_agodi__kwalificaties') }}
),

offending as (
    select
        'kwalificaties' as dataset,
        accepted.schooljaar as period,
        accepted.source_line
    from {{ ref('stg_agodi__kwalificaties') }} as accepted
    anti join {{ ref('stg_agodi__inschrijvingen') }} as partner
        on accepted.leerling_id = partner.leerling_id
),

{{ check_result() }}
