{{ config(meta={'dagster': {'ref': {'name': 'stg_agodi__inschrijvingen'}}}) }}

-- Accepted when the group was there; without it the enrolment breaks R04.
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
    anti join {{ ref('stg_agodi__administratieve_groepen') }} as partner
        on accepted.administratieve_groep = partner.administratieve_groep
),

{{ check_result() }}
