{{ config(meta={'rule': 'R03', 'dagster': {'ref': {'name': 'count_day_enrolments'}}}) }}

-- The provider is read from the accepted enrolment itself, not from the institution.
with enrolments as (
    select
        chosen.schooljaar,
        chosen.source_line,
        chosen.uitval_regel,
        accepted.aanbieder <> 'VOLTIJDS' as is_broken
    from {{ ref('count_day_enrolments') }} as chosen
    inner join {{ ref('stg_agodi__inschrijvingen') }} as accepted
        on chosen.schooljaar = accepted.schooljaar and chosen.source_line = accepted.source_line
),

{{ check_drop('R03') }}
