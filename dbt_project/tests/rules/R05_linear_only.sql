{{ config(meta={'rule': 'R05', 'dagster': {'ref': {'name': 'count_day_enrolments'}}}) }}

with enrolments as (
    select
        schooljaar,
        source_line,
        uitval_regel,
        stelsel = 'MODULAIR' as is_broken
    from {{ ref('count_day_enrolments') }}
),

{{ check_drop('R05') }}
