{{ config(meta={'rule': 'R01', 'dagster': {'ref': {'name': 'active_enrolments'}}}) }}

-- Accepted enrolments, judged by comparing dates as text; each is in active_enrolments or not, as it should be.
with judged as (
    select
        accepted.schooljaar,
        accepted.source_line,
        cast(accepted.begindatum as string) <= substr(accepted.schooljaar, 6, 4) || '-{{ var("teldag") }}'
        and coalesce(cast(accepted.einddatum as string), '9999')
        >= substr(accepted.schooljaar, 6, 4) || '-{{ var("teldag") }}' as is_active,
        active.source_line is not null as is_kept
    from {{ ref('stg_agodi__inschrijvingen') }} as accepted
    left join {{ ref('active_enrolments') }} as active
        on accepted.schooljaar = active.schooljaar and accepted.source_line = active.source_line
),

looked_at as (
    select count(*) as n
    from judged
),

offending as (
    select
        'inschrijvingen' as dataset,
        schooljaar as period,
        source_line
    from judged
    where is_active <> is_kept
),

{{ check_result() }}
