{{ config(meta={'dagster': {'ref': {'name': 'stg_agodi__inschrijvingen'}}}) }}

-- Without background characteristics in the same year the enrolment breaks R07.
with looked_at as (
    select count(*) as n
    from {{ ref('stg_agodi__inschrijvingen') }}
),

offending as (
    select
        'inschrijvingen' as dataset,
        accepted.schooljaar as period,
        accepted.source_line
    from {{ ref('stg_agodi__inschrijvingen') }} as accepted
    anti join {{ ref('stg_agodi__leerlingen') }} as partner
        on accepted.leerling_id = partner.leerling_id and accepted.schooljaar = partner.schooljaar
),

{{ check_result() }}
