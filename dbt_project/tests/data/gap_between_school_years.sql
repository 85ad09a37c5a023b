{{ config(meta={'dagster': {'ref': {'name': 'school_years'}}}) }}

-- R50: after a gap the last enrolment of a pupil may be one that was not delivered.
with looked_at as (
    select count(*) as n
    from {{ ref('school_years') }}
),

steps as (
    select
        schooljaar,
        cast(substr(schooljaar, 1, 4) as int)
        - lag(cast(substr(schooljaar, 1, 4) as int)) over (order by schooljaar) as n_years
    from {{ ref('school_years') }}
),

offending as (
    select
        cast(null as string) as dataset,
        schooljaar as period,
        cast(null as bigint) as source_line
    from steps
    where n_years > 1
),

{{ check_result() }}
