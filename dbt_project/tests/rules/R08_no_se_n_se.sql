{{ config(meta={'rule': 'R08', 'dagster': {'ref': {'name': 'count_day_enrolments'}}}) }}

-- Read from the group again; R50 and R37 look at it too.
with enrolments as (
    select
        chosen.schooljaar,
        chosen.source_line,
        chosen.uitval_regel,
        coalesce(groepen.is_se_n_se, true) as is_broken
    from {{ ref('count_day_enrolments') }} as chosen
    left join {{ ref('stg_agodi__administratieve_groepen') }} as groepen
        on chosen.administratieve_groep = groepen.administratieve_groep
),

told as (
    select
        'inschrijvingen' as dataset,
        chosen.schooljaar as period,
        chosen.source_line
    from {{ ref('count_day_enrolments') }} as chosen
    left join {{ ref('stg_agodi__administratieve_groepen') }} as groepen
        on chosen.administratieve_groep = groepen.administratieve_groep
    where chosen.is_se_n_se <> coalesce(groepen.is_se_n_se, false)
),

{{ check_drop('R08', also='told') }}
