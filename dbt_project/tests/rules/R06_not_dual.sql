{{ config(meta={'rule': 'R06', 'dagster': {'ref': {'name': 'count_day_enrolments'}}}) }}

-- Read from the group again.
with enrolments as (
    select
        chosen.schooljaar,
        chosen.source_line,
        chosen.uitval_regel,
        coalesce(groepen.is_duaal, true) as is_broken
    from {{ ref('count_day_enrolments') }} as chosen
    left join {{ ref('stg_agodi__administratieve_groepen') }} as groepen
        on chosen.administratieve_groep = groepen.administratieve_groep
),

{{ check_drop('R06') }}
